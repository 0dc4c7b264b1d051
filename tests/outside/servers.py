"""Web servers on this machine that answer as servers out there do, well and badly."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from catalogue.outside.addresses import Host

Page = Callable[[BaseHTTPRequestHandler], None]


def on_this_machine(host: Host, port: int) -> bool:
    """What tests may ask: nothing else."""
    return host.is_loopback


@contextmanager
def serving(answer: Page) -> Iterator[str]:
    """A server whose pages ``answer`` writes; gives its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer(self)

        def log_message(self, *_: object) -> None:
            """Nobody reads it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def says(status: int, location: str = "") -> Page:
    """Answers every page alike."""

    def answer(asked: BaseHTTPRequestHandler) -> None:
        asked.send_response(status)
        if location:
            asked.send_header("Location", location)
        asked.end_headers()

    return answer


def by_path(pages: dict[str, Page]) -> Page:
    """Each page as it is said; any other is not there."""
    return lambda asked: pages.get(asked.path, says(404))(asked)


@contextmanager
def dripping() -> Iterator[str]:
    """A server that sends a letter of its first line now and then, and never ends it."""
    listening = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def drip() -> None:
        asked, _ = listening.accept()
        with asked:
            while not over.is_set():
                try:
                    asked.sendall(b"H")
                except OSError:
                    return
                time.sleep(0.05)

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
    finally:
        over.set()
        listening.close()
        thread.join(timeout=5)
