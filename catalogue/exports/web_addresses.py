"""Which addresses a file may lead to: pages of the web, written so that no program calls the file damaged."""

import re
from urllib.parse import quote, urlsplit

from catalogue.domain.text import drop_forbidden_characters

# What may stand in an address as it is; all else is written as %XX, or Word calls the whole file damaged.
_IN_ADDRESSES = "%/:?#@!$&'()*+,;=~-._"
_HOST = re.compile(r"[\w.-]+(:\d{1,5})?", re.ASCII)


def web_address(url: str | None) -> str | None:
    """The address as a document may hold it; None for anything but a page of the web."""
    written = quote(drop_forbidden_characters(url or "").strip(), safe=_IN_ADDRESSES)
    try:
        parts = urlsplit(written)
    except ValueError:
        return None
    usable = parts.scheme in ("http", "https") and _HOST.fullmatch(parts.netloc)
    return written if usable else None
