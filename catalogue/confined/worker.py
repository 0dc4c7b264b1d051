"""The side of the child: a task comes in, an answer goes out, and nothing is left to be tidied.

The task is JSON in the one argument, the stranger's file comes by standard input. The answer is one line of JSON, then
any bytes that go with it. A refusal is such a line too; whatever else ends this process says nothing.
"""

import errno
import json
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any, BinaryIO, NoReturn

from catalogue.confined.bounds import Bounds, confine
from catalogue.domain.errors import Invalid

# sysexits(3) EX_TEMPFAIL: it was not the file.
NO_ROOM = 75

Work = Callable[[dict[str, Any], BinaryIO], tuple[dict[str, Any], Sequence[bytes]]]


def serve(work: Work, bounds: Bounds, too_heavy: str) -> NoReturn:
    """Confine this process, do ``work``, answer, and end.

    ``work`` is given the task and what was sent, and gives what is said and the bytes behind that. An ``Invalid`` of
    its is the refusal; ``too_heavy`` is that for memory that has ended.
    """
    confine(bounds)
    answer = _answer_only()
    body: Sequence[bytes] = ()
    try:
        said, body = work(json.loads(sys.argv[1]), sys.stdin.buffer)
    except Invalid as refused:
        said = {"refused": refused.message}
    except MemoryError:
        said = {"refused": too_heavy}
    _give(answer, said, body)


def _answer_only() -> BinaryIO:
    """Standard output for the answer alone: what a library prints goes where its complaints go."""
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answer


def _give(answer: BinaryIO, said: dict[str, Any], body: Sequence[bytes]) -> NoReturn:
    try:
        answer.write(json.dumps(said).encode() + b"\n")
        answer.writelines(body)
        answer.close()
    except OSError as error:
        os._exit(NO_ROOM if error.errno == errno.ENOSPC else 1)
    # Nothing is left to be tidied, and a damaged file may have left behind what cannot be.
    os._exit(0)
