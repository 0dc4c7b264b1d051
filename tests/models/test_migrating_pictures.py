"""A catalogue of the version before the register of pictures, brought up to date."""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask import Flask
from sqlalchemy import inspect
from sqlmodel import col, select

from catalogue import db
from catalogue.cli.seeds import load_seeds
from catalogue.context import private_transaction
from catalogue.editing import drafts, image_records
from catalogue.models import CasePage, Figure, Image, ImageRecord, Revision, finding, metadata
from tests.conftest import kit_of
from tests.editing.folders import write_seeds
from tests.editing.loading import looking
from tests.editing.reviewing import approver, do, editor, make_public, save
from tests.models.earlier import OLD_IMAGE, SAID, TEXT, take_back
from tests.schemas.documents import a_case, a_figure, an_entry

FREE, ASKED = "invented-case", "second-case"
PERMITTED = {
    "permission": "令和7年3月に○○市から許諾",
    "licence": "○○市の許諾の範囲で利用",
    "kind": "photograph",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Seeds of two cases with a picture each."""
    cases = [
        a_case(figures=[a_figure()]),
        a_case(slug=ASKED, title="二つめの事例", figures=[a_figure(file="other.png", caption="別の図")]),
    ]
    return write_seeds(tmp_path / "seeds", cases, register=[an_entry(), an_entry(file="other.png")])


@pytest.fixture
def earlier(empty_app: Flask, folder: Path) -> Flask:
    """A catalogue with those cases, whose seeds are in that folder; staff have saved the second one."""
    kit = kit_of(empty_app)
    empty_app.extensions["catalogue"] = replace(kit, settings=replace(kit.settings, seeds=folder))
    with empty_app.app_context():
        load_seeds(folder)
    make_public(empty_app, save(empty_app, editor(empty_app), ASKED, subtitle="職員が書いた副題"), ASKED)
    take_back(empty_app, {ASKED: PERMITTED})
    return empty_app


def upgraded(app: Flask) -> Flask:
    db.upgrade(kit_of(app).engine)
    return app


def picture_of(app: Flask, slug: str) -> str:
    """The digest of the picture of a case, as its first revision names it."""
    with looking(app) as session:
        document = finding.revision_of(session, finding.case_of(session, slug), 1).document
        digest: str = document["figures"][0]["image"]
        return digest


def entry_of(app: Flask, slug: str) -> dict[str, Any]:
    """What the register says, without what nobody has said."""
    with looking(app) as session:
        entry = session.get_one(ImageRecord, picture_of(app, slug)).model_dump()
    return {name: value for name, value in entry.items() if value is not None and name != "digest"}


def prepared(app: Flask) -> None:
    """As every start does."""
    done = app.test_cli_runner().invoke(args=["prepare"])
    assert done.exit_code == 0, done.output


def page_of(app: Flask, slug: str) -> str:
    return app.test_client().get(f"/cases/{slug}").text


def says(**more: Any) -> dict[str, Any]:
    """An entry of which nothing is known but what the case said."""
    usual = {"printable": True, "decorative": False, "focus_x": 50, "focus_y": 50, "version": 1}
    return usual | {
        "holder": SAID["credit"],
        "credit": SAID["credit"],
        "alternative": TEXT,
        **more,
    }


def test_the_earlier_catalogue_has_the_tables_of_that_version(earlier: Flask) -> None:
    tables = inspect(kit_of(earlier).engine)
    assert "image_record" not in tables.get_table_names()
    assert {"kind", "credit", "licence", "permission"} <= {
        column["name"] for column in tables.get_columns("figure")
    }
    assert not db.is_current(kit_of(earlier).engine)


def test_the_tables_are_those_the_models_speak_of(earlier: Flask) -> None:
    with kit_of(upgraded(earlier)).engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_that_no_permission_was_needed_is_taken_over(earlier: Flask) -> None:
    assert entry_of(upgraded(earlier), FREE) == says(
        kind="concept",
        licence_note=SAID["licence"],
        clearance="not-needed",
        note="移行前の記載　許諾：不要（自作）",
        from_seed=True,
    )


def test_of_any_other_permission_nobody_has_said_where_it_stands_and_the_words_are_kept(
    earlier: Flask,
) -> None:
    assert entry_of(upgraded(earlier), ASKED) == says(
        kind="photograph",
        licence_note=PERMITTED["licence"],
        note="移行前の記載　許諾：令和7年3月に○○市から許諾",
        from_seed=True,
    )


@pytest.mark.parametrize(
    ("permission", "clearance"),
    [
        ("不要", "not-needed"),
        ("不要（市が撮影）", "not-needed"),
        ("不要。当サイト作成", "not-needed"),
        ("不要か確認中", None),
        ("依頼中", None),
        ("許諾不要", None),
    ],
)
def test_only_the_plain_word_says_that_none_is_needed(
    earlier: Flask, permission: str, clearance: str | None
) -> None:
    _say(earlier, FREE, permission=permission)
    assert entry_of(upgraded(earlier), FREE).get("clearance") == clearance


def _say(app: Flask, slug: str, **words: str) -> None:
    """The newest revision of a case says this of its picture. The table of dossiers is not that of today."""
    with app.app_context(), private_transaction() as session:
        of_case = select(Revision).where(finding.in_document("slug") == slug)
        newest = session.exec(of_case.order_by(col(Revision.id).desc())).first()
        assert newest is not None
        figures = [figure | words for figure in newest.document["figures"]]
        newest.document = {**newest.document, "figures": figures}
        session.add(newest)


def test_of_what_was_said_twice_the_later_word_holds_and_it_is_of_whoever_wrote_it(earlier: Flask) -> None:
    _say(earlier, ASKED, credit="職員が直したクレジット")
    entry = entry_of(upgraded(earlier), ASKED)
    assert (entry["credit"], entry["from_seed"]) == ("職員が直したクレジット", False)


def test_what_is_said_in_a_draft_alone_is_not_lost(earlier: Flask) -> None:
    digest = "d" * 64
    form = {
        "title": ["書きかけの題名"],
        "figures-0-image": [digest],
        "figures-0-kind": ["painting"],
        "figures-0-credit": ["○○市提供"],
        "figures-0-permission": ["依頼中"],
        "figures-1-image": ["x"],
    }
    with earlier.app_context(), private_transaction() as session:
        drafts.keep(session, editor(earlier), form)
        values = {"digest": digest, "received": digest, "width": 3, "height": 2, "fallback": "3.png"}
        values |= {"renditions": {"image/png": [["3.png", 3]]}}
        session.connection().execute(OLD_IMAGE.insert().values(values))
    with looking(upgraded(earlier)) as session:
        entry = session.get_one(ImageRecord, digest)
        assert (entry.kind, entry.credit, entry.clearance) == (None, "○○市提供", None)
        assert entry.note == "移行前の記載　許諾：依頼中"
        assert len(session.exec(select(ImageRecord)).all()) == 3


def test_until_the_pages_are_made_anew_captions_stand_alone(earlier: Flask) -> None:
    client = upgraded(earlier).test_client()
    for address in ("/", "/cases", f"/cases/{FREE}.docx"):
        assert client.get(address).status_code == 200, address
    page = client.get(f"/cases/{FREE}")
    assert "試験の図" in page.text
    assert "/figures/" not in page.text
    assert client.get(f"/figures/{picture_of(earlier, FREE)}/96.png").status_code == 404


def test_the_next_start_makes_the_pages_anew_and_shows_the_pictures(earlier: Flask) -> None:
    prepared(earlier)
    page = page_of(earlier, FREE)
    found = re.search(r'src="(/figures/[0-9a-f]{64}/[^"]+)"', page)
    assert found
    assert earlier.test_client().get(found[1]).status_code == 200
    entry = entry_of(earlier, FREE)
    assert (entry["licence"], entry["clearance"], entry["from_seed"]) == ("cc-by-4.0", "not-needed", True)
    with looking(earlier) as session:
        assert len(session.exec(select(Figure)).all()) == 2
    assert _numbers(earlier) == [1, 2]
    prepared(earlier)
    assert _numbers(earlier) == [1, 2]


def _numbers(app: Flask) -> list[int]:
    """Of the revisions of the case that only seeds have written."""
    with looking(app) as session:
        dossier = finding.case_of(session, FREE)
        return sorted(session.exec(select(Revision.number).where(Revision.dossier_id == dossier.id)))


def test_a_picture_whose_permission_is_not_known_waits_for_somebody_who_looks(earlier: Flask) -> None:
    _say(earlier, ASKED, **PERMITTED, credit="○○市提供")
    prepared(earlier)
    digest = picture_of(earlier, ASKED)
    page = page_of(earlier, ASKED)
    assert digest not in page
    assert "別の図" in page
    assert "職員が書いた副題" in page
    said: Mapping[str, Any] = {
        "kind": "photograph",
        "holder": "○○市",
        "credit": "○○市提供",
        "licence": "individual",
        "clearance": "granted",
        "clearance_on": "2025-03",
        "clearance_document": "令和7年3月のメール",
        "alternative": "店のようす。",
    }
    do(earlier, image_records.describe, approver(earlier), digest, said, 1)
    assert digest in page_of(earlier, ASKED)


def test_going_back_a_step_and_on_again_keeps_the_cases(earlier: Flask) -> None:
    prepared(earlier)
    take_back(earlier)
    prepared(earlier)
    with looking(earlier) as session:
        assert {page.case_slug for page in session.exec(select(CasePage))} == {FREE, ASKED}
        assert session.get_one(Image, picture_of(earlier, FREE)).colour
    assert picture_of(earlier, FREE) in page_of(earlier, FREE)
