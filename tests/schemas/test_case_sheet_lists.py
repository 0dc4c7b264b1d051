from typing import Any

import pytest

from catalogue.domain.grid import Place
from catalogue.schemas.case_sheet.reading import headings, offered, read
from catalogue.schemas.case_sheet.sheets import CaseRow
from tests.schemas.sheets_of_cases import grid, only_row, read_list


def meant(*texts: str, below: tuple[str, ...] = ()) -> dict[str, str | None]:
    """What the headings of a list are taken for."""
    rows = [below] if below else [tuple("試験" for _ in texts)]
    return {heading.text: heading.meant for heading in headings([grid(texts, *rows)])}


def raw_of(**cells: str) -> dict[str, Any]:
    """What one row of a list says, by headings."""
    return only_row(row_list(**cells)).raw


def row_list(**cells: str) -> Any:
    return read_list(("取組名", *cells), ("試験用の取組", *cells.values()))


def reasons(row: CaseRow) -> list[str]:
    return [f"{each.place}：{each.reason}" for each in row.problems]


def cautions(row: CaseRow) -> list[str]:
    return [f"{each.place}：{each.reason}" for each in row.cautions]


@pytest.mark.parametrize(
    ("field", "texts"),
    [
        ("title", ["事例名", "取組名", "タイトル", "名称", "施策名", "事業名", "取組の名称（事業名）"]),
        ("municipality", ["自治体", "市町村", "実施自治体", "団体名", "自治体名\n（市区町村）"]),
        ("prefecture", ["都道府県", "都道府県名"]),
        ("theme", ["テーマ", "分野", "大分類"]),
        ("category", ["カテゴリ", "分類", "区分", "小分類"]),
        ("summary", ["概要", "事業概要", "要約", "内容", "取組の概要（200字以内）"]),
        ("background", ["背景", "背景・課題", "事業の背景"]),
        ("purpose", ["目的", "ねらい", "目的・ねらい"]),
        ("outcomes", ["成果", "効果", "実績", "成果・効果", "主な成果"]),
        ("funding", ["費用", "予算", "事業費", "事業費（千円）", "予算額(R5)"]),
        ("started.date", ["開始", "開始年度", "開始年月"]),
        ("period", ["実施時期", "期間", "実施期間"]),
        ("lead", ["実施主体", "事業主体"]),
        ("partners", ["連携先", "関係者", "協力", "連携先・関係者"]),
        ("sources", ["出典", "参考", "情報源", "参考資料"]),
        ("sources.url", ["URL", "リンク", "参考URL", "ＵＲＬ"]),
        ("sources.publisher", ["発行者", "発行元", "出典の発行者"]),
        ("notes", ["備考", "メモ"]),
        ("population.value", ["人口"]),
        ("keywords", ["キーワード", "タグ"]),
        ("devices", ["工夫", "ポイント", "工夫・ポイント"]),
        ("challenges", ["課題", "今後の課題", "課題・今後の課題"]),
    ],
)
def test_headings_of_other_peoples_lists_are_understood(field: str, texts: list[str]) -> None:
    assert {text: meant(text, "場所", "副題")[text] for text in texts} == dict.fromkeys(texts, field)


def test_a_heading_that_says_nothing_is_left_to_a_person() -> None:
    assert meant("取組名", "概要", "No.", "整理番号メモ欄X") == {
        "取組名": "title",
        "概要": "summary",
        "No.": None,
        "整理番号メモ欄X": None,
    }
    assert meant("取組名", "概要", "関連施策")["関連施策"] is None


def test_of_a_foreign_list_only_what_is_called_as_ours_calls_it_is_certain() -> None:
    found = headings([grid(("題名", "概 要※", "事業内容", "名称"), ("試験", "試験", "試験", "試験"))])
    assert [heading.sure for heading in found] == [True, True, False, False]


def test_a_heading_shows_what_stands_below_it() -> None:
    (title, _) = headings([grid(("取組名", "概要"), ("試験A", ""), ("試験A", ""), ("試験B", "文"))])
    assert title.examples == ("試験A", "試験B")


def test_a_field_with_one_value_is_given_to_the_heading_that_fits_best() -> None:
    assert meant("本市の事業名", "取組名", "概要") == {
        "本市の事業名": None,
        "取組名": "title",
        "概要": "summary",
    }


def test_a_list_that_calls_nothing_a_summary_has_it_in_what_was_done() -> None:
    assert meant("取組名", "取組内容") == {"取組名": "title", "取組内容": "summary"}
    assert meant("取組名", "取組内容", "概要")["取組内容"] == "activities"
    assert meant("取組名", "概要", "内容") == {"取組名": "title", "概要": "summary", "内容": "activities"}


def test_words_that_are_no_words_of_the_closed_list_are_free_text() -> None:
    told = {"状況": "status_note", "財源": "funding", "手法": "activities"}
    texts = ("取組名", "概要", *told)
    assert meant(*texts, below=("試験", "試験", "庁内で検討", "国庫補助2分の1", "窓口を置く")) == {
        "取組名": "title",
        "概要": "summary",
        **told,
    }
    found = meant(*texts, below=("試験", "試験", "実施中", "市区町村の予算", "補助・助成"))
    assert [found[text] for text in told] == ["status", "funding_kinds", "methods"]


def test_titles_and_empty_rows_above_the_headings_are_no_cases() -> None:
    sheets = read_list(
        ("試験用の取組一覧", "", ""), ("", "", ""), ("令和6年度", "", ""),
        ("取組名", "自治体", "概要"), ("試験用の取組", "境町", "文。"), ("", "", ""),
        ("取組名", "自治体", "概要"), ("試験用の取組2", "境町", "文。"),
    )  # fmt: skip
    assert [row.raw["title"] for row in sheets.rows] == ["試験用の取組", "試験用の取組2"]
    assert [row.place for row in sheets.rows] == [Place("一覧", 4, 0), Place("一覧", 7, 0)]


def test_a_list_whose_headings_nobody_knows_waits_for_a_person() -> None:
    rows = (("あ", "い"), ("試験用の取組", "試験の文"))
    assert [heading.meant for heading in read_list(*rows).headings] == [None, None]
    told = read_list(*rows, chosen={"一覧!A1": "title", "一覧!B1": "summary"})
    assert only_row(told).raw == {"title": "試験用の取組", "summary": {"text": "試験の文"}}


def test_a_person_names_columns_and_leaves_others_out() -> None:
    rows = (("取組名", "概要", "備考"), ("試験用の取組", "試験の文", "試験のメモ"))
    row = only_row(read_list(*rows, chosen={"一覧!B1": "purpose", "一覧!C1": ""}))
    assert row.raw == {"title": "試験用の取組", "purpose": [{"text": "試験の文"}]}


def test_two_columns_for_one_value_are_told() -> None:
    rows = (("取組名", "項目"), ("試験用の取組", "別の名前"))
    (problem,) = read_list(*rows, chosen={"一覧!B1": "title"}).problems
    assert (str(problem.place), "2つあります" in problem.reason) == ("一覧!B1", True)


@pytest.mark.parametrize("name", ["茨城県境町", "境町（茨城県）", "茨城県 境町"])
def test_a_municipality_is_split_and_not_looked_up(name: str) -> None:
    assert only_row(row_list(自治体=name)).names == {"prefecture": "茨城県", "municipality": "境町"}


def test_of_several_municipalities_the_first_one_leads_and_that_is_told() -> None:
    row = only_row(row_list(自治体="三条市、燕市"))
    assert row.names == {"municipality": "三条市", "other_municipalities": "燕市"}
    assert "初めの1つを中心" in cautions(row)[0]


def test_themes_and_categories_are_names_without_their_brackets_and_numbers() -> None:
    names = only_row(row_list(テーマ="事例① スマートシティ", 分類="【ICT活用】")).names
    assert names == {"theme": "スマートシティ", "category": "ICT活用"}


@pytest.mark.parametrize("both", ["商店街活性化の【交流拠点整備】", "商店街活性化／交流拠点整備"])
def test_theme_and_category_may_stand_in_one_column(both: str) -> None:
    assert only_row(row_list(テーマ=both)).names == {"theme": "商店街活性化", "category": "交流拠点整備"}


def test_a_title_may_say_category_and_place_as_the_outline_does() -> None:
    row = only_row(read_list(("事例", "概要"), ("【ICT活用】試験用の取組（福島県会津若松市）", "試験の文")))
    assert row.raw["title"] == "試験用の取組"
    told = {"category": "ICT活用", "prefecture": "福島県", "municipality": "会津若松市"}
    assert row.names == told
    assert row.places["municipality"] == row.places["title"]


def test_a_letter_that_was_lost_is_told() -> None:
    assert "「〓」があります" in cautions(only_row(row_list(概要="試験の〓")))[0]


def test_dates_are_read_as_people_type_them() -> None:
    assert raw_of(開始時期="令和2年11月")["started"] == {"date": "2020-11"}
    told = raw_of(期間="令和2～4年度")
    assert (told["started"], told["ended"]) == ({"date": "FY2020"}, {"date": "FY2022"})
    assert raw_of(開始年度="2020年4月～2023年3月")["ended"] == {"date": "2023-03"}


def test_a_date_that_cannot_be_read_is_told_with_how_people_write_one() -> None:
    (reason,) = reasons(only_row(row_list(期間="随時")))
    assert reason.startswith("一覧!B2：日付として読み取れません。「2020年4月」「令和2年4月1日」「R2.4」")


@pytest.mark.parametrize("typed", ["平成27年頃", "2015年（予定）", "2015年度開始、2017年に拡大"])
def test_what_a_cell_says_beside_a_date_is_kept_as_a_note(typed: str) -> None:
    started = raw_of(開始時期=typed)["started"]
    assert started["date"] in ("2015", "FY2015")
    assert started["note"] == typed


def test_a_date_nobody_knows_is_none() -> None:
    row = only_row(row_list(開始時期="不明", 期間="調査中"))
    assert (row.problems, "started" in row.raw) == ((), False)


def test_results_that_are_no_figures_become_statements_and_that_is_told() -> None:
    row = only_row(row_list(成果="来場者：3万人（2023年度）\nにぎわいが戻った"))
    assert row.raw["outcomes"] == [{"indicator": "来場者", "value": "3万人", "as_of": "FY2023"}]
    assert row.raw["evaluation"] == [{"text": "にぎわいが戻った"}]
    assert "「評価」の文として" in cautions(row)[0]


def test_steps_and_partners_stand_in_lines() -> None:
    told = raw_of(経過="2020年11月　開設\n2023年度：拡大", 連携先="試験社（設計）、試験大学")
    assert [row["date"] for row in told["events"]] == ["2020-11", "FY2023"]
    assert told["partners"] == [{"name": "試験社", "role": "設計"}, {"name": "試験大学"}]


def test_a_step_without_a_date_is_a_problem_of_its_cell() -> None:
    (reason,) = reasons(only_row(row_list(経過="開設した")))
    assert reason.startswith("一覧!B2：")


def test_an_amount_alone_keeps_what_its_heading_says() -> None:
    row = only_row(read_list(("取組名", "予算額（千円）"), ("試験用の取組", "3,000")))
    assert row.raw["funding"] == [{"text": "予算額（千円）：3,000"}]


def test_people_counted_in_ten_thousands_are_about_so_many() -> None:
    row = only_row(read_list(("取組名", "人口（万人）"), ("試験用の取組", "2.4")))
    assert row.raw["population"] == {"approximate": True, "value": 24000}
    assert raw_of(人口="24,000人")["population"] == {"value": 24000}


def test_one_source_of_a_row_vouches_for_all_of_it_and_that_is_told() -> None:
    sheets = row_list(概要="試験の文", 背景="試験の背景", 出典="試験の資料 https://www.example.jp/a")
    row = only_row(sheets)
    assert row.raw["summary"]["sources"] == row.raw["background"][0]["sources"] == ["s1"]
    assert "出典が1件だけの1行" in "".join(sheets.remarks)


def test_of_several_sources_nobody_can_tell_which_and_that_is_told() -> None:
    row = only_row(row_list(概要="試験の文", URL="https://a.example.jp/1 https://a.example.jp/2"))
    assert "sources" not in row.raw["summary"]
    assert "「出典なし」として読みました" in cautions(row)[-1]


def test_a_number_behind_a_text_names_the_source_of_that_line() -> None:
    told = raw_of(概要="試験の文〔2〕", 出典="資料1 https://a.example.jp/1\n資料2 https://a.example.jp/2")
    assert told["summary"] == {"text": "試験の文", "sources": ["s2"]}


def test_an_address_alone_names_itself_and_its_site_and_that_is_told() -> None:
    row = only_row(row_list(URL="https://www.example.jp/a"))
    assert row.raw["sources"] == [
        {
            "url": "https://www.example.jp/a",
            "title": "https://www.example.jp/a",
            "publisher": "example.jp",
            "kind": "other",
            "key": "s1",
        }
    ]
    assert len(cautions(row)) == 2


def test_a_source_without_address_and_publisher_is_a_problem() -> None:
    (reason,) = reasons(only_row(row_list(出典="試験の資料")))
    assert reason.startswith("一覧!B2：出典の発行者が分かりません")


def test_columns_beside_the_source_say_the_rest_of_it() -> None:
    told = raw_of(
        出典="資料1\n資料2", 発行者="試験市\n試験新聞", 出典の種類="公式\n報道", 出典の日付="2020年\n2021年"
    )
    assert [(each["publisher"], each["kind"], each["date"]) for each in told["sources"]] == [
        ("試験市", "official", "2020"),
        ("試験新聞", "press", "2021"),
    ]


@pytest.mark.parametrize("nothing", ["", "－", "-"])
def test_an_empty_line_is_a_source_without_an_address(nothing: str) -> None:
    told = raw_of(出典="資料1（試験市、2020年）\n資料2", URL=f"{nothing}\nhttps://www.example.jp/2")
    assert [each.get("url") for each in told["sources"]] == [None, "https://www.example.jp/2"]


def test_columns_with_numbers_belong_together() -> None:
    cells = {
        "URL2": "https://a.example.jp/2",
        "出典1": "資料1",
        "URL1": "https://a.example.jp/1",
        "出典2": "資料2",
    }
    assert [(each["title"], each["url"]) for each in raw_of(**cells)["sources"]] == [
        ("資料1", "https://a.example.jp/1"),
        ("資料2", "https://a.example.jp/2"),
    ]
    results = {"成果1の指標": "指標一", "成果1の値": "1件", "成果2の指標": "指標二", "成果2の値": "2件"}
    assert raw_of(**results)["outcomes"] == [
        {"indicator": "指標一", "value": "1件"},
        {"indicator": "指標二", "value": "2件"},
    ]


def test_lines_that_cannot_belong_together_are_told() -> None:
    row = only_row(row_list(出典="資料1\n資料2", URL="https://a.example.jp/1"))
    assert "出典2件に対して1行あります" in reasons(row)[0]


def test_of_lines_that_do_not_belong_together_nothing_else_is_told() -> None:
    titles = "\n".join(f"資料{number}" for number in range(1, 6))
    row = only_row(row_list(出典=titles, URL="https://a.example.jp/1\nhttps://a.example.jp/2"))
    assert len(row.problems) == 1
    assert "sources" not in {*row.raw, *row.emptied}


def test_a_dash_is_nothing() -> None:
    row = only_row(row_list(概要="－", 備考="-"))
    assert set(row.raw) == {"title"}
    assert {"summary", "notes"} <= row.emptied


def test_several_columns_of_one_list_are_read_together() -> None:
    rows = (("取組名", "課題1", "課題2", "備考", "メモ"), ("試験用の取組", "一", "二", "三", "四"))
    row = only_row(read_list(*rows))
    assert [each["text"] for each in row.raw["challenges"]] == ["一", "二"]
    assert row.raw["notes"] == "三\n四"


def test_one_list_may_stand_on_several_sheets() -> None:
    head = ("取組名", "概要")
    sheets = read([grid(head, ("試験A", "文"), name="a"), grid(head, ("試験B", "文"), name="b")], {})
    assert [str(row.place) for row in sheets.rows] == ["a!A2", "b!A2"]


def test_a_sheet_of_sources_beside_a_list_belongs_to_it_by_title() -> None:
    cases = grid(("取組名", "概要"), ("試験A", "文〔1〕"), ("試験B", "文"), name="一覧")
    papers = grid(
        ("取組名", "番号", "題名", "発行者", "種類"),
        ("試験A", "[1]", "試験の資料", "試験市", "公式"),
        name="出典",
    )
    first, second = read([cases, papers], {}).rows
    assert first.raw["sources"][0]["title"] == "試験の資料"
    assert first.raw["summary"]["sources"] == [first.raw["sources"][0]["key"]]
    assert "sources" not in second.raw


def test_a_sheet_of_parts_that_joins_nothing_is_no_list_of_cases() -> None:
    cases = grid(("取組名", "概要"), ("試験A", "文"), name="一覧")
    papers = grid(("資料名", "URL"), ("試験の資料", "https://www.example.jp/a"), name="出典")
    sheets = read([cases, papers], {})
    assert len(sheets.rows) == 1
    assert "「出典」のシートは" in "".join(sheets.remarks)


def test_whatever_is_offered_can_be_chosen() -> None:
    for name, _ in offered():
        sheets = read_list(("あ", "い"), ("試験", "1"), chosen={"一覧!A1": "title", "一覧!B1": name})
        assert sheets.headings[1].meant == name
