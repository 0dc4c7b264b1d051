"""The form of a case, held to its schema from both sides."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from marshmallow import ValidationError

from catalogue.editing.gate import flatten
from catalogue.editing.seed_files import read
from catalogue.schemas.case import CaseSchema
from catalogue.schemas.case_form import (
    CASE_INPUTS,
    CASE_WORDS,
    QUICK,
    SECTIONS,
    label_of,
    name_of,
    slug_for,
    with_defaults,
)
from catalogue.schemas.form import Input, Kind, document_of, flat_of, pressed
from catalogue.schemas.form_rows import leaves

SCHEMA = CaseSchema()


@pytest.fixture(scope="module")
def documents() -> dict[str, dict[str, Any]]:
    """Every case of the seeds, as a desk would hold it."""
    return {slug: as_document(case) for slug, case in read(Path("seeds")).cases.items()}


def as_document(seed: dict[str, Any]) -> dict[str, Any]:
    case = {name: value for name, value in seed.items() if name != "links"}
    texts = ({name: value for name, value in figure.items() if name != "file"} for figure in seed["figures"])
    case["figures"] = [text | {"image": "0" * 64} for text in texts]
    return dict(SCHEMA.load(case))


def paths(inputs: Sequence[Input], above: str = "") -> Iterator[tuple[str, Input]]:
    for each in inputs:
        yield f"{above}{each.name}", each
        yield from paths(each.parts, f"{above}{each.name}.")


def missing_in(document: dict[str, Any]) -> set[str]:
    try:
        SCHEMA.load(document)
    except ValidationError as error:
        return {problem.path for problem in flatten(error.messages)}
    return set()


def test_every_case_comes_out_of_the_form_as_it_went_in(documents: dict[str, dict[str, Any]]) -> None:
    assert len(documents) >= 59
    for slug, document in documents.items():
        assert dict(SCHEMA.load(document_of(CASE_INPUTS, flat_of(CASE_INPUTS, document)))) == document, slug


def test_moving_all_sources_about_changes_the_order_of_the_sources_and_nothing_else(
    documents: dict[str, dict[str, Any]],
) -> None:
    document = documents["sakai-jidounten-drone"]
    flat = flat_of(CASE_INPUTS, document)
    for place in range(len(document["sources"]) - 1):
        flat = pressed(CASE_INPUTS, flat, f"sources-{place}:down")
    moved = dict(SCHEMA.load(document_of(CASE_INPUTS, flat)))
    assert moved["sources"] == [*document["sources"][1:], document["sources"][0]]
    assert moved | {"sources": document["sources"]} == document


def test_every_field_has_a_name_and_unless_it_only_holds_others_a_hint_and_an_example() -> None:
    for path, each in paths(CASE_INPUTS):
        assert each.label, path
        assert each.hint, path
        assert each.example or each.kind is Kind.GROUP, path


def test_no_words_are_left_over_for_fields_that_are_gone() -> None:
    known = {path for path, _ in paths(CASE_INPUTS)}
    assert {path for path in CASE_WORDS if not path.startswith("*.")} <= known


def test_every_field_stands_in_one_section_and_no_section_names_another() -> None:
    named = [name for section in SECTIONS for name in section.names]
    shown = {each.name for each in CASE_INPUTS if each.kind is not Kind.WITHIN_CATEGORY}
    assert sorted(named) == sorted(shown)


def test_the_form_marks_what_the_schema_asks_of_a_document() -> None:
    marked = {each.name for each in CASE_INPUTS if each.required}
    assert missing_in({}) <= marked
    assert marked - missing_in({}) == {"sources"}
    unsourced = {"slug": "x", "title": "題", "theme": "dx", "category": "y", "municipality": "132055"} | {
        "status": "unknown",
        "summary": {"text": "文。"},
        "checked": {"on": "2026-11", "how": "試験"},
    }
    assert missing_in(unsourced) == {"sources"}


def test_the_examples_of_dates_and_numbers_are_read_by_the_form() -> None:
    dated = [(path, each) for path, each in paths(CASE_INPUTS) if each.kind in (Kind.DATE, Kind.NUMBER)]
    assert len(dated) > 8
    for path, each in dated:
        flat = {path.replace(".", "-0-" if "s." in path else "-"): [each.example.split("、")[0]]}
        value = next(leaf for leaf in values(document_of(CASE_INPUTS, flat)) if leaf not in ("", "s1"))
        assert isinstance(value, int) or value[:4].isdigit() or value.startswith("FY"), (path, value)


def values(part: Any) -> Iterator[Any]:
    if isinstance(part, dict | list):
        for inner in part.values() if isinstance(part, dict) else part:
            yield from values(inner)
    else:
        yield part


def test_a_case_in_five_fields_is_a_whole_document() -> None:
    typed = {
        "title": ["空き店舗を使った創業支援"],
        "municipality": ["085464"],
        "category": ["shopping-street/community-hub"],
        "summary-text": ["空き店舗の改修費を補助している。3年で5店が開いた。"],
        "sources-0-key": [""],
        "sources-0-title": ["創業支援の記事"],
        "sources-0-publisher": ["○○新聞"],
        "sources-0-kind": ["press"],
        "sources-0-date": ["令和8年11月3日"],
    }
    flat = with_defaults(typed, "sakai-1", date(2026, 11, 4))
    document = SCHEMA.load(document_of(CASE_INPUTS, flat))
    assert (document["theme"], document["category"]) == ("shopping-street", "community-hub")
    assert document["summary"]["sources"] == [document["sources"][0]["key"]] == ["s1"]
    assert document["sources"][0]["date"] == "2026-11-03"
    assert document["checked"] == {
        "on": "2026-11-04",
        "how": "出典を読んで登録（先方には未確認）",
        "by_person": False,
    }
    assert document["status"] == "unknown"


def test_what_was_typed_is_not_overwritten_by_what_is_usual() -> None:
    flat = with_defaults({"checked-how": ["電話で確認"], "status": [" "]}, "x-1", date(2026, 11, 4))
    assert flat["checked-how"] == ["電話で確認"]
    assert flat["status"] == ["unknown"]


def test_quick_entry_asks_for_nothing_but_title_place_category_summary_and_one_source() -> None:
    flat = {"sources-0-key": ["s1"]}
    asked = [each.typed_name for each in QUICK]
    assert asked == ["title", "municipality_text", "category", "summary", "sources"]
    names = {name for _, name in leaves(QUICK, flat)}
    assert {"summary-text", "sources-0-title", "sources-0-url"} <= names
    assert "sources-0-note" not in names


@pytest.mark.parametrize(
    ("kana", "taken", "slug"),
    [
        ("さかいまち", set(), "sakai-1"),
        ("さかいまち", {"sakai-1", "sakai-2"}, "sakai-3"),
        ("しんじゅくく", set(), "shinjuku-1"),
        ("とうきょうと", set(), "tokyo-1"),
        ("つし", set(), "tsushi-1"),
        ("", {"case-1"}, "case-2"),
    ],
)
def test_a_new_case_gets_a_name_for_its_address_from_its_municipality(
    kana: str, taken: set[str], slug: str
) -> None:
    assert slug_for(kana, taken) == slug


@pytest.mark.parametrize(
    ("path", "name", "label"),
    [
        ("outcomes[2].indicator", "outcomes-2-indicator", "成果（3）の指標"),
        ("theme", "category", "テーマ"),
        ("municipality", "municipality_text", "自治体"),
        ("summary.text", "summary-text", "概要"),
        ("background[0].text", "background-0-text", "背景（1）"),
        ("started.date", "started-date", "開始の時期"),
        ("tables[0].rows[1][2]", "tables-0-rows", "表（1）の中身（2）"),
        ("figures[0].image", "figures-0", "図（1）の画像"),
    ],
)
def test_a_mistake_leads_to_its_field_and_is_called_by_its_japanese_name(
    path: str, name: str, label: str
) -> None:
    assert name_of(path) == name
    assert label_of(path) == label
