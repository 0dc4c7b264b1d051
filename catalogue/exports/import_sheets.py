"""The workbook by which cases are brought (取込用): empty to be filled in, or with cases that are there to be changed
and brought back. The columns are those by which it is read; here is how they look and what explains them."""

from collections.abc import Iterable, Mapping, Sequence

from catalogue.exports.import_guide import CHOICES, choices, guide, instructions
from catalogue.exports.sheets import Column, Entry, Sheet, Use, Value, Workbook
from catalogue.models.reference import Category, Municipality, Theme
from catalogue.schemas.case_sheet import column as layout
from catalogue.schemas.case_sheet.column import Holds, SheetKind
from catalogue.schemas.case_sheet.columns import CASE_SHEET, PART_SHEETS
from catalogue.schemas.case_sheet.laying import Names, Written, laid_columns, rows_of
from catalogue.schemas.case_sheet.special import IN_A_CELL
from catalogue.schemas.form_inputs import Kind

TITLE = "事例の取込用の表"
# On a single sheet there is no other for what a case has several of: these are written in cells.
_ON_ONE_SHEET = tuple(name for name in IN_A_CELL if name in ("sources", "outcomes", "events", "partners"))
_WIDTHS: Mapping[Holds, float] = {
    Holds.IDENTITY: 26,
    Holds.REVISION: 6,
    Holds.CASE_TITLE: 26,
    Holds.ORDER: 7,
    Holds.STATEMENT: 50,
    Holds.STATEMENTS: 50,
    Holds.SENTENCES: 40,
    Holds.PARTS: 40,
    Holds.CITED: 10,
    Holds.FLAG: 10,
    Holds.CELL: 18,
}
_WIDE, _NARROW, _USUAL = 40, 12, 20
_TEXT_KINDS = (Kind.DATE, Kind.SOURCES, Kind.KEY, Kind.PICTURE)


def names_of(
    themes: Iterable[Theme], categories: Iterable[Category], municipalities: Iterable[Municipality]
) -> Names:
    """What the codes in documents mean, from the rows of the catalogue."""
    return Names(
        places={row.code: (row.prefecture, row.name) for row in municipalities},
        themes={row.slug: row.name for row in themes},
        categories={row.slug: row.name for row in categories},
    )


def workbook_of(cases: Sequence[Written], names: Names, filed: Mapping[str, Sequence[str]]) -> Workbook:
    """The cases, in this order, to be changed and brought back; without cases the form to be filled in. ``filed`` are
    the categories (slugs) of each theme (slug), in the order in which they are shown."""
    rows: dict[str, list[tuple[Value, ...]]] = {kind.name: [] for kind in (CASE_SHEET, *PART_SHEETS)}
    for case in cases:
        for name, own in rows_of(case, names).items():
            rows[name] += own
    kinds = (CASE_SHEET, *PART_SHEETS)
    return Workbook(
        title=TITLE,
        sheets=(
            instructions(),
            *(_sheet(kind, rows[kind.name], laid_columns(kind)) for kind in kinds),
            choices(names, filed),
            guide(kinds),
        ),
        use=Use.DATA,
    )


def template(names: Names, filed: Mapping[str, Sequence[str]]) -> Workbook:
    """The workbook with no case in it."""
    return workbook_of((), names, filed)


def sheet_of(workbook: Workbook, name: str = CASE_SHEET.name) -> Sheet | None:
    """One of its sheets, for a file of one sheet; nothing where it has none of this name, or one that only explains."""
    kinds = {kind.name for kind in (CASE_SHEET, *PART_SHEETS)}
    return next((sheet for sheet in workbook.sheets if sheet.name == name and name in kinds), None)


def template_of_one_sheet() -> Sheet:
    """A single sheet to be filled in, with sources, results and the like in cells."""
    more = [column for name in _ON_ONE_SHEET for column in _in_cells(name)]
    return _sheet(CASE_SHEET, [], (*laid_columns(CASE_SHEET), *more))


def _in_cells(name: str) -> Iterable[layout.Column]:
    """The column of these parts; of sources also those beside it, which a line has no room for."""
    beside = ("sources.publisher", "sources.kind", "sources.date") if name == "sources" else ()
    return (column for column in CASE_SHEET.columns if column.name in (name, *beside))


def _sheet(kind: SheetKind, rows: Sequence[tuple[Value, ...]], columns: Sequence[layout.Column]) -> Sheet:
    return Sheet(
        name=kind.name,
        columns=tuple(_column(column) for column in columns),
        rows=tuple(rows),
        for_entry=True,
        pinned=3 if kind is CASE_SHEET else 2,
    )


def _column(column: layout.Column) -> Column:
    return Column(
        name=column.label,
        meaning=column.about,
        width=_width(column),
        entry=Entry(
            hint=f"{'【必ず書きます】' if column.required else ''}{column.about}",
            as_text=column.kind in _TEXT_KINDS or column.name == "municipality_code",
            locked=column.fixed or column.holds is Holds.CASE_TITLE,
            words=(CHOICES, column.list_name) if _takes_one_word(column) else None,
            strict=column.strict,
        ),
    )


def _takes_one_word(column: layout.Column) -> bool:
    """A spreadsheet can offer a list for one word only; of several words the hint tells."""
    return bool(column.list_name) and column.holds is not Holds.CHOICES


def _width(column: layout.Column) -> float:
    if column.holds in _WIDTHS:
        return _WIDTHS[column.holds]
    if column.kind in (Kind.PARAGRAPH, Kind.LINES, Kind.ADDRESS):
        return _WIDE
    return _NARROW if column.kind in (Kind.DATE, Kind.NUMBER, Kind.WHOLE) else _USUAL
