"""The queries of a knowing person find what that person wants (queries.yaml).

The floors are what was reached when they were set, less one query in each class and two in all: a new case or a new
word may push one out, but nobody makes a class worse without seeing it here. Raise them when more is reached.
"""

from collections.abc import Sequence

import pytest
from flask import Flask

from tests.conftest import kit_of
from tests.search.judging import Class, Judged, judge

FLOORS = {
    "two_characters": 17,
    "okurigana_and_spelling": 17,
    "width": 16,
    "reading": 16,
    "synonym": 16,
    "abbreviation": 17,
    "long_vowel": 15,
    "typo": 17,
    "question": 16,
    "measure_wording": 17,
    "municipality": 17,
    "must_find_nothing": 19,
}
ALL = 209
FIRST = 105


@pytest.fixture(scope="module")
def judged(app: Flask) -> dict[str, Class]:
    """Every class by its name, asked of the index that the catalogue has of its seeds."""
    return {each.name: each for each in judge(kit_of(app).index)}


def test_every_class_of_queries_has_its_floor(judged: dict[str, Class]) -> None:
    assert judged.keys() == FLOORS.keys()
    assert sum(len(each.queries) for each in judged.values()) >= 200


@pytest.mark.parametrize("name", FLOORS)
def test_queries_of_a_class_find_the_cases_that_are_wanted(judged: dict[str, Class], name: str) -> None:
    queries, bad = judged[name].queries, judged[name].bad
    assert len(queries) - len(bad) >= FLOORS[name], _named(bad)


def test_queries_of_all_classes_find_the_cases_that_are_wanted(judged: dict[str, Class]) -> None:
    bad = [query for each in judged.values() for query in each.bad]
    assert sum(len(each.queries) for each in judged.values()) - len(bad) >= ALL, _named(bad)


def test_the_one_obvious_case_comes_first(judged: dict[str, Class]) -> None:
    not_first = [query for each in judged.values() for query in each.not_first]
    assert sum(len(each.with_first) for each in judged.values()) - len(not_first) >= FIRST, _named(not_first)


def _named(bad: Sequence[Judged]) -> str:
    return "\n".join(map(str, bad))
