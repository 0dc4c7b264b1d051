"""Where the lines of a case are proposed to go, and what they hint at."""

from catalogue.domain.case_pages.fields import amounts_in, dates_in, proposed
from catalogue.domain.case_pages.pages import FoundCase
from catalogue.domain.case_pages.reading import recognise
from catalogue.domain.case_pages.words import Target
from catalogue.domain.paper import read
from catalogue.domain.text import run_on
from catalogue.schemas.case_form import CASE_WORDS

HEAD = "# 事例① まち\n## 【拠点】広場（茨城県境町）\n"


def case_of(lines: str) -> FoundCase:
    return recognise(read(HEAD + lines)).cases[0]


def targets(lines: str) -> list[Target]:
    return list(proposed(case_of(lines)).values())


def test_the_first_sentence_is_the_summary_and_the_others_are_activities() -> None:
    assert targets("- 一をした。\n- 二をした。\n  - 細かくした。") == [
        Target.SUMMARY,
        Target.ACTIVITIES,
        Target.ACTIVITIES,
    ]


def test_what_is_no_sentence_goes_into_the_memo() -> None:
    lines = "- 一をした。\n図. 広場\n※令和7年度の数\n出典：町の資料\n12"
    assert targets(lines) == [Target.SUMMARY, *[Target.NOTES] * 4]


def test_headings_of_the_paper_itself_are_followed() -> None:
    assert targets(
        "### 背景\n- 人が減った。\n### 取組内容\n- 直した。\n- 開いた。\n※昨年度\n■成果\n- 増えた。"
    ) == [
        Target.SKIP,
        Target.BACKGROUND,
        Target.SKIP,
        Target.SUMMARY,
        Target.ACTIVITIES,
        Target.NOTES,
        Target.SKIP,
        Target.OUTCOMES,
    ]


def test_so_are_labels_before_a_sentence() -> None:
    assert targets("目的：人を呼ぶ。\n【背景】人が減った。\n- 直した。") == [
        Target.PURPOSE,
        Target.BACKGROUND,
        Target.SUMMARY,
    ]


def test_a_heading_nobody_knows_is_kept_in_the_memo() -> None:
    assert targets("### 町の人の声\n- よかった。") == [Target.NOTES, Target.SUMMARY]


def test_a_line_that_goes_on_where_the_page_was_full_is_joined() -> None:
    lines = "・境町では、令和2年の11月から自動運転バスを走らせ、医療施設をつ\nなぐ路線とした。\n・次。"
    assert targets(lines) == [Target.SUMMARY, Target.JOIN, Target.ACTIVITIES]
    assert run_on(("学校をつ", "なぐ路線")) == "学校をつなぐ路線"
    assert run_on(("the new", "bus line")) == "the new bus line"


def test_a_sentence_goes_on_over_the_number_of_a_page() -> None:
    lines = "- 町は、広場を直して、毎週末に市を開き、多くの人が\n- 12 -\n来るようになった。"
    assert targets(lines) == [Target.SUMMARY, Target.SKIP, Target.JOIN]


def test_a_ring_before_a_line_makes_it_one_of_a_list() -> None:
    lines = "■成果\n○来る人の増加\n○ 店の増加\n○○市の表彰"
    assert targets(lines) == [Target.SKIP, Target.OUTCOMES, Target.OUTCOMES, Target.OUTCOMES]
    texts = [line.text for line in case_of(lines).lines]
    assert texts == ["■成果", "来る人の増加", "店の増加", "○○市の表彰"]


def test_dates_and_amounts_are_hints() -> None:
    text = "2020年11月に始め、令和5（2023）年度に31,632人、前年より ３％増えた。10年後も続ける。"
    assert [(each.printed, each.stored) for each in dates_in(text)] == [
        ("2020年11月", "2020-11"),
        ("令和5(2023)年度", "FY2023"),
    ]
    assert amounts_in(text) == ["31,632人", "3%"]
    assert amounts_in("「レベル3.5」の飛行、第2章、10年間") == []


def test_the_fields_are_called_as_in_the_form() -> None:
    kept_apart = {Target.JOIN, Target.SKIP, Target.NOTES}
    assert all(CASE_WORDS[each.value].label == each.label for each in Target if each not in kept_apart)
