"""A workbook of Excel, or of whatever writes .xlsx: its sheets as grids.

SpreadsheetML is ECMA-376 Part 1, 18. It is read here part by part as it comes in, because a library that builds the
whole workbook first can be made to take gigabytes, refuses what Excel opens (an unknown pattern of a fill is enough),
and does not know the dates of Japanese Excel, which are told by a number between 27 and 58 and nothing more.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from catalogue.domain.errors import Invalid
from catalogue.domain.grid import Grid
from catalogue.intake.elements import is_true, local, named_part
from catalogue.intake.excel.numbers import BUILTIN
from catalogue.intake.excel.sheet import Book, grid_of_sheet
from catalogue.intake.excel.values import text_in
from catalogue.intake.letters import plain_letters
from catalogue.intake.limits import MOST_LETTERS, MOST_SHEETS, Allowance
from catalogue.intake.package import Damaged, Package
from catalogue.intake.sentences import BROKEN, NOTHING_IN_SHEETS

_HIDDEN = "Excelでは非表示になっているシートですが、読み取りました。"
# Excel allows 31 letters, others more; a number format may have 255.
_LONGEST_NAME, _LONGEST_CODE = 100, 255
_OTHERS = "グラフだけのシート（{}）は読み取っていません。"


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    part: str
    kind: str
    is_hidden: bool


def grids(data: bytes) -> tuple[Grid, ...]:
    """All sheets in which something is written, hidden ones too.

    Raises:
        Invalid: there is nothing, too much, or the file is damaged; the sentence says where.
    """
    package = Package(data)
    try:
        return _grids(package)
    except (Damaged, ValueError, IndexError, OverflowError) as error:
        raise Invalid(BROKEN) from error


def _grids(package: Package) -> tuple[Grid, ...]:
    main = package.one("", "officeDocument")
    sheets = list(_sheets(package, main))
    if len(sheets) > MOST_SHEETS:
        raise Invalid(
            f"シートが多すぎます（{len(sheets):,}枚）。{MOST_SHEETS}枚までのファイルに分けてお試しください。"
        )
    book = Book(
        package, _strings(package, main), _formats(package, main), _since_1904(package, main), Allowance()
    )
    read = [grid_of_sheet(book, each.name, each.part) for each in sheets if each.kind == "worksheet"]
    hidden = {each.name for each in sheets if each.is_hidden}
    filled = [
        replace(grid, remarks=(_HIDDEN, *grid.remarks)) if grid.name in hidden else grid
        for grid in read
        if grid.rows
    ]
    if not filled:
        raise Invalid(NOTHING_IN_SHEETS)
    return _with_others(filled, [each.name for each in sheets if each.kind != "worksheet"])


def _with_others(filled: list[Grid], others: list[str]) -> tuple[Grid, ...]:
    """The sheets, the first of which says which were left out."""
    if not others:
        return tuple(filled)
    remark = _OTHERS.format("、".join(f"「{name}」" for name in others))
    return (replace(filled[0], remarks=(*filled[0].remarks, remark)), *filled[1:])


def _sheets(package: Package, main: str) -> Iterator[_Sheet]:
    """The sheets in their order. Two of one name are damage: a cell is found again by the name of its sheet."""
    named = package.relations(main)
    names: set[str] = set()
    for each in package.elements(main, "sheet"):
        name = plain_letters(each.get("name", ""))[:_LONGEST_NAME]
        relation = named.get(named_part(each))
        if relation is None or not name or name in names:
            raise Damaged(name)
        names.add(name)
        yield _Sheet(name, relation.part, relation.kind, each.get("state", "visible") != "visible")


def _since_1904(package: Package, main: str) -> bool:
    """Whether days are counted as on the first Macintosh."""
    return any(is_true(each.get("date1904")) for each in package.elements(main, "workbookPr"))


def _strings(package: Package, main: str) -> list[str]:
    """The texts that cells name by their number. One that is too long stays so, for its cell to be refused."""
    part = package.named(main, "sharedStrings")
    return [text_in(each)[: MOST_LETTERS + 1] for each in package.elements(part, "si")] if part else []


def _formats(package: Package, main: str) -> list[str]:
    """The number formats that cells name by the number of their style."""
    part = package.named(main, "styles")
    codes, formats = dict(BUILTIN), list[str]()
    for each in package.elements(part, "numFmt", "cellXfs") if part else ():
        if local(each) == "numFmt":
            codes.setdefault(int(each.get("numFmtId", "0")), each.get("formatCode", "")[:_LONGEST_CODE])
        else:
            formats = [codes.get(int(style.get("numFmtId", "0")), "") for style in each]
    return formats
