"""Reads templates and drawings as markup, with Jinja's own marks taken out."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from tests.house.tree import read

_JINJA_VALUE = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_JINJA_MARK = re.compile(r"\{%.*?%\}|\{#.*?#\}", re.DOTALL)


@dataclass
class Element:
    """One start tag, its place ("templates/layout.html:12"), and the text directly inside it."""

    place: str
    tag: str
    attributes: dict[str, str]
    text: str = field(default="")


def elements(path: Path) -> list[Element]:
    parser = _Elements(path)
    # A value is something a browser will see, so a word stays where it was; lines keep their numbers.
    text = _JINJA_VALUE.sub(lambda mark: "value" + "\n" * mark[0].count("\n"), read(path))
    parser.feed(_JINJA_MARK.sub(lambda mark: "\n" * mark[0].count("\n"), text))
    parser.close()
    return parser.found


class _Elements(HTMLParser):
    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.found: list[Element] = []
        self.last: Element | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        place = f"{self.path}:{self.getpos()[0]}"
        self.last = Element(place, tag, {name: value or "" for name, value in attrs})
        self.found.append(self.last)

    def handle_endtag(self, tag: str) -> None:
        self.last = None

    def handle_data(self, data: str) -> None:
        if self.last is not None:
            self.last.text += data
