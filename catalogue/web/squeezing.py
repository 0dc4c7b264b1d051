"""Style sheets and scripts go over the line in a third of their bytes, also where no proxy stands in front.

Only files that are the same for everybody: a page that repeats what was typed beside a visitor's own token must not be
compressed where strangers can watch its length (BREACH), so pages are left to whoever runs the proxy.
"""

import gzip
from functools import lru_cache

from flask import Flask, Response, request

_WORTH_IT = frozenset({"text/css", "text/javascript", "application/javascript", "image/svg+xml"})


def register(app: Flask) -> None:
    """Compress static files for browsers that ask for it."""
    app.after_request(_squeeze)


def _squeeze(response: Response) -> Response:
    if request.endpoint != "static" or response.mimetype not in _WORTH_IT:
        return response
    response.vary.add("Accept-Encoding")
    if response.status_code == 200 and request.accept_encodings["gzip"] > 0:
        response.direct_passthrough = False
        response.data = _squeezed(response.get_data())
        response.headers["Content-Encoding"] = "gzip"
        response.headers.pop("Accept-Ranges", None)
        etag, _ = response.get_etag()
        if etag:
            response.set_etag(etag, weak=True)  # other bytes, the same file
    return response


@lru_cache(maxsize=128)
def _squeezed(data: bytes) -> bytes:
    """Done once for each content."""
    return gzip.compress(data, mtime=0)
