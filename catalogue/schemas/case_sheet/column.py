"""What a column of a sheet of cases is: which field it holds, what it is called, and how its cells are written."""

from dataclasses import dataclass
from enum import StrEnum

from catalogue.schemas.form_inputs import Kind


class Holds(StrEnum):
    """What a cell of a column holds, where the kind of the form's field does not say it."""

    VALUE = "value"  # one value, typed as in the form
    IDENTITY = "identity"
    REVISION = "revision"
    CASE_TITLE = "case title"  # only for the eye, in sheets of parts
    ORDER = "order"  # the number of a row within its case; of a source, the number it is cited by
    NAME = "name"  # to be looked up
    NAMES = "names"
    CHOICE = "choice"
    CHOICES = "choices"
    FLAG = "flag"
    STATEMENT = "statement"
    STATEMENTS = "statements"
    SENTENCES = "sentences"
    WORDS = "words"
    CITED = "cited"
    KEY = "key"
    PARTS = "parts"  # several parts in one cell, one a line
    PERIOD = "period"
    CELL = "cell"  # of a printed table


@dataclass(frozen=True, slots=True)
class Column:
    """``name`` is the field it holds (``started.date``); ``label`` its heading; ``also`` and ``beside`` what the public
    workbook calls it and the column that says the same once more there. ``list_name`` is the list of the sheet 選択肢
    it is filled from, ``strict`` whether from nothing else. ``laid_out`` columns are written, all are read. What is
    ``fixed`` must not be changed."""

    name: str
    label: str
    holds: Holds = Holds.VALUE
    kind: Kind = Kind.LINE
    about: str = ""
    example: str = ""
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    list_name: str = ""
    strict: bool = True
    also: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    laid_out: bool = True
    fixed: bool = False

    @property
    def whole(self) -> str:
        """The field of the document it belongs to: ``started``."""
        return self.name.partition(".")[0]

    @property
    def part(self) -> str:
        """Its own name in there; empty where it is the whole."""
        return self.name.partition(".")[2]


@dataclass(frozen=True, slots=True)
class SheetKind:
    """A sheet. ``field`` is the list whose parts are its rows; of the sheet of cases it is empty, of the public sheet
    of statements ``*``. ``whole`` sheets hold parts that are one value each. Only ``laid_out`` ones are written."""

    name: str
    field: str
    columns: tuple[Column, ...]
    about: str = ""
    whole: bool = False
    laid_out: bool = True
