"""An end to waiting for one page, however many servers it leads to and however slowly they speak."""

import socket
from contextlib import suppress
from threading import Lock, Timer
from types import TracebackType
from typing import Self


class Patience:
    """Used as a context: after ``seconds``, the socket that is being watched is shut, which wakes whoever reads from
    it, and no other is begun."""

    def __init__(self, seconds: float) -> None:
        self._lock = Lock()
        self._watched: socket.socket | None = None
        self._over = False
        self._bell = Timer(seconds, self._end)
        self._bell.daemon = True

    def watch(self, each: socket.socket) -> socket.socket:
        """This is what we wait for now. Raises TimeoutError where it is too late for that."""
        with self._lock:
            if self._over:
                each.close()
                raise TimeoutError
            self._watched = each
        return each

    def _end(self) -> None:
        with self._lock:
            self._over = True
            if self._watched is not None:
                with suppress(OSError):
                    self._watched.shutdown(socket.SHUT_RDWR)

    def __enter__(self) -> Self:
        self._bell.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bell.cancel()
