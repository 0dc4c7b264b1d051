"""What is gathered about one case while sheets are read: its fields, the cell each came from, and what was odd."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from catalogue.domain import shift_jis
from catalogue.domain.grid import Place
from catalogue.schemas.case_sheet.cells import unguarded
from catalogue.schemas.case_sheet.headings import SheetFound
from catalogue.schemas.case_sheet.known import Taken
from catalogue.schemas.case_sheet.sheets import CaseRow, CellProblem, Loss
from catalogue.schemas.case_sheet.values import Unreadable, value_of

FORMULA = "数式が入っています。計算の結果を「値として貼り付け」で入れ直すか、ここに値を書いてください。"
LETTER_LOST = (
    "「〓」があります。Shift_JISで表せなかった文字かもしれません。もとの文字に直してください。"
    "書き出したときのまま変えていないところは、直さなくても、もとの文字のまま残ります。"
)
# Stands in a cell for more than a cell can hold; a column that says this says nothing.
TOO_LONG = "（長いため、この表では変えられません。カタログの画面で直してください）"
# Blanks by which somebody pushed words apart; they say nothing, and take long to look through.
_GAP = re.compile(r"[^\S\n]{20,}")
# What stands in lists of other people where there is nothing.
NOTHING = frozenset({"-", "－", "―", "ー", "—", "–", "‐", "−", "…", "／", "/"})


@dataclass(slots=True)
class Gathered:
    """A case while it is read. ``cited`` are the lists of numbers of sources that stand in ``raw``, each with its path;
    ``free`` the paths of what could name a source and has no mark."""

    place: Place
    identity: str = ""
    number: int | None = None
    raw: dict[str, Any] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    emptied: set[str] = field(default_factory=set)
    places: dict[str, Place] = field(default_factory=dict)
    problems: list[CellProblem] = field(default_factory=list)
    cautions: list[CellProblem] = field(default_factory=list)
    unsaid: set[str] = field(default_factory=set)
    rivals: dict[str, Any] = field(default_factory=dict)
    made_keys: dict[str, int] = field(default_factory=dict)
    numbers: dict[int, str] = field(default_factory=dict)

    def wrong(self, place: Place, reason: str, path: str = "") -> None:
        """Something to be mended."""
        self.problems.append(CellProblem(place, reason, path))

    def odd(self, place: Place, reason: str, path: str = "") -> None:
        """Something to know."""
        self.cautions.append(CellProblem(place, reason, path))

    def put(self, path: str, value: Any, place: Place) -> None:
        """A field, or a part of a group (``started.note``)."""
        whole, _, part = path.partition(".")
        self.places[path] = place
        if part:
            self.raw.setdefault(whole, {})[part] = value
        elif isinstance(value, dict):
            self.raw[whole] = {**self.raw.get(whole, {}), **value}
        else:
            self.raw[whole] = value

    def as_row(self, losses: Iterable[Loss]) -> CaseRow:
        """The same, finished."""
        return CaseRow(
            place=self.place,
            identity=self.identity,
            number=self.number,
            raw=self.raw,
            names=self.names,
            emptied=frozenset(self.emptied),
            places=self.places,
            problems=tuple(self.problems),
            cautions=tuple(self.cautions),
            unsaid=frozenset(self.unsaid),
            rivals=self.rivals,
            made_keys=self.made_keys,
            losses=frozenset(losses),
        )


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a column that is read; ``text`` is empty for a formula, too."""

    taken: Taken
    text: str
    place: Place

    @property
    def name(self) -> str:
        """The field it holds."""
        return self.taken.column.name


def cells_of(sheet: SheetFound, row: int, about: Gathered) -> list[Cell]:
    """The cells of one row that are read; of formulas ``about`` is told."""
    cells = []
    for taken in sheet.taken:
        place = sheet.place(row, taken.at)
        text = _GAP.sub(" ", unguarded(sheet.grid.rows[row][taken.at]))
        if (row, taken.at) in sheet.grid.formulas:
            about.wrong(place, FORMULA, taken.column.name)
            text = ""
        elif shift_jis.NO_SUCH_LETTER in text:
            about.odd(place, LETTER_LOST, taken.column.name)
        elif not sheet.ours and text.strip() in NOTHING:
            text = ""
        cells.append(Cell(taken, text if text.strip() else "", place))
    return cells


def read_into(about: Gathered, cell: Cell, path: str = "") -> Any:
    """The value of a cell that is not empty, or nothing and a problem where it cannot be read."""
    try:
        return value_of(cell.taken.column, cell.text)
    except Unreadable as problem:
        about.wrong(cell.place, str(problem), path or cell.name)
        return None
