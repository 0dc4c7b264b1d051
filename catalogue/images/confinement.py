"""The limits a child of ``workshop`` puts on itself before it reads a stranger's first byte.

They are the operating system's (setrlimit(2)); where a system does not know one, or does not keep it, the limits of
the gate and the clock of the parent remain.
"""

import signal
from contextlib import suppress

try:
    import resource
except ImportError:  # not a Unix
    resource = None  # type: ignore[assignment]  # asked for below, wherever it is used

# Memory of one's own, in bytes. What else counts as resident (the program, its libraries) is some 40 MB.
MEMORY = 340 * 2**20
# All renditions of the largest picture together are well below it.
ANSWER = 64 * 2**20
OPEN_FILES = 64
# Seconds of the processor: until the picture is decoded, and in all. The first is a timer, for the system counts whole
# seconds only; the largest pictures we take need half of it.
DECODING, IN_ALL = 2.5, 20


def confine() -> None:
    """Limits for the whole life of this process, and the time for decoding."""
    _limit("RLIMIT_CORE", 0)
    _limit("RLIMIT_DATA", MEMORY)
    _limit("RLIMIT_FSIZE", ANSWER)
    _limit("RLIMIT_NOFILE", OPEN_FILES)
    _limit("RLIMIT_CPU", IN_ALL)
    _ring_after(DECODING)


def allow_encoding() -> None:
    """What is ours now: it may take the time that is left."""
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
