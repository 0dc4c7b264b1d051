from catalogue.domain.facets import sort_out

ITEMS = {
    "one": {"theme": frozenset({"dx"}), "status": frozenset({"ongoing"})},
    "two": {"theme": frozenset({"dx"}), "status": frozenset({"ended"})},
    "three": {"theme": frozenset({"green"}), "status": frozenset({"ongoing"})},
}


def test_values_of_one_facet_mean_or_and_facets_mean_and() -> None:
    either = sort_out(ITEMS, {"theme": frozenset({"dx", "green"})})
    both = sort_out(ITEMS, {"theme": frozenset({"dx"}), "status": frozenset({"ongoing"})})
    assert either.kept == {"one", "two", "three"}
    assert both.kept == {"one"}


def test_a_count_says_what_choosing_the_value_would_give() -> None:
    found = sort_out(ITEMS, {"theme": frozenset({"dx"})})
    assert found.counts["theme"] == {"dx": 2, "green": 1}
    assert found.counts["status"] == {"ongoing": 1, "ended": 1}


def test_a_value_nobody_has_finds_nothing_but_leaves_the_other_values_of_its_facet() -> None:
    found = sort_out(ITEMS, {"theme": frozenset({"nowhere"})})
    assert found.kept == frozenset()
    assert found.counts["theme"] == {"dx": 2, "green": 1}
    assert not found.counts["status"]
