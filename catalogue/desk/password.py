"""A password of one's own: chosen at the first sign-in, changed whenever somebody likes."""

from collections.abc import Sequence

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from catalogue.context import STATUS, kit, private_transaction
from catalogue.desk import held
from catalogue.desk.guard import LARGEST_HELD, actor, needs, origin, signed_in, sit_down
from catalogue.domain.errors import Invalid, Problem, labelled
from catalogue.domain.passwords import SHORTEST
from catalogue.domain.roles import Permission
from catalogue.editing import lock_out, sign_ins
from catalogue.editing.passwords import is_right
from catalogue.editing.staff import choose_password
from catalogue.models import Staff

Refusal = tuple[list[Problem], int]

blueprint = Blueprint("password", __name__)

WRONG = "いまのパスワードと違います。"
NOT_TWICE = "2回の入力が違います。同じものをもう一度入力してください。"
THE_SAME = "いまのパスワードと同じです。別のものにしてください。"
CHANGED = "パスワードを変えました。ほかのパソコンやブラウザーでは、サインアウトされています。"
_LABELS = {
    "password_now": "いまのパスワード",
    "password": "新しいパスワード",
    "password_again": "新しいパスワード（もう一度）",
}


def form(carried: held.Held | None = None, problems: Sequence[Problem] = (), status: int = 200) -> Response:
    """The page; it carries on what had been sent before somebody signed in."""
    page = render_template(
        "desk/password/show.html",
        person=_oneself(),
        carried=carried,
        problems=labelled(problems, _LABELS),
        shortest=SHORTEST,
    )
    return make_response(page, status)


@blueprint.get("/password")
@needs(Permission.ENTER)
def show() -> Response:
    """The form."""
    return form()


@blueprint.post("/password")
@needs(Permission.ENTER, largest=LARGEST_HELD)
def choose() -> Response:
    """Change it; here one stays signed in, and nowhere else."""
    carried = held.handed_on()
    refusal = _not_known(_oneself()) or _not_chosen()
    if refusal:
        return form(carried, refusal[0], refusal[1])
    try:
        with private_transaction() as writing:
            changed = choose_password(writing, actor(), request.form.get("password", ""))
            token = sign_ins.begin(writing, changed, origin(), kit().now())
    except Invalid as error:
        return form(carried, error.problems, STATUS[Invalid])
    sit_down(token)
    if carried:
        return held.page(carried, held.SIGNED_IN, 200)
    flash(CHANGED)
    return redirect(url_for("desk.home.index"), 303)


def _not_known(staff: Staff) -> Refusal | None:
    """Whoever finds a browser that is signed in may not guess either."""
    with private_transaction() as writing:
        wait = lock_out.count_try(writing, staff.name, origin(), kit().now())
    if wait:
        return [Problem("password_now", lock_out.too_early(wait))], 429
    if not is_right(request.form.get("password_now", ""), staff.password):
        return [Problem("password_now", WRONG)], STATUS[Invalid]
    with private_transaction() as writing:
        lock_out.forgive(writing, staff.name, origin())
    return None


def _not_chosen() -> Refusal | None:
    now, chosen, again = (request.form.get(name, "") for name in _LABELS)
    if chosen != again:
        return [Problem("password_again", NOT_TWICE)], STATUS[Invalid]
    if chosen == now:
        return [Problem("password", THE_SAME)], STATUS[Invalid]
    return None


def _oneself() -> Staff:
    staff = signed_in()
    assert staff is not None
    return staff
