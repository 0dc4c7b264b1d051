"""One dossier: where it stands, what can be done with it, and all that belongs to it."""

from typing import Any

from flask import Blueprint, render_template

from catalogue.context import kit, session, today
from catalogue.desk.guard import actor, needs
from catalogue.domain.clock import day_in_words
from catalogue.domain.completeness import measure
from catalogue.domain.errors import Problem
from catalogue.domain.roles import Permission
from catalogue.domain.vocabulary import DecisionKind
from catalogue.domain.workflow import is_own, open_moves
from catalogue.editing import gate, review
from catalogue.editing.lookup import look_up
from catalogue.editing.remarks import remarks_on
from catalogue.reading import desk_dossiers, desk_inquiries, desk_links, desk_reports, desk_uses
from catalogue.reading.desk_dossiers import Folder
from catalogue.schemas.case_form import label_of, name_of

blueprint = Blueprint("dossiers", __name__)


@blueprint.get("/cases/<slug>")
@needs(Permission.READ)
def show(slug: str) -> str:
    """The dossier."""
    found = desk_dossiers.folder(session(), slug)
    document = found.newest.document
    return render_template(
        "desk/dossiers/show.html",
        folder=found,
        moves=moves(found),
        why_not=why_not(found),
        comments=desk_dossiers.comments(session(), slug),
        decisions=desk_dossiers.decisions(session(), slug),
        wrong=[_in_words(each) for each in gate.case_problems(document, look_up(session()))],
        remarks=[_in_words(each) for each in remarks_on(document)],
        missing=measure(document).missing,
        **_parts(slug),
    )


@blueprint.get("/cases/<slug>/decisions")
@needs(Permission.READ)
def decisions(slug: str) -> str:
    """Everything decided about a case, for the files: one sheet of paper."""
    return render_template(
        "desk/dossiers/decisions.html",
        folder=desk_dossiers.folder(session(), slug),
        decisions=desk_dossiers.decisions(session(), slug),
        today=day_in_words(today()),
    )


def moves(found: Folder) -> frozenset[DecisionKind]:
    """What whoever is signed in may do with it now."""
    allowed = open_moves(found.state, found.public_number, actor().permissions)
    return allowed - {DecisionKind.APPROVED} if _is_own(found) else allowed


def why_not(found: Folder) -> str:
    """Why they may not approve what they otherwise could; empty where nothing is in the way."""
    allowed = open_moves(found.state, found.public_number, actor().permissions)
    blocked = DecisionKind.APPROVED in allowed and _is_own(found)
    return review.own_sentence(session(), actor()) if blocked else ""


def _is_own(found: Folder) -> bool:
    return is_own(found.newest.author_id, actor().id) and not kit().settings.approve_own


def _parts(slug: str) -> dict[str, Any]:
    """What other parts of the desk know of the case, for the sections they show of it."""
    known: dict[str, Any] = {}
    for part in (desk_links, desk_inquiries, desk_uses, desk_reports):
        known |= part.of_case(session(), slug)
    return known


def _in_words(problem: Problem) -> dict[str, str]:
    return {
        "label": label_of(problem.path),
        "field": name_of(problem.path),
        "reason": problem.reason,
    }
