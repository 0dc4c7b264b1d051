"""Writing the entry of a picture, and taking a picture away from the public."""

from typing import Any

import pytest
from flask import Flask
from sqlmodel import col, select

from catalogue.cli.seeds import load_seeds
from catalogue.context import transaction
from catalogue.domain.acts import Act
from catalogue.domain.errors import Conflict, Forbidden, Invalid, NotFound
from catalogue.domain.roles import Role
from catalogue.editing import image_records
from catalogue.editing.image_records import Done
from catalogue.models import AuditRecord, Case, CasePage, Dossier, Figure, Image, ImageRecord, StaleNote
from catalogue.schemas.image_record_form import blank, entry_of, lacking
from tests.conftest import kit_of
from tests.editing.loading import looking
from tests.editing.reviewing import CASE, actor, approver, editor, save

WHOLE: dict[str, Any] = {
    "kind": "photograph",
    "holder": "○○市商工課",
    "credit": "写真：○○市提供",
    "licence": "individual",
    "clearance": "granted",
    "clearance_on": "2026-04-01",
    "clearance_until": "2027-03",
    "clearance_document": "○○市商第12号",
    "alternative": "店の中で5人が話している。",
}
NEW = "f" * 64


def public_picture(app: Flask) -> str:
    """The picture of a public case."""
    with looking(app) as session:
        return session.exec(select(Figure.digest).where(Figure.case_slug == CASE)).one()


def new_picture(app: Flask, digest: str = NEW) -> str:
    """A picture that no case uses, without an entry."""
    with app.app_context(), transaction() as session:
        session.add(
            Image(digest=digest, received=digest, width=400, height=300, fallback="400.png", renditions={})
        )
    return digest


def describe(app: Flask, who: Any, digest: str, version: int = 0, **said: Any) -> Done:
    with app.app_context(), transaction() as session:
        return image_records.describe(session, who, digest, said, version)


def stop(app: Flask, who: Any, digest: str, *about: Any) -> Done:
    with app.app_context(), transaction() as session:
        return image_records.stop(session, who, digest, *about)


def entry(app: Flask, digest: str) -> ImageRecord | None:
    with looking(app) as session:
        return session.get(ImageRecord, digest)


def page_figure(app: Flask, digest: str) -> dict[str, Any]:
    """What the public page of the case holds of the picture."""
    with looking(app) as session:
        page = session.get_one(CasePage, CASE)
        return next(each for each in page.data["figures"] if each["digest"] == digest)


def told(app: Flask, digest: str) -> list[tuple[str, str | None]]:
    with looking(app) as session:
        query = select(AuditRecord).where(AuditRecord.subject == digest).order_by(col(AuditRecord.id))
        return [(row.act, row.detail) for row in session.exec(query)]


def problems(app: Flask, **said: Any) -> set[str]:
    """The places of what is wrong with an entry."""
    with pytest.raises(Invalid) as refused:
        describe(app, editor(app), new_picture(app), **said)
    return {problem.path for problem in refused.value.problems}


def test_the_first_entry_of_a_picture_is_made_when_it_is_saved(own_app: Flask) -> None:
    digest = new_picture(own_app)
    done = describe(own_app, editor(own_app), digest, **WHOLE)
    made = entry(own_app, digest)
    assert made is not None
    assert (made.version, made.from_seed, made.saved_by) == (1, False, "henshuさん")
    assert {name: getattr(made, name) for name in WHOLE} == WHOLE
    assert (made.printable, made.decorative, made.focus_x, made.focus_y) == (True, False, 50, 50)
    assert not done.cases


def test_the_trail_says_what_changed_from_what_to_what(own_app: Flask) -> None:
    digest = new_picture(own_app)
    describe(own_app, editor(own_app), digest, clearance="asked", clearance_on="2026-03", kind="map")
    done = describe(own_app, editor(own_app), digest, version=1, **WHOLE)
    [(act, first), (_, second)] = told(own_app, digest)
    assert act == Act.PICTURE_DESCRIBED.value
    assert (
        first
        == "画像の種類：（なし）→地図、掲載の許諾：（なし）→依頼中、許諾の日：（なし）→令和8（2026）年3月"
    )
    assert second == done.said
    assert "掲載の許諾：依頼中→許諾、許諾の日：令和8（2026）年3月→令和8（2026）年4月1日" in done.said
    assert "画像の種類：地図→写真" in done.said


def test_a_sentence_in_the_trail_ends_with_one_mark(own_app: Flask) -> None:
    digest = new_picture(own_app)
    done = describe(own_app, editor(own_app), digest, alternative="机が3つ並ぶ。", focus_x=70)
    assert "→机が3つ並ぶ。残したい所（横）：50→70" in done.said


def test_saving_what_stands_there_already_changes_nothing(own_app: Flask) -> None:
    digest = new_picture(own_app)
    describe(own_app, editor(own_app), digest, **WHOLE)
    assert not describe(own_app, editor(own_app), digest, version=1, **WHOLE).said
    kept = entry(own_app, digest)
    assert kept is not None
    assert kept.version == 1
    assert len(told(own_app, digest)) == 1


def test_pressing_twice_is_no_conflict(own_app: Flask) -> None:
    digest = new_picture(own_app)
    describe(own_app, editor(own_app), digest, **WHOLE)
    assert not describe(own_app, editor(own_app), digest, version=0, **WHOLE).said
    assert len(told(own_app, digest)) == 1


def test_nobody_writes_over_what_somebody_else_has_written_meanwhile(own_app: Flask) -> None:
    digest = new_picture(own_app)
    describe(own_app, editor(own_app), digest, **WHOLE)
    with pytest.raises(Conflict):
        describe(own_app, approver(own_app), digest, **WHOLE | {"holder": "ほかの人"})
    describe(own_app, approver(own_app), digest, version=1, **WHOLE | {"holder": "ほかの人"})
    with pytest.raises(Conflict):
        describe(own_app, editor(own_app), digest, version=1, **WHOLE)
    kept = entry(own_app, digest)
    assert kept is not None
    assert (kept.holder, kept.version) == ("ほかの人", 2)


def test_a_permission_is_in_order_only_with_all_that_answers_for_it(own_app: Flask) -> None:
    missing = {"kind", "holder", "credit", "licence", "alternative", "clearance_on", "clearance_document"}
    assert problems(own_app, clearance="granted") == missing


@pytest.mark.parametrize("licence", ["unknown", "individual"])
def test_unknown_terms_cannot_make_a_permission_needless(own_app: Flask, licence: str) -> None:
    assert problems(own_app, **WHOLE | {"licence": licence, "clearance": "not-needed"}) == {"clearance"}


def test_a_permission_cannot_end_before_it_was_given(own_app: Flask) -> None:
    assert problems(own_app, **WHOLE | {"clearance_until": "2026-03"}) == {"clearance_until"}


def test_a_picture_that_is_not_there_has_no_entry(own_app: Flask) -> None:
    for act in (
        lambda: describe(own_app, editor(own_app), NEW, **WHOLE),
        lambda: stop(own_app, editor(own_app), NEW, "refused", "断られた"),
    ):
        with pytest.raises(NotFound):
            act()


def test_what_a_public_case_shows_is_changed_by_who_approves_alone(own_app: Flask) -> None:
    digest = public_picture(own_app)
    with pytest.raises(Forbidden) as refused:
        describe(own_app, editor(own_app), digest, version=1, **WHOLE)
    assert "承認の役割" in refused.value.message
    describe(own_app, approver(own_app), digest, version=1, **WHOLE)
    shown = page_figure(own_app, digest)
    assert shown["credit"] == WHOLE["credit"]
    assert shown["alternative"] == WHOLE["alternative"]
    assert shown["until"] == WHOLE["clearance_until"]
    kept = entry(own_app, digest)
    assert kept is not None
    assert kept.from_seed is False


def test_only_the_cases_that_show_the_picture_are_written_again(own_app: Flask) -> None:
    digest = public_picture(own_app)
    with looking(own_app) as session:
        before = {page.case_slug: page.data for page in session.exec(select(CasePage))}
    with own_app.app_context(), kit_of(own_app).writers() as session:
        done = image_records.describe(session, approver(own_app), digest, WHOLE, 1)
        session.commit()
        touched = {note.key for note in session.exec(select(StaleNote).where(StaleNote.kind == "case"))}
    assert [*done.cases] == [CASE]
    assert touched == {CASE}
    with looking(own_app) as session:
        after = {page.case_slug: page.data for page in session.exec(select(CasePage))}
    assert {slug for slug in before if before[slug] != after[slug]} == {CASE}
    assert set(before) == set(after)


def test_the_public_revision_is_shown_again_and_not_a_newer_one(own_app: Flask) -> None:
    digest = public_picture(own_app)
    save(own_app, editor(own_app), title="まだ公開していない題名")
    describe(own_app, approver(own_app), digest, version=1, **WHOLE)
    with looking(own_app) as session:
        assert session.get_one(Case, CASE).title != "まだ公開していない題名"
        assert session.exec(select(Dossier.public_number).where(Dossier.slug == CASE)).one() == 1


@pytest.mark.parametrize("clearance", ["refused", "expired"])
def test_everybody_who_writes_can_stop_a_picture_at_once(own_app: Flask, clearance: str) -> None:
    digest = public_picture(own_app)
    done = stop(own_app, editor(own_app), digest, clearance, "○○市から\n連絡があった。", "2026-04-02")
    assert [*done.cases] == [CASE]
    kept = entry(own_app, digest)
    assert kept is not None
    day = kept.clearance_on if clearance == "refused" else kept.clearance_until
    assert (kept.clearance, day) == (clearance, "2026-04-02")
    assert page_figure(own_app, digest)["clearance"] == clearance
    [(act, detail)] = told(own_app, digest)
    assert act == Act.PICTURE_STOPPED.value
    assert detail is not None
    assert detail.endswith("理由：○○市から 連絡があった。")
    address = f"/figures/{digest}/{page_figure(own_app, digest)['fallback']}"
    assert own_app.test_client().get(address).status_code == 404


def test_a_picture_is_stopped_from_today_on_where_no_day_is_said(own_app: Flask) -> None:
    digest = public_picture(own_app)
    stop(own_app, editor(own_app), digest, "refused", "断られた")
    kept = entry(own_app, digest)
    assert kept is not None
    assert kept.clearance_on is not None
    assert len(kept.clearance_on) == len("2026-04-01")


@pytest.mark.parametrize(
    ("clearance", "reason", "on", "path"),
    [
        ("refused", " ", "2026-04-01", "reason"),
        ("granted", "理由", "2026-04-01", "clearance"),
        ("", "理由", "2026-04-01", "clearance"),
        ("expired", "理由", "きのう", "on"),
        ("expired", "理由", "FY2026", "on"),
    ],
)
def test_a_picture_is_not_stopped_without_a_word_a_day_and_a_reason(
    own_app: Flask, clearance: str, reason: str, on: str, path: str
) -> None:
    digest = public_picture(own_app)
    with pytest.raises(Invalid) as refused:
        stop(own_app, editor(own_app), digest, clearance, reason, on)
    assert {problem.path for problem in refused.value.problems} == {path}
    kept = entry(own_app, digest)
    assert kept is not None
    assert kept.clearance == "not-needed"


def test_what_has_been_stopped_is_not_stopped_again(own_app: Flask) -> None:
    digest = public_picture(own_app)
    stop(own_app, editor(own_app), digest, "refused", "断られた")
    with pytest.raises(Conflict):
        stop(own_app, editor(own_app), digest, "expired", "期限が切れた")
    assert len(told(own_app, digest)) == 1


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.MEMBER])
def test_who_does_not_write_neither_describes_nor_stops(own_app: Flask, role: Role) -> None:
    somebody, digest = actor(own_app, "dareka", role), new_picture(own_app)
    with pytest.raises(Forbidden):
        describe(own_app, somebody, digest, **WHOLE)
    with pytest.raises(Forbidden):
        stop(own_app, somebody, digest, "refused", "断られた")


def test_loading_the_seeds_again_leaves_what_staff_have_written(own_app: Flask) -> None:
    digest = public_picture(own_app)
    describe(own_app, approver(own_app), digest, version=1, **WHOLE)
    with own_app.app_context():
        load_seeds(kit_of(own_app).settings.seeds)
    kept = entry(own_app, digest)
    assert kept is not None
    assert kept.holder == WHOLE["holder"]


def test_an_entry_says_what_it_still_lacks() -> None:
    assert lacking(blank()) == [
        *("画像の種類", "権利者", "クレジット", "利用条件", "掲載の許諾", "画像の代わりになる文")
    ]
    assert lacking(blank() | WHOLE) == []
    assert lacking(blank() | WHOLE | {"clearance": "asked", "clearance_document": None}) == []
    assert lacking(blank() | WHOLE | {"alternative": None, "decorative": True}) == []
    assert lacking(blank() | WHOLE | {"clearance_document": None}) == ["許諾の文書"]


def test_an_entry_is_read_out_of_the_columns_of_its_row() -> None:
    assert entry_of(ImageRecord(digest=NEW).model_dump()) == blank()
