"""The columns of the sheets of cases: one table by which sheets are laid out, read back and explained.

What the form of a case knows (name, meaning, example, closed lists) is taken from there, so that a column is called
what the form calls the field. What only a sheet needs stands here; what the public workbook calls the same things is
in :mod:`~catalogue.schemas.case_sheet.data_names`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from catalogue.schemas.case_form import CASE_INPUTS, SECTIONS
from catalogue.schemas.case_sheet.column import Column, Holds, SheetKind
from catalogue.schemas.case_sheet.data_names import ALSO, BESIDE, DATA_SHEETS, DataSheet
from catalogue.schemas.case_sheet.special import (
    ABOUT_SHEETS,
    CASE_TITLE,
    CITED_BY,
    ID,
    IN_A_CELL,
    LINES,
    MUNICIPALITY,
    ONE_A_LINE,
    ORDER,
    REVISION,
    SOURCE_NUMBER,
    TABLE_CELLS,
    TABLE_ROWS,
    THEME_AND_CATEGORY,
)
from catalogue.schemas.form_inputs import Input, Kind

CASES = "事例"


def _inputs() -> Iterator[Input]:
    """Those of the form, in the order in which its sections ask them."""
    by_name = {each.name: each for each in CASE_INPUTS}
    return (by_name[name] for section in SECTIONS for name in section.names)


def _column(each: Input, name: str, label: str, holds: Holds | None = None) -> Column:
    return Column(
        name=name,
        label=label,
        holds=holds or _HOLDS.get(each.kind, Holds.VALUE),
        kind=each.kind,
        about=_USUAL.get(name) or _about(each),
        example=each.example,
        required=each.required and name not in _USUAL,
        choices=each.choices or (FLAGS if each.kind is Kind.FLAG else ()),
        list_name=_LISTS.get(name, YES_OR_NO if each.kind is Kind.FLAG else ""),
        also=ALSO.get(name, ()),
        beside=BESIDE.get(name, ()),
        fixed=each.kind in (Kind.PICTURE, Kind.KEY),
    )


# What a sheet need not say, because something usual stands for it.
_USUAL = {
    "status": "出典から分かる今の状況です。空けておくと「未確認」になります。",
    "checked.on": "年度ではなく、年月か年月日で書きます。新しい事例では、空けておくと取り込んだ日になります。",
    "checked.how": "何を見て、だれに確かめたかを書きます。新しい事例では、空けておいてもかまいません。",
}


def _about(each: Input) -> str:
    """What the form says of a field, where it is written differently in a sheet in the words of that."""
    if each.kind is Kind.SOURCES:
        return "「出典」のシートの番号を、「、」で区切って書きます。"
    if each.kind is Kind.BOXES:
        return f"{each.hint.replace('選びます', '書きます')}「選択肢」の言葉を「、」で区切ります。"
    if each.kind is Kind.FLAG:
        return each.hint.replace("印を付けます", "「はい」と書きます")
    return each.hint.replace("1行に1つです", "「、」で区切ります")


_HOLDS = {
    Kind.CHOICE: Holds.CHOICE,
    Kind.BOXES: Holds.CHOICES,
    Kind.FLAG: Holds.FLAG,
    Kind.SOURCES: Holds.CITED,
    Kind.CASES: Holds.WORDS,
    Kind.KEY: Holds.KEY,
}
YES_OR_NO = "はい・いいえ"
FLAGS = (("yes", "はい"), ("no", "いいえ"))
_LISTS = {
    "status": "状況",
    "methods": "手法",
    "funding_kinds": "財源の種類",
    "sources.kind": "出典の種類",
}
_SPECIAL = {"slug": (ID, REVISION), "category": THEME_AND_CATEGORY, "municipality": MUNICIPALITY}
_OF_LISTS = {"keywords": Holds.WORDS, "unknowns": Holds.SENTENCES, "other_municipalities": Holds.NAMES}


def _of_group(each: Input) -> Iterator[Column]:
    for part in each.parts:
        column = _column(part, f"{each.name}.{part.name}", f"{each.label}：{part.label}")
        yield replace(column, required=each.required and part.required)


def _statement(each: Input, holds: Holds) -> Column:
    many = holds is Holds.STATEMENTS
    about = f"{each.hint or each.parts[0].hint}{ONE_A_LINE if many else ''}{CITED_BY}"
    example = f"{'・' if many else ''}{each.example or each.parts[0].example}〔1、3〕"
    return replace(_column(each, each.name, each.label, holds), about=about, example=example)


def is_statements(each: Input) -> bool:
    """Whether it is a list of texts with their sources, and nothing more."""
    return each.kind is Kind.ROWS and tuple(part.name for part in each.parts) == ("text", "sources")


def _of_form(each: Input) -> Iterable[Column]:
    if each.name in _SPECIAL:
        return _SPECIAL[each.name]
    if each.name == "summary":
        cited = _column(each.parts[1], "summary.sources", "概要：出典の番号")
        return (_statement(each, Holds.STATEMENT), replace(cited, laid_out=False, also=("概要_出典",)))
    if is_statements(each):
        return (_statement(each, Holds.STATEMENTS),)
    if each.kind is Kind.GROUP:
        return _of_group(each)
    return () if each.kind is Kind.ROWS else (_column(each, each.name, each.label, _OF_LISTS.get(each.name)),)


def _in_a_cell(each: Input) -> Iterator[Column]:
    """The columns in which a sheet with one row a case may have its parts."""
    about, example = LINES[each.name]
    whole = _column(each, each.name, each.label, Holds.PARTS)
    yield replace(whole, about=about, example=example, laid_out=False)
    for part in each.parts:
        if part.kind is not Kind.KEY:
            column = _column(part, f"{each.name}.{part.name}", f"{each.label}：{part.label}")
            yield replace(column, laid_out=False, also=(), beside=())


def _case_columns() -> Iterator[Column]:
    for each in _inputs():
        yield from _of_form(each)
    yield Column("period", "期間（開始～終了）", Holds.PERIOD, laid_out=False)
    for each in _inputs():
        if each.name in IN_A_CELL:
            yield from _in_a_cell(each)


def _part_columns(each: Input) -> tuple[Column, ...]:
    own = [
        _column(part, f"{each.name}.{part.name}", part.label)
        for part in each.parts
        if part.kind not in (Kind.CELLS, Kind.GRID)
    ]
    if each.name == "tables":
        return (ID, CASE_TITLE, ORDER, *TABLE_ROWS, *own, *TABLE_CELLS)
    return (ID, CASE_TITLE, SOURCE_NUMBER if each.name == "sources" else ORDER, *own)


def _data_sheet(each: DataSheet) -> SheetKind:
    """A sheet only the public workbook has."""
    columns = tuple(Column(name, label, Holds(holds)) for name, label, holds in each.columns)
    first = (ID, CASE_TITLE, ORDER)
    return SheetKind(each.name, each.field, (*first, *columns), whole=each.whole, laid_out=False)


CASE_SHEET = SheetKind(CASES, "", tuple(_case_columns()), "1行に1つの事例を書きます。")
PART_SHEETS = tuple(
    SheetKind(each.label, each.name, _part_columns(each), ABOUT_SHEETS.get(each.name, each.hint))
    for each in sorted(_inputs(), key=lambda each: each.name != "sources")
    if each.kind is Kind.ROWS and not is_statements(each)
)
SHEETS = (CASE_SHEET, *PART_SHEETS, *map(_data_sheet, DATA_SHEETS))
