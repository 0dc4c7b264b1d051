"""The real server on a free port, started as `make run` starts it; or the application alone, to move its clock."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from catalogue.settings import ROOT

PATIENCE = 30.0


@contextmanager
def served(data: Path) -> Iterator[str]:
    """Serve a data folder; gives the origin."""
    port = _free_port()
    log_file = data.parent / "server.log"
    with log_file.open("w", encoding="utf-8") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "flask", "--app", "wsgi", "serve"],
            cwd=ROOT,
            env=_environment(data, port),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        # A run that is told to end (a time limit, a cancelled job) still puts away what it started.
        before = signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            _wait_until_it_answers(server, f"http://127.0.0.1:{port}/healthz", log_file)
            yield f"http://127.0.0.1:{port}"
        finally:
            _stop(server)
            signal.signal(signal.SIGTERM, before)


@contextmanager
def served_here(app: Flask) -> Iterator[str]:
    """Serve an application in this process, where a test can move its clock; gives the origin."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Silent)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Silent(WSGIRequestHandler):
    """Says nothing of each request."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None: ...


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def _environment(data: Path, port: int) -> dict[str, str]:
    """Ours, but for the settings a developer may have made: an empty one is none."""
    names = ("DATABASE_URL", "SEARCH_URL", "IMAGE_STORE", "SECRET_KEY", "PUBLIC_ADDRESS", "PROXIES")
    none = dict.fromkeys((*names, "APPROVE_OWN", "OIDC_ISSUER"), "")
    return os.environ | none | {"CATALOGUE_DATA": str(data), "HOST": "127.0.0.1", "PORT": str(port)}


def _wait_until_it_answers(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310  # our own server
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the server did not start:\n{log.read_text(encoding='utf-8')}")


def _stop(server: subprocess.Popen[bytes]) -> None:
    """Ask first. The server's own workers end with it."""
    server.terminate()
    try:
        server.wait(timeout=10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait(timeout=5)
