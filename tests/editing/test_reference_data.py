"""Municipalities' figures and themes follow their files, whatever stood there before."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlmodel import select

from catalogue.cli.seeds import load_seeds
from catalogue.domain.errors import Conflict
from catalogue.models import CasePage, Profile, ProfileFigure, Theme
from tests.conftest import kit_of
from tests.editing.folders import THEMES, write, write_seeds
from tests.editing.loading import count, looking, problems_of
from tests.schemas.documents import a_case

SOURCES = [{"key": "paper", "title": "試験用の資料", "publisher": "試験"}]


def a_theme(**changes: Any) -> dict[str, Any]:
    """A second theme."""
    return {
        "slug": "more",
        "number": 3,
        "name": "もう一つのテーマ",
        "introduction": "試験のためのテーマです。",
        "origin": "editorial",
        "categories": [],
    } | changes


def two_themes(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    """The file of themes, with changes to each."""
    return {"themes": [deepcopy(THEMES["themes"][0]) | first, a_theme(**second)]}


def a_profile(code: str, *figures: tuple[str, float]) -> dict[str, Any]:
    """A municipality with these figures."""
    return {
        "code": code,
        "figures": [
            {"indicator": name, "value": value, "as_of": "2020", "source": "paper"} for name, value in figures
        ],
        "fiscal_type": {"name": "試験", "edition": "試験", "chosen": True, "source": "paper"},
    }


def themes_of(app: Flask) -> dict[str, tuple[int | None, str]]:
    """Number and name of every theme."""
    with looking(app) as session:
        return {theme.slug: (theme.number, theme.name) for theme in session.exec(select(Theme))}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"number": 3}, {"number": 2}),
        ({"name": "もう一つのテーマ"}, {"name": "試験テーマ"}),
        ({"number": 3, "name": "もう一つのテーマ"}, {"number": 2, "name": "試験テーマ"}),
        ({"number": None}, {"number": 2}),
    ],
)
def test_themes_swap_numbers_and_names(
    empty_app: Flask, tmp_path: Path, first: dict[str, Any], second: dict[str, Any]
) -> None:
    folder = write_seeds(tmp_path / "seeds")
    write(folder / "themes.yaml", two_themes({}, {}))
    after = two_themes(first, second)
    kit_of(empty_app).outbox.rebuild()
    with empty_app.app_context():
        load_seeds(folder)
        write(folder / "themes.yaml", after)
        load_seeds(folder)
    assert themes_of(empty_app) == {row["slug"]: (row["number"], row["name"]) for row in after["themes"]}
    with looking(empty_app) as session:
        shown = session.get_one(CasePage, "invented-case").data["theme"]["name"]
    assert shown == after["themes"][0]["name"]
    assert not kit_of(empty_app).outbox.check()


def test_a_new_theme_takes_the_number_another_gives_up(empty_app: Flask, tmp_path: Path) -> None:
    folder = write_seeds(tmp_path / "seeds")
    with empty_app.app_context():
        load_seeds(folder)
        write(folder / "themes.yaml", two_themes({"number": 1}, {"number": 2}))
        load_seeds(folder)
    assert {number for number, _ in themes_of(empty_app).values()} == {1, 2}


def test_a_theme_cannot_take_number_and_name_of_one_that_left_the_file(
    empty_app: Flask, tmp_path: Path
) -> None:
    folder = write_seeds(tmp_path / "seeds", [])
    with empty_app.app_context():
        load_seeds(folder)
        write(folder / "themes.yaml", {"themes": [a_theme(number=2, name="試験テーマ")]})
        with pytest.raises(Conflict) as refused:
            load_seeds(folder)
    assert {problem.path: problem.reason for problem in refused.value.problems} == {
        "themes.yaml: themes[0].number": "登録済みのテーマ「dx」が使っています。",
        "themes.yaml: themes[0].name": "登録済みのテーマ「dx」が使っています。",
    }


def test_a_theme_written_twice_is_named_by_file_and_place(empty_app: Flask, tmp_path: Path) -> None:
    folder = write_seeds(tmp_path / "seeds", [])
    write(folder / "themes.yaml", two_themes({}, {"number": 2}))
    assert problems_of(empty_app, folder) == {"themes.yaml: themes[1].number": "「2」が2回書かれています。"}


def test_a_withdrawn_figure_is_no_longer_public(empty_app: Flask, tmp_path: Path) -> None:
    folder = write_seeds(tmp_path / "seeds", [])
    both = [
        a_profile("132055", ("population", 1000), ("area", 10)),
        a_profile("130001", ("population", 2000)),
    ]
    with empty_app.app_context():
        write(folder / "profiles.yaml", {"sources": SOURCES, "profiles": both})
        load_seeds(folder)
        one = [a_profile("132055", ("population", 1001))]
        write(folder / "profiles.yaml", {"sources": SOURCES, "profiles": one})
        load_seeds(folder)
    with looking(empty_app) as session:
        figures = session.exec(select(ProfileFigure)).all()
        assert [(row.municipality_code, row.indicator, row.value) for row in figures] == [
            ("132055", "population", 1001)
        ]
    assert count(empty_app, Profile) == 1


def test_a_withdrawn_figure_no_longer_counts_on_the_pages_of_cases(empty_app: Flask, tmp_path: Path) -> None:
    folder = write_seeds(tmp_path / "seeds", [a_case(municipality="130001")])
    profiles = [a_profile("132055", ("population", 1000)), a_profile("130001", ("population", 1100))]
    with empty_app.app_context():
        load_seeds(folder)
        before = likeness_on_page(empty_app)
        write(folder / "profiles.yaml", {"sources": SOURCES, "profiles": profiles})
        load_seeds(folder)
        assert likeness_on_page(empty_app) != before
        write(folder / "profiles.yaml", {"sources": [], "profiles": []})
        load_seeds(folder)
    assert likeness_on_page(empty_app) == before


def likeness_on_page(app: Flask) -> Any:
    """What the case's page says of its municipality beside Ome."""
    with looking(app) as session:
        return session.get_one(CasePage, "invented-case").data["likeness"]
