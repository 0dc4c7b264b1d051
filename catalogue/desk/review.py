"""Submitting, returning, approving, withdrawing, and what is said of fields.

Each move has a page of its own that says what it does and asks for what is to be recorded with it. If it is refused,
the same page comes back with what was typed and the reason.
"""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlmodel import Session
from werkzeug.wrappers import Response

from catalogue.context import STATUS, kit, private_transaction, session, transaction
from catalogue.desk.dossiers import moves, why_not
from catalogue.desk.figure_clearing import uncleared
from catalogue.desk.guard import actor, needs
from catalogue.domain.errors import CatalogueError, Conflict, Forbidden, Invalid
from catalogue.domain.roles import Permission
from catalogue.domain.text import number_in
from catalogue.domain.vocabulary import DecisionKind
from catalogue.editing import comments, review
from catalogue.reading import desk_cases, desk_dossiers, desk_history
from catalogue.schemas.case_form import label_of

blueprint = Blueprint("review", __name__)

Answer = str | tuple[str, int] | Response
# Names of fields, as the list of mistakes calls them.
_LABELS: Mapping[str, str] = {"reason": "コメント・理由", "reference": "文書番号", "text": "コメント"}


@blueprint.get("/cases/<slug>/review/<int:number>")
@needs(Permission.READ)
def show(slug: str, number: int) -> str:
    """One revision field by field: what it says, how that differs from what is public, what was said of it."""
    return _sheet(slug, number)


def _sheet(slug: str, number: int, **more: Any) -> str:
    found = desk_dossiers.folder(session(), slug)
    revision = desk_cases.revision(session(), slug, number)
    public = found.public if found.public_number != number else None
    said = desk_dossiers.comments(session(), slug)
    sheets = desk_history.sheets(session(), revision.document, public.document if public else None, said)
    only_changed = public is not None and request.args.get("show") != "all"
    return render_template(
        "desk/review/show.html",
        folder=found,
        revision=revision,
        public=public,
        only_changed=only_changed,
        sheets=sheets,
        whole=[each for each in said if not each["path"]],
        moves=moves(found) if number == found.newest.number else frozenset(),
        why_not=why_not(found) if number == found.newest.number else "",
        uncleared=uncleared(slug, revision.document) if _is_to_be_approved(found, number) else [],
        **more,
    )


def _is_to_be_approved(found: desk_dossiers.Folder, number: int) -> bool:
    return number == found.newest.number and number != found.public_number


@blueprint.post("/cases/<slug>/review/<int:number>/comments")
@needs(Permission.WRITE)
def comment(slug: str, number: int) -> Answer:
    """Say something of a field."""
    path, text = request.form.get("path", ""), request.form.get("text", "")
    try:
        with private_transaction() as writing:
            comments.comment(writing, actor(), slug, number, path, text)
    except Invalid as error:
        wrong = {"path": path, "text": text, "reason": error.problems[0].reason}
        return _sheet(slug, number, wrong=wrong), STATUS[Invalid]
    flash("コメントしました。")
    shown = request.args.get("show")
    return redirect(
        url_for("desk.review.show", slug=slug, number=number, show=shown, _anchor=f"at-{path}"), 303
    )


@blueprint.post("/cases/<slug>/comments/<int:comment_id>/settle")
@needs(Permission.WRITE)
def settle(slug: str, comment_id: int) -> Response:
    """It is dealt with; ``review`` in the address is the number of the revision on whose page that was said."""
    with private_transaction() as writing:
        comments.settle(writing, actor(), slug, comment_id)
    flash("コメントを済みにしました。")
    if number := request.args.get("review", type=int):
        return redirect(url_for("desk.review.show", slug=slug, number=number), 303)
    return redirect(url_for("desk.dossiers.show", slug=slug, _anchor="comments"), 303)


@blueprint.get("/cases/<slug>/submit")
@needs(Permission.WRITE)
def ask_submit(slug: str) -> str:
    """Before submitting."""
    return _page("submit", slug)


@blueprint.post("/cases/<slug>/submit")
@needs(Permission.WRITE)
def submit(slug: str) -> Answer:
    """Ask for approval."""

    def act(writing: Session, number: int) -> None:
        review.submit(writing, actor(), slug, number, request.form.get("reason"))

    return _decided("submit", slug, act, "提出しました。承認する人のデスクに出ます。")


@blueprint.post("/cases/<slug>/take-back")
@needs(Permission.WRITE)
def take_back(slug: str) -> Answer:
    """Go on writing after all."""
    with private_transaction() as writing:
        review.take_back(writing, actor(), slug, _number())
    flash("提出を取り戻しました。続けて書けます。")
    return redirect(url_for("desk.dossiers.show", slug=slug), 303)


@blueprint.get("/cases/<slug>/return")
@needs(Permission.APPROVE)
def ask_send_back(slug: str) -> str:
    """Before returning it."""
    return _page("send_back", slug)


@blueprint.post("/cases/<slug>/return")
@needs(Permission.APPROVE)
def send_back(slug: str) -> Answer:
    """Return it to whoever writes."""

    def act(writing: Session, number: int) -> None:
        review.send_back(writing, actor(), slug, number, request.form.get("reason"))

    return _decided("send_back", slug, act, "差し戻しました。書いた人のデスクに出ます。")


@blueprint.get("/cases/<slug>/approve")
@needs(Permission.APPROVE)
def ask_approve(slug: str) -> str:
    """Before approving: what will change on the public page."""
    return _page("approve", slug)


@blueprint.post("/cases/<slug>/approve")
@needs(Permission.APPROVE)
def approve(slug: str) -> Answer:
    """Make it public."""

    def act(writing: Session, number: int) -> None:
        review.approve(
            writing,
            actor(),
            slug,
            number,
            approve_own=kit().settings.approve_own,
            reference=request.form.get("reference"),
            comment=request.form.get("reason"),
        )

    return _decided("approve", slug, act, "承認して公開しました。", public=True)


@blueprint.get("/cases/<slug>/withdraw")
@needs(Permission.APPROVE)
def ask_withdraw(slug: str) -> str:
    """Before withdrawing."""
    return _page("withdraw", slug)


@blueprint.post("/cases/<slug>/withdraw")
@needs(Permission.APPROVE)
def withdraw(slug: str) -> Answer:
    """Take it away from the public."""

    def act(writing: Session, number: int) -> None:
        typed = request.form
        review.withdraw(
            writing, actor(), slug, number, reason=typed.get("reason"), reference=typed.get("reference")
        )

    return _decided("withdraw", slug, act, "公開を取り下げました。原稿と履歴は残っています。", public=True)


def _number() -> int:
    """The number of the revision that was before their eyes; what is no number is none that exists."""
    return number_in(request.form.get("number")) or 0


def _decided(
    name: str, slug: str, act: Callable[[Session, int], None], done: str, *, public: bool = False
) -> Answer:
    """The act in a transaction of its own, and where to go on; or the page again, with what is in the way."""
    try:
        with transaction() if public else private_transaction() as writing:
            act(writing, _number())
    except (Invalid, Conflict, Forbidden) as error:
        return _page(name, slug, error), STATUS[type(error)]
    flash(done)
    return redirect(url_for("desk.dossiers.show", slug=slug), 303)


def _page(name: str, slug: str, error: CatalogueError | None = None) -> str:
    found = desk_dossiers.folder(session(), slug)
    if error is None and DecisionKind(_MOVE_OF[name]) not in moves(found) and not why_not(found):
        raise Conflict(f"いまの状態（{found.state.label}）では、この操作はできません。")
    # Pictures that are in the way are told of in a list of their own, whether or not the button was pressed.
    not_cleared = error is not None and error.message == review.NOT_CLEARED
    return render_template(
        f"desk/review/{name}.html",
        folder=found,
        changes=_changes(found) if name == "approve" else [],
        comments=desk_dossiers.comments(session(), slug),
        why_not=why_not(found),
        typed=request.form,
        uncleared=uncleared(slug, found.newest.document) if name in ("submit", "approve") else [],
        message=error.message if error else "",
        not_cleared=not_cleared,
        errors={each.path: each.reason for each in error.problems} if error else {},
        problems=[_problem(each.path, each.reason) for each in error.problems]
        if error and not not_cleared
        else [],
    )


_MOVE_OF = {
    "submit": DecisionKind.SUBMITTED,
    "send_back": DecisionKind.RETURNED,
    "approve": DecisionKind.APPROVED,
    "withdraw": DecisionKind.WITHDRAWN,
}


def _problem(path: str, reason: str) -> dict[str, str]:
    """Of a field of this page, or of the document, which is mended elsewhere."""
    own = path in _LABELS
    return {"path": path if own else "", "label": _LABELS[path] if own else label_of(path), "reason": reason}


def _changes(found: desk_dossiers.Folder) -> list[dict[str, Any]]:
    if found.public is None:
        return []
    return desk_history.difference_rows(session(), found.public.document, found.newest.document)
