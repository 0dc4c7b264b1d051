from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlmodel import select

from catalogue.domain.completeness import measure
from catalogue.domain.inquiry.fields import LABELS, NOTES, TARGETS, field_of
from catalogue.domain.inquiry.gaps import GAPS, Weight
from catalogue.domain.inquiry.questions import (
    CONTENT,
    DISAGREEMENTS,
    FIGURES,
    USUALLY_ASKED,
    InquiryState,
    Question,
    called,
    choices_of,
    is_answered,
    label_of,
    questions_of,
    state_when_answered,
)
from catalogue.models import Dossier, Municipality, finding
from catalogue.schemas import case_form
from tests.conftest import kit_of

Document = dict[str, Any]

# What the list of what is missing says of a case, and the fields of which one must then be asked about.
ASKED_FOR = {
    "背景": {"background"},
    "取組の内容": {"activities"},
    "開始時期": {"started"},
    "状況": {"status"},
    "経過": {"events"},
    "主体と協力者": {"lead", "partners"},
    "費用と財源": {"funding"},
    "成果の数値": {"outcomes"},
    "成果の時点": {"outcomes", "outcomes.as_of"},
    "学べること": {"lessons", "devices", "challenges"},
    "当時の人口": {"population"},
    "2件以上の出典": {"sources"},
    "担当窓口": {"contact"},
}


@pytest.fixture(scope="module")
def seeds(app: Flask) -> list[tuple[Document, str]]:
    """The document of every case the catalogue starts with, and how a letter calls its city."""
    return list(_seeds(app))


def _seeds(app: Flask) -> Iterator[tuple[Document, str]]:
    with kit_of(app).readers() as session:
        for dossier in session.exec(select(Dossier).where(Dossier.kind == finding.CASE)):
            document = finding.newest_of(session, dossier).document
            place = session.get(Municipality, document["municipality"])
            assert place is not None
            yield document, called(place.name)


def of_case(seeds: list[tuple[Document, str]], slug: str) -> list[Question]:
    """The questions of one of them."""
    return next(questions_of(each, city) for each, city in seeds if each["slug"] == slug)


def test_whatever_a_case_of_the_seeds_lacks_is_asked(seeds: list[tuple[Document, str]]) -> None:
    assert len(seeds) == 59
    for document, city in seeds:
        asked = {each.path for each in questions_of(document, city)}
        for missing in measure(document).missing:
            assert asked & ASKED_FOR[missing], (document["slug"], missing)


def test_nothing_is_asked_that_a_case_of_the_seeds_says(seeds: list[tuple[Document, str]]) -> None:
    for document, city in seeds:
        for each in questions_of(document, city):
            if not each.about and each.path != CONTENT:
                assert GAPS[each.path].is_open(document), (document["slug"], each)


def test_every_open_question_of_a_case_is_asked_once_and_in_its_words(
    seeds: list[tuple[Document, str]],
) -> None:
    for document, city in seeds:
        questions = questions_of(document, city)
        for line in document["unknowns"]:
            (question,) = [each for each in questions if each.about == line]
            assert question.weight is Weight.ALWAYS
            told = question.text.replace(city, city[-1])
            assert line in told or question.path in ("contact", "status"), (document["slug"], line)


def test_sources_that_disagree_are_both_quoted(seeds: list[tuple[Document, str]]) -> None:
    for document, city in seeds:
        asked = {each.about: each for each in questions_of(document, city) if each.path == DISAGREEMENTS}
        assert list(asked) == [row["topic"] for row in document["disagreements"]]
        for row in document["disagreements"]:
            assert row["stated"] in asked[row["topic"]].text
            assert row["finding"] in asked[row["topic"]].text


def test_a_figure_without_its_day_is_asked_for_it(seeds: list[tuple[Document, str]]) -> None:
    for document, city in seeds:
        asked = [each.about for each in questions_of(document, city) if each.path == "outcomes.as_of"]
        without = [
            row["indicator"]
            for row in document["outcomes"]
            if row["number"] is not None and not (row["as_of"] or row["as_of_note"])
        ]
        assert asked == without, document["slug"]


def test_a_letter_is_polite_and_not_too_long(seeds: list[tuple[Document, str]]) -> None:
    for document, city in seeds:
        questions = questions_of(document, city)
        usual = [each for each in questions if each.weight is Weight.ALWAYS]
        must = len(document["unknowns"]) + len(document["disagreements"])
        assert len(usual) <= max(USUALLY_ASKED, must + 3), document["slug"]
        for each in questions:
            assert any(word in each.text for word in ("御教示ください", "御記入ください")), each
            assert "貴自治体" not in each.text


def test_the_city_is_asked_to_check_what_is_said_of_it_and_that_comes_last(
    seeds: list[tuple[Document, str]],
) -> None:
    for document, city in seeds:
        assert questions_of(document, city)[-1].path == CONTENT


def test_a_picture_is_asked_for_only_while_its_permission_is_not_settled(
    seeds: list[tuple[Document, str]],
) -> None:
    document, city = next(each for each in seeds if each[0]["figures"])
    figure = document["figures"][0]
    assert FIGURES not in {each.path for each in questions_of(document, city)}
    asked = [each for each in questions_of(document, city, {figure["image"]}) if each.path == FIGURES]
    assert [each.about for each in asked] == [figure["caption"]]
    assert figure["caption"] in asked[0].text


def test_a_result_without_a_source_is_asked_what_it_stands_on(seeds: list[tuple[Document, str]]) -> None:
    document, city = next(each for each in seeds if each[0]["outcomes"])
    bare = {**document, "outcomes": [{**document["outcomes"][0], "sources": []}]}
    asked = [each for each in questions_of(bare, city) if each.path == "outcomes.sources"]
    assert document["outcomes"][0]["indicator"] in asked[0].text


def test_the_town_is_called_by_its_kind() -> None:
    assert [called(name) for name in ("境町", "大田区", "檜原村", "名古屋市", "群馬県")] == [
        "貴町",
        "貴区",
        "貴村",
        "貴市",
        "貴県",
    ]


def test_its_own_burden_is_asked_of_the_city_itself(seeds: list[tuple[Document, str]]) -> None:
    texts = [each.text for each in of_case(seeds, "aizuwakamatsu-smartcity-aict")]
    assert "AiCTの総事業費と貴市の負担額について、御教示ください。" in texts
    # Of two cities neither is the one that is asked.
    texts = [each.text for each in of_case(seeds, "tsubamesanjo-koba-no-saiten")]
    assert "開催の費用と財源、両市の負担について、御教示ください。" in texts


def test_our_own_outline_is_called_ours(seeds: list[tuple[Document, str]]) -> None:
    texts = [each.text for each in of_case(seeds, "sakai-jidounten-drone")]
    assert any("ア　本市の構成骨子（案）は" in text for text in texts)


def test_a_line_that_is_a_question_stays_one(seeds: list[tuple[Document, str]]) -> None:
    texts = [each.text for each in of_case(seeds, "okutama-drone-level4")]
    assert "試行の後に定常のサービスになったか、御教示ください。" in texts


def test_where_nobody_knows_how_it_stands_the_status_is_to_be_chosen(
    seeds: list[tuple[Document, str]],
) -> None:
    (asked,) = [each for each in of_case(seeds, "nagoya-endoji-online-shotengai") if each.path == "status"]
    assert asked.about == "2021年以降の運営状況"
    assert "選択肢からお選びいただき" in asked.text
    assert ("ongoing", "継続中") in choices_of("status")
    assert "unknown" not in dict(choices_of("status"))


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("バスの運行にかかる年間の費用", "funding"),
        ("2025年以降の乗車実績", "outcomes"),
        ("ドローン配送の利用件数と費用", "outcomes"),
        ("事業費と職員・アドバイザーの人数", "funding"),
        ("消費額の集計の期間", "outcomes"),
        ("経済効果（約7億円）の算定方法", "evaluation"),
        ("防犯飛行の本格導入の時期", "events"),
        ("運用を始めた時期", "started"),
        ("市外の企業が参加するための条件", "constraints"),
        ("静岡市の関わり方", "partners"),
        ("住民との調整の進め方", "activities"),
        ("両市区の担当窓口と役割分担", "contact"),
        ("間伐材の使い道", NOTES),
    ],
)
def test_an_open_question_finds_its_field(line: str, field: str) -> None:
    assert field_of(line) == field


def test_fields_are_called_as_in_the_form_of_a_case() -> None:
    for path, label in LABELS.items():
        assert case_form.label_of(path) == label
    assert set(TARGETS) <= set(LABELS)
    assert label_of(NOTES) == "その他"


def test_a_letter_is_answered_as_soon_as_something_came_back() -> None:
    silent: Document = {"declined": False, "answer": None, "choice": None}
    assert state_when_answered([silent]) is InquiryState.SENT
    assert state_when_answered([silent, {**silent, "declined": True}]) is InquiryState.ANSWERED
    assert is_answered({**silent, "choice": "yes"})
    assert not is_answered({**silent, "declined": True})
