from typing import Any

import pytest
from marshmallow import Schema, ValidationError

from catalogue.editing.gate import flatten
from catalogue.schemas.reference import ProfilesSchema, ThemesSchema


def problems_of(schema: Schema, document: Any) -> dict[str, str]:
    """Path to reason of everything wrong with a document."""
    try:
        schema.load(document)
    except ValidationError as error:
        return {problem.path: problem.reason for problem in flatten(error.messages)}
    return {}


def a_theme(slug: str, number: int | None, name: str, *categories: str) -> dict[str, Any]:
    """A theme with these categories."""
    return {
        "slug": slug,
        "number": number,
        "name": name,
        "introduction": "試験のためのテーマです。",
        "origin": "editorial",
        "categories": [{"slug": each, "name": "試験分類", "origin": "editorial"} for each in categories],
    }


def a_profile(code: str, *indicators: str) -> dict[str, Any]:
    """A municipality with these figures."""
    return {
        "code": code,
        "figures": [
            {"indicator": each, "value": 1, "as_of": "2020", "source": "paper"} for each in indicators
        ],
        "fiscal_type": {"name": "試験", "edition": "試験", "chosen": True, "source": "paper"},
    }


def profiles(*rows: dict[str, Any], keys: tuple[str, ...] = ("paper",)) -> dict[str, Any]:
    """The whole file."""
    sources = [{"key": key, "title": "試験用の資料", "publisher": "試験"} for key in keys]
    return {"sources": sources, "profiles": list(rows)}


@pytest.mark.parametrize(
    ("second", "place", "value"),
    [
        (a_theme("one", 2, "テーマ2"), "themes[1].slug", "one"),
        (a_theme("two", 1, "テーマ2"), "themes[1].number", "1"),
        (a_theme("two", 2, " テーマ１"), "themes[1].name", "テーマ１"),
        (a_theme("two", 2, "テーマ2", "b", "a"), "themes[1].categories[1].slug", "a"),
    ],
)
def test_what_tells_themes_and_categories_apart_stands_once(
    second: dict[str, Any], place: str, value: str
) -> None:
    document = {"themes": [a_theme("one", 1, "テーマ１", "a"), second]}
    assert problems_of(ThemesSchema(), document) == {place: f"「{value}」が2回書かれています。"}


def test_every_repetition_is_named_not_only_the_first() -> None:
    document = {"themes": [a_theme("one", 1, "テーマ1", "a", "a"), a_theme("one", 1, "テーマ1")]}
    assert set(problems_of(ThemesSchema(), document)) == {
        "themes[1].slug",
        "themes[1].number",
        "themes[1].name",
        "themes[0].categories[1].slug",
    }


def test_many_themes_may_have_no_number() -> None:
    document = {"themes": [a_theme("one", None, "テーマ1"), a_theme("two", None, "テーマ2")]}
    assert problems_of(ThemesSchema(), document) == {}


@pytest.mark.parametrize(
    ("document", "place", "value"),
    [
        (profiles(a_profile("132055"), a_profile("132055")), "profiles[1].code", "132055"),
        (
            profiles(a_profile("132055", "population", "area", "population")),
            "profiles[0].figures[2].indicator",
            "population",
        ),
        (profiles(a_profile("132055"), keys=("paper", "paper")), "sources[1].key", "paper"),
    ],
)
def test_a_municipality_has_one_profile_and_one_figure_of_a_kind(
    document: dict[str, Any], place: str, value: str
) -> None:
    assert problems_of(ProfilesSchema(), document) == {place: f"「{value}」が2回書かれています。"}


def test_two_municipalities_have_the_same_kind_of_figure() -> None:
    document = profiles(a_profile("132055", "population"), a_profile("130001", "population"))
    assert problems_of(ProfilesSchema(), document) == {}
