"""The one guard of the desk: nobody passes who is not signed in, or whose roles do not open the page.

Every page of the desk says what it needs (:func:`needs`); one that says nothing does not open at all. The guard stands
before everything else, the check of forms included. Who is not signed in gets 403 and, in the same answer, the form to
sign in; what they had typed is held meanwhile (``catalogue.desk.held``).
"""

from collections.abc import Callable
from enum import Enum
from functools import partial
from typing import Any, TypeVar, cast

from flask import Flask, current_app, g, redirect, request, url_for
from flask import session as browser
from werkzeug.wrappers import Response

from catalogue.context import aside, kit, session
from catalogue.domain.errors import Forbidden
from catalogue.domain.roles import Permission
from catalogue.editing import sign_ins
from catalogue.editing.acting import REFUSED, Actor, actor_of
from catalogue.models import Staff

View = TypeVar("View", bound=Callable[..., Any])

# A case with everything in it, as a form sends Japanese, with room to spare.
LARGEST_FORM = 2 * 1024 * 1024
# A form within a form: what is held while somebody signs in is quoted, and letters are escaped once more.
LARGEST_HELD = 2 * LARGEST_FORM
TOKEN = "sign_in"  # noqa: S105  # the name of the place, not what is kept in it


class Open(Enum):
    """What is open to people who are not signed in."""

    TO_ALL = "to all"


def needs(needed: Permission | Open, largest: int = LARGEST_FORM) -> Callable[[View], View]:
    """Say what a page of the desk asks of whoever opens it, and how many bytes may be sent to it at once."""

    def mark(view: View) -> View:
        view.needed = needed  # type: ignore[attr-defined]
        view.largest = largest  # type: ignore[attr-defined]
        return view

    return mark


def needed_by(app: Flask, endpoint: str | None) -> Permission | Open | None:
    """What this page asks; nothing where it is no page of the desk.

    Raises:
        LookupError: a page of the desk does not say what it asks.
    """
    if endpoint is None or not endpoint.startswith("desk."):
        return None
    needed = getattr(app.view_functions[endpoint], "needed", None)
    if needed is None:
        raise LookupError(f"{endpoint} does not say what it needs")
    return cast("Permission | Open", needed)


def protect(app: Flask, ask_to_sign_in: Callable[[], Response], must_change: tuple[str, ...]) -> None:
    """Put the guard before every request. ``ask_to_sign_in`` makes the answer for who is not signed in. To who was
    given a password only ``must_change`` is open, first of all the page where they choose one of their own."""

    @app.before_request
    def guard() -> Response | None:
        needed = needed_by(current_app, request.endpoint)
        if needed is None:
            return None
        _make_room(current_app.view_functions[request.endpoint or ""])
        if needed is Open.TO_ALL:
            return None
        staff = signed_in()
        if staff is None:
            return ask_to_sign_in()
        if staff.must_change and request.endpoint not in must_change:
            return redirect(url_for(must_change[0]), 303)
        if not actor().may(needed):
            raise Forbidden(REFUSED)
        return None

    @app.after_request
    def keep_apart(response: Response) -> Response:
        if needed_by(current_app, request.endpoint) is not None:
            response.headers["Cache-Control"] = "no-store"
        return response

    app.add_template_global(signed_in)
    app.add_template_global(may)


def _make_room(view: Callable[..., Any]) -> None:
    largest = getattr(view, "largest", LARGEST_FORM)
    # Files are laid on the disk as they come; what is typed is held in memory.
    typed = min(largest, LARGEST_HELD)
    request.max_form_memory_size = typed
    request.max_content_length = largest if request.mimetype == "multipart/form-data" else typed


def signed_in() -> Staff | None:
    """Who sits at the desk in this browser, or nobody. Nobody is asked for whose browser holds no token."""
    if "signed_in" not in g:
        g.signed_in = _look_up(browser.get(TOKEN))
    return cast("Staff | None", g.signed_in)


def actor() -> Actor:
    """The same person as one who acts, now, from where the request came.

    Raises:
        Forbidden: nobody is signed in.
    """
    staff = signed_in()
    if staff is None:
        raise Forbidden(REFUSED)
    return actor_of(staff, origin(), kit().now())


def sit_down(token: str) -> None:
    """This browser holds the token from now on, and nothing of before: neither another's sitting nor a token of forms
    that somebody else might know."""
    _forget()
    browser[TOKEN] = token


def stand_up() -> None:
    """This browser holds nothing any more."""
    _forget()


def _forget() -> None:
    browser.clear()
    g.pop("signed_in", None)
    g.pop("csrf_token", None)


def may(permission: str) -> bool:
    """Whether whoever is signed in may do this; for templates."""
    return signed_in() is not None and actor().may(Permission(permission))


def origin() -> str:
    """Where the request came from, as the audit trail keeps it."""
    return request.remote_addr or "不明"


def _look_up(token: Any) -> Staff | None:
    if not isinstance(token, str):
        return None
    now = kit().now()
    found = sign_ins.sitting(session(), token, now)
    if found is None:
        return None
    staff, row = found
    if now - row.seen_at > sign_ins.SIGN_OF_LIFE:
        assert row.id is not None
        aside(kit(), partial(sign_ins.note_life, sign_in_id=row.id, now=now))
    return staff
