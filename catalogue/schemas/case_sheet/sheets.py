"""Cases as the rows of a spreadsheet: what a row says of a case, and in which cell it says so.

How a sheet is taken in (:mod:`~catalogue.schemas.case_sheet.reading` reads, :mod:`~catalogue.schemas.case_sheet.upon`
brings a row and a case together):

* ``headings(grids)`` says what each column is taken for, ``offered()`` what else it may be;
* ``read(grids, chosen)`` gives a :class:`CaseSheets`, one :class:`CaseRow` a case;
* ``upon(row, base)`` is the raw document for ``CaseSchema``: the row laid upon the case that is there, or upon nothing.
  Never lay ``raw`` upon a case by hand: numbers of sources become keys there, and what the sheet says nothing of stays;
* what is in ``names`` is looked up by whoever knows the catalogue, and put into that document.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from catalogue.domain.grid import Place


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is wrong with a cell, in a sentence that says what to mend. ``path`` is the field of the document."""

    place: Place
    reason: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of a sheet. ``meant`` is the name of the sheet's field it is taken for (of :func:`offered`), nothing
    where it is left out; ``sure`` where the heading is that of our own sheets, so that nobody need confirm it."""

    place: Place
    text: str
    meant: str | None
    sure: bool
    examples: tuple[str, ...] = ()


class Loss(StrEnum):
    """What a file could not hold, so that a text that differs only by that has not been changed."""

    # Of the public workbook: texts on one line, nothing for 不明 and the like, the order of the page.
    PUBLIC = "public"
    # Of a text file that may be in Shift_JIS, which lacks letters.
    LETTERS = "letters"


@dataclass(frozen=True, slots=True)
class CaseRow:
    """What the sheets say of one case.

    ``identity`` is its ID as typed (a slug, or whatever joins the rows of several sheets), ``number`` the revision it
    was exported from. ``raw`` has the fields of the document the sheets speak of, shaped for ``CaseSchema``, without
    what must be looked up: ``names`` holds that as typed (``theme``, ``category``, ``prefecture``, ``municipality``,
    ``other_municipalities``, one a line). Where a column of codes is there too, ``theme_code``, ``category_code`` and
    ``municipality_code`` hold them: if name and code disagree, the one is meant that is not what the case has now
    (:func:`~catalogue.schemas.case_sheet.upon.changed_of`); for a new case that is a mistake.

    ``emptied`` are the fields whose column is there and says nothing. ``places`` gives the cell of a path (``title``,
    ``outcomes[0].value``, ``municipality``); a path without one has that of the nearest path above it.

    The rest is for ``upon``: ``unsaid`` are parts (``started.note``, ``outcomes.note``) without a column though their
    whole has one, ``rivals`` what a second column says of a path where it says something else, ``made_keys`` the
    numbers of sources whose key was made while reading, ``losses`` what the file cannot hold.
    ``cautions`` do not stand in the way.
    """

    place: Place
    identity: str
    number: int | None
    raw: dict[str, Any]
    names: dict[str, str]
    emptied: frozenset[str]
    places: Mapping[str, Place]
    problems: tuple[CellProblem, ...] = ()
    cautions: tuple[CellProblem, ...] = ()
    unsaid: frozenset[str] = frozenset()
    rivals: Mapping[str, Any] = field(default_factory=dict)
    made_keys: Mapping[str, int] = field(default_factory=dict)
    losses: frozenset[Loss] = frozenset()


@dataclass(frozen=True, slots=True)
class CaseSheets:
    """All that was read: the columns as they were taken, one row a case, what is wrong with no single case (rows of
    parts that belong to none), and sentences to tell (sheets and columns that are not read)."""

    headings: tuple[Heading, ...]
    rows: tuple[CaseRow, ...]
    problems: tuple[CellProblem, ...] = ()
    remarks: tuple[str, ...] = field(default=())
