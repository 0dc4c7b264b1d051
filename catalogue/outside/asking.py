"""Asking one page whether it still answers: its first lines are read, and nothing of what it says.

A server may be slow, endless or spiteful: every step has its time, all together have theirs, and what it leads to is
looked at like the first address.
"""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import urljoin, urlsplit

from catalogue.domain.link_rot import Answered, Outcome
from catalogue.outside.addresses import Allowed, Destination, NotAllowed, Unknown, destination, is_public
from catalogue.outside.patience import Patience

# Seconds: for one step (connecting, one piece of an answer), and for one page with all it leads to.
STEP, PATIENCE = 8.0, 20.0
HOPS = 5
_FOR_GOOD = frozenset({301, 308})
_ELSEWHERE = _FOR_GOOD | {302, 303, 307}
_GONE = frozenset({404, 410})

_HEADERS = {
    "User-Agent": "ome-case-catalogue (checks whether cited pages still answer)",
    "Accept": "text/html,application/pdf;q=0.9,*/*;q=0.8",
    "Accept-Language": "ja,en;q=0.5",
    "Connection": "close",
}


def ask(
    url: str, allowed: Allowed = is_public, *, step: float = STEP, patience: float = PATIENCE
) -> Answered:
    """Whether a page answers. Never raises: whatever happens is an answer."""
    try:
        with Patience(patience) as waiting:
            return _followed(url, allowed, step, waiting)
    except NotAllowed as error:
        return Answered(Outcome.NOT_ASKED, why=str(error))
    except Unknown:
        return Answered(Outcome.SILENT, why="サーバーの名前が見つかりません")
    except ssl.SSLError:
        return Answered(Outcome.UNSURE, why="暗号化の証明書を確かめられません")
    except TimeoutError:
        return Answered(Outcome.SILENT, why="時間内に答えがありません")
    except (OSError, HTTPException, ValueError):
        return Answered(Outcome.SILENT, why="つながりません")


def _followed(url: str, allowed: Allowed, step: float, waiting: Patience) -> Answered:
    """The answer behind all that the page leads to. ``moved_to`` is where it has moved for good, as far as that goes
    without a way that may be another one tomorrow."""
    at, moved = url, None
    for_good = True
    for _ in range(HOPS + 1):
        with _asked(destination(at, allowed), step, waiting) as answer:
            where = answer.getheader("Location")
            status = answer.status
        if status not in _ELSEWHERE or not where:
            return _judged(status, moved)
        at = urljoin(at, where)
        for_good = for_good and status in _FOR_GOOD
        moved = at if for_good and _another_page(url, at) else moved
    return Answered(Outcome.UNSURE, why="転送が続き、行き着きません")


def _judged(status: int, moved: str | None) -> Answered:
    if 200 <= status < 300:
        return Answered(Outcome.ANSWERS, status, moved)
    if status in _GONE:
        return Answered(Outcome.GONE, status, why="サーバーが、ページはないと答えました")
    # Refused, busy, or not to be read by a program: a person may well see it.
    return Answered(Outcome.UNSURE, status, why=f"サーバーが{status}と答えました")


def _another_page(one: str, other: str) -> bool:
    """Whether it is another page, not the same one said more properly."""
    return _plain(one) != _plain(other)


def _plain(url: str) -> tuple[str, str, str]:
    parts = urlsplit(url)
    return ((parts.hostname or "").removeprefix("www."), parts.path.rstrip("/"), parts.query)


@contextmanager
def _asked(to: Destination, step: float, waiting: Patience) -> Iterator[HTTPResponse]:
    connection = HTTPConnection(to.host, to.port, timeout=step)
    try:
        connection.sock = _connected(to, step, waiting)
        connection.putrequest("GET", to.target, skip_host=True, skip_accept_encoding=True)
        for name, value in {"Host": to.authority, **_HEADERS}.items():
            connection.putheader(name, value)
        connection.endheaders()
        with connection.getresponse() as answer:
            yield answer
    finally:
        connection.close()


def _connected(to: Destination, step: float, waiting: Patience) -> socket.socket:
    """To the very address that was looked at, not to whatever the name means a moment later."""
    plain = waiting.watch(socket.create_connection((to.address, to.port), step))
    if not to.secure:
        return plain
    with plain:  # what is wrapped is no longer its own to close
        return waiting.watch(ssl.create_default_context().wrap_socket(plain, server_hostname=to.host))
