"""The sheets of parts: one part a row, joined to its case by ID, or by title where the case has none yet."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from catalogue.domain.grid import Place
from catalogue.schemas.case_form import CASE_INPUTS
from catalogue.schemas.case_sheet.cells import numbers_in
from catalogue.schemas.case_sheet.column import Holds
from catalogue.schemas.case_sheet.columns import CASE_SHEET, PART_SHEETS, is_statements
from catalogue.schemas.case_sheet.gathering import Cell, Gathered, cells_of, read_into
from catalogue.schemas.case_sheet.headings import SheetFound
from catalogue.schemas.case_sheet.lines import date_of
from catalogue.schemas.case_sheet.synonyms import normal
from catalogue.schemas.case_sheet.tables import Row, tables_of
from catalogue.schemas.form_inputs import Kind

STATEMENTS = tuple(each.name for each in CASE_INPUTS if is_statements(each))
_STATEMENT_LABELS = {
    normal(word): each.name for each in CASE_INPUTS if is_statements(each) for word in (each.name, each.label)
}
_PARTS = {kind.field: kind for kind in PART_SHEETS}


Owner = Callable[[str, str, Place], Gathered | None]


def read_sheet(sheet: SheetFound, cases: Sequence[Gathered], owner: Owner) -> None:
    """Read a sheet into the cases its rows belong to; it replaces the list of every case. ``owner`` finds the case of
    an ID and a title, and speaks up where there is none."""
    rows: dict[int, list[Row]] = {}
    owners: dict[int, Gathered] = {id(case): case for case in cases}
    for at in range(sheet.row + 1, len(sheet.grid.rows)):
        if not any(text.strip() for text in sheet.grid.rows[at]):
            continue
        if (found := _row(sheet, at, owner)) is None:
            continue
        about, row = found
        owners.setdefault(id(about), about)
        rows.setdefault(id(about), []).append(row)
    for key, about in owners.items():
        _fill(sheet, about, _ordered(sheet, rows.get(key, [])))


def _row(sheet: SheetFound, at: int, owner: Owner) -> tuple[Gathered, Row] | None:
    place = sheet.place(at, sheet.taken[0].at)
    scratch = Gathered(place)
    row = Row(place, cells_of(sheet, at, scratch))
    if not any(cell.text for cell in row.cells if cell.taken.column.holds not in _JOINING):
        return None
    about = owner(row.text("slug"), row.text("case"), row.place_of("slug"))
    if about is None:
        return None
    about.problems += scratch.problems
    number = row.text("order")
    if numbers := numbers_in(number):
        row.order = numbers[0]
    elif number:
        about.wrong(row.place_of("order"), "番号は、1からの整数で書いてください。", sheet.kind.field)
    return about, row


_JOINING = (Holds.IDENTITY, Holds.CASE_TITLE, Holds.ORDER)


def _ordered(sheet: SheetFound, rows: list[Row]) -> list[Row]:
    """As they stand; in the public workbook by their numbers, what was added without one behind."""
    if not sheet.public:
        return rows
    last = max((row.order or 0 for row in rows), default=0) + 1
    return sorted(rows, key=lambda row: row.order or last)


def _fill(sheet: SheetFound, about: Gathered, rows: Sequence[Row]) -> None:
    name = sheet.kind.field
    if name == "*":
        _statements(sheet, about, rows)
    elif name == "other_municipalities":
        _municipalities(about, rows)
    elif sheet.kind.whole:
        _whole(sheet, about, rows)
    elif name == "tables":
        _keep(sheet, name, tables_of(rows, about), about)
    else:
        _parts(sheet, about, rows)


def _keep(sheet: SheetFound, name: str, values: list[Any], about: Gathered) -> None:
    """The list of a case; nothing in it means that it has none."""
    if name in about.raw:
        about.odd(
            about.places.get(name, about.place),
            f"「{sheet.grid.name}」のシートがあるので、この欄は読みませんでした。",
            name,
        )
    about.emptied.discard(name)
    about.raw.pop(name, None)
    if values:
        about.raw[name] = values
    else:
        about.emptied.add(name)


def _parts(sheet: SheetFound, about: Gathered, rows: Sequence[Row]) -> None:
    name = sheet.kind.field
    values: list[dict[str, Any]] = []
    for row in rows:
        path = f"{name}[{len(values)}]"
        about.places[path] = row.place
        part = _part(row, path, about)
        if name == "sources" and row.order is not None:
            part["number"] = _numbered(row, values, about)
        values.append(part)
    _keep(sheet, name, values, about)
    present = {taken.column.name for taken in sheet.taken}
    columns = {column.name for column in _PARTS[name].columns if column.part}
    about.unsaid |= columns - present - {"sources.key"}


def _numbered(row: Row, before: Sequence[Mapping[str, Any]], about: Gathered) -> int | None:
    if any(part.get("number") == row.order for part in before):
        reason = "同じ番号の出典が2つあります。事例の中では、1つずつ別の番号にしてください。"
        about.wrong(row.place_of("order"), reason, "sources")
        return None
    return row.order


def _part(row: Row, path: str, about: Gathered) -> dict[str, Any]:
    """The fields of one part; an empty cell is nothing, and the column beside may say it once more."""
    part: dict[str, Any] = {}
    for cell in sorted(row.cells, key=lambda cell: cell.taken.beside):
        name = cell.taken.column.part
        if not name:
            continue
        if not cell.taken.beside:
            about.places[f"{path}.{name}"] = cell.place
        value = read_into(about, cell, f"{path}.{name}") if cell.text else None
        if value is None:
            continue
        if name not in part:
            part[name] = value
        elif part[name] != value and not (
            cell.taken.column.kind is Kind.DATE and date_of(str(value)) is None
        ):
            about.rivals[f"{path}.{name}"] = value
            about.odd(cell.place, _DIFFERS, f"{path}.{name}")
    return part


_DIFFERS = "となりの列と違います。今の事例と違うほうを、書き換えた値として読みます。"


def _statements(sheet: SheetFound, about: Gathered, rows: Sequence[Row]) -> None:
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in STATEMENTS}
    for row in rows:
        label, code = row.text("statement.kind_label"), row.text("statement.kind")
        name = _STATEMENT_LABELS.get(normal(label or code))
        if name is None:
            about.wrong(row.place_of("statement.kind_label"), _NO_SUCH_KIND, "")
            continue
        if code and _STATEMENT_LABELS.get(normal(code)) != name:
            about.odd(row.place_of("statement.kind"), _BY_NAME.format("種別", label), name)
        path = f"{name}[{len(found[name])}]"
        about.places[path] = row.place_of("statement.text")
        statement: dict[str, Any] = {"text": row.text("statement.text")}
        cited = next((cell for cell in row.cells if cell.name == "statement.sources"), None)
        if cited is not None:
            statement["sources"] = (read_into(about, cited, f"{path}.sources") or []) if cited.text else []
        found[name].append(statement)
    for name, values in found.items():
        _keep(sheet, name, values, about)
        if not any(taken.column.name == "statement.sources" for taken in sheet.taken):
            about.unsaid.add(f"{name}.sources")


_NO_SUCH_KIND = "種別は、「背景」「取り組んだこと」など、コード表の「本文の種別」から書いてください。"

_BY_NAME = "{}とそのコードが違うので、名前（{}）のとおりに読みました。"
_LEAD = {"lead", "代表"}
_LEAD_ELSEWHERE = "代表の自治体は、「事例」のシートに書かれているとおりに読みました。"


def _municipalities(about: Gathered, rows: Sequence[Row]) -> None:
    """Those beside the leading one, which the sheet of cases has."""
    others = []
    for row in rows:
        code, label = row.text("other.part"), row.text("other.part_label")
        if code and label and (code in _LEAD) != (label in _LEAD):
            about.odd(row.place_of("other.part"), _BY_NAME.format("区分", label), "other_municipalities")
        if (label or code) not in _LEAD:
            others.append(row)
        elif row.text("other.code") != about.names.get("municipality_code", row.text("other.code")):
            about.odd(row.place_of("other.code"), _LEAD_ELSEWHERE, "other_municipalities")
    lines = [
        row.text("other.code") or row.text("other.prefecture") + row.text("other.name") for row in others
    ]
    about.emptied.discard("other_municipalities")
    if any(lines):
        about.names["other_municipalities"] = "\n".join(line for line in lines if line)
        about.places["other_municipalities"] = others[0].place
    else:
        about.names.pop("other_municipalities", None)
        about.emptied.add("other_municipalities")


def _whole(sheet: SheetFound, about: Gathered, rows: Sequence[Row]) -> None:
    """A list of single values, some with their codes beside."""
    name = sheet.kind.field
    values: list[str] = []
    for row in rows:
        cells = [cell for cell in row.cells if cell.name in (name, f"{name}.code") and cell.text]
        if not cells:
            continue
        cells.sort(key=lambda cell: cell.name != name)
        path = f"{name}[{len(values)}]"
        about.places[path] = cells[0].place
        if name not in _CLOSED:
            values.append(cells[0].text)
            continue
        meant = [read_into(about, _as_words(cell), name) or [] for cell in cells]
        if meant[0] and meant[-1] and meant[0] != meant[-1]:
            about.rivals[path] = meant[-1][0]
            about.odd(cells[0].place, _DIFFERS, path)
        values += meant[0]
    _keep(sheet, name, list(dict.fromkeys(values)), about)


_CLOSED = {column.name: column for column in CASE_SHEET.columns if column.holds is Holds.CHOICES}


def _as_words(cell: Cell) -> Cell:
    """The cell as one of the column that has the closed list."""
    column = _CLOSED[cell.taken.column.whole]
    return Cell(replace(cell.taken, column=column), cell.text, cell.place)
