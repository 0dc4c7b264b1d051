"""A sheet of cases that was brought: its dry run, what is decided and mended about it, and taking it in."""

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from catalogue.context import private_transaction, session, transaction
from catalogue.desk.guard import LARGEST_HELD, actor, needs
from catalogue.desk.imports.cases import pages
from catalogue.desk.imports.cases.parts import asked_now, turned_to
from catalogue.desk.imports.cases.typed import Decisions, decisions_of
from catalogue.desk.imports.one import version_of
from catalogue.domain.errors import Conflict, Forbidden, Invalid
from catalogue.domain.importing import ImportKind, ImportState
from catalogue.domain.roles import Permission
from catalogue.editing.imports import keeping
from catalogue.editing.imports.cases import acts
from catalogue.models import Import, finding

blueprint = Blueprint("case_imports", __name__, url_prefix="/imports/cases")

ONE = "/<int:import_id>"
LOOK_FIRST = (
    "変えたところを先に保存し、確かめ直しました。結果を見てから、もう一度「取り込む」を押してください。"
)


@blueprint.get(ONE)
@needs(Permission.READ)
def show(import_id: int) -> Response:
    """The dry run, or what came of the import."""
    return pages.page(import_id)


@blueprint.get(f"{ONE}/rows")
@needs(Permission.READ)
def rows(import_id: int) -> Response:
    """Every row, or those that would become the same."""
    return pages.rows_page(import_id)


@blueprint.post(ONE)
@needs(Permission.WRITE, largest=LARGEST_HELD)
def decide(import_id: int) -> Response:
    """Keep what was decided and mended, and judge it all anew."""
    try:
        _keep(import_id, _decisions(import_id))
    except (Conflict, Invalid) as error:
        return pages.page(import_id, error)
    asked, to = asked_now(), turned_to()
    if to:
        return redirect(asked.turned(*to).url(import_id, to[0]), 303)
    return redirect(asked.url(import_id, "summary", checked="yes"), 303)


@blueprint.post(f"{ONE}/take")
@needs(Permission.WRITE, largest=LARGEST_HELD)
def take(import_id: int) -> Response:
    """Take it in; but where the same form decides something that is not kept yet, keep and judge that first."""
    try:
        decisions = _decisions(import_id)
        if decisions:
            _keep(import_id, decisions)
            flash(LOOK_FIRST)
            return redirect(asked_now().url(import_id, "summary"), 303)
        done = _taken(import_id)
    except (Conflict, Invalid, Forbidden) as error:
        return pages.page(import_id, error)
    flash(done)
    return redirect(url_for(".show", import_id=import_id), 303)


def _decisions(import_id: int) -> Decisions:
    found = _found(import_id)
    return decisions_of(request.form, found) if found.state == ImportState.OPEN else {}


def _keep(import_id: int, decisions: Decisions) -> None:
    """Also where nothing was decided: then the page may still be an old one, and must say so."""
    version = version_of(request.form)
    with private_transaction() as writing:
        if decisions:
            acts.decide(writing, actor(), import_id, version, decisions)
        else:
            keeping.to_change(writing, actor(), import_id, version, ImportKind.CASES)


def _taken(import_id: int) -> str:
    """All of it in one transaction; in a sentence, how many cases that were."""
    public = acts.touches_the_public(acts.judged(session(), actor(), _found(import_id)))
    with transaction() if public else private_transaction() as writing:
        result = acts.take_in(writing, actor(), import_id, version_of(request.form)).result or {}
        count = len(result.get("cases", ()))
    return f"{count:,}件を取り込みました。まだ公開されていません。"


def _found(import_id: int) -> Import:
    return finding.import_of(session(), import_id, ImportKind.CASES)
