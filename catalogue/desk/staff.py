"""The people of the desk: adding, roles, new passwords, handing over, closing."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from catalogue.context import STATUS, private_transaction, session
from catalogue.desk import oidc
from catalogue.desk.guard import actor, needs
from catalogue.domain.errors import CatalogueError, Conflict, Invalid, Problem, labelled
from catalogue.domain.passwords import one_time
from catalogue.domain.roles import Permission, Role
from catalogue.domain.text import number_in
from catalogue.editing import handing_over
from catalogue.editing import staff as editing
from catalogue.models import Staff
from catalogue.reading import desk_staff

Row = Mapping[str, Any]

blueprint = Blueprint("staff", __name__)

ROLES = tuple(
    (role.value, f"{role.label}（{what}）")
    for role, what in (
        (Role.EDITOR, "事例や計画を書き、提出する"),
        (Role.APPROVER, "書くことに加えて、承認し、公開する"),
        (Role.ADMINISTRATOR, "職員と操作の記録を管理する"),
        (Role.MEMBER, "自分のリストを保存し、会議資料を見る"),
    )
)
_LABELS = {"name": "サインインの名前", "display": "氏名", "roles": "役割", "to": "引き継ぐ相手"}


@blueprint.get("/staff")
@needs(Permission.MANAGE)
def index() -> str:
    """Everybody."""
    return render_template("desk/staff/index.html", people=desk_staff.people(session()))


@blueprint.get("/staff/new")
@needs(Permission.MANAGE)
def new() -> Response:
    """The form for somebody new."""
    return _new_form({"roles": [Role.EDITOR.value]})


@blueprint.post("/staff/new")
@needs(Permission.MANAGE)
def add() -> Response:
    """Add them, and show their first password this once; none, where the city's own accounts let them in."""
    raw = _typed("name", "display")
    password = None if oidc.is_on() and "without_password" in request.form else one_time()
    try:
        with private_transaction() as writing:
            staff = editing.add(writing, actor(), raw, password, once=password is not None)
            made = _as_shown(staff)
    except Invalid as error:
        return _new_form(raw, error)
    if password is None:
        flash(f"{made['display']}を加えました。市のアカウントでサインインできます。")
        return redirect(url_for("desk.staff.index"), 303)
    return _handed(made, password)


@blueprint.get("/staff/<int:staff_id>")
@needs(Permission.MANAGE)
def show(staff_id: int) -> Response:
    """One of them, to be changed."""
    person = desk_staff.person(session(), staff_id)
    return _form(staff_id, {"display": person.display, "roles": [role.value for role in person.roles]})


@blueprint.post("/staff/<int:staff_id>")
@needs(Permission.MANAGE)
def change(staff_id: int) -> Response:
    """Change how they are called, or what they may do."""
    raw = _typed("display")
    try:
        with private_transaction() as writing:
            editing.change(writing, actor(), staff_id, raw)
    except (Invalid, Conflict) as error:
        return _form(staff_id, raw, error)
    return _done(staff_id, "保存しました。")


@blueprint.get("/staff/<int:staff_id>/password")
@needs(Permission.MANAGE)
def ask_for_password(staff_id: int) -> str:
    """Before somebody's password is replaced, it is asked once more."""
    return render_template("desk/staff/new_password.html", person=desk_staff.person(session(), staff_id))


@blueprint.post("/staff/<int:staff_id>/password")
@needs(Permission.MANAGE)
def give_password(staff_id: int) -> Response:
    """Replace it, and show the new one this once."""
    password = one_time()
    with private_transaction() as writing:
        made = _as_shown(editing.give_password(writing, actor(), staff_id, password, once=True))
    return _handed(made, password)


@blueprint.post("/staff/<int:staff_id>/close")
@needs(Permission.MANAGE)
def close(staff_id: int) -> Response:
    """Let them in no more; it can be undone."""
    try:
        with private_transaction() as writing:
            editing.close(writing, actor(), staff_id)
    except Conflict as error:
        person = desk_staff.person(session(), staff_id)
        return _form(staff_id, {"display": person.display, "roles": person.roles}, error)
    return _done(staff_id, "利用を止めました。この人は、もうサインインできません。")


@blueprint.post("/staff/<int:staff_id>/reopen")
@needs(Permission.MANAGE)
def reopen(staff_id: int) -> Response:
    """Let them in again."""
    with private_transaction() as writing:
        editing.reopen(writing, actor(), staff_id)
    return _done(staff_id, "利用を再開しました。")


@blueprint.get("/staff/<int:staff_id>/handover")
@needs(Permission.MANAGE)
def ask_for_handover(staff_id: int) -> Response:
    """What would be handed over, and to whom."""
    return _handover_form(staff_id)


@blueprint.post("/staff/<int:staff_id>/handover")
@needs(Permission.MANAGE)
def hand_over(staff_id: int) -> Response:
    """Hand it over, all at once."""
    to, closing = request.form.get("to", ""), "closing" in request.form
    try:
        with private_transaction() as writing:
            taker = handing_over.hand_over(writing, actor(), staff_id, _number(to), closing=closing)
            name = taker.display
    except (Invalid, Conflict) as error:
        return _handover_form(staff_id, to, closing=closing, error=error)
    return _done(staff_id, f"{name}へ引き継ぎました。{'利用を止めました。' if closing else ''}")


def _typed(*names: str) -> dict[str, Any]:
    return {name: request.form.get(name, "") for name in names} | {"roles": request.form.getlist("roles")}


def _number(typed: str) -> int:
    number = number_in(typed)
    if number is None:
        raise Invalid(handing_over.NOT_HANDED_OVER, [Problem("to", handing_over.TO_ONESELF)])
    return number


def _as_shown(staff: Staff) -> dict[str, Any]:
    """Of a row that cannot be asked any more once it is saved."""
    return {"id": staff.id, "name": staff.name, "display": staff.display}


def _new_form(typed: Row, error: CatalogueError | None = None) -> Response:
    return _page("desk/staff/new.html", error, typed=typed, roles=ROLES, city=oidc.is_on())


def _form(staff_id: int, typed: Row, error: CatalogueError | None = None) -> Response:
    person = desk_staff.person(session(), staff_id)
    return _page(
        "desk/staff/show.html",
        error,
        person=person,
        typed=typed,
        roles=ROLES,
        oneself=staff_id == actor().id,
        in_hand=desk_staff.in_hand(session(), staff_id),
    )


def _handover_form(
    staff_id: int, to: str = "", *, closing: bool = False, error: CatalogueError | None = None
) -> Response:
    others = [each for each in desk_staff.who_may_take_over(session()) if each.id != staff_id]
    return _page(
        "desk/staff/handover.html",
        error,
        person=desk_staff.person(session(), staff_id),
        in_hand=desk_staff.in_hand(session(), staff_id),
        others=[(str(each.id), f"{each.display}（{each.roles_in_words}）") for each in others],
        to=to,
        closing=closing,
        oneself=staff_id == actor().id,
    )


def _handed(person: Row, password: str) -> Response:
    signed_in_at = url_for("desk.sign_in.show", _external=True)
    return make_response(
        render_template("desk/staff/handed.html", person=person, password=password, address=signed_in_at)
    )


def _page(template: str, error: CatalogueError | None, **shown: Any) -> Response:
    status = STATUS[type(error)] if error else 200
    return make_response(render_template(template, problems=_named(error), **shown), status)


def _named(error: CatalogueError | None) -> Sequence[Row]:
    """Every mistake with the name of its field; of a refusal without any, the sentence itself."""
    if error is None:
        return ()
    found = error.problems or (Problem("", error.message),)
    order = {path: place for place, path in enumerate(_LABELS)}
    return labelled(sorted(found, key=lambda each: order.get(each.path, len(order))), _LABELS)


def _done(staff_id: int, sentence: str) -> Response:
    flash(sentence)
    return redirect(url_for("desk.staff.show", staff_id=staff_id), 303)
