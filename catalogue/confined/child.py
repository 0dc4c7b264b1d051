"""The side of whoever asks: a process of its own for each file, and a sentence for every way in which it may end.

A reader that runs wild, out of memory or into a trap takes only that process with it. Nothing of it is left behind,
for its answer goes into a file that has no name.
"""

import json
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import catalogue
from catalogue.confined.worker import NO_ROOM
from catalogue.domain.errors import Invalid, Unavailable

# Nothing of the service's own environment, where its secrets are. Two arenas: threads would otherwise each take a
# piece of what memory the child may have.
ENVIRONMENT = {
    "PYTHONPATH": str(Path(catalogue.__file__).resolve().parent.parent),
    "PYTHONDONTWRITEBYTECODE": "1",
    "MALLOC_ARENA_MAX": "2",
    "LC_ALL": "C.UTF-8",
}


def running(module: str) -> tuple[str, ...]:
    """The command that starts a worker. -P: where the service happens to stand is no place to import from."""
    return (sys.executable, "-P", "-W", "ignore", "-m", module)


@dataclass(frozen=True, slots=True)
class Endings:
    """What a person is told where a child has not answered, in the words of one room.

    ``broken``: it fell over the file, or answered what makes no sense. ``too_slow`` and ``too_heavy``: it reached a
    limit. ``away``: it could not be started, or had no room for its answer; that is not the file's fault.
    """

    broken: str
    too_slow: str
    too_heavy: str
    away: str


# A library may stop itself by a trap where memory ends, and so may the system by a kill.
_MEANINGS = {
    **dict.fromkeys(("SIGPROF", "SIGXCPU"), "too_slow"),
    **dict.fromkeys(("SIGKILL", "SIGTRAP", "SIGABRT", "SIGILL"), "too_heavy"),
}


@dataclass(frozen=True, slots=True)
class Child:
    """A kind of child: how it is started (see :func:`running`), what its endings mean, and for how many seconds by the
    clock it is waited for: an unconfined child, or one on a machine that is very busy, ends there."""

    command: tuple[str, ...]
    endings: Endings
    patience: float = 60.0

    def answer(self, task: Mapping[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
        """Start one, hand it the task and a stranger's file, wait: what it says, and the bytes behind that.

        A child that a file has taken over may answer anything; whoever asks checks it.

        Raises:
            Invalid: it refuses the file, or a limit ended it, or it fell over the file.
            Unavailable: no process could be started, or there is no room for its answer.
        """
        line, _, body = self._run(json.dumps(task), data).partition(b"\n")
        try:
            said = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise Invalid(self.endings.broken) from error
        if not isinstance(said, dict):
            raise Invalid(self.endings.broken)
        if "refused" in said:
            raise Invalid(str(said["refused"]))
        return said, body

    def _run(self, task: str, data: bytes) -> bytes:
        """One child from start to end; everything it wrote."""
        try:
            with TemporaryFile() as answer:
                ended = subprocess.run(  # noqa: S603  # our own interpreter and module; what is strange goes to stdin
                    [*self.command, task],
                    check=False,
                    input=data,
                    stdout=answer,
                    stderr=subprocess.DEVNULL,
                    env=ENVIRONMENT,
                    timeout=self.patience,
                )
                if ended.returncode:
                    raise self._refusal(ended.returncode)
                answer.seek(0)
                return answer.read()
        except subprocess.TimeoutExpired as error:
            raise Invalid(self.endings.too_slow) from error
        except OSError as error:
            raise Unavailable(self.endings.away) from error

    def _refusal(self, code: int) -> Invalid | Unavailable:
        """Why a child ended without an answer. A negative code is the signal that ended it."""
        if code == NO_ROOM:
            return Unavailable(self.endings.away)
        ended_by = next((each.name for each in signal.Signals if each == -code), "")
        return Invalid(getattr(self.endings, _MEANINGS.get(ended_by, "broken")))
