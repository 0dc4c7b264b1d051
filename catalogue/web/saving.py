"""What all files have in common on their way to a visitor: a turn of their own, a name, the day."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock

from flask import after_this_request
from werkzeug.wrappers import Response

from catalogue.context import today
from catalogue.domain.errors import Unavailable
from catalogue.domain.text import quotable

BUSY = "いま、ほかのファイルを作っています。10秒ほど待ってから、もう一度お試しください。"

# A large file takes seconds of a processor: a second visitor waits a moment, then is asked to come again.
PATIENCE_SECONDS = 8.0
RETRY_AFTER_SECONDS = 10
# Whoever waits holds one of the few threads (four a process) that answer pages too: the next one is not let in.
MOST_WAITING = 2
_turn, _places = Lock(), BoundedSemaphore(1 + MOST_WAITING)

_LONGEST_NAME = 60
# What Windows, or a header, will not have in a name.
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s]+')


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """In each process one file is made at a time, so that whoever reads pages does not wait for those who print them.

    Raises:
        Unavailable: somebody else's takes longer than :data:`PATIENCE_SECONDS`, or enough are waiting already.
    """
    if not _places.acquire(blocking=False):
        raise _busy()
    try:
        if not _turn.acquire(timeout=PATIENCE_SECONDS):
            raise _busy()
        try:
            yield
        finally:
            _turn.release()
    finally:
        _places.release()


def _busy() -> Unavailable:
    after_this_request(_come_again)
    return Unavailable(BUSY)


def _come_again(response: Response) -> Response:
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def name_for(title: str, ending: str) -> str:
    """What a file is called when it is saved: what it holds, and of which day."""
    name = _NOT_IN_NAMES.sub("_", quotable(title, _LONGEST_NAME)).strip("_ …")
    return f"{name}_{today().isoformat()}.{ending}"
