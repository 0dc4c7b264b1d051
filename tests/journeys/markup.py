"""What a page consists of, read from its markup as the server sends it."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Markup:
    """The parts of a page that the tests ask about."""

    lang: str = ""
    title: str = ""
    headings: list[str] = field(default_factory=list)  # of the first level
    mains: int = 0
    ids: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)  # addresses the browser fetches by itself


def read(html: str) -> Markup:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.markup


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.markup = Markup()
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        markup = self.markup
        markup.ids.update(given[name] for name in ("id",) if name in given)
        markup.mains += tag == "main" or given.get("role") == "main"
        if tag == "html":
            markup.lang = given.get("lang", "")
        elif tag in {"title", "h1"}:
            self.inside = tag
            markup.headings += [""] * (tag == "h1")
        elif tag == "a" and "href" in given:
            markup.links.append(given["href"])
        markup.parts += _fetched(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag == self.inside:
            self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside == "title":
            self.markup.title += data
        elif self.inside == "h1":
            self.markup.headings[-1] += data


def _fetched(tag: str, given: dict[str, str]) -> list[str]:
    found = [given[name] for name in ("src", "action") if name in given]
    found += [given["href"]] if tag == "link" and "href" in given else []
    candidates = given.get("srcset", "").split(",")
    return found + [candidate.split()[0] for candidate in candidates if candidate.strip()]
