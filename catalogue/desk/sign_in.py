"""Signing in and out, and what somebody sees who is not signed in, or no longer."""

from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask import session as browser
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from catalogue.context import kit, private_transaction, session
from catalogue.desk import held, password
from catalogue.desk.guard import (
    LARGEST_HELD,
    TOKEN,
    Open,
    actor,
    needs,
    origin,
    signed_in,
    sit_down,
    stand_up,
)
from catalogue.domain.errors import Problem
from catalogue.domain.roles import Permission
from catalogue.editing import entering, lock_out
from catalogue.editing.passwords import is_right
from catalogue.editing.staff import is_first, known, named
from catalogue.models import Staff
from catalogue.schemas.shortlist import local_address
from catalogue.schemas.staff import as_name

blueprint = Blueprint("sign_in", __name__)

NEEDED = "この先は職員のページです。サインインしてください。"
OVER = (
    "しばらく操作がなかったか、サインインから時間がたったため、サインアウトしました。"
    "もう一度サインインしてください。"
)
STAYS = "入力した内容は残っています。サインインすると、もう一度送れます。"
WRONG = "名前かパスワードが違います。大文字と小文字の違い、全角と半角の違いも確かめてください。"
SIGNED_OUT = "サインアウトしました。"
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """The form as it is to be shown: ``back`` is where to go afterwards, ``carried`` what was sent and not taken."""

    message: str = ""
    name: str = ""
    back: str = ""
    carried: held.Held | None = None
    problems: tuple[Problem, ...] = ()


def ask() -> Response:
    """The answer for who is not signed in: the form, with what they had sent."""
    leaving = request.endpoint == "desk.sign_in.leave"
    carried = None if leaving else held.held_now()
    message = OVER if TOKEN in browser else NEEDED
    return form(Asked(message + (STAYS if carried else ""), back=_here(), carried=carried), 403)


def form(asked: Asked, status: int = 200) -> Response:
    """The page with the form."""
    nobody = is_first(session())
    return make_response(render_template("desk/sign_in/show.html", asked=asked, nobody=nobody), status)


@blueprint.get("/sign-in")
@needs(Open.TO_ALL)
def show() -> Response:
    """The form; who is signed in already is sent on."""
    back = local_address(request.args.get("next", "")) or ""
    if signed_in():
        return redirect(back or url_for("desk.home.index"), 303)
    return form(Asked(back=back))


@blueprint.post("/sign-in")
@needs(Open.TO_ALL, largest=LARGEST_HELD)
def enter() -> Response:
    """Let somebody in whose name and password are right, and who has not failed too often just before."""
    name = as_name(request.form.get("name", "")[:_LONGEST_NAME])
    now = kit().now()
    with private_transaction() as writing:
        wait = lock_out.count_try(writing, name, origin(), now)
    if wait:
        return _must_wait(wait)
    staff, typed = named(session(), name), request.form.get("password", "")
    if not is_right(typed, staff.password if staff and not staff.closed_at else None):
        return _refused(staff)
    assert staff is not None
    assert staff.id is not None
    with private_transaction() as writing:
        token = entering.admit(writing, known(writing, staff.id), typed, origin(), now)
    sit_down(token)
    return go_on(_typed_back(), held.handed_on())


def go_on(back: str, carried: held.Held | None) -> Response:
    """Where somebody goes who has just come in: first to a password of their own, where they were given one."""
    staff = signed_in()
    if staff and staff.must_change:
        return password.form(carried) if carried else redirect(url_for("desk.password.show"), 303)
    if carried:
        return held.page(carried, held.SIGNED_IN, 200)
    return redirect(back or url_for("desk.home.index"), 303)


@blueprint.post("/sign-out")
@needs(Permission.ENTER)
def leave() -> Response:
    """Sign out here; other browsers stay signed in."""
    acting, staff = actor(), signed_in()
    assert staff is not None
    name, token = staff.name, browser[TOKEN]
    with private_transaction() as writing:
        entering.leave(writing, acting, name, token)
    stand_up()
    flash(SIGNED_OUT)
    return redirect(url_for("desk.sign_in.show"), 303)


def not_verified(error: CSRFError) -> Response:
    """The answer at the desk to a form whose token is missing or too old; of this form, the form once more."""
    if request.endpoint != "desk.sign_in.enter":
        return held.not_verified(error)
    carried = held.handed_on() if held.came_from_here() else None
    return form(Asked(held.TOO_OLD_AND_LOST, _typed_name(), _typed_back(), carried), 400)


def _must_wait(wait: timedelta) -> Response:
    problems = (Problem("", lock_out.too_early(wait)),)
    answer = form(Asked("", _typed_name(), _typed_back(), held.handed_on(), problems), 429)
    answer.headers["Retry-After"] = str(ceil(wait.total_seconds()))
    return answer


def _refused(staff: Staff | None) -> Response:
    why = "利用を止められている" if staff and staff.closed_at else "パスワードが違う"
    with private_transaction() as writing:
        entering.refuse(writing, staff, why if staff else "名前が違う", origin(), kit().now())
    problems = (Problem("", WRONG),)
    return form(Asked("", _typed_name(), _typed_back(), held.handed_on(), problems), 422)


def _typed_name() -> str:
    return request.form.get("name", "")[:_LONGEST_NAME]


def _typed_back() -> str:
    return local_address(request.form.get("next", "")) or ""


def _here() -> str:
    """This page, where it can be looked at; else the first of the desk."""
    rule = request.url_rule
    looked_at = rule is not None and "GET" in (rule.methods or ())
    return (looked_at and local_address(held.this_address())) or ""
