"""The limits a child puts on itself before it reads a stranger's first byte.

They are the operating system's (setrlimit(2)); where a system does not know one, or does not keep it, what the room
limits by itself remains, and the clock of whoever waits.
"""

import signal
from contextlib import suppress
from dataclasses import dataclass

try:
    import resource
except ImportError:  # not a Unix
    resource = None  # type: ignore[assignment]  # asked for below, wherever it is used


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one child may use.

    ``memory`` is that of its own, in bytes; what else counts as resident (the program, its libraries) is some 40 MB.
    ``answer`` is the longest file it may write, in bytes. ``seconds`` of the processor are for what is the stranger's,
    by a timer, for the system counts whole seconds only; ``seconds_in_all`` are for everything.
    """

    memory: int
    answer: int
    seconds: float
    seconds_in_all: int
    open_files: int = 64


def confine(bounds: Bounds) -> None:
    """Limit this process for the whole of its life, and start the timer."""
    _limit("RLIMIT_CORE", 0)
    _limit("RLIMIT_DATA", bounds.memory)
    _limit("RLIMIT_FSIZE", bounds.answer)
    _limit("RLIMIT_NOFILE", bounds.open_files)
    _limit("RLIMIT_CPU", bounds.seconds_in_all)
    _ring_after(bounds.seconds)


def stop_the_timer() -> None:
    """What is being worked on is ours by now: it may take the time that is left in all."""
    _ring_after(0)


def _ring_after(seconds: float) -> None:
    """End this process once it has used so much of the processor, by SIGPROF; never, for 0."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _limit(name: str, most: int) -> None:
    """Set a limit; one that is lower already stays."""
    if resource is None or not hasattr(resource, name):
        return
    which = getattr(resource, name)
    hard = resource.getrlimit(which)[1]
    # The hard limit is one more: at that of time, the system kills without saying why.
    hard = most + 1 if hard == resource.RLIM_INFINITY else min(most + 1, hard)
    with suppress(OSError, ValueError):
        resource.setrlimit(which, (min(most, hard), hard))
