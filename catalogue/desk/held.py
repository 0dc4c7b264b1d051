"""Nothing typed is lost because nobody was signed in any more, or because a page was open for too long.

What was sent is carried in a hidden field of the page that says why it was not taken, through signing in, to a page
with one button that sends it again. Nothing is kept on the server. What another site made a browser send is not
carried: it would wait for the one press of a button with a right token.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from catalogue.schemas.shortlist import local_address

FIELD = "held"
TOO_OLD = "ページを開いてから時間がたったため、まだ受け付けていません。"
TOO_OLD_AND_LOST = (
    "ページを開いてから時間がたったか、ブラウザーがCookieを受け付けない設定のため、受け付けられませんでした。"
    "前のページに戻って読み込み直し、もう一度お試しください。"
)
SIGNED_IN = "サインインしました。先ほど送った内容は、まだ受け付けていません。"

_OF_THE_FORM_ITSELF = "csrf_token"
# 1, 50, kiryu-cocotomo, not-needed, a digest; but no amount, no day, no address, nothing in Japanese.
_OF_A_FORM = re.compile(r"[0-9]{1,3}|(?=.*[a-z])[a-z0-9]+(?:[-_][a-z0-9]+)*")
_SECRET = "password"  # noqa: S105  # how fields for one begin


@dataclass(frozen=True, slots=True)
class Held:
    """What was sent to ``address``, a path of ours: names of fields and their values, in order."""

    address: str
    fields: tuple[tuple[str, str], ...]

    def packed(self) -> str:
        """As the value of one hidden field."""
        return json.dumps([self.address, self.fields], ensure_ascii=False)

    @property
    def words(self) -> list[str]:
        """What somebody typed, to be looked at and copied; without the words, digests and small numbers of the form
        itself, which nobody typed or which a box that is chosen stands for."""
        return [
            value for _, value in self.fields if value.strip() and not _OF_A_FORM.fullmatch(value.strip())
        ]


def held_now() -> Held | None:
    """What this request sends, if it is worth carrying: a form of ours, without passwords."""
    if request.method != "POST" or not came_from_here():
        return None
    return _held(this_address(), request.form)


def handed_on() -> Held | None:
    """What the form that was just sent carries from before."""
    return unpacked(request.form.get(FIELD, ""))


def register(app: Flask) -> None:
    """Let every page that says why something was not done show what was sent."""
    app.add_template_global(not_taken)


def not_taken() -> Held | None:
    """What this request sent to the desk, or carries from before, for a page that refuses it."""
    if not (request.endpoint or "").startswith("desk.") or request.method != "POST":
        return None
    try:
        return (handed_on() if came_from_here() else None) or held_now()
    except HTTPException:
        return None  # it could not be read: too large, or broken


def unpacked(text: str) -> Held | None:
    """What :meth:`Held.packed` made, and nothing else."""
    try:
        address, fields = json.loads(text)
        pairs = tuple((_writable(name), _writable(value)) for name, value in fields)
    except (ValueError, TypeError, RecursionError):
        return None
    address = local_address(address) if isinstance(address, str) else None
    return Held(address, pairs) if address and pairs else None


def _writable(data: Any) -> str:
    """Without halves of letters, which JSON can name and no page can hold."""
    return str(data).encode("utf-8", "replace").decode()


def page(held: Held, why: str, status: int) -> Response:
    """The page with the one button."""
    return make_response(render_template("desk/sign_in/held.html", held=held, why=why), status)


def not_verified(_error: CSRFError) -> Response:
    """The answer at the desk to a form whose token is missing or too old."""
    held = held_now()
    if held is None:
        return make_response(render_template("desk/sign_in/too_old.html", why=TOO_OLD_AND_LOST), 400)
    return page(held, TOO_OLD, 400)


def came_from_here() -> bool:
    """Whether a page of ours sent this. Browsers say so in Sec-Fetch-Site over https, and else in Origin; what says
    neither is no browser that somebody could lead here."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host


def this_address() -> str:
    """Path and query of this request."""
    asked = request.query_string.decode("ascii", "replace")
    return f"{request.script_root}{request.path}" + (f"?{asked}" if asked else "")


def _held(address: str, form: MultiDict[str, str]) -> Held | None:
    fields = tuple(form.items(multi=True))
    if _has_secrets(name for name, _ in fields) or local_address(address) is None:
        return None
    carried = tuple((name, value) for name, value in fields if name not in (_OF_THE_FORM_ITSELF, FIELD))
    return Held(address, carried) if carried else None


def _has_secrets(names: Iterable[Any]) -> bool:
    return any(name.startswith(_SECRET) for name in names)
