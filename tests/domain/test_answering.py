from typing import Any

import pytest

from catalogue.domain.inquiry.answering import source_of, with_answers
from catalogue.domain.inquiry.answers_read import (
    date_before,
    date_in,
    figure_in,
    lines_of,
    named_value,
    office_in,
    planned_on,
)
from catalogue.domain.inquiry.fields import STATEMENTS

Row = dict[str, Any]

LETTER = {"city": "境町", "number": "青発第12号", "dated": "2026-11-22"}
RESPONDENT = {"office": "政策推進課", "post": "係長", "name": "境 一郎"}
TITLE = "境町への照会に対する回答"


def asked(path: str, answer: str = "", about: str = "", **more: Any) -> Row:
    """A kept question with its answer."""
    return {
        "path": path,
        "label": "項目",
        "about": about,
        "answer": answer or None,
        "choice": None,
        "declined": False,
        "private": False,
        "answered_on": "2026-12-03",
        "respondent": RESPONDENT,
    } | more


def a_document(**changes: Any) -> Row:
    """What a case may say before anybody was asked."""
    return {
        "status": "unknown",
        "unknowns": ["費用", "担当窓口"],
        "sources": [{"key": "s1", "title": "資料", "publisher": "試験", "kind": "press"}],
        "checked": {"on": "2026-11", "how": "公開情報で調査", "by_person": False},
        "notes": "もとのメモ",
    } | changes


def answered(document: Row, *questions: Row) -> Row:
    """The document with these answers."""
    return with_answers(document, questions, source_of("inquiry-1", LETTER, questions))


def test_the_answers_become_one_source_that_names_offices_and_no_person() -> None:
    other = asked("lessons", "学び", answered_on="2026-12-10", respondent={**RESPONDENT, "office": "会計課"})
    source = source_of("inquiry-1", LETTER, [asked("funding", "300万円"), other])
    assert (source["title"], source["publisher"], source["kind"]) == (TITLE, "境町", "official")
    assert source["date"] == "2026-12-10"
    assert source["note"] == (
        "回答：政策推進課、会計課（令和8年12月3日、令和8年12月10日）。照会：青発第12号、令和8年11月22日"
    )
    assert "一郎" not in str(source)


@pytest.mark.parametrize("path", STATEMENTS)
def test_sentences_are_added_to_their_list_one_a_line(path: str) -> None:
    before = a_document(**{path: [{"text": "はじめから", "sources": ["s1"]}]})
    after = answered(before, asked(path, "・一つめ\n\n・二つめ"))
    assert after[path] == [
        {"text": "はじめから", "sources": ["s1"]},
        {"text": "一つめ", "sources": ["inquiry-1"]},
        {"text": "二つめ", "sources": ["inquiry-1"]},
    ]
    assert before[path] == [{"text": "はじめから", "sources": ["s1"]}]


def test_only_what_was_answered_is_no_longer_unknown() -> None:
    after = answered(
        a_document(), asked("funding", "300万円", about="費用"), asked("contact", "", about="担当窓口")
    )
    assert after["unknowns"] == ["担当窓口"]


def test_what_could_not_be_answered_stays_unknown_and_is_remembered() -> None:
    after = answered(a_document(), asked("lessons", "学び"), asked("funding", about="費用", declined=True))
    assert "費用" in after["unknowns"]
    assert after["notes"].startswith("もとのメモ\n")
    assert "（令和8年12月）　次の点は、回答が得られませんでした：費用" in after["notes"]


def test_what_is_not_to_be_published_goes_into_the_memo_alone() -> None:
    after = answered(a_document(), asked("funding", "300万円", about="費用", private=True))
    assert "funding" not in after
    assert "費用" in after["unknowns"]
    assert "公開しない回答　費用：300万円" in after["notes"]
    assert [each["key"] for each in after["sources"]] == ["s1"]


def test_a_figure_becomes_a_result_with_its_unit_and_its_day() -> None:
    after = answered(a_document(), asked("outcomes", "12,345人（令和7年度末現在）", about="乗車人数"))
    (row,) = after["outcomes"]
    assert (row["indicator"], row["value"]) == ("乗車人数", "12,345人（令和7年度末現在）")
    assert (row["number"], row["unit"], row["as_of"]) == (12345, "人", "FY2025")
    assert row["sources"] == ["inquiry-1"]


def test_results_that_are_named_are_rows_of_their_own() -> None:
    after = answered(a_document(), asked("outcomes", "来場者：1,200人\n出店：約5店"))
    assert [(row["indicator"], row["number"]) for row in after["outcomes"]] == [("来場者", 1200), ("出店", 5)]


def test_a_long_answer_about_a_result_is_not_cut() -> None:
    long = "数えていない。" + "理由を長く書く。" * 60
    (row,) = answered(a_document(), asked("outcomes", long, about="人数"))["outcomes"]
    assert row["value"] == "数えていない"
    assert row["note"] == "理由を長く書く。" * 60
    endless = "切れめのない文" * 60
    (row,) = answered(a_document(), asked("outcomes", endless, about="人数"))["outcomes"]
    assert (row["value"], row["note"]) == ("", endless)


def test_the_day_of_a_result_is_filled_in_on_its_row_wherever_that_is_by_now() -> None:
    rows = [
        {"indicator": "ほか", "value": "1", "sources": ["s1"]},
        {"indicator": "来場者", "value": "2", "sources": ["s1"]},
    ]
    after = answered(a_document(outcomes=rows), asked("outcomes.as_of", "令和6年度末時点", about="来場者"))
    assert after["outcomes"][1]["as_of"] == "FY2024"
    assert after["outcomes"][1]["sources"] == ["s1", "inquiry-1"]
    assert after["outcomes"][0] == rows[0]
    after = answered(a_document(outcomes=rows), asked("outcomes.as_of", "第3期の終わり", about="来場者"))
    assert after["outcomes"][1]["as_of_note"] == "第3期の終わり"


def test_a_result_that_is_gone_leaves_its_answer_in_the_memo() -> None:
    after = answered(a_document(outcomes=[]), asked("outcomes.as_of", "令和6年度", about="来場者"))
    assert "来場者：令和6年度" in after["notes"]


def test_what_a_result_stands_on_is_noted_beside_it() -> None:
    rows = [{"indicator": "来場者", "value": "2", "sources": []}]
    after = answered(
        a_document(outcomes=rows), asked("outcomes.sources", "事業報告書（公表）", about="来場者")
    )
    assert after["outcomes"][0]["note"] == "事業報告書（公表）"
    assert after["outcomes"][0]["sources"] == ["inquiry-1"]


def test_the_status_is_set_where_nobody_knew_it_and_never_changed() -> None:
    question = asked("status", "年2回開いている。", choice="ongoing")
    after = answered(a_document(), question)
    assert after["status"] == "ongoing"
    assert after["activities"] == [{"text": "年2回開いている。", "sources": ["inquiry-1"]}]
    after = answered(a_document(status="ended"), question)
    assert after["status"] == "ended"
    assert "継続中。年2回開いている。" in after["notes"]


def test_a_beginning_is_a_date_with_a_note() -> None:
    after = answered(a_document(), asked("started", "令和5年4月に補助の受付を開始"))
    assert after["started"] == {
        "date": "2023-04",
        "note": "補助の受付を開始",
        "sources": ["inquiry-1"],
    }
    known = {"date": "2020", "sources": ["s1"]}
    after = answered(a_document(started=known), asked("started", "令和5年4月"))
    assert after["started"] == known
    assert "令和5年4月" in after["notes"]
    assert "いつだったか" in answered(a_document(), asked("started", "いつだったか"))["notes"]


def test_steps_are_rows_by_their_days_and_a_planned_one_says_so() -> None:
    after = answered(a_document(), asked("events", "令和5年4月　開設\n平成30年度から試行\n詳しくは別紙"))
    assert [(row["date"], row["text"]) for row in after["events"]] == [
        ("2023-04", "開設"),
        ("FY2018", "平成30年度から試行"),
    ]
    assert "詳しくは別紙" in after["notes"]
    after = answered(a_document(), asked("events", "令和9年4月を予定", about="本格導入の時期"))
    assert after["events"][0]["text"] == "本格導入（予定）"
    after = answered(a_document(), asked("events", "令和7年4月", about="本格導入の時期"))
    assert after["events"][0]["text"] == "本格導入"


def test_people_are_counted_only_where_the_answer_is_a_count() -> None:
    after = answered(a_document(), asked("population", "約２４，０００人（令和６年１０月１日現在）"))
    assert (after["population"]["value"], after["population"]["approximate"]) == (24000, True)
    assert after["population"]["as_of"] == "2024-10-01"
    assert "分からない" in answered(a_document(), asked("population", "分からない"))["notes"]


def test_who_took_part_is_added_and_the_part_of_those_known_is_filled_in() -> None:
    known = [
        {"name": "大学", "role": None, "sources": ["s1"]},
        {"name": "商工会議所", "role": "相談", "sources": ["s1"]},
    ]
    answer = "大学：研修の講師\n商工会議所：ほかの役\n銀行：融資\n地元の会"
    after = answered(a_document(partners=known), asked("partners.role", answer))
    assert [(row["name"], row["role"]) for row in after["partners"]] == [
        ("大学", "研修の講師"),
        ("商工会議所", "相談"),
        ("銀行", "融資"),
        ("地元の会", None),
    ]
    assert after["partners"][0]["sources"] == ["s1", "inquiry-1"]


def test_whom_to_ask_is_taken_apart_into_its_fields() -> None:
    answer = "商工観光課（産業係）\nTEL 0280-00-0000（内線123）\nE-mail: a@example.lg.jp"
    after = answered(a_document(), asked("contact", answer))
    assert after["contact"]["name"] == "商工観光課（産業係）"
    assert (after["contact"]["telephone"], after["contact"]["email"]) == ("0280-00-0000", "a@example.lg.jp")
    assert after["contact"]["note"] == "（内線123）"


def test_who_leads_is_set_where_nobody_did() -> None:
    assert answered(a_document(), asked("lead", "境町\n商工会"))["lead"] == "境町、商工会"
    assert "商工会" in answered(a_document(lead="境町"), asked("lead", "商工会"))["notes"]


def test_what_the_city_says_stands_beside_what_disagrees() -> None:
    rows = [{"topic": "開設の時期", "stated": "4月とする。", "finding": "5月ともされる。", "sources": ["s1"]}]
    after = answered(
        a_document(disagreements=rows), asked("disagreements", "5月が正しい。", about="開設の時期")
    )
    (row,) = after["disagreements"]
    assert row["finding"] == "5月ともされる。境町は、照会に対し「5月が正しい。」と回答している。"
    assert row["sources"] == ["s1", "inquiry-1"]


def test_a_city_that_finds_nothing_to_mend_has_checked_the_case() -> None:
    after = answered(a_document(), asked("content", choice="yes"))
    assert after["checked"] == {"on": "2026-12-03", "how": "境町への照会により確認", "by_person": True}
    after = answered(a_document(), asked("content", "3行目は誤り", choice="no"))
    assert after["checked"] == a_document()["checked"]
    assert "修正が必要。3行目は誤り" in after["notes"]


def test_a_permission_is_remembered_for_whoever_keeps_the_register() -> None:
    after = answered(a_document(), asked("figures", "提供元は境町", about="バスの写真", choice="yes"))
    assert "バスの写真：掲載を許諾する。提供元は境町" in after["notes"]


EVERYTHING = (
    asked("funding", "300万円", about="費用"),
    asked("outcomes", "来場者：1,200人"),
    asked("status", "続けている", choice="ongoing"),
    asked("started", "令和5年4月"),
    asked("events", "令和5年4月 開設\n詳しくは別紙"),
    asked("population", "24,000人"),
    asked("partners", "大学：講師"),
    asked("lead", "境町"),
    asked("contact", "商工課 電話0280-00-0000"),
    asked("content", choice="yes"),
    asked("sources", "報告書"),
    asked("notes", "その他"),
    asked("lessons", "学び", private=True),
    asked("devices", declined=True),
)


def test_putting_the_same_answers_in_once_more_changes_nothing() -> None:
    once = answered(a_document(), *EVERYTHING)
    assert answered(once, *EVERYTHING) == once


def test_a_draft_somebody_is_still_typing_takes_answers_too() -> None:
    after = answered({"title": "書きかけ"}, *EVERYTHING)
    assert after["title"] == "書きかけ"
    assert after["funding"] == [{"text": "300万円", "sources": ["inquiry-1"]}]
    assert [each["key"] for each in after["sources"]] == ["inquiry-1"]


@pytest.mark.parametrize(
    ("words", "number", "unit", "as_of"),
    [
        ("31,632人", 31632, "人", None),
        ("令和7年度は約12,345人", 12345, "人", "FY2025"),
        ("3.5％（2024年度）", 3.5, "％", "FY2024"),
        ("令和8年3月31日現在 1,234件", 1234, "件", "2026-03-31"),
        ("5店（3年間の累計）", 5, "店", None),
    ],
)
def test_a_figure_is_read_where_an_answer_is_nothing_else(
    words: str, number: float, unit: str, as_of: str | None
) -> None:
    figure = figure_in(words)
    assert figure is not None
    assert (figure.number, figure.unit, figure.as_of) == (number, unit, as_of)


@pytest.mark.parametrize("words", ["2億3千万円", "年間約1億円", "平成28年4月1日", "5店と3社", "多数", ""])
def test_no_figure_is_made_of_other_words(words: str) -> None:
    assert figure_in(words) is None


def test_days_and_names_are_read_only_where_they_stand_plainly() -> None:
    assert date_in("令和6年度末時点") == "FY2024"
    assert date_in("昨年の春") is None
    assert date_before("令和5年4月1日（土）に開設") == ("2023-04-01", "開設")
    assert date_before("開設は令和5年") == (None, "開設は令和5年")
    assert planned_on("令和9年4月に開始する予定です。") == "2027-04"
    assert planned_on("令和9年4月に開始した") is None
    assert named_value("来場者: 12人") == ("来場者", "12人")
    assert named_value("来場者：") is None
    assert lines_of("・一\n\n　二 ") == ["一", "二"]
    assert office_in("電話0280-00-0000").name == ""
