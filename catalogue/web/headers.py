"""What every answer tells the browser: load nothing from elsewhere, run nothing inline, keep what never changes."""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, request

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
A_YEAR = 365 * 24 * 60 * 60
FOR_EVER = f"public, max-age={A_YEAR}, immutable"


def register(app: Flask) -> None:
    """Put the headers on every answer, and a version on every address of a static file."""

    @app.after_request
    def add_headers(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if _is_right_version(app) and response.status_code in (200, 206, 304):
            response.headers["Cache-Control"] = FOR_EVER
        return response

    @app.url_defaults
    def version_static(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and "filename" in values:
            values.setdefault("v", _version_of(app, values["filename"]))


def _is_right_version(app: Flask) -> bool:
    """Whether a static file was asked for by the version it has: another one must not be kept under that address."""
    asked = request.args.get("v")
    if request.endpoint != "static" or not asked or not request.view_args:
        return False
    return asked == _version_of(app, request.view_args["filename"])


def _version_of(app: Flask, filename: str) -> str | None:
    path = Path(app.static_folder or "") / filename
    return _version(path, path.stat().st_mtime_ns) if path.is_file() else None


@lru_cache(maxsize=256)
def _version(path: Path, _changed: int) -> str:
    """A short digest of the content: the address changes when the file does, so it may be kept for ever."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
