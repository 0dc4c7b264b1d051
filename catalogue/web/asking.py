"""How an address is read."""

from typing import Any
from urllib.parse import quote

from flask import Request
from werkzeug.routing import BaseConverter, IntegerConverter, Map

from catalogue.context import remembered, session
from catalogue.reading.cards import all_slugs

# All of ASCII that an address may hold as it is, the percent sign of what is encoded already among them.
_PLAIN = bytes(range(0x21, 0x7F)).decode("ascii")


class Name(BaseConverter):
    """A part of an address without a full stop: what follows one is the ending of a file."""

    regex = r"[^/.]+"


class Number(IntegerConverter):
    """A number that a row of the database can have; with a larger one there is no such page."""

    def __init__(self, url_map: Map, fixed_digits: int = 0, largest: int = 2**31 - 1, **bounds: Any) -> None:
        """As the framework makes it, but for the largest."""
        super().__init__(url_map, fixed_digits, **{"max": largest, **bounds})


class Asked(Request):
    """A request whose query can always be read: bytes that should have been encoded are taken as if they were."""

    def __init__(self, *given: Any, **named: Any) -> None:
        """As the framework makes it."""
        super().__init__(*given, **named)
        self.query_string = quote(self.query_string, safe=_PLAIN).encode("ascii")


def known_cases() -> frozenset[str]:
    """The cases an address may name, by slug."""
    return remembered("slugs", lambda: all_slugs(session()))
