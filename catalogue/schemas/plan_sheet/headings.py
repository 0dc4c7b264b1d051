"""Which sheet of a book holds a plan's items, where its headings stand, and what each column is taken for.

Our own sheets are known by their headings. Tables of a 施策体系 have headings of their own, and often no column for
what stands below what, but one column for each step: 大項目, 中項目, 小項目. A person confirms what was guessed.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from catalogue.domain.grid import Grid, Place
from catalogue.domain.vocabulary import NodeKind
from catalogue.schemas.case_sheet.cells import unguarded
from catalogue.schemas.case_sheet.sheets import Heading
from catalogue.schemas.plan_sheet.sheets import ITEM_COLUMNS, ITEMS, SHEETS

# A column of titles of one step says so with the kind of its items: level-direction.
LEVEL = "level-"
_LOOKED_THROUGH = 30
_EXAMPLES, _LONGEST_EXAMPLE = 3, 40
_LEAST = 2

_ALSO: Mapping[str, str] = {
    "code": "ID|項目コード|施策コード",
    "parent": "親|親コード|上位|上位項目|上位コード|親項目",
    "kind": "種別|項目の種類",
    "label": "番号などの表示|施策番号|項番|no|ラベル|整理番号",
    "title": "名称|項目名|タイトル|件名|表題|施策名|事業名|取組名",
    "subtitle": "サブタイトル",
    "heading": "当サイトの見出し",
    "text": "内容|説明|概要|取組内容|施策の内容|取組の内容|施策内容|事業内容|事業概要",
    "priority": "重点施策|優先|優先度",
    "source": "資料|出所",
}
_LEVELS: Mapping[NodeKind, str] = {
    NodeKind.FIELD: "大項目|大分類|大区分|分野|政策分野|基本目標|政策|章|第1階層|第一階層|レベル1",
    NodeKind.DIRECTION: (
        "中項目|中分類|中区分|施策方針|基本方針|施策の方針|施策の方向|施策の方向性|基本施策|施策の柱|節|"
        "第2階層|第二階層|レベル2"
    ),
    NodeKind.MEASURE: (
        "小項目|小分類|小区分|施策|個別施策|具体的施策|主要施策|取組|主な取組|取組項目|事業|主な事業|"
        "第3階層|第三階層|レベル3"
    ),
    NodeKind.VISION_GROUP: "将来像の柱|柱",
    NodeKind.VISION: "将来像",
    NodeKind.PRINCIPLE: "原則",
    NodeKind.ISSUE: "課題",
}


@dataclass(frozen=True, slots=True)
class Table:
    """The sheet the items are read from. ``row`` is that of its headings, ``columns`` the column of each field."""

    grid: Grid
    row: int
    headings: tuple[Heading, ...]
    columns: Mapping[str, int]

    @property
    def levels(self) -> list[tuple[NodeKind, int]]:
        """The columns of titles, from the highest step to the lowest: as they stand from left to right."""
        found = [
            (heading.place.column, NodeKind(heading.meant.removeprefix(LEVEL)))
            for heading in self.headings
            if heading.meant and heading.meant.startswith(LEVEL)
        ]
        return [(kind, column) for column, kind in sorted(found)]


def offered() -> list[tuple[str, str]]:
    """What a column can be taken for, as choices of a form."""
    levels = [(f"{LEVEL}{kind.value}", f"「{kind.label}」の題名") for kind in NodeKind]
    return [("", "読まない"), *((column.name, column.label) for column in ITEM_COLUMNS), *levels]


def normal(text: str) -> str:
    """A heading as it is compared: without blanks, signs and widths."""
    wide = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\s・.．:：()\[\]【】「」※*＊]|必須", "", wide)


def _names() -> dict[str, str]:
    known = {normal(column.label): column.name for column in ITEM_COLUMNS}
    known |= {normal(word): name for name, words in _ALSO.items() for word in words.split("|")}
    levels = {
        normal(word): f"{LEVEL}{kind.value}" for kind, words in _LEVELS.items() for word in words.split("|")
    }
    return levels | known


_KNOWN = _names()
_OURS = {normal(column.label) for column in ITEM_COLUMNS}


def table_in(grids: Sequence[Grid], chosen: Mapping[str, str], sheet: str = "") -> Table | None:
    """The table of items: the sheet a person named, else ours, else the one with the most headings that are known.
    ``chosen`` are the fields a person gave to columns, by their places. Nothing where there is no table."""
    others = {name for name in SHEETS if name != ITEMS}
    read = [
        grid
        for grid in grids
        if (grid.name == sheet if sheet else len(grids) == 1 or grid.name not in others)
    ]
    ranked = sorted(read, key=lambda grid: (grid.name != ITEMS, -_most(grid)))
    for grid in ranked:
        row = _row_of(grid)
        if row is not None:
            return _table(grid, row, chosen)
    return None


def _most(grid: Grid) -> int:
    return max((_count(row) for row in grid.rows[:_LOOKED_THROUGH]), default=0)


def _count(row: Sequence[str]) -> int:
    return len({normal(text) for text in row} & _KNOWN.keys())


def _row_of(grid: Grid) -> int | None:
    """The row with the most headings that are known; without any, the first with several texts."""
    rows = grid.rows[:_LOOKED_THROUGH]
    counts = [_count(row) for row in rows]
    if max(counts, default=0) >= _LEAST:
        return counts.index(max(counts))
    wanted = 1 if max(counts, default=0) else _LEAST
    return next(
        (at for at, row in enumerate(rows) if len({text for text in row if text.strip()}) >= wanted), None
    )


def _table(grid: Grid, row: int, chosen: Mapping[str, str]) -> Table:
    guessed = _guessed(grid.rows[row])
    headings = tuple(_headings(grid, row, guessed, chosen))
    columns = {each.meant: each.place.column for each in reversed(headings) if each.meant}
    return Table(grid, row, headings, columns)


def _guessed(texts: Sequence[str]) -> list[str]:
    """The field of each column by its heading. Where there is a column for each step, one that is called a title
    without a word for what stands below what is that of the lowest step."""
    meant = [_KNOWN.get(normal(text), "") for text in texts]
    has_levels = any(name.startswith(LEVEL) for name in meant)
    has_tree = "code" in meant or "parent" in meant
    if has_levels and has_tree:
        meant = ["" if name.startswith(LEVEL) else name for name in meant]
    elif has_levels and "title" in meant:
        meant[meant.index("title")] = f"{LEVEL}{NodeKind.MEASURE.value}"
    return meant


def _headings(grid: Grid, row: int, guessed: Sequence[str], chosen: Mapping[str, str]) -> Iterator[Heading]:
    allowed = {value for value, _ in offered()}
    seen: set[str] = set()
    for column, text in enumerate(grid.rows[row]):
        place = Place(grid.name, row, column)
        said = chosen.get(str(place))
        meant = said if said in allowed else guessed[column]
        if said is None and meant in seen and not meant.startswith(LEVEL):
            meant = ""
        examples = tuple(_examples(grid, row, column))
        if not text.strip() and not examples:
            continue
        seen.add(meant)
        sure = bool(meant) and normal(text) in _OURS and said is None
        yield Heading(place, " ".join(text.split()), meant or None, sure, examples)


def _examples(grid: Grid, row: int, column: int) -> Iterator[str]:
    texts = dict.fromkeys(unguarded(each[column]).strip() for each in grid.rows[row + 1 :])
    for text in [text for text in texts if text][:_EXAMPLES]:
        line = " ".join(text.split())
        yield line if len(line) <= _LONGEST_EXAMPLE else f"{line[:_LONGEST_EXAMPLE]}…"
