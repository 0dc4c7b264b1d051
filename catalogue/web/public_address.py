"""The one address under which everybody knows the catalogue, whatever a request calls it.

Everything that is written out whole (citations, the address on paper, links in files, shared lists, the way back from
the city's sign-in) is made from the request's scheme and host. So these are set right once, before anybody looks: the
address that the settings name, or else what trusted proxies say. A request that names another host then changes
nothing.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def register(app: Flask, address: str, proxies: int) -> None:
    """Put ``address`` (``https://jirei.example.jp``, or nothing) before the application, and before that as many
    ``proxies`` as may say where a request came from."""
    if address:
        app.wsgi_app = _Known(app.wsgi_app, address)  # type: ignore[method-assign]  # as Flask means it
        app.config["SESSION_COOKIE_SECURE"] = address.startswith("https:")
    if proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies
        )


class _Known:
    """Every request comes to the known address."""

    def __init__(self, app: "WSGIApplication", address: str) -> None:
        self.app = app
        parts = urlsplit(address)
        self.scheme, self.host = parts.scheme, parts.netloc
        self.name = parts.hostname or ""
        self.port = str(parts.port or {"http": 80, "https": 443}[parts.scheme])

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        environ.update(
            {
                "wsgi.url_scheme": self.scheme,
                "HTTP_HOST": self.host,
                "SERVER_NAME": self.name,
                "SERVER_PORT": self.port,
            }
        )
        return self.app(environ, start_response)
