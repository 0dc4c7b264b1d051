from catalogue.domain.reach import Tree, Way, reached

PARENTS = {
    "old:a": None,
    "old:a-1": "old:a",
    "old:a-2": "old:a",
    "new:a": None,
    "new:a-1": "new:a",
    "next:a-1": None,
}


def test_a_case_is_found_from_the_measure_it_is_linked_to_and_from_all_above_it() -> None:
    ways = reached(Tree(PARENTS, ()), "old:a-1")
    assert ways == {"old:a-1": Way.DIRECT, "old:a": Way.WITHIN}


def test_a_case_is_found_from_what_its_measure_became_and_became_again() -> None:
    tree = Tree(PARENTS, (("old:a-1", "new:a-1"), ("new:a-1", "next:a-1")))
    ways = reached(tree, "old:a-1")
    assert ways["new:a-1"] is Way.LINEAGE
    assert ways["new:a"] is Way.LINEAGE
    assert ways["next:a-1"] is Way.LINEAGE


def test_a_case_is_found_from_what_its_measure_was() -> None:
    ways = reached(Tree(PARENTS, (("old:a-1", "new:a-1"),)), "new:a-1")
    assert ways["old:a-1"] is Way.LINEAGE


def test_measures_that_were_merged_do_not_lend_each_other_their_cases() -> None:
    tree = Tree(PARENTS, (("old:a-1", "new:a-1"), ("old:a-2", "new:a-1")))
    assert "old:a-2" not in reached(tree, "old:a-1")


def test_a_circle_of_lineage_ends() -> None:
    tree = Tree(PARENTS, (("old:a-1", "new:a-1"), ("new:a-1", "old:a-1")))
    assert reached(tree, "old:a-1")["old:a-1"] is Way.DIRECT
