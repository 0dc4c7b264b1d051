"""The page of a plan's paper: what was recognised and what becomes of it, some cases at a time; then the drafts."""

from dataclasses import dataclass
from typing import Any

from flask import render_template
from werkzeug.wrappers import Response

from catalogue.context import session
from catalogue.desk.guard import actor, may
from catalogue.desk.imports.one import answered, in_short
from catalogue.desk.imports.text.typed import START
from catalogue.desk.municipalities import known_places
from catalogue.domain.case_pages.pages import CasePages, FoundTable
from catalogue.domain.case_pages.words import TableTarget, Target
from catalogue.domain.errors import CatalogueError, Invalid, labelled
from catalogue.domain.importing import ImportKind, ImportState
from catalogue.domain.paging import paging
from catalogue.domain.paper import Piece
from catalogue.domain.vocabulary import SourceKind
from catalogue.editing.drafts import MOST_DRAFTS
from catalogue.editing.imports.text.choices import Choices, Take, choices_of
from catalogue.editing.imports.text.judged import CaseJudged, TextJudged, judged
from catalogue.editing.imports.text.standing import Stands, standing
from catalogue.models import Import, finding
from catalogue.reading import desk_cases
from catalogue.schemas.text_import import PAPER_LABELS, typed_paper

CASES_ON_A_PAGE = 20
# Of what belongs to no case; all of it stays kept.
MOST_LINES_SHOWN = 2_000
# Of one case so many are asked about, and so many are shown.
MOST_LINES_ASKED, MOST_LINES_OF_A_CASE = 200, 400

TAKES = (
    (Take.YES.value, "取り込む"),
    (Take.NO.value, "取り込まない"),
    (Take.JOIN.value, "事例の見出しではない（前の事例の続きにする）"),
)
LINE_TARGETS = (*((each.value, each.label) for each in Target), (START, "ここから別の事例にする"))
TABLE_TARGETS = tuple((each.value, each.label) for each in TableTarget)
KINDS = tuple((each.value, each.label) for each in SourceKind)


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that belong to no case, below one heading; ``left_out`` is how many of them are not shown."""

    heading: str
    within_cases: bool
    pieces: tuple[Piece, ...]
    count: int

    @property
    def left_out(self) -> int:
        """How many lines are too many for the page."""
        return self.count - len(self.pieces)


def page(
    import_id: int,
    error: CatalogueError | None = None,
    unsaved: Choices | None = None,
    at: int = 1,
) -> Response:
    """Where this import stands; with ``error``, why the last act was not done, and with it what was typed."""
    found = finding.import_of(session(), import_id, ImportKind.TEXT)
    shown = _open(found, error, unsaved, at) if found.state == ImportState.OPEN else _ended(found, error)
    return answered(shown, error)


def judged_now(found: Import, choices: Choices | None = None) -> TextJudged:
    """The paper as it would be taken in."""
    return judged(session(), found, choices or choices_of(found.choices), known_places())


def _open(found: Import, error: CatalogueError | None, unsaved: Choices | None, at: int) -> str:
    choices = unsaved or choices_of(found.choices)
    now = judged_now(found, choices)
    shown = paging(len(now.cases), at, CASES_ON_A_PAGE)
    places = _places(now)
    problems = labelled(error.problems, PAPER_LABELS) if isinstance(error, Invalid) else []
    return render_template(
        "desk/imports/text/show.html",
        one=in_short(found),
        file=found.content.get("file", ""),
        now=now,
        cards=shown.of(now.cases),
        at=shown.page,
        pages=shown.pages,
        paper=typed_paper(choices.paper),
        error=error,
        problems=problems,
        errors={each["path"]: each["reason"] for each in problems},
        place_of=lambda number: _address(places.get(number), number, shown.page),
        rest=_groups(now.pages),
        open_questions=[case for case in now.taken if not (case.category and case.where.town.code)],
        categories=desk_cases.categories(session()),
        takes=TAKES,
        line_targets=LINE_TARGETS,
        table_targets=TABLE_TARGETS,
        most_lines=MOST_LINES_ASKED,
        kinds=KINDS,
        labels=PAPER_LABELS,
        there=len(desk_cases.drafts_of(session(), actor().id or 0)),
        most_drafts=MOST_DRAFTS,
        written=_written,
        writes=may("write"),
    )


def _written(case: CaseJudged) -> list[tuple[str, Any]]:
    """The lines and the tables of a case in the order of the paper, each with what it is."""
    rows: list[tuple[int, str, Any]] = [(line.found.number, "line", line) for line in case.lines]
    rows += [(_first_line(table.found.title, table.found.number), "table", table) for table in case.tables]
    return [(what, each) for _, what, each in sorted(rows, key=lambda row: row[0])][:MOST_LINES_OF_A_CASE]


def _first_line(title: Piece | None, number: int) -> int:
    return title.number if title else number


def _places(now: TextJudged) -> dict[int, tuple[int, str]]:
    """On which page, and under which id, each line of a case is shown; that of a theme, with its first case."""
    places: dict[int, tuple[int, str]] = {}
    for place, case in enumerate(now.cases):
        page_number = place // CASES_ON_A_PAGE + 1
        tables = {piece.number: table.found for table in case.tables for piece in _of_table(table.found)}
        for piece in case.found.pieces:
            shown = tables[piece.number].number if piece.number in tables else piece.number
            places[piece.number] = (page_number, f"line-{shown}")
        for piece in case.theme.pieces if case.theme else ():
            places.setdefault(piece.number, (page_number, f"case-{case.number}"))
    return places


def _of_table(table: FoundTable) -> list[Piece]:
    return [piece for piece in (table.title, *table.pieces) if piece]


def _address(place: tuple[int, str] | None, number: int, at: int) -> str:
    """Where an oddity leads: into the case, on whatever page it is, or to what belongs to none."""
    page_number, shown = place or (at, f"line-{number}")
    return f"#{shown}" if page_number == at else f"?page={page_number}#{shown}"


def _groups(pages: CasePages) -> list[Group]:
    groups, room = [], MOST_LINES_SHOWN
    for rest in pages.rest:
        pieces = rest.pieces[:room]
        room -= len(pieces)
        groups.append(Group(rest.heading, rest.theme is not None, pieces, len(rest.pieces)))
    return groups


def _ended(found: Import, error: CatalogueError | None) -> str:
    rows = standing(session(), found, actor().id)
    return render_template(
        "desk/imports/text/ended.html",
        one=in_short(found),
        error=error,
        rows=rows,
        undone_said=(found.result or {}).get("undone_said", ""),
        can_undo=may("write") and found.state == ImportState.DONE and _has(rows, Stands.UNTOUCHED),
        Stands=Stands,
    )


def _has(rows: list[Any], stands: Stands) -> bool:
    return any(row.stands is stands for row in rows)
