"""One row of the sheet of cases: everything of a case that is no list of parts."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from catalogue.domain.text import number_in
from catalogue.domain.vocabulary import Status
from catalogue.schemas.case_sheet.column import Column, Holds
from catalogue.schemas.case_sheet.columns import CASE_SHEET
from catalogue.schemas.case_sheet.gathering import TOO_LONG, Cell, Gathered, cells_of, read_into
from catalogue.schemas.case_sheet.guesses import is_of_parts
from catalogue.schemas.case_sheet.headings import SheetFound
from catalogue.schemas.case_sheet.in_cells import read_parts
from catalogue.schemas.case_sheet.lines import begin_of, date_of, period_of
from catalogue.schemas.case_sheet.names import from_title, read_names
from catalogue.schemas.case_sheet.values import NO_DATE
from catalogue.schemas.form_inputs import Kind

_BARE_AMOUNT = re.compile(
    r"(?:約|およそ|総額|年額)?\s*[\d０-９][\d,，.．０-９]*"
    r"\s*(?:円|千円|万円|百万円|億円)?\s*(?:程度|／年|/年)?\Z"
)
_GROUPS: Mapping[str, frozenset[str]] = {
    whole: frozenset(column.name for column in columns)
    for whole, found in groupby(
        sorted((c for c in CASE_SHEET.columns if c.part and not is_of_parts(c)), key=lambda c: c.whole),
        key=lambda column: column.whole,
    )
    for columns in [list(found)]
}
_DATES = ("started.date", "ended.date")
_NO_DATE_KNOWN = frozenset({"不明", "不詳", "未詳", "未定", "未確認", "確認中", "調査中", "非公表", "未公表"})


def read_row(sheet: SheetFound, row: int) -> Gathered:
    """What a row says of its case."""
    about = Gathered(sheet.place(row, sheet.taken[0].at if sheet.taken else 0))
    cells = cells_of(sheet, row, about)
    _joining(cells, about)
    names = [cell for cell in cells if cell.taken.column.holds in (Holds.NAME, Holds.NAMES)]
    read_names(names, about, ours=sheet.ours)
    parts = [
        cell for cell in cells if cell.taken.column.holds is Holds.PARTS or is_of_parts(cell.taken.column)
    ]
    skipped = {id(cell) for cell in (*names, *parts)}
    rest = [cell for cell in cells if id(cell) not in skipped and cell.taken.column.holds not in _JOINING]
    for name, found in _by_name(rest):
        if name == "period":
            _period(found[0], about)
        else:
            _field(name, found, about, sheet)
    _groups(rest, about, public=sheet.public)
    read_parts(parts, about)
    if not sheet.ours:
        from_title(about)
    return about


_JOINING = (Holds.IDENTITY, Holds.REVISION, Holds.CASE_TITLE, Holds.ORDER)


def _joining(cells: Iterable[Cell], about: Gathered) -> None:
    for cell in cells:
        if cell.taken.column.holds is Holds.IDENTITY:
            about.identity = cell.text.strip()
            about.places["slug"] = cell.place
        elif cell.taken.column.holds is Holds.REVISION and cell.text:
            about.places["revision"] = cell.place
            about.number = number_in(cell.text.strip())
            if about.number is None:
                about.wrong(cell.place, "版は、書き出したときの番号のままにしてください。", "revision")


def _by_name(cells: Iterable[Cell]) -> list[tuple[str, list[Cell]]]:
    found: dict[str, list[Cell]] = {}
    for cell in cells:
        found.setdefault(cell.name, []).append(cell)
    return list(found.items())


def _field(name: str, cells: Sequence[Cell], about: Gathered, sheet: SheetFound) -> None:
    """A field from its cell; from several, where it is a list; with what a second column says of it."""
    column = cells[0].taken.column
    said = [cell for cell in cells if cell.text and not cell.taken.beside]
    beside = next((cell for cell in cells if cell.text and cell.taken.beside), None)
    about.places[name] = (said or cells)[0].place
    if any(cell.text == TOO_LONG for cell in said):
        about.unsaid.add(name)
        return
    values = [value for cell in said if (value := _value(cell, about, sheet)) is not None]
    value = _joined(column, values)
    if beside is not None:
        value = _with_rival(name, value, beside, about)
    if value is not None:
        about.put(name, value, about.places[name])
    elif name == "status":
        about.put(name, Status.UNKNOWN.value, about.places[name])
    elif not column.part and not any(problem.path == name for problem in about.problems):
        about.emptied.add(name)


def _value(cell: Cell, about: Gathered, sheet: SheetFound) -> Any:
    if sheet.public and cell.taken.column.holds is Holds.STATEMENT:
        return {"text": cell.text}
    if not sheet.ours and cell.name == "funding" and _BARE_AMOUNT.match(cell.text.strip()):
        # An amount alone says neither what it is nor in which unit: its heading does.
        return [{"text": f"{' '.join(cell.taken.heading.split())}：{cell.text.strip()}"}]
    if cell.name == "population.value" and (factor := _unit_of(cell.taken.heading)) > 1:
        return _people(cell, factor, about)
    if cell.name in _DATES and not sheet.ours:
        return _begin_or_end(cell, about)
    return read_into(about, cell)


def _unit_of(heading: str) -> int:
    """What a heading counts people in: 人口（万人）."""
    return next((factor for unit, factor in _UNITS if unit in heading), 1)


_UNITS = (("万人", 10_000), ("千人", 1_000))


def _people(cell: Cell, factor: int, about: Gathered) -> Any:
    """A number of people that was rounded to be told so."""
    value = read_into(about, cell)
    if isinstance(value, str) or value is None:
        return value
    about.put("population.approximate", True, cell.place)
    return round(value * factor)


def _joined(column: Column, values: Sequence[Any]) -> Any:
    if len(values) < 2:
        return values[0] if values else None
    if all(isinstance(value, list) for value in values):
        return [item for value in values for item in value]
    return "\n".join(map(str, values)) if column.kind is Kind.LINES else values[0]


def _with_rival(name: str, value: Any, beside: Cell, about: Gathered) -> Any:
    """The value; where only the second column has one, that. Where they differ, the case decides which was changed."""
    other = read_into(about, beside)
    if value is not None and beside.taken.column.kind is Kind.DATE and date_of(str(other)) is None:
        return value
    if value is None or other is None or value == other:
        if value is None and other is not None and not _is_fiscal(other):
            reason = f"この欄は空ですが、「{beside.taken.heading}」に書かれているとおりに読みました。"
            about.odd(about.places[name], reason, name)
        return other if value is None else value
    about.rivals[name] = other
    reason = (
        f"「{beside.taken.heading}」と違います。今の事例と違うほうを、書き換えた値として読みます。"
        "新しい事例では、この欄の値を読みます。"
    )
    about.odd(about.places[name], reason, name)
    return value


def _is_fiscal(value: Any) -> bool:
    """A 年度 is no date, so the column of dates has none."""
    return isinstance(value, str) and value.startswith("FY")


def _begin_or_end(cell: Cell, about: Gathered) -> Any:
    """A date in a list of somebody else, who may have written a period into it."""
    begin, end = _dates_of(cell, about)
    if cell.name == "ended.date":
        return end or begin
    if end and "ended" not in about.raw:
        about.put("ended.date", end, cell.place)
    return begin


def _period(cell: Cell, about: Gathered) -> None:
    about.places["started.date"] = cell.place
    for name, date in zip(_DATES, _dates_of(cell, about), strict=True):
        if date:
            about.put(name, date, cell.place)


def _dates_of(cell: Cell, about: Gathered) -> tuple[str | None, str | None]:
    """Begin and end as far as the cell says them; what it says beside the date (平成27年頃) is kept as a note."""
    if not cell.text or cell.text.strip() in _NO_DATE_KNOWN:
        return None, None
    if period := period_of(cell.text):
        return period
    if date := begin_of(cell.text):
        whole = "ended" if cell.name == "ended.date" else "started"
        about.put(f"{whole}.note", " ".join(cell.text.split()), cell.place)
        return date, None
    about.wrong(cell.place, NO_DATE, "ended.date" if cell.name == "ended.date" else "started.date")
    return None, None


def _groups(cells: Sequence[Cell], about: Gathered, *, public: bool) -> None:
    """A group of which nothing is said is emptied; what no column speaks of stays as it is."""
    present = {cell.name for cell in cells}
    for whole, parts in _GROUPS.items():
        columns = {name for name in present if name in parts or name == whole}
        if not columns:
            continue
        if whole == "summary":
            unsaid = {"summary.sources"} if public and "summary.sources" not in columns else set()
            unsaid |= {"summary.text"} if "summary" not in columns else set()
        else:
            unsaid = set(parts) - columns
        about.unsaid |= unsaid
        wrong = any(problem.path in columns for problem in about.problems)
        if whole not in about.raw and whole not in about.unsaid and not wrong:
            about.emptied.add(whole)
            about.places.setdefault(whole, next(cell.place for cell in cells if cell.name in columns))
