"""A page, as it is printed, as a PDF.

WeasyPrint lays out the page's own HTML with its print style sheets, so a PDF needs no second description of any page.
It is Python on top of Pango, a library of the operating system: where that is missing, everything else still works.
"""

import importlib
import logging
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass
from functools import cache
from io import StringIO
from typing import Any
from urllib.parse import urlsplit

log = logging.getLogger("catalogue")

# Tagged, with title and language: what a screen reader needs (ISO 14289-1).
VARIANT = "pdf/ua-1"


@dataclass(frozen=True, slots=True)
class Fetched:
    """A style sheet or a picture: its bytes and its media type."""

    data: bytes
    media_type: str


Fetch = Callable[[str], Fetched | None]


def available() -> bool:
    """Whether this machine can make them. The first answer takes half a second, the others no time."""
    return _library() is not None


def write(html: str, base_url: str, fetch: Fetch) -> bytes:
    """The page as a tagged PDF.

    ``html`` is a whole document; its title and language become the PDF's. ``base_url`` is the page's address.
    ``fetch`` is handed each address of the same host that the page names, and gives what is there, or None; whatever
    else the page names (another host, a file, data in the address) is left out.

    Raises:
        RuntimeError: the library is not there; ask :func:`available` first.
    """
    library = _library()
    if library is None:
        raise RuntimeError("WeasyPrint or Pango is missing")
    page = library.HTML(string=html, base_url=base_url, url_fetcher=_fetcher(library, base_url, fetch))
    written: bytes = page.write_pdf(pdf_variant=VARIANT)
    return written


@cache
def _library() -> Any:
    """WeasyPrint, or None where it or Pango is not installed. Python's import lock lets one thread load it."""
    try:
        with redirect_stdout(StringIO()):  # it prints what to do about it, for programmers
            library = importlib.import_module("weasyprint")
    except (ImportError, OSError) as error:
        log.warning("no page can be had as a PDF: %s", error)
        return None
    # It reports each line of CSS that is meant for screens, and each picture that is only an ornament.
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    return library


def _fetcher(library: Any, base_url: str, fetch: Fetch) -> Any:
    """What the library is given instead of its own, which would ask any host and read any file."""
    host = urlsplit(base_url)[:2]
    answer = library.urls.URLFetcherResponse

    class OnlyOurs(library.urls.URLFetcher):  # type: ignore[misc]  # the library has no types
        def fetch(self, url: str, headers: Any = None) -> Any:
            found = fetch(url) if urlsplit(url)[:2] == host else None
            if found is None:
                raise ValueError("not given to a page on paper")
            return answer(url, found.data, {"Content-Type": found.media_type})

    return OnlyOurs()
