"""All sheets of a file, and what each of their columns is taken for: by our own headings, by guesses, and by what a
person says."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from catalogue.domain.grid import Grid, Place
from catalogue.schemas.case_sheet.column import Holds, SheetKind
from catalogue.schemas.case_sheet.columns import CASE_SHEET, SHEETS
from catalogue.schemas.case_sheet.data_names import (
    SHEETS_NOT_OF_A_CASE,
    SHEETS_THAT_EXPLAIN,
    TO_MEND,
    is_calculated,
)
from catalogue.schemas.case_sheet.guesses import COLUMNS, guessed, is_of_parts, is_several
from catalogue.schemas.case_sheet.known import LOOKED_THROUGH, Taken, is_public, kind_of, known, row_of
from catalogue.schemas.case_sheet.sheets import Heading
from catalogue.schemas.case_sheet.synonyms import guess, normal

_EXAMPLES, _LONGEST_EXAMPLE = 3, 60
_COUNTING = frozenset({"", "no", "番号", "通し番号", "項番", "連番", "通番", "整理番号", "順番"})
_LEAST_UPRIGHT = 3
_OWN = frozenset(normal(column.label) for column in CASE_SHEET.columns)
_EXPLAINING = frozenset(map(normal, SHEETS_THAT_EXPLAIN))
_NOT_OF_A_CASE = frozenset(map(normal, SHEETS_NOT_OF_A_CASE))


@dataclass(frozen=True, slots=True)
class SheetFound:
    """A sheet that is read. ``row`` is that of its headings; ``ours`` says that it is laid out as our own, ``public``
    that it is of the public workbook, whose ``calculated`` columns are left out, as are ``unknown`` ones."""

    grid: Grid
    kind: SheetKind
    row: int
    headings: tuple[Heading, ...]
    taken: tuple[Taken, ...]
    ours: bool
    public: bool
    calculated: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    def place(self, row: int, column: int) -> Place:
        """A cell of it."""
        return Place(self.grid.name, row, column)


@dataclass(frozen=True, slots=True)
class Found:
    """The sheets that are read; the names of those that hold nothing of a case's document, and of those left out
    because no headings were found in them."""

    sheets: tuple[SheetFound, ...]
    of_the_catalogue: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def find(grids: Sequence[Grid], chosen: Mapping[str, str]) -> Found:
    """The sheets and their columns. ``chosen`` gives the field a person named for a column by its place, nothing for
    one to be left out. Beside sheets of ours nothing is guessed: what is not ours there is somebody's notes."""
    several = len(grids) > 1
    told = [grid.name for grid in grids if several and normal(grid.name) in _NOT_OF_A_CASE]
    silent = {grid.name for grid in grids if several and normal(grid.name) in _EXPLAINING}
    read = [grid for grid in grids if grid.name not in silent.union(told) and any(map(any, grid.rows))]
    ours = [_ours(grid, *place, chosen) for grid in read if (place := kind_of(grid))]
    taken = {sheet.grid.name for sheet in ours}
    others = [grid for grid in read if grid.name not in taken]
    if any(sheet.kind is CASE_SHEET for sheet in ours) or len(ours) > 1:
        return Found(tuple(_in_order(ours)), tuple(told), tuple(grid.name for grid in others))
    lists = [grid for grid in others if not _is_named_as_parts(grid, others)]
    found = [sheet for grid in lists if (sheet := _foreign(grid, chosen))]
    followed = _followed(found, chosen)
    found = [sheet for grid in lists if (sheet := _foreign(grid, {**followed, **chosen}, followed))]
    if any(any(heading.meant for heading in sheet.headings) for sheet in (*ours, *found)):
        found = [sheet for sheet in found if any(heading.meant for heading in sheet.headings)]
    names = {sheet.grid.name for sheet in found}
    left_out = tuple(grid.name for grid in others if grid.name not in names)
    return Found(tuple(_in_order([*ours, *found])), tuple(told), left_out)


def _is_named_as_parts(grid: Grid, others: Sequence[Grid]) -> bool:
    """Whether a sheet beside others has the name of one of parts: its rows are no cases."""
    return len(others) > 1 and normal(grid.name) in {normal(kind.name) for kind in SHEETS if kind.field}


def _in_order(sheets: Iterable[SheetFound]) -> list[SheetFound]:
    return sorted(sheets, key=lambda sheet: SHEETS.index(sheet.kind))


def _ours(grid: Grid, kind: SheetKind, row: int, chosen: Mapping[str, str]) -> SheetFound:
    texts = grid.rows[row]
    public = is_public(texts) or not kind.laid_out
    taken = known(kind, texts)
    calculated = [at for at, text in enumerate(texts) if public and at not in taken and is_calculated(text)]
    if kind is CASE_SHEET and not public:
        fields = {each.column.name for each in taken.values()}
        more = guessed(grid, row, {}).items()
        guesses = {at: each for at, each in more if at not in taken and each.column.name not in fields}
    else:
        guesses = {}
    sheet = SheetFound(grid, kind, row, (), (), True, public, tuple(texts[at] for at in calculated))
    return _with_columns(sheet, {**taken, **guesses}, frozenset(range(len(texts))) - guesses.keys(), chosen)


def _followed(lists: Sequence[SheetFound], chosen: Mapping[str, str]) -> dict[str, str]:
    """Columns of further lists that are called as one in a list before: what is decided for that one holds for all."""
    first: dict[str, Heading] = {}
    followed: dict[str, str] = {}
    for sheet in lists:
        own = {normal(heading.text): heading for heading in sheet.headings if heading.text.strip()}
        for text, heading in own.items():
            if text in first and str(heading.place) not in chosen:
                followed[str(heading.place)] = first[text].meant or ""
        first = {**own, **first}
    return followed


def stands_upright(grid: Grid) -> bool:
    """Whether the headings stand below each other, as on a form with one case a sheet."""
    rows = [sum(_is_known(text) for text in set(row)) for row in grid.rows[:LOOKED_THROUGH]]
    columns = [sum(map(_is_known, set(column))) for column in zip(*grid.rows[:LOOKED_THROUGH], strict=True)]
    return max(columns[:2], default=0) > max(_LEAST_UPRIGHT, 2 * max(rows, default=0))


def _is_known(text: str) -> bool:
    short = bool(text.strip()) and len(text) <= _LONGEST_EXAMPLE
    return short and (normal(text) in _OWN or guess(text) is not None)


def _foreign(grid: Grid, chosen: Mapping[str, str], followed: Collection[str] = ()) -> SheetFound | None:
    """A list with one row a case; nothing where it has no row that could be headings. What is called as ours calls it
    is certain, and so is what is ``followed`` and what only counts the rows."""
    row = row_of(grid, _is_known)
    if row is None:
        rows = enumerate(grid.rows[:LOOKED_THROUGH])
        row = next((n for n, texts in rows if len({text for text in texts if text.strip()}) > 1), None)
    if row is None:
        return None
    taken = guessed(grid, row, known(CASE_SHEET, grid.rows[row]))
    sheet = SheetFound(grid, CASE_SHEET, row, (), (), False, False)
    sure = {at for at, each in taken.items() if normal(each.heading) == normal(each.column.label)}
    sure |= {at for at, text in enumerate(grid.rows[row]) if at not in taken and _counts(grid, row, at, text)}
    sure |= {at for at in range(len(grid.rows[row])) if str(sheet.place(row, at)) in followed}
    return _with_columns(sheet, taken, frozenset(sure), chosen)


def _counts(grid: Grid, row: int, at: int, heading: str) -> bool:
    """Whether a column holds nothing but the numbers of the rows."""
    below = [each[at].strip() for each in grid.rows[row + 1 :]]
    return normal(heading).strip(".#№:") in _COUNTING and all(text.isdecimal() for text in below if text)


def _with_columns(
    sheet: SheetFound, taken: Mapping[int, Taken], sure: frozenset[int], chosen: Mapping[str, str]
) -> SheetFound:
    columns = {column.name: column for column in (*CASE_SHEET.columns, *sheet.kind.columns)}
    final: dict[int, Taken] = {}
    for at, text in enumerate(sheet.grid.rows[sheet.row]):
        place = str(sheet.place(sheet.row, at))
        told, held = chosen.get(place), taken.get(at)
        if told is None or (held and told == held.column.name):
            if held:
                final[at] = held
        elif told in columns:
            number = guess(text)
            final[at] = Taken(at, text, columns[told], ordinal=number.ordinal if number else None)
    headings = [
        Heading(
            place=sheet.place(sheet.row, at),
            text=text,
            meant=final[at].column.name if at in final else None,
            sure=at in sure,
            examples=examples,
        )
        for at, text in enumerate(sheet.grid.rows[sheet.row])
        if (examples := _examples(sheet, at)) or text.strip()
    ]
    unread = [text for at, text in enumerate(sheet.grid.rows[sheet.row]) if at not in final and text.strip()]
    return replace(
        sheet,
        headings=tuple(headings),
        taken=tuple(_counted(sheet, final.values())),
        unknown=tuple(text for text in unread if text not in sheet.calculated and normal(text) != TO_MEND),
    )


def _counted(sheet: SheetFound, taken: Iterable[Taken]) -> list[Taken]:
    """Of several columns for the same part of a row the second one is of the second part, where no number says
    otherwise."""
    if sheet.kind is not CASE_SHEET:
        return list(taken)
    of_parts = [each for each in taken if is_of_parts(each.column) or each.column.holds is Holds.PARTS]
    several = {name for name, count in Counter(each.column.name for each in of_parts).items() if count > 1}
    counts: Counter[str] = Counter()
    counted = []
    for each in taken:
        name = each.column.name
        counts[name] += 1
        numbered = each.ordinal is None and name in several
        counted.append(replace(each, ordinal=counts[name]) if numbered else each)
    return counted


def _examples(sheet: SheetFound, at: int) -> tuple[str, ...]:
    found: list[str] = []
    for row in sheet.grid.rows[sheet.row + 1 :]:
        text = " ".join(row[at].split())
        if text and text not in found:
            found.append(text if len(text) <= _LONGEST_EXAMPLE else f"{text[:_LONGEST_EXAMPLE]}…")
        if len(found) == _EXAMPLES:
            break
    return tuple(found)


def doubled(sheet: SheetFound) -> list[Taken]:
    """Columns for a field that has one value and is given by an earlier column already."""
    seen: set[str] = set()
    again = []
    for each in sheet.taken:
        if each.beside or is_several(each.column) or sheet.kind is not CASE_SHEET:
            continue
        if each.column.name in seen:
            again.append(each)
        seen.add(each.column.name)
    return again


def offered() -> tuple[tuple[str, str], ...]:
    """The fields a person may choose for a column, each with its name in Japanese."""
    return tuple((column.name, column.label) for column in COLUMNS.values() if column.name != "revision")
