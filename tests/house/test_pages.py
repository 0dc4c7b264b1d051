"""Pages work on a closed network and under a strict content security policy, by how they are written."""

import re

import pytest

from tests.house.markup import Element, elements
from tests.house.tree import committed, files, read

# Attributes whose address a browser fetches by itself. An <a href> waits for a person.
FETCHED = {"src", "srcset", "href", "xlink:href", "data", "poster", "background", "action", "formaction"}
# A <link> that only says something about the page.
SPOKEN = {"canonical", "license", "author"}

OTHER_HOST = re.compile(r"(?:^|[\s,])(?:https?:)?//", re.IGNORECASE)
CSS_LOAD = re.compile(r"""(?:url\(\s*|@import\s+)["']?(?:https?:)?//""", re.IGNORECASE)
JS_ADDRESS = re.compile(r"""["'`](?:https?:)?//(?!www\.w3\.org/)""", re.IGNORECASE)


def test_no_page_or_drawing_loads_anything_from_another_host() -> None:
    loads = [
        f"{element.place} <{element.tag} {name}={value}>"
        for element in _markup()
        for name, value in element.attributes.items()
        if name in FETCHED and OTHER_HOST.search(value) and not _is_only_a_link(element)
    ]
    assert not loads, f"{loads}: keep a copy under static/, the pages must work on a closed network"


@pytest.mark.parametrize(("ending", "load"), [(".css", CSS_LOAD), (".js", JS_ADDRESS)], ids=["css", "js"])
def test_no_style_sheet_or_script_loads_anything_from_another_host(
    ending: str, load: re.Pattern[str]
) -> None:
    loads = [
        f"{path}:{number} {line.strip()[:80]}"
        for path in files("static", ".css", ".js")
        if path.suffix == ending
        for number, line in enumerate(read(path).splitlines(), start=1)
        if load.search(line)
    ]
    assert not loads


def test_no_page_or_drawing_has_a_script_or_a_style_in_it() -> None:
    bodies = [
        element.place
        for element in _markup()
        if element.tag == "style"
        or (element.tag == "script" and element.text.strip() and not _is_data(element))
    ]
    assert not bodies, f"{bodies}: the policy forbids it; put it in a file under static/"


def test_no_page_or_drawing_styles_or_handles_events_in_an_attribute() -> None:
    attributes = [
        f"{element.place} {name}"
        for element in _markup()
        for name in element.attributes
        if name == "style" or name.startswith("on")
    ]
    assert not attributes, f"{attributes}: the policy forbids it; use a class, or a script under static/"


def test_every_page_says_it_is_in_japanese() -> None:
    pages = [element for element in _markup() if element.tag == "html"]
    assert pages
    assert [page.place for page in pages if page.attributes.get("lang") != "ja"] == []


def _markup() -> list[Element]:
    """What reaches a browser as markup: pages, and drawings, which are opened as pages of their own too."""
    folders = {"templates", "static", "seeds"}
    markup = [path for path in committed() if path.parts[0] in folders and path.suffix in {".html", ".svg"}]
    return [element for path in markup for element in elements(path)]


def _is_only_a_link(element: Element) -> bool:
    if element.tag == "link":
        return element.attributes.get("rel", "") in SPOKEN
    return element.tag in {"a", "area"}


def _is_data(element: Element) -> bool:
    return element.attributes.get("type") == "application/ld+json"
