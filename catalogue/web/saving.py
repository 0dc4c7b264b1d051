"""What all files have in common on their way to a visitor: a turn of their own, a name, the day."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from flask import after_this_request
from werkzeug.wrappers import Response

from catalogue.context import kit
from catalogue.domain.clock import day_in_tokyo
from catalogue.domain.errors import Unavailable
from catalogue.domain.text import drop_forbidden_characters

BUSY = "いま、ほかのファイルを作っています。10秒ほど待ってから、もう一度お試しください。"

# A large file takes seconds of a processor: a second visitor waits a moment, then is asked to come again.
PATIENCE_SECONDS = 8.0
RETRY_AFTER_SECONDS = 10
_turn = Lock()

_LONGEST_NAME = 60
# What Windows, or a header, will not have in a name.
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s]+')


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """In each process one file is made at a time, so that whoever reads pages does not wait for those who print them.

    Raises:
        Unavailable: somebody else's takes longer than :data:`PATIENCE_SECONDS`.
    """
    if not _turn.acquire(timeout=PATIENCE_SECONDS):
        after_this_request(_come_again)
        raise Unavailable(BUSY)
    try:
        yield
    finally:
        _turn.release()


def _come_again(response: Response) -> Response:
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def name_for(title: str, ending: str) -> str:
    """What a file is called when it is saved: what it holds, and of which day."""
    name = _NOT_IN_NAMES.sub("_", drop_forbidden_characters(title))[:_LONGEST_NAME].strip("_ ")
    return f"{name}_{day_in_tokyo(kit().now()).isoformat()}.{ending}"
