from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import ValidationError

from catalogue.domain import text as texts
from catalogue.editing.gate import flatten
from catalogue.schemas.case import CaseSchema, CaseSeedSchema
from catalogue.schemas.gif import ITEMS
from catalogue.schemas.image_record import ImageRecordSchema
from tests.schemas.documents import a_case

SCHEMA = CaseSeedSchema()


def problems_of(document: Any) -> dict[str, str]:
    """Path to reason of everything wrong with a document."""
    try:
        SCHEMA.load(document)
    except ValidationError as error:
        return {problem.path: problem.reason for problem in flatten(error.messages)}
    return {}


def test_the_smallest_case_passes_and_what_it_leaves_out_is_unknown_and_not_guessed() -> None:
    loaded = SCHEMA.load(a_case())
    assert loaded["started"] is None
    assert loaded["population"] is None
    assert loaded["outcomes"] == []


def test_a_case_without_any_source_is_refused() -> None:
    assert problems_of(a_case(sources=[], summary={"text": "文。"})) == {
        "sources": "出典を1件以上書いてください。"
    }


def test_a_statement_cannot_name_a_source_the_case_does_not_list() -> None:
    document = a_case(outcomes=[{"indicator": "件数", "value": "2件", "sources": ["elsewhere"]}])
    assert problems_of(document) == {"outcomes[0].sources[0]": "出典「elsewhere」は sources にありません。"}


def test_one_key_cannot_name_two_sources() -> None:
    source = a_case()["sources"][0]
    assert "sources[1].key" in problems_of(a_case(sources=[source, source]))


@pytest.mark.parametrize(
    ("path", "changes"),
    [
        ("slug", {"slug": "Großes Ding"}),
        ("title", {"title": "　"}),
        ("title", {"title": "あ" * 101}),
        ("title", {"title": "一行目\n二行目"}),
        ("title", {"title": "鐘\x07が鳴る"}),
        ("title", {"title": "半分\ud83d"}),
        ("municipality", {"municipality": 132055}),
        ("status", {"status": "たぶん継続中"}),
        ("started.date", {"started": {"date": "令和7年ごろ"}}),
        ("sources[0].url", {"sources": [a_case()["sources"][0] | {"url": "javascript:alert(1)"}]}),
        ("checked.on", {"checked": {"on": "2026-13", "how": "試験"}}),
        ("colour", {"colour": "赤"}),
        ("outcomes", {"outcomes": "2件"}),
        ("links[0].node", {"links": [{"node": "v1-1", "rationale": "計画の名前がない。"}]}),
        ("figures[0].file", {"figures": [{"file": "../secret.png"}]}),
    ],
)
def test_each_mistake_is_named_by_its_place(path: str, changes: Mapping[str, Any]) -> None:
    assert path in problems_of(a_case(**changes))


@pytest.mark.parametrize("document", [None, [], "文", 3])
def test_what_is_no_document_at_all_is_refused_in_words(document: Any) -> None:
    assert list(problems_of(document).values()) == ["項目と値の組で書いてください。"]


def test_every_message_is_japanese() -> None:
    spoiled = a_case(
        title=3,
        keywords="語",
        status=None,
        population={"value": "多い"},
        summary=[],
        videos=[{"title": "x", "url": 1}],
    )
    reasons = problems_of(spoiled).values()
    assert len(reasons) > 5
    assert all(any("\u3040" <= letter <= "\u30ff" for letter in reason) for reason in reasons)


def test_a_table_row_with_a_cell_too_many_is_refused() -> None:
    table = {"title": "表", "columns": ["一", "二"], "rows": [["1", "2"], ["1", "2", "3"]]}
    assert problems_of(a_case(tables=[table])) == {
        "tables[0].rows[1]": "列の数と見出しの数が合っていません。"
    }


@given(st.text(max_size=120))
def test_a_title_is_stored_clean_or_refused(title: str) -> None:
    document = a_case(title=title)
    if problems_of(document):
        return
    stored = SCHEMA.load(document)["title"]
    assert stored == texts.clean(stored)
    assert not texts.has_forbidden_characters(stored)


def test_the_document_holds_every_item_of_the_national_data_model() -> None:
    fields = CaseSchema().fields
    for item, place in ITEMS.items():
        name, _, part = place.partition(".")
        if place.startswith("dossier:"):
            continue
        if place.startswith("register: "):
            assert place.removeprefix("register: ") in ImageRecordSchema().fields, item
            continue
        assert name in fields, item
        if part:
            assert part in fields[name].inner.schema.fields, item  # type: ignore[attr-defined]
    assert len(ITEMS) == 34
