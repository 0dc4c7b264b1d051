"""Themes that staff change: every page follows, nothing in use goes, and seeds leave them alone from then on."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlmodel import col, select

from catalogue.cli.seeds import load_seeds
from catalogue.context import transaction
from catalogue.domain import theme_table
from catalogue.domain.errors import Conflict, Forbidden, Invalid
from catalogue.domain.roles import Role
from catalogue.domain.theme_table import Change
from catalogue.editing import revisions, themes
from catalogue.editing.acting import Actor
from catalogue.models import AuditRecord, Case, CasePage, Category, Decision, Revision, Theme, finding
from catalogue.search.port import Query
from tests.conftest import kit_of
from tests.editing.folders import THEMES, write, write_seeds
from tests.editing.loading import count, looking
from tests.schemas.documents import a_case

SLUG = "invented-case"


def change(app: Flask, how: Change, based_on: int = 0, role: Role = Role.APPROVER) -> str:
    """One change of the table."""
    actor = Actor(None, "承認 太郎", frozenset({role}), "192.0.2.1", kit_of(app).now())
    with app.app_context(), transaction() as session:
        return themes.change(session, actor, based_on, how)


def load(app: Flask, folder: Path) -> Any:
    """Load seeds."""
    with app.app_context():
        return load_seeds(folder)


def page(app: Flask) -> dict[str, Any]:
    """What is shown of the case."""
    with looking(app) as session:
        return session.get_one(CasePage, SLUG).data


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Seeds with one theme, one category and one case."""
    return write_seeds(tmp_path / "seeds")


@pytest.fixture
def seeded(empty_app: Flask, folder: Path) -> Flask:
    """Loaded."""
    kit_of(empty_app).outbox.rebuild()
    load(empty_app, folder)
    return empty_app


def test_a_renamed_theme_is_renamed_on_the_pages_of_its_cases_and_in_the_index(seeded: Flask) -> None:
    change(seeded, theme_table.edit_theme("dx", "鮎のテーマ", "新しい紹介文。", 3))
    assert page(seeded)["theme"] == {"slug": "dx", "name": "鮎のテーマ", "number": 3, "circled": "③"}
    assert [hit.slug for hit in kit_of(seeded).index.search(Query("鮎")).hits] == [SLUG]
    assert not kit_of(seeded).outbox.check()


def test_what_would_be_touched_is_said_before_anything_is_written(seeded: Flask) -> None:
    with looking(seeded) as session:
        before, _ = themes.current(session)
        renamed, _ = themes.judged(session, before, theme_table.edit_category("dx", "dx-use", "別名", "dx"))
        assert themes.touched(session, renamed) == {SLUG: "試験用の事例"}
        introduced, _ = themes.judged(
            session, before, theme_table.edit_theme("dx", "試験テーマ", "紹介。", 2)
        )
        assert themes.touched(session, introduced) == {}
    assert page(seeded)["category"]["name"] == "試験分類"


def test_the_history_begins_with_what_the_seeds_said(seeded: Flask) -> None:
    change(seeded, theme_table.add_theme("tourism", "観光", "観光のテーマです。"))
    with looking(seeded) as session:
        kept = [row for row in session.exec(select(Revision)) if "themes" in row.document]
        assert [(row.author, row.from_seed, len(row.document["themes"])) for row in kept] == [
            ("seed", True, 1),
            ("承認 太郎", False, 2),
        ]
        assert kept[0].document["themes"] == THEMES["themes"]
        assert kept[1].note == "テーマ「観光」を加えた"
        decided = session.exec(select(Decision.kind).where(Decision.revision_id == kept[1].id)).all()
        assert list(decided) == ["approved"]
        act = session.exec(select(AuditRecord)).one()
        assert (act.act, act.detail) == ("themes-changed", "テーマ「観光」を加えた")


@pytest.mark.parametrize(
    "how",
    [theme_table.drop_theme("dx"), theme_table.drop_category("dx", "dx-use")],
    ids=["theme", "category"],
)
def test_what_a_case_uses_cannot_go(seeded: Flask, how: Change) -> None:
    with pytest.raises(Conflict) as refused:
        change(seeded, how)
    assert [problem.path for problem in refused.value.problems] == [SLUG]
    assert count(seeded, Theme) == count(seeded, Category) == 1


def test_a_case_that_is_not_public_stands_in_the_way_as_well(seeded: Flask) -> None:
    change(seeded, theme_table.add_category("dx", "fresh", "新しい分類"))
    with seeded.app_context(), transaction() as session:
        dossier = revisions.opened(session, finding.CASE, "draft-case")
        document = a_case(slug="draft-case", title="下書き", category="fresh")
        revisions.save(session, dossier, document, author="職員", now=kit_of(seeded).now())
    with pytest.raises(Conflict) as refused:
        change(seeded, theme_table.drop_category("dx", "fresh"), based_on=2)
    assert [problem.path for problem in refused.value.problems] == ["draft-case"]


def test_a_category_in_use_cannot_move_and_one_that_is_not_can(seeded: Flask) -> None:
    change(seeded, theme_table.add_theme("tourism", "観光", "観光のテーマです。"))
    with pytest.raises(Conflict):
        change(seeded, theme_table.edit_category("dx", "dx-use", "試験分類", "tourism"), based_on=2)
    change(seeded, theme_table.add_category("dx", "fresh", "新しい分類"), based_on=2)
    change(seeded, theme_table.edit_category("dx", "fresh", "新しい分類", "tourism"), based_on=3)
    with looking(seeded) as session:
        assert session.get_one(Category, "fresh").theme_slug == "tourism"


def test_what_nobody_uses_goes_with_its_categories(seeded: Flask) -> None:
    change(seeded, theme_table.add_theme("tourism", "観光", "観光のテーマです。"))
    change(seeded, theme_table.add_category("tourism", "tours", "見学"), based_on=2)
    change(seeded, theme_table.drop_theme("tourism"), based_on=3)
    with looking(seeded) as session:
        assert session.get(Theme, "tourism") is None
        assert session.get(Category, "tours") is None


def test_the_order_is_the_order_of_the_table(seeded: Flask) -> None:
    change(seeded, theme_table.add_theme("tourism", "観光", "観光のテーマです。"))
    change(seeded, theme_table.move_theme("tourism", -1), based_on=2)
    with looking(seeded) as session:
        assert list(session.exec(select(Theme.slug).order_by(col(Theme.position)))) == ["tourism", "dx"]


@pytest.mark.parametrize(
    ("how", "place"),
    [
        (theme_table.add_theme("dx", "別のテーマ", "紹介。"), "themes[1].slug"),
        (theme_table.add_theme("other", "試験テーマ", "紹介。"), "themes[1].name"),
        (theme_table.add_theme("Other", "別のテーマ", "紹介。"), "themes[1].slug"),
        (theme_table.add_category("dx", "dx-use", "別の分類"), "themes[0].categories[1].slug"),
        (theme_table.edit_theme("dx", "", "紹介。", None), "themes[0].name"),
        (theme_table.edit_category("dx", "dx-use", "名前", "nothing"), "to"),
    ],
    ids=["slug", "name", "letters", "category", "nameless", "nowhere"],
)
def test_a_table_that_breaks_a_rule_is_refused(seeded: Flask, how: Change, place: str) -> None:
    with pytest.raises(Invalid) as refused:
        change(seeded, how)
    assert place in [problem.path for problem in refused.value.problems]
    assert count(seeded, Theme) == 1


def test_who_does_not_approve_cannot_change_them(seeded: Flask) -> None:
    for role in (Role.EDITOR, Role.ADMINISTRATOR, Role.MEMBER):
        with pytest.raises(Forbidden):
            change(seeded, theme_table.drop_theme("dx"), role=role)


def test_a_change_that_began_from_an_older_table_is_refused(seeded: Flask) -> None:
    change(seeded, theme_table.edit_theme("dx", "先の名前", "紹介。", 2))
    with pytest.raises(Conflict):
        change(seeded, theme_table.edit_theme("dx", "あとの名前", "紹介。", 2), based_on=0)
    assert page(seeded)["theme"]["name"] == "先の名前"


def test_seeds_change_themes_until_staff_do_and_then_leave_them_alone(seeded: Flask, folder: Path) -> None:
    fresh: dict[str, Any] = deepcopy(THEMES)
    fresh["themes"][0]["name"] = "初期データの新しい名前"
    write(folder / "themes.yaml", fresh)
    load(seeded, folder)
    assert page(seeded)["theme"]["name"] == "初期データの新しい名前"
    change(seeded, theme_table.edit_theme("dx", "職員の名前", "紹介。", 2))
    fresh["themes"][0]["categories"].append({"slug": "later", "name": "あとの分類", "origin": "editorial"})
    write(folder / "themes.yaml", fresh)
    report = load(seeded, folder)
    assert page(seeded)["theme"]["name"] == "職員の名前"
    assert report.unmerged == ["分類「あとの分類」"]
    with looking(seeded) as session:
        assert session.get(Category, "later") is None


def test_an_upgrades_case_whose_category_staff_do_not_have_is_left_out_and_stops_nothing(
    seeded: Flask, folder: Path
) -> None:
    change(seeded, theme_table.edit_theme("dx", "職員の名前", "紹介。", 2))
    fresh: dict[str, Any] = deepcopy(THEMES)
    fresh["themes"][0]["categories"].append({"slug": "later", "name": "あとの分類", "origin": "editorial"})
    write(folder / "themes.yaml", fresh)
    write(folder / "cases" / "later-case.yaml", a_case(slug="later-case", category="later"))
    write(folder / "cases" / "fitting-case.yaml", a_case(slug="fitting-case"))
    report = load(seeded, folder)
    assert (report.left_out, report.added) == (["later-case"], ["fitting-case"])
    with looking(seeded) as session:
        assert session.get(Case, "later-case") is None
