import re
from typing import Any

import pytest
from flask import Flask

from catalogue.domain.comparison import STANDARD, RowKey
from catalogue.reading.cards import all_cards, pages_by_slug
from catalogue.reading.comparison import rows
from catalogue.reading.comparison_conditions import NOT_JUDGED
from catalogue.reading.comparison_ome import facts_of_ome, ome_column
from tests.conftest import kit_of

Page = dict[str, Any]
THREE = ("sakai-jidounten-drone", "kiryu-cocotomo", "higashiomi-community-business-sib")


@pytest.fixture
def pages(app: Flask) -> list[Page]:
    with kit_of(app).readers() as session:
        return list(pages_by_slug(session, THREE).values())


@pytest.fixture
def facts(app: Flask) -> Page:
    with kit_of(app).readers() as session:
        return facts_of_ome(session)


def words(cell: Page) -> list[str]:
    return [line["text"] for line in cell["lines"]]


def test_rows_come_in_the_order_asked_for(pages: list[Page]) -> None:
    made = rows(pages, (RowKey.OUTCOMES, RowKey.PLACE))
    assert [row["label"] for row in made] == ["成果", "自治体と規模"]


def test_differences_only_leaves_out_what_is_the_same(pages: list[Page]) -> None:
    twins = [pages[0], pages[0]]
    assert rows(twins, only_differences=True) == []
    assert len(rows(twins)) == len(STANDARD)


def test_what_a_case_does_not_state_is_missing_and_never_empty_words(pages: list[Page]) -> None:
    for row in rows(pages):
        for cell in row["cells"]:
            assert cell["missing"] == (not cell["lines"])
            assert all(line["text"].strip() for line in cell["lines"])


def test_no_statement_stands_in_two_rows(pages: list[Page]) -> None:
    for place in range(len(pages)):
        said = [
            re.sub("^(工夫|条件|続けるための手当)：", "", line["text"])
            for row in rows(pages)
            if row["key"] not in ("place", "evidence")
            for line in row["cells"][place]["lines"]
            if len(line["text"]) > 20
        ]
        assert len(said) == len(set(said))


def test_every_figure_of_a_case_names_its_source(app: Flask) -> None:
    with kit_of(app).readers() as session:
        everyone = list(pages_by_slug(session, [card["slug"] for card in all_cards(session)]).values())
    for row in rows(everyone, (RowKey.PLACE, RowKey.LIKENESS, RowKey.PERIOD, RowKey.OUTCOMES)):
        for page, cell in zip(everyone, row["cells"], strict=True):
            for line in cell["lines"]:
                if re.search(r"\d|倍|同程度", line["text"].removeprefix(page["place"])):
                    assert line["refs"] or line.get("cited") or "statistics" in line, line["text"]


def test_what_limits_a_figure_stands_beside_it(pages: list[Page]) -> None:
    outcome = pages[0]["outcomes"][0] | {"note": "見込みの値である。"}
    (row,) = rows([pages[0] | {"outcomes": [outcome]}, pages[1]], (RowKey.OUTCOMES,))
    assert words(row["cells"][0])[0].endswith("、見込みの値である。）")


def test_a_figure_within_a_statement_that_has_no_source_is_marked_for_it(pages: list[Page]) -> None:
    told = [{"text": "委託料は90万円である。", "refs": []}, {"text": "話し合いを重ねた。", "refs": []}]
    (row,) = rows([pages[0] | {"challenges": told, "lessons": []}, pages[1]], (RowKey.LESSONS,))
    assert [line["cited"] for line in row["cells"][0]["lines"]] == [True, False]


def test_a_beginning_and_a_standing_nobody_knows_are_unconfirmed(pages: list[Page]) -> None:
    unknown = {"started": None, "ended": None, "status": {"value": "unknown", "label": "未確認"}}
    (row,) = rows([pages[0] | unknown, pages[1]], (RowKey.PERIOD,))
    said = [(line["text"], line["mark"]) for line in row["cells"][0]["lines"]]
    assert said == [("開始の時期", "未確認"), ("状況", "未確認")]


def test_omes_figures_are_dated_and_name_their_sources(pages: list[Page], facts: Page) -> None:
    column = ome_column(pages, facts)
    population = column["cells"]["place"]["lines"][1]
    assert population["text"] == "人口 13万3,535人（令和2（2020）年10月1日）"
    source = column["sources"][population["refs"][0] - 1]
    assert source["number"] == population["refs"][0]
    assert "国勢調査" in source["title"]


def test_ome_without_figures_says_unconfirmed_and_no_number(pages: list[Page], facts: Page) -> None:
    column = ome_column(pages, facts | {"figures": {}})
    for line in column["cells"]["place"]["lines"][1:]:
        assert line["mark"] == "未確認"
        assert not re.search(r"\d", line["text"])


def test_ome_names_every_linked_node_once_with_the_cases_it_comes_from(
    pages: list[Page], facts: Page
) -> None:
    lines = [line for line in ome_column(pages, facts)["cells"]["links"]["lines"] if "node" in line]
    keys = [line["node"]["key"] for line in lines]
    assert sorted(keys) == sorted({link["key"] for page in pages for link in page["links"]})
    challenge = next(line for line in lines if line["node"]["key"] == "r9:v4-3")
    assert challenge["text"].endswith("（A・B・C）")


def test_ome_quotes_the_plans_own_words_for_the_challenges(pages: list[Page], facts: Page) -> None:
    cell = ome_column(pages, facts)["cells"]["background"]
    assert "「人口減少、高齢化社会への対応」（A・B・C）" in words(cell)


def test_what_ome_does_is_not_in_the_catalogue_and_is_not_invented(pages: list[Page], facts: Page) -> None:
    cells = ome_column(pages, facts)["cells"]
    for key in ("methods", "people", "funding", "period", "outcomes", "lessons"):
        assert key not in cells
    assert cells["activities"]["missing"]


def test_each_question_for_ome_is_open_and_answered_for_every_case(pages: list[Page], facts: Page) -> None:
    lines = ome_column(pages, facts)["cells"]["conditions"]["lines"]
    assert lines[0]["text"] == NOT_JUDGED
    questions = [place for place, line in enumerate(lines) if "check" in line]
    assert questions
    for place in questions:
        assert lines[place]["text"].startswith("□ ")
        assert lines[place]["mark"] == "未確認"
        names = [line["text"].split("：")[0] for line in lines[place + 1 : place + 4]]
        assert names == ["A 境町", "B 桐生市", "C 東近江市"]


def test_the_questions_are_made_of_what_the_cases_state(pages: list[Page], facts: Page) -> None:
    said = words(ome_column(pages, facts)["cells"]["conditions"])
    assert "A 境町：人口は約6分の1、面積は約2分の1" in said
    assert "B 桐生市：NPO法人キッズバレイ" in said
    assert "A 境町：国の交付金・補助金、ふるさと納税" in said
    assert "B 桐生市：記載なし" in said


def test_every_case_there_is_can_stand_beside_ome(app: Flask, facts: Page) -> None:
    with kit_of(app).readers() as session:
        everyone = list(pages_by_slug(session, [card["slug"] for card in all_cards(session)]).values())
    for start in range(0, len(everyone), 6):
        some = everyone[start : start + 6]
        assert len(rows(some)) == len(STANDARD)
        column = ome_column(some, facts)
        cited = {n for cell in column["cells"].values() for line in cell["lines"] for n in line["refs"]}
        assert cited == {source["number"] for source in column["sources"]}
