"""Parts of a case in a sheet with one row a case: several in a cell, one a line, or in columns of their own (「URL2」,
「成果1の指標」), or both beside each other."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from catalogue.domain.grid import Place
from catalogue.schemas.case_sheet.cells import items_of_cell, without_mark
from catalogue.schemas.case_sheet.column import Holds
from catalogue.schemas.case_sheet.gathering import NOTHING, Cell, Gathered, read_into
from catalogue.schemas.case_sheet.lines import (
    addresses_in,
    addresses_of,
    date_of,
    event_of,
    outcomes_of,
    partners_of,
)
from catalogue.schemas.case_sheet.sources import complete

Part = dict[str, Any]
# What parts several values of one line.
_SIGNS = ("[；;]", r"\s[/／]\s", "[|｜]")
# Parts by their place among those of a case, each with the cells they came from.
Parts = dict[int, Part]
Places = dict[tuple[int, str], Place]

_NO_DATE = "「2020年11月　できごと」のように、時期を先に書いてください。"
_NO_INDICATOR = "「指標：値」の形でない成果は、「評価」の文として読みました。"


def read_parts(cells: Sequence[Cell], about: Gathered) -> None:
    """All lists of parts that have a column in this row."""
    for whole in dict.fromkeys(cell.taken.column.whole for cell in cells):
        own = [cell for cell in cells if cell.taken.column.whole == whole]
        about.places[whole] = next((cell.place for cell in own if cell.text), own[0].place)
        parts: Parts = {}
        places: Places = {}
        _lines(whole, [cell for cell in own if cell.taken.column.holds is Holds.PARTS], about, parts, places)
        columns = [cell for cell in own if cell.taken.column.holds is not Holds.PARTS]
        # What does not belong together is told once, instead of whatever each part lacks by that.
        if _columns(columns, about, parts, places):
            _finish(whole, parts, places, about)


def _finish(whole: str, parts: Parts, places: Places, about: Gathered) -> None:
    kept = [(number, part) for number, part in sorted(parts.items()) if any(part.values())]
    if not kept:
        if not any(problem.path.startswith(whole) for problem in about.problems):
            about.emptied.add(whole)
        return
    about.raw[whole] = [part for _, part in kept]
    for at, (number, _) in enumerate(kept):
        path = f"{whole}[{at}]"
        for (of, name), place in places.items():
            if of == number:
                about.places.setdefault(path, place)
                about.places[f"{path}.{name}" if name else path] = place
    if whole == "sources":
        complete(about)
    unsaid = _NOT_IN_LINES.get(whole, frozenset()) - {name for _, part in kept for name in part}
    about.unsaid |= {f"{whole}.{name}" for name in unsaid}


# What a line says nothing of; a case that is there keeps it.
_NOT_IN_LINES: Mapping[str, frozenset[str]] = {
    "outcomes": frozenset({"number", "unit", "as_of_note", "note", "sources"}),
    "events": frozenset({"sources"}),
    "partners": frozenset({"sources"}),
    "videos": frozenset({"licence"}),
    "sources": frozenset({"date", "accessed", "note"}),
}


def _lines(whole: str, cells: Iterable[Cell], about: Gathered, parts: Parts, places: Places) -> None:
    """Cells with one part a line; a line may hold several partners or addresses."""
    for cell in cells:
        at = cell.taken.ordinal or max(parts, default=0) + 1
        for line in items_of_cell(cell.text) if cell.text else ():
            for part in _parts_of_line(whole, line, cell, about):
                at = _free(at, parts)
                parts[at] = part
                places[at, ""] = cell.place


def _free(at: int, parts: Parts) -> int:
    return at if at not in parts else max(parts) + 1


def _parts_of_line(whole: str, line: str, cell: Cell, about: Gathered) -> Sequence[Part]:
    if whole == "partners":
        return list(partners_of(" ".join(line.split("\n"))))
    if whole in ("sources", "videos", "related_addresses"):
        return addresses_of(line)
    reader, otherwise = _READERS[whole]
    told = reader(line)
    if not told:
        otherwise(line, cell, about)
    return told


def _as_evaluation(line: str, cell: Cell, about: Gathered) -> None:
    """What is no indicator with a value is still what somebody wrote of the results."""
    text, cited = without_mark(line)
    statement = {"text": text} | ({} if cited is None else {"sources": [str(number) for number in cited]})
    about.raw.setdefault("evaluation", []).append(statement)
    about.places.setdefault("evaluation", cell.place)
    about.emptied.discard("evaluation")
    about.odd(cell.place, _NO_INDICATOR, "outcomes")


def _without_date(_: str, cell: Cell, about: Gathered) -> None:
    about.wrong(cell.place, _NO_DATE, "events")


def _columns(cells: Sequence[Cell], about: Gathered, parts: Parts, places: Places) -> bool:
    """Columns of single fields of parts: numbered ones belong to the part of that number; of the others a line each,
    where there are as many lines as parts. Whether all fit together."""
    fit = True
    free = {cell: _lines_of(cell) for cell in cells if cell.text and cell.taken.ordinal is None}
    for cell in cells:
        if cell.text and cell.taken.ordinal is not None:
            _set(cell.taken.ordinal, cell, cell.text, about, parts, places)
    most = max([len(parts), *map(len, free.values())], default=0)
    for cell, lines in sorted(free.items(), key=lambda each: _is_address(each[0])):
        told = _with_gaps(cell, len(parts)) or (
            lines if _is_address(cell) or len(lines) == most else _parted(cell.text, most)
        )
        if len(told) == most or (_is_address(cell) and len(told) >= len(parts)):
            for number, line in zip(_numbers(parts, len(told)), told, strict=True):
                if line and line not in NOTHING:
                    _set(number, cell, line, about, parts, places)
        elif len(lines) > 1 or len(parts) > 1:
            about.wrong(cell.place, _not_as_many(cell, len(parts) or most, len(lines)), cell.name)
            fit = False
        else:
            _set(min(parts, default=1), cell, cell.text, about, parts, places)
    return fit


def _is_address(cell: Cell) -> bool:
    """Addresses come last: those beyond the parts that are named are parts of their own."""
    return cell.taken.column.part == "url"


def _lines_of(cell: Cell) -> list[str]:
    """One for each part: of addresses as many as there are, however they are parted."""
    addresses = addresses_in(cell.text) if _is_address(cell) else []
    return addresses if len(addresses) > 1 else items_of_cell(cell.text)


def _with_gaps(cell: Cell, wanted: int) -> list[str]:
    """A line for each part, empty ones for parts that have none of it; nothing where there are not as many."""
    lines = [line.strip() for line in cell.text.split("\n")]
    return lines if len(lines) == wanted > 1 else []


def _parted(text: str, wanted: int) -> list[str]:
    """The one line of a cell in as many pieces as are wanted, where one of the usual signs parts it so."""
    for sign in _SIGNS:
        pieces = [piece.strip() for piece in re.split(sign, text.strip()) if piece.strip()]
        if len(pieces) == wanted:
            return pieces
    return []


def _numbers(parts: Parts, count: int) -> list[int]:
    """The places of the first parts, and of as many more as are wanted."""
    there = sorted(parts)
    new = max(there, default=0) + 1
    return [*there, *range(new, new + max(0, count - len(there)))][:count]


def _not_as_many(cell: Cell, parts: int, lines: int) -> str:
    name = cell.taken.column.label.partition("：")[0]
    return (
        f"{name}{parts}件に対して{lines}行あります。1件に1行ずつにそろえてください（ない件には「－」と書きます）。"
        "列を「URL1」「URL2」のように分けてもかまいません。"
    )


def _set(number: int, cell: Cell, text: str, about: Gathered, parts: Parts, places: Places) -> None:
    name = cell.taken.column.part
    part = parts.setdefault(number, {})
    if name == "url":
        text = next(iter(addresses_in(text)), text)
        if part.get("url") and part["url"] != text:
            part = parts.setdefault(max(parts) + 1, {})
            number = max(parts)
    if cell.name == "outcomes.as_of" and date_of(text) is None:
        part["as_of_note"] = text.strip()  # 開業1年目, 2024年11月頃
        return
    value = read_into(about, Cell(cell.taken, text, cell.place))
    if value is not None:
        part[name] = value
        places[number, name] = cell.place


_READERS: Mapping[str, tuple[Callable[[str], Sequence[Part]], Callable[[str, Cell, Gathered], None]]] = {
    "outcomes": (outcomes_of, _as_evaluation),
    "events": (lambda line: [part] if (part := event_of(line)) else [], _without_date),
}
