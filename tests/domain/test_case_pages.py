"""What is recognised in the case pages of a plan: every case there is, no case where there is none, no line lost."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as some

from catalogue.domain.case_pages.pages import CasePages, FoundCase, Part
from catalogue.domain.case_pages.reading import recognise
from catalogue.domain.paper import Form, Piece, read

OUTLINE = Path(__file__).parents[1] / "documents" / "outline.txt"


def outline() -> str:
    return OUTLINE.read_text(encoding="utf-8")


def recognised(text: str) -> CasePages:
    return recognise(read(text))


def heads(pages: CasePages) -> list[tuple[str, str, str]]:
    return [(case.category, case.title, case.place) for case in pages.cases]


def only(text: str) -> FoundCase:
    (case,) = recognised(text).cases
    return case


OF_THE_OUTLINE = [
    ("①", "次世代交通・物流", "自動運転バス・ドローン", "茨城県境町"),
    ("①", "ICT活用", "スマートシティ会津若松", "福島県会津若松市"),
    ("②", "企業DX推進", "新居浜市DX推進ラボ", "愛媛県新居浜市"),
    ("②", "DX活用", "デジタル受発注システム", "東京都大田区"),
    ("③", "資金調達支援", "コミュニティビジネススタートアップ支援事業", "滋賀県東近江市"),
    ("③", "知財活用支援", "知的財産マッチング事業", "神奈川県川崎市"),
    ("⑤", "商店街活性化", "円頓寺オンライン商店街", "愛知県名古屋市"),
    ("⑤", "交流拠点整備", "「cocotomo」", "群馬県桐生市"),
]


def with_themes(pages: CasePages) -> list[tuple[str, str, str, str]]:
    themes = [pages.theme_of(case) for case in pages.cases]
    return [(theme.printed if theme else "", *head) for theme, head in zip(themes, heads(pages), strict=True)]


def test_the_outline_holds_eight_cases_under_the_numbers_it_prints() -> None:
    pages = recognised(outline())
    assert with_themes(pages) == OF_THE_OUTLINE
    assert [theme.ordinal for theme in pages.themes] == [1, 2, 3, 5]


def test_each_case_of_the_outline_has_its_bullets_and_one_caption() -> None:
    cases = recognised(outline()).cases
    bullets = [[line for line in case.lines if line.part is Part.BULLET] for case in cases]
    assert [len(each) for each in bullets] == [6, 3, 3, 2, 1, 2, 4, 3]
    assert [line.level for line in bullets[0]] == [1, 1, 2, 2, 2, 2]
    assert [len(case.captions) for case in cases] == [1] * 8


def test_the_one_table_of_the_outline_stands_in_its_case_with_its_title() -> None:
    (table,) = [table for case in recognised(outline()).cases for table in case.tables]
    assert table.title is not None
    assert table.title.text == "令和7年度採択事業"
    assert table.columns == ("団体名", "事業名", "事業の内容")
    assert [row[0] for row in table.rows] == ["Orangeの会", "合同会社集楽"]
    assert table.ragged == ()


def test_what_is_no_case_of_the_outline_is_listed_below_its_headings() -> None:
    rest = recognised(outline()).rest
    assert sum(len(group.pieces) for group in rest) == 91
    assert "【3つの原則】" in [group.heading for group in rest]
    assert rest[0].heading == "青梅市商・工業振興プラン 構成骨子（案）"


def test_every_line_of_the_outline_is_somewhere_once() -> None:
    numbers = [number for number, line in enumerate(outline().splitlines(), start=1) if line.strip()]
    assert sorted(recognised(outline()).numbers) == numbers


LINES = some.sampled_from(
    [
        "",
        "# 他地域の事例① スマートシティ",
        "## 他地域の事例② DX化",
        "先進事例：商店街",
        "### 【分類】題名（茨城県境町）",
        "【分類】題名 (群馬県桐生市)",
        "### 題名",
        "（茨城県境町）",
        "- 何かをした。",
        "  - 深い行",
        "ただの行",
        "図. 説明",
        "表1 一覧",
        "団体\t内容",
        "甲\t乙\t丙",
        "| 甲 | 乙 |",
        "|---|---|",
        "---",
        "\f",
        "第3章 推進体制",
        "【背景】",
        "### 【現状】",
        "出典：市の資料",
    ]
)


@given(some.lists(LINES | some.text(alphabet="事例①【】（）市県#-・\t 図表。あA1", max_size=20), max_size=40))
@settings(max_examples=300, deadline=None)
def test_no_line_is_ever_lost_or_doubled(lines: list[str]) -> None:
    pieces = read("\n".join(lines))
    said = [piece.number for piece in pieces if (piece.text or piece.raw).strip()]
    assert sorted(recognise(pieces).numbers) == said


@given(some.lists(LINES, max_size=30), some.sets(some.integers(1, 30)), some.sets(some.integers(1, 30)))
@settings(max_examples=200, deadline=None)
def test_nor_where_a_person_says_where_cases_begin(
    lines: list[str], starts: set[int], joined: set[int]
) -> None:
    pieces = read("\n".join(lines))
    said = [piece.number for piece in pieces if (piece.text or piece.raw).strip()]
    assert sorted(recognise(pieces, starts, joined).numbers) == said


def test_line_ends_of_windows_change_nothing() -> None:
    assert with_themes(recognised(outline().replace("\n", "\r\n"))) == OF_THE_OUTLINE


def test_text_without_marks_of_headings_gives_the_same_cases() -> None:
    bare = "\n".join(line.lstrip("# ") if line.startswith("#") else line for line in outline().splitlines())
    assert with_themes(recognised(bare)) == OF_THE_OUTLINE


def test_brackets_may_be_narrow_or_wide_and_the_place_parted_by_spaces() -> None:
    under = "# 他地域の事例1 まち\n"
    for head in (
        "【拠点】広場（茨城県境町）",
        "【拠点】 広場 (茨城県境町)",
        "[拠点]広場（ 茨城県境町 ）",
        "■【拠点】広場（茨城県 境町）",
        "事例1 【拠点】広場（茨城県境町）",
        "(1)【拠点】広場（茨城県境町）",
    ):
        (case,) = recognised(under + head + "\n- した。").cases
        assert (case.category, case.title, case.place.replace(" ", "")) == ("拠点", "広場", "茨城県境町"), (
            head
        )


def test_brackets_that_name_no_place_stay_in_the_title() -> None:
    assert only("# 事例① まち\n## 【拠点】官民連携（PPP）").title == "官民連携（PPP）"
    assert only("# 事例① まち\n## 【特区】ドローン（国家戦略特区）").place == ""
    pages = recognised("# 事例① まち\n## 【拠点】官民連携（PPP）の広場（岩手県紫波町）")
    assert heads(pages) == [("拠点", "官民連携（PPP）の広場", "岩手県紫波町")]


def test_the_place_may_stand_in_the_next_line() -> None:
    for line in ("（茨城県境町）", "茨城県境町", "所在地：茨城県境町"):
        case = only(f"# 事例① まち\n## 【拠点】広場\n{line}\n- した。")
        assert case.place == "茨城県境町"
        assert [each.part for each in case.lines] == [Part.PLACE, Part.BULLET]


def test_several_places_are_one_case() -> None:
    assert only("# 事例① まち\n## 【祭】工房めぐり（福井県鯖江市、越前市、越前町）").place == (
        "福井県鯖江市、越前市、越前町"
    )


def test_a_case_without_a_category_is_known_by_its_place() -> None:
    case = only("# 先進事例\n## 広場の再生（茨城県境町）\n- した。")
    assert (case.category, case.title, case.place) == ("", "広場の再生", "茨城県境町")


def test_where_nothing_marks_cases_the_headings_of_the_theme_are_cases() -> None:
    pages = recognised("# 先進事例\n## 広場の再生\n- した。\n### 詳細\n- もっと。\n## 市場の再生\n- した。")
    assert [case.title for case in pages.cases] == ["広場の再生", "市場の再生"]
    assert [line.part for line in pages.cases[0].lines] == [Part.BULLET, Part.SUBHEAD, Part.BULLET]


def test_a_heading_that_is_a_place_tells_the_municipality() -> None:
    pages = recognised("# 先進事例\n## 試験市\n### 試験バスの運行\nバスを走らせた。\n## 試験町\n市を開いた。")
    assert heads(pages) == [("", "試験市", "試験市"), ("", "試験町", "試験町")]


def test_a_place_before_a_name_in_brackets_needs_no_prefecture() -> None:
    text = (
        "他都市の取組事例\n■試験市「試験バス」\n市はバスを走らせた。\n■試験町の『試験市場』\n町は市を開いた。"
    )
    assert heads(recognised(text)) == [("", "「試験バス」", "試験市"), ("", "『試験市場』", "試験町")]
    text = "■参考事例\n（１）試験市　「試験バス」\n市はバスを走らせた。\n◆試験市場／試験町\n町は市を開いた。"
    assert heads(recognised(text)) == [("", "「試験バス」", "試験市"), ("", "試験市場", "試験町")]


def test_a_line_of_a_case_that_names_a_city_begins_no_other() -> None:
    text = "# 事例① 試験\n## 【試験】広場（茨城県境町）\n- 試験市「試験計画」\n写真提供／試験市\n試験町『試験だより』\n"
    assert len(recognised(text).cases) == 1


def test_a_card_that_says_place_and_title_in_two_lines_is_a_case() -> None:
    first = "自治体名：茨城県試験市\n事業名：試験バス\n概要：バスが走る。\n"
    second = "・事業の名称：試験市場\n・自治体：試験町\n概要：市を開く。"
    pages = recognised(f"参考事例\n{first}{second}")
    assert heads(pages) == [("", "試験バス", "茨城県試験市"), ("", "試験市場", "試験町")]
    assert [[line.part.value for line in case.lines] for case in pages.cases] == [["repeated", "line"]] * 2


def test_a_numbered_line_heads_a_theme_though_it_is_no_heading() -> None:
    pages = recognised("3-2 他自治体の事例① 交通\n■試験市「試験バス」\n市はバスを走らせた。")
    assert [(theme.name, theme.printed) for theme in pages.themes] == [("交通", "①")]


def test_many_wordings_head_a_theme() -> None:
    for heading, printed, name in (
        ("# 他地域の事例① スマートシティ", "①", "スマートシティ"),
        ("## 他都市の先進事例２：スマートシティ", "２", "スマートシティ"),
        ("# 先進事例：スマートシティ", "", "スマートシティ"),
        ("# 3. 参考事例 スマートシティ", "", "スマートシティ"),
        ("# 第2章 他地域の事例「スマートシティ」", "", "スマートシティ"),
        ("事例十二　スマートシティ", "十二", "スマートシティ"),
        ("他地域の事例㉑ スマートシティ", "㉑", "スマートシティ"),
        ("先進事例", "", ""),
    ):
        (theme,) = recognised(f"{heading}\n【拠点】広場（茨城県境町）").themes
        assert (theme.printed, theme.name) == (printed, name), heading


def test_sentences_and_contents_that_speak_of_cases_head_nothing() -> None:
    for line in (
        "※適宜、参考事例、市民の声、市内の動き等を記載",
        "先進事例を参考に検討する。",
        "他地域の事例① スマートシティ……… 31",
        "この事例2は、よく知られている",
        "先進事例5件を調べた",
    ):
        assert not recognised(line).themes, line


def test_a_slide_that_repeats_its_title_goes_on_with_the_theme_and_the_case() -> None:
    text = (
        "# 他地域の事例① まち\n【拠点】広場（茨城県境町）\n- 一。\n"
        "# 他地域の事例① まち（続き）\n【拠点】広場（茨城県境町）（つづき）\n- 二。\n"
        "# 他地域の事例① まち（2/3）\n【市】市場（群馬県桐生市）\n- 三。"
    )
    pages = recognised(text)
    assert len(pages.themes) == 1
    assert [case.title for case in pages.cases] == ["広場", "広場", "市場"]
    together = recognised(text.replace("# 他地域の事例① まち（続き）\n", ""))
    assert [case.title for case in together.cases] == ["広場", "市場"]
    assert [line.part for line in together.cases[0].lines] == [Part.BULLET, Part.REPEATED, Part.BULLET]


def test_headings_of_slides_stand_wherever_the_slide_has_them() -> None:
    slides = (
        Piece(Form.BREAK, "", 1),
        Piece(Form.HEADING, "他地域の事例① まち", 2, 1),
        Piece(Form.BULLET, "【拠点】広場（茨城県境町）", 3, 1),
        Piece(Form.BULLET, "した。", 4, 2),
        Piece(Form.BREAK, "", 5),
        Piece(Form.HEADING, "【市】市場（群馬県桐生市）", 6, 1),
        Piece(Form.BULLET, "した。", 7, 1),
    )
    pages = recognise(slides)
    assert heads(pages) == [("拠点", "広場", "茨城県境町"), ("市", "市場", "群馬県桐生市")]
    assert [case.theme for case in pages.cases] == [0, 0]


def test_a_chapter_after_the_cases_belongs_to_none() -> None:
    for after in ("# 資料編", "第4章 資料編"):
        pages = recognised(f"# 事例① まち\n## 【拠点】広場（茨城県境町）\n- した。\n{after}\n- 名簿")
        assert [piece.text for piece in pages.rest[-1].pieces][-1] == "名簿"
        assert len(pages.cases[0].lines) == 1


def test_brackets_in_other_chapters_are_no_cases() -> None:
    assert not recognised("# 施策\n## 【重点】空き店舗の活用\n- 進める。").cases
    assert not recognised("## 第1章\n### 【現状】\n- 人口減少").cases


def test_captions_are_told_from_sentences() -> None:
    case = only(
        "# 事例① まち\n## 【拠点】広場（茨城県境町）\n図. 広場\n図１：入口\n写真 催し\n【図】配置\n"
        "図書館を建てた。\n図1のとおりである。\n表彰された。"
    )
    assert [line.text for line in case.captions] == ["図. 広場", "図１：入口", "写真 催し", "【図】配置"]


def test_rows_of_unequal_length_are_filled_up() -> None:
    (table,) = only("# 事例① まち\n## 【拠点】広場（茨城県境町）\n一覧\n甲\t乙\t丙\nア\tイ").tables
    assert table.rows == (("ア", "イ", ""),)
    assert table.ragged == (5,)
    assert table.title is not None
    assert table.title.text == "一覧"


def test_a_table_of_markdown_is_a_table() -> None:
    (table,) = only("# 事例① まち\n## 【拠点】広場（茨城県境町）\n| 甲 | 乙 |\n|---|---|\n| ア | イ |").tables
    assert (table.columns, table.rows) == (("甲", "乙"), (("ア", "イ"),))


def test_a_person_may_say_where_a_case_begins_and_where_none_does() -> None:
    text = (
        "# 施策\n広場の再生\n- した。\n# 事例① まち\n"
        "## 【拠点】広場（茨城県境町）\n- 一。\n## 【例】その中身（茨城県境町）\n- 二。"
    )
    pages = recognise(read(text), starts={2}, joined={7})
    assert [case.title for case in pages.cases] == ["広場の再生", "広場"]
    assert [line.text for line in pages.cases[1].lines] == ["一。", "【例】その中身（茨城県境町）", "二。"]
