"""A figure is added to a case that is being written: what is said of it goes into the draft of whoever adds it.

It becomes part of the case when they save the draft, and public when that revision is approved; until then nobody but
staff sees its picture.
"""

from typing import Any

from sqlmodel import Session

from catalogue.domain.acts import Act
from catalogue.domain.errors import Invalid, Problem
from catalogue.domain.roles import Permission
from catalogue.editing import drafts
from catalogue.editing.acting import Actor, record
from catalogue.editing.gate import flatten
from catalogue.editing.writing import MISTAKES
from catalogue.models import Image, finding
from catalogue.schemas.case_form import CASE_INPUTS
from catalogue.schemas.case_parts import FigureTextSchema
from catalogue.schemas.figure_form import FIGURE, FIGURE_INPUTS, MOST_FIGURES, keys_named, with_figure
from catalogue.schemas.form import Flat, document_of, flat_of
from catalogue.schemas.form_rows import places, source_keys

NO_SUCH_SOURCE = "この番号の出典はありません。"
ENOUGH = f"図は{MOST_FIGURES}件までです。ほかの図を消してから加えてください。"


def must_be_said(typed: Flat) -> None:
    """What is said of a picture, as far as that can be judged without it.

    Raises:
        Invalid: ``problems`` names the path (``figure.caption``) and the reason of every mistake.
    """
    said: dict[str, Any] = document_of(FIGURE_INPUTS, typed).get(FIGURE, {})
    problems = list(flatten(FigureTextSchema().validate(said), FIGURE))
    if set(keys_named(typed)) - set(source_keys(FIGURE_INPUTS, typed)):
        problems.append(Problem(f"{FIGURE}.sources", NO_SUCH_SOURCE))
    if problems:
        raise Invalid(MISTAKES, problems)


def add(session: Session, actor: Actor, slug: str, picture: Image, typed: Flat) -> int:
    """Add the figure at the end of this person's draft of the case, begun from the newest revision where there is none;
    gives its place among the figures, from zero. ``typed`` has passed :func:`must_be_said`.

    Raises:
        Forbidden: the actor may not write.
        Invalid: the case has as many figures, or they as many drafts, as there may be.
        NotFound: there is no such case.
    """
    actor.must(Permission.WRITE)
    form, based_on = _begun(session, actor, slug)
    if len(places(form, "figures")) >= MOST_FIGURES:
        raise Invalid(ENOUGH)
    if session.get(Image, picture.digest) is None:
        session.merge(picture)
    form, place = with_figure(form, typed, picture.digest, keys_named(typed))
    drafts.keep(session, actor, form, slug=slug, based_on=based_on)
    record(session, actor, Act.FIGURE_ADDED, slug, f"画像 {picture.digest[:12]}")
    return place


def _begun(session: Session, actor: Actor, slug: str) -> tuple[Flat, int | None]:
    """What they have typed of the case, or else the case as it was saved; and the revision that began from."""
    newest = finding.newest_of(session, finding.case_of(session, slug))
    if draft := drafts.of_case(session, actor, slug):
        return draft.form, draft.based_on
    return flat_of(CASE_INPUTS, newest.document), newest.number
