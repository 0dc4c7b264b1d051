"""Saving what was written of a case: through both gates into a new revision of its dossier.

Nothing is saved that could not be made public as it stands, and nothing over somebody else's head: whoever saves says
which revision they began from.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from marshmallow import ValidationError
from sqlmodel import Session

from catalogue.domain.acts import Act
from catalogue.domain.errors import Conflict, Invalid, Problem
from catalogue.domain.roles import Permission
from catalogue.domain.workflow import State
from catalogue.editing import gate, project_case, revisions
from catalogue.editing.acting import Actor, record
from catalogue.editing.lookup import Lookup, look_up
from catalogue.models import Revision, finding
from catalogue.schemas.case import CaseSchema
from catalogue.schemas.earlier_cases import as_written_now

Document = dict[str, Any]

# What means something else in the same place of an address: /desk/cases/new.
RESERVED = frozenset({"new"})

# Made once: making it takes longer than judging a short document, and a sheet has a thousand of them. It holds nothing
# of what it judges.
_SCHEMA = CaseSchema()

NO_SOURCE = "出典を1件以上書いてください。"
MISTAKES = "入力を確かめてください。"
SAVED_MEANWHILE = "ほかの人が先に保存しました。"
WAITS = "この原稿は提出されて、承認を待っています。直すには、先に「提出を取り戻す」を押してください。"


def save_case(
    session: Session,
    actor: Actor,
    slug: str,
    raw: Mapping[str, Any],
    based_on: int | None,
    note: str | None = None,
    *,
    lookup: Lookup | None = None,
) -> Revision:
    """Save a document as the next revision of the dossier ``slug``, and give that revision; the newest one, where the
    document says the same. ``based_on`` is the number of the revision the writer began from; nothing for a new case.
    Who saves many at once hands in the ``lookup``.

    Raises:
        Forbidden: the actor may not write.
        Invalid: ``problems`` names the path and the reason of every mistake.
        NotFound: there is no such dossier.
        Conflict: the document is fit to be saved, but somebody has saved since, or the newest revision waits to be
            approved.
    """
    actor.must(Permission.WRITE)
    document = checked(session, {**raw, "slug": slug}, lookup)
    newest = _newest(session, slug, based_on)
    if newest and as_written_now(newest.document) == document:
        return newest
    dossier = revisions.opened(session, finding.CASE, slug)
    revision = revisions.save(
        session, dossier, document, author=actor.name, author_id=actor.id, note=note, now=actor.now
    )
    record(session, actor, Act.CASE_SAVED, slug, f"第{revision.number}版を保存しました。")
    return revision


def checked(session: Session, raw: Mapping[str, Any], lookup: Lookup | None = None) -> Document:
    """The document in the form it is kept in, after it has passed everything that stands before the public page.

    Raises:
        Invalid: ``problems`` names the path and the reason of every mistake.
    """
    document = loaded(raw)
    lookup = lookup or look_up(session)
    if problems := list(gate.case_problems(document, lookup)):
        raise Invalid(MISTAKES, problems)
    links = revisions.links_of(session, document["slug"])
    project_case.project(document, links, lookup)
    return document


def loaded(raw: Mapping[str, Any]) -> Document:
    """The document in the form it is kept in, as far as that can be judged by itself.

    Raises:
        Invalid: ``problems`` names the path and the reason of every mistake.
    """
    try:
        return dict(_SCHEMA.load(raw))
    except ValidationError as error:
        raise Invalid(MISTAKES, list(_problems(raw, error))) from error


def _problems(raw: Mapping[str, Any], error: ValidationError) -> Iterator[Problem]:
    """Each mistake once. The schema looks for sources only when all else is right, which would be one mistake more
    after all have been mended; and a theme is never typed, only the category that brings it along."""
    problems = list(gate.flatten(error.messages))
    paths = {problem.path for problem in problems}
    yield from (each for each in problems if each.path != "theme" or "category" not in paths)
    if not raw.get("sources") and "sources" not in paths:
        yield Problem("sources", NO_SOURCE)


def _newest(session: Session, slug: str, based_on: int | None) -> Revision | None:
    """The newest revision, if it may be written upon by somebody who began from ``based_on``."""
    if based_on is None:
        _must_be_free(session, slug)
        return None
    newest = finding.newest_of(session, finding.case_of(session, slug))
    if finding.state_of(session, newest) is State.SUBMITTED:
        raise Conflict(WAITS)
    if newest.number != based_on:
        raise Conflict(SAVED_MEANWHILE)
    return newest


def _must_be_free(session: Session, slug: str) -> None:
    if slug in RESERVED or finding.find(session, finding.CASE, slug):
        reason = f"「{slug}」は、ほかの事例か画面で使っています。別の名前にしてください。"
        raise Invalid(MISTAKES, [Problem("slug", reason)])
