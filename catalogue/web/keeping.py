"""What is kept of a visitor between two requests, and what every page shows of it.

A signed cookie and nothing else: see ``docs/adr/0015-a-shortlist-is-a-cookie-and-an-address.md``. A cookie that was
tampered with, is too old for us or too large is no list at all, and never an error: every page looks at it.
"""

from math import ceil
from typing import cast

from flask import Flask, current_app, g, request, url_for
from itsdangerous import URLSafeSerializer
from werkzeug.wrappers import Response

from catalogue.domain.errors import Invalid, Problem
from catalogue.domain.shortlist import Entry, Kept, Shortlist
from catalogue.schemas import shortlist_cookie
from catalogue.schemas.shortlist_cookie import COOKIE, LARGEST

HALF_A_YEAR = 180 * 24 * 60 * 60
# What it takes to undo the last act may fill the rest of the cookie.
LARGEST_LIST = 3700
# What is compressed does not shrink letter by letter.
_TO_BE_SURE = 1.1


def register(app: Flask) -> None:
    """Let templates ask, and keep shared caches from handing one visitor's page to another."""
    for ask in (listed_count, is_listed, list_form):
        app.add_template_global(ask)
    app.add_template_test(is_listed, "listed")

    @app.after_request
    def keep_apart(response: Response) -> Response:
        if "kept" in g:
            response.vary.add("Cookie")
            response.headers["Cache-Control"] = "private, no-cache"
        return response


def kept() -> Kept:
    """What the visitor's cookie says; the answer is then marked as theirs alone."""
    if "kept" not in g:
        g.kept = shortlist_cookie.kept_in(request.cookies.get(COOKIE, ""), _secret_key())
        g.listed = frozenset(g.kept.now.slugs)
    return cast(Kept, g.kept)


def listed_count() -> int:
    """How many cases the list has."""
    return len(kept().now.entries)


def is_listed(slug: str) -> bool:
    """Whether the case is in the list. Whoever asks shows a button, so the page gets the form it belongs to."""
    kept()
    g.shows_buttons = True
    return slug in g.listed


def list_form() -> dict[str, str] | None:
    """The page's one form, where it has buttons for it: ``action``, and ``back``, the page to return to."""
    if "shows_buttons" not in g:
        return None
    action = url_for("shortlist.show")
    return {"action": action, "back": this_page() if request.method == "GET" else action}


def keep(answer: Response, token: str) -> None:
    """Send the cookie, a ``token`` of :func:`packed`."""
    answer.set_cookie(
        COOKIE,
        token,
        max_age=HALF_A_YEAR,
        path="/",
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",
    )


def packed(kept: Kept) -> str:
    """The cookie's value. Where there is no room for both, what was before is let go.

    Raises:
        Invalid: the notes are too long together; the problem names the case with the longest.
    """
    whole = _token(kept)
    if len(whole) <= (LARGEST if kept.before else LARGEST_LIST):
        return whole
    alone = _token(Kept(kept.now)) if kept.before else whole
    if len(alone) > LARGEST_LIST:
        raise _too_much(kept.now, len(alone))
    return alone


def _too_much(shortlist: Shortlist, size: int) -> Invalid:
    longest = shortlist.longest_note()
    if longest is None:
        return Invalid("リストがいっぱいで、これ以上は入りません。いらない事例をはずしてください。")
    bare = Shortlist(tuple(Entry(entry.slug) for entry in shortlist.entries), shortlist.title)
    letters = sum(map(len, shortlist.notes.values()))
    size_of_one = (size - len(_token(Kept(bare)))) / letters
    over = ceil((size - LARGEST_LIST) / size_of_one * _TO_BE_SURE)
    return Invalid(
        f"メモがあわせて長すぎるため、リストを変えられませんでした。"
        f"全体で、あと{over}文字ほど短くしてください（いまは{letters}文字）。",
        [Problem(longest.slug, f"いちばん長いメモです（{len(longest.note)}文字）。")],
    )


def _token(kept: Kept) -> str:
    return shortlist_cookie.token_of(kept, _secret_key())


def serializer() -> URLSafeSerializer:
    """What signs the cookie of this application."""
    return shortlist_cookie.serializer(_secret_key())


def _secret_key() -> str:
    return str(current_app.config["SECRET_KEY"])


def this_page() -> str:
    """The address being looked at, as its path and its query."""
    asked = request.query_string.decode(errors="replace")
    return f"{request.script_root}{request.path}" + (f"?{asked}" if asked else "")
