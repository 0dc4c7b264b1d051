"""What the page of a dry run sends: what columns mean, which names are meant, what becomes of rows and fields, and what
stands in cells from now on."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from catalogue.domain.grid import Place, grid_of
from catalogue.editing.imports.cases.verdicts import typed_in
from catalogue.models import Import

Form = MultiDict[str, str]
Decisions = dict[str, dict[str, str | None]]

# What a field is about stands before the colon in its name; what is decided about, behind it.
_KINDS = {
    "column": "columns",
    "name": "names",
    "row": "rows",
    "cell": "cells",
    "field": "fields",
    "source": "sources",
}
# Boxes: a row that is left out whatever else is said of it, and one that is taken in after all.
_SKIP, _TAKE = "skip:", "take:"
# What a field held that somebody may leave as it is without having decided it: a category of a theme that is made.
_WAS = "was:"
# Of what many can be decided at once: one field has the decision, one what it holds for, each on a line with the choice
# that is likely behind a tab.
_ALL, LIKELY = ("names", "rows", "fields"), "likely"
_SAME, _SAME_PLACES = "same:", "same-places:"
_CELL = re.compile(r"(?P<sheet>.*)!(?P<letters>[A-Z]{1,3})(?P<row>[1-9][0-9]{0,6})", re.DOTALL)


def decisions_of(form: Form, bringing: Import) -> Decisions:
    """What the form decides otherwise than it is decided, as the act ``decide`` takes it.
    What is said of one row or cell counts more than what is said of many at once."""
    decided: Decisions = {kind: {} for kind in _KINDS.values()}
    for kind, about, value in (*_for_many(form), *_for_one(form)):
        decided[kind][about] = value
    decided["cells"] = _mended(dict(_same_cells(form)) | decided["cells"], bringing)
    known = bringing.choices
    fresh = {
        kind: {key: value for key, value in values.items() if value != known.get(kind, {}).get(key)}
        for kind, values in decided.items()
    }
    return {kind: values for kind, values in fresh.items() if values}


def _for_one(form: Form) -> Iterator[tuple[str, str, str | None]]:
    for name, value in form.items():
        before, colon, about = name.partition(":")
        if form.get(_WAS + name) == value:
            continue
        if colon and before in _KINDS:
            # To leave a column out is a decision; to say nothing of anything else is none.
            yield _KINDS[before], about, value if value or before in ("column", "cell") else None
    for name in form:
        if name.startswith(_SKIP):
            yield "rows", name.removeprefix(_SKIP), "skip"
        elif name.startswith(_TAKE):
            yield "rows", name.removeprefix(_TAKE), None


def _for_many(form: Form) -> Iterator[tuple[str, str, str]]:
    for kind in _ALL:
        value = form.get(f"{kind}-all", "")
        for line in _lines(form.get(f"{kind}-all-keys", "")) if value else ():
            about, _, likely = line.partition("\t")
            if chosen := likely if value == LIKELY else value:
                yield kind, about, chosen


def _same_cells(form: Form) -> Iterator[tuple[str, str]]:
    for name, places in form.items():
        if name.startswith(_SAME_PLACES):
            text = form.get(_SAME + name.removeprefix(_SAME_PLACES), "")
            yield from ((place, text) for place in _lines(places))


def _lines(text: str) -> list[str]:
    """The lines of a hidden field; the name of a sheet may hold any other letter."""
    return [line for line in text.replace("\r\n", "\n").split("\n") if line]


def _mended(cells: Mapping[str, str | None], bringing: Import) -> dict[str, str | None]:
    """The cells in which something else stands from now on; nothing where it is what the file says. A browser sends
    every field, and ends lines in its own way."""
    before = cells_before(bringing, cells)
    known = bringing.choices.get("cells", {})
    plain = {place: (text or "").replace("\r\n", "\n") for place, text in cells.items()}
    return {
        place: None if text == before[place] else text
        for place, text in plain.items()
        if text != known.get(place, before[place])
    }


def typed_cells(form: Form, bringing: Import) -> list[tuple[str, str]]:
    """What somebody typed into cells and which stands there not, for a page that could not take it."""
    return [(place, text) for place, text in decisions_of(form, bringing).get("cells", {}).items() if text]


def cells_before(bringing: Import, places: Mapping[str, Any]) -> dict[str, str]:
    """What the file says in cells, by their names (事例!C5)."""
    typed = typed_in([grid_of(each) for each in bringing.content.get("grids", ())])
    return {name: typed(place_named(name)) for name in places}


def place_named(name: str) -> Place | None:
    """The cell of this name, as :class:`Place` writes it; nothing where it is none."""
    found = _CELL.fullmatch(name)
    if found is None:
        return None
    column = 0
    for letter in found["letters"]:
        column = 26 * column + ord(letter) - ord("A") + 1
    return Place(found["sheet"], int(found["row"]) - 1, column - 1)
