import pytest

from catalogue.search.entry import Entry
from tests.search.entries import entry


def test_the_same_content_has_the_same_fingerprint_in_any_order() -> None:
    one = Entry("case", {"title": "題", "story": "話"}, {"node": frozenset(["a", "b"])}, 2020, "2025-01")
    other = Entry("case", {"story": "話", "title": "題"}, {"node": frozenset(["b", "a"])}, 2020, "2025-01")
    assert one.fingerprint == other.fingerprint


def test_an_empty_text_or_facet_is_as_good_as_none() -> None:
    assert (
        Entry("case", {"title": "", "story": "話"}, {"node": frozenset()}, None, None).fingerprint
        == entry("case", "話").fingerprint
    )


@pytest.mark.parametrize(
    "changed",
    [
        entry("other", "話"),
        entry("case", "別の話"),
        entry("case", "話", title="題"),
        entry("case", "話", facets={"node": ["a"]}),
        entry("case", "話", year=2020),
        entry("case", "話", checked="2025-01"),
    ],
    ids=["slug", "text", "field", "facet", "year", "checked"],
)
def test_every_change_of_content_changes_the_fingerprint(changed: Entry) -> None:
    assert changed.fingerprint != entry("case", "話").fingerprint


def test_a_fingerprint_is_the_same_in_every_process() -> None:
    """Pinned: it is kept in indexes and compared with what other processes find."""
    assert (
        entry("case", "話", facets={"node": ["b", "a"]}, year=2020).fingerprint
        == "03094c71dfa3222158468750c5522c266b2230ad1e5072b93e6d456908834184"
    )


@pytest.mark.parametrize("stray", [({"heading": "題"}, {}), ({}, {"moon": frozenset(["a"])})])
def test_a_field_or_facet_nobody_searches_is_refused(stray: tuple[dict, dict]) -> None:
    with pytest.raises(ValueError, match="has no"):
        Entry("case", *stray, None, None)
