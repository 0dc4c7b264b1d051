"""What stands in the cells of a plan's sheets: text, words of closed lists, yes or no; and what is wrong with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from catalogue.domain.grid import Grid, Place
from catalogue.domain.vocabulary import Named
from catalogue.schemas.case_sheet.cells import unguarded
from catalogue.schemas.case_sheet.sheets import CellProblem
from catalogue.schemas.plan_sheet.headings import normal

W = TypeVar("W", bound=Named)

FORMULA = "数式が入っています。計算した値を、文字として入れ直してください。"
_YES = frozenset(
    map(
        normal,
        (
            "重点",
            "最重点",
            "○",
            "〇",
            "◯",
            "◎",
            "●",
            "はい",
            "有",
            "あり",
            "1",
            "yes",
            "true",
            "x",
            "レ",
            "✓",
            "★",
            "☆",
        ),
    )
)
_NO = frozenset(map(normal, ("", "いいえ", "無", "なし", "0", "no", "false", "×", "-", "－", "ー", "―")))


@dataclass(frozen=True, slots=True)
class Cells:
    """One row of a sheet: the text of each field that has a column, and where it stands."""

    grid: Grid
    row: int
    columns: Mapping[str, int]
    problems: list[CellProblem] = field(default_factory=list)

    def place(self, name: str) -> Place:
        """Where a field stands; one without a column, where the row begins."""
        return Place(self.grid.name, self.row, self.columns.get(name, 0))

    def text(self, name: str) -> str:
        """What stands there, on one line; empty where there is no such column."""
        return "".join(self.lines(name))

    def lines(self, name: str) -> list[str]:
        """What stands there, line by line, without empty ones."""
        return [line.strip() for line in self.whole(name).split("\n") if line.strip()]

    def whole(self, name: str) -> str:
        """What stands there as it is; a formula is refused."""
        if name not in self.columns:
            return ""
        column = self.columns[name]
        if (self.row, column) in self.grid.formulas:
            self.wrong(name, FORMULA)
            return ""
        return unguarded(self.grid.rows[self.row][column]).strip()

    def word(self, name: str, words: type[W]) -> W | None:
        """One word of a closed list, by its name in Japanese or in the document; nothing where the cell is empty."""
        typed = self.text(name)
        if not typed:
            return None
        for word in words:
            if normal(typed) in (normal(word.label), normal(word.value)):
                return word
        allowed = "、".join(word.label for word in words)
        self.wrong(name, f"「{typed[:20]}」という言葉はありません。次のどれかにしてください：{allowed}")
        return None

    def flag(self, name: str) -> bool:
        """Yes or no."""
        typed = normal(self.text(name))
        if typed not in _YES | _NO:
            self.wrong(name, "重点の項目なら「重点」と書き、そうでなければ空にしてください。")
        return typed in _YES

    def wrong(self, name: str, reason: str) -> None:
        """Note what must be mended."""
        self.problems.append(CellProblem(self.place(name), reason, name))


def rows_below(grid: Grid, head: int, columns: Mapping[str, int], problems: list[CellProblem]) -> list[Cells]:
    """The rows below the headings that say something in one of the columns."""
    return [
        Cells(grid, row, columns, problems)
        for row in range(head + 1, len(grid.rows))
        if any(grid.rows[row][column].strip() for column in columns.values())
    ]


def columns_of(grid: Grid, labels: Mapping[str, Sequence[str]]) -> tuple[int, dict[str, int]]:
    """Of one of our other sheets, the row of the headings and the column of each field, known by any of its labels."""
    known = {normal(label): name for name, each in labels.items() for label in each}
    counts = [len({normal(text) for text in row} & known.keys()) for row in grid.rows[:30]]
    head = counts.index(max(counts)) if counts else 0
    columns: dict[str, int] = {}
    for column, text in enumerate(grid.rows[head] if grid.rows else ()):
        if (name := known.get(normal(text))) and name not in columns:
            columns[name] = column
    return head, columns
