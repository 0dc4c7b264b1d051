"""A picture is put into a case that is being written: as a figure of which nothing is said yet, at the end of the draft
of whoever adds it.

It becomes part of the case when they save the draft, and public when that revision is approved and its permission is in
order; until then nobody but staff sees it.
"""

from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import Session

from catalogue.domain.acts import Act
from catalogue.domain.errors import Conflict, Invalid
from catalogue.domain.roles import Permission
from catalogue.editing import drafts
from catalogue.editing.acting import Actor, record
from catalogue.models import Image, ImageRecord, finding
from catalogue.schemas.case_form import CASE_INPUTS
from catalogue.schemas.figure_form import MOST_FIGURES, pictures_in, with_other, with_picture, without
from catalogue.schemas.form import Flat, flat_of

ENOUGH = f"図は、1つの事例に{MOST_FIGURES}件までです。ほかの図を消してから加えてください。"
NOT_THERE = "替えようとした図が、もう書きかけにありません。原稿を直すページで確かめてください。"


class Outcome(StrEnum):
    """What became of a picture: taken into the register, known there before, or already a figure of this case."""

    NEW = "new"
    KNOWN = "known"
    THERE = "there"


@dataclass(frozen=True, slots=True)
class Added:
    """``place`` is that of its figure in the case, from zero."""

    outcome: Outcome
    place: int


def must_have_room(session: Session, actor: Actor, slug: str) -> None:
    """Asked before a picture is worked on, so that none is kept for nothing.

    Raises:
        Forbidden: the actor may not write.
        Invalid: the case has as many figures, or they as many drafts, as there may be.
        NotFound: there is no such case.
    """
    actor.must(Permission.WRITE)
    form, _ = _begun(session, actor, slug)
    _must_take_another(form)
    if drafts.of_case(session, actor, slug) is None:
        drafts.must_have_room(session, actor)


def add(session: Session, actor: Actor, slug: str, picture: Image) -> Added:
    """Add a figure with this picture at the end of this person's draft of the case, begun from the newest revision
    where there is none. A picture that is new gets an entry in the register, still empty; one that stands in the case
    is not added again.

    Raises:
        As :func:`must_have_room`.
    """
    actor.must(Permission.WRITE)
    outcome = Outcome.KNOWN if session.get(Image, picture.digest) else Outcome.NEW
    form, based_on = _begun(session, actor, slug)
    there = pictures_in(form)
    if picture.digest in there:
        session.merge(picture)
        return Added(Outcome.THERE, there.index(picture.digest))
    _must_take_another(form)
    _register(session, picture)
    drafts.keep(session, actor, with_picture(form, picture.digest), slug=slug, based_on=based_on)
    record(session, actor, Act.FIGURE_ADDED, slug, f"画像 {picture.digest[:12]}")
    return Added(outcome, len(there))


def choose(session: Session, actor: Actor, slug: str, digest: str) -> Added:
    """Add a figure with a picture of the register. Raises as :func:`add`; NotFound also for a picture."""
    actor.must(Permission.WRITE)
    return add(session, actor, slug, finding.image_of(session, digest))


def use_instead(session: Session, actor: Actor, slug: str, digest: str, other: str) -> None:
    """Put a picture of the register in the place of one that was added; where it stands in the case already, the one
    that was added goes. The picture that was added stays in the register.

    Raises:
        Conflict: the draft no longer holds it.
        Forbidden: the actor may not write.
        NotFound: there is no such case, or no such picture.
    """
    actor.must(Permission.WRITE)
    finding.image_of(session, other)
    form, based_on = _begun(session, actor, slug)
    there = pictures_in(form)
    if digest not in there or digest == other:
        raise Conflict(NOT_THERE)
    form = without(form, digest) if other in there else with_other(form, digest, other)
    drafts.keep(session, actor, form, slug=slug, based_on=based_on)
    record(session, actor, Act.FIGURE_ADDED, slug, f"画像 {digest[:12]} の代わりに、登録済みの {other[:12]}")


def _register(session: Session, picture: Image) -> None:
    session.merge(picture)
    session.flush()  # its row before that of its entry
    if session.get(ImageRecord, picture.digest) is None:
        session.add(ImageRecord(digest=picture.digest))
        session.flush()


def _must_take_another(form: Flat) -> None:
    if len(pictures_in(form)) >= MOST_FIGURES:
        raise Invalid(ENOUGH)


def _begun(session: Session, actor: Actor, slug: str) -> tuple[Flat, int | None]:
    """What they have typed of the case, or else the case as it was saved; and the revision that began from."""
    newest = finding.newest_of(session, finding.case_of(session, slug))
    if draft := drafts.of_case(session, actor, slug):
        return draft.form, draft.based_on
    return flat_of(CASE_INPUTS, newest.document), newest.number
