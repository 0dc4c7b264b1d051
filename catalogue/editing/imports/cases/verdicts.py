"""What would become of a row, in the shape its page shows; and what is to be mended in it, with the cell it stands in,
what is typed there, and the words that are allowed."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache

from catalogue.domain.difference import Difference, Words, differences
from catalogue.domain.errors import Problem
from catalogue.domain.grid import Grid, Place
from catalogue.domain.text import quotable
from catalogue.editing.imports.cases.doubles import Double
from catalogue.editing.imports.cases.judgement import Choice, Mistake, RowJudged, Verdict
from catalogue.editing.imports.cases.rows import Work
from catalogue.schemas.case_form import CASE_INPUTS, label_of
from catalogue.schemas.case_sheet.sheets import CaseRow, CellProblem
from catalogue.schemas.form_places import steps_of

Typed = Callable[[Place | None], str]

NO_DOUBLE = Double()

# Columns that are no field of the form.
_LABELS: Mapping[str, str] = {"slug": "ID", "revision": "版", "prefecture": "都道府県"}
_LAST_STEP = re.compile(r"(?:\.[^.\[\]]+|\[\d+\])\Z")


def typed_in(grids: Sequence[Grid]) -> Typed:
    """What stands in a cell; nothing where there is no such cell."""
    by_name = {grid.name: grid.rows for grid in grids}

    def typed(place: Place | None) -> str:
        rows = by_name.get(place.sheet, ()) if place else ()
        if place is None or place.row >= len(rows) or place.column >= len(rows[place.row]):
            return ""
        return rows[place.row][place.column]

    return typed


def place_of(row: CaseRow, path: str) -> Place | None:
    """The cell of a path, or of the nearest path above it; nothing where the sheet has no such column."""
    while path:
        if place := row.places.get(path):
            return place
        shorter = _LAST_STEP.sub("", path)
        path = shorter if shorter != path else ""
    return None


def of_cells(problems: Iterable[CellProblem], typed: Typed) -> Iterator[Mistake]:
    """What reading the sheet found."""
    for each in problems:
        yield Mistake(each.reason, each.place, typed(each.place), _called(each.path), options_of(each.path))


def of_row(
    row: CaseRow, problems: Iterable[Problem], typed: Typed, options: Mapping[str, tuple[str, ...]]
) -> Iterator[Mistake]:
    """What judging the row found, but for what reading the cells has told already. ``options`` are those of a path
    beside the closed lists."""
    told = [each.path for each in row.problems if each.path not in ("", "slug")]
    for each in dict.fromkeys(problems):
        if not any(_speak_of_one(each.path, other) for other in told):
            place = place_of(row, each.path)
            allowed = options.get(each.path) or options_of(each.path)
            yield Mistake(each.reason, place, typed(place), _called(each.path), allowed)


def _speak_of_one(path: str, other: str) -> bool:
    """Whether one path is the other, or a part of it: what cannot be read is missing, too."""
    return path == other or any(
        long.startswith(short) and long[len(short)] in ".["
        for short, long in ((path, other), (other, path))
        if short and len(long) > len(short)
    )


def _called(path: str) -> str:
    """What a column or a field is called; "" for the whole row."""
    return _LABELS.get(path) or (label_of(path) if path else "")


def options_of(path: str) -> tuple[str, ...]:
    """The words of the closed list a path is of, as people read them; none where it is of none."""
    names = tuple(step for step in steps_of(path) if isinstance(step, str))
    return _words_of(names)


@cache
def _words_of(names: tuple[str, ...]) -> tuple[str, ...]:
    level, found = CASE_INPUTS, None
    for name in names:
        found = next((each for each in level if each.name == name), None)
        level = found.parts if found else ()
    return tuple(label for _, label in found.choices) if found else ()


def judged(work: Work, double: Double, typed: Typed, words: Words) -> RowJudged:
    """The row as it stands after everything was looked at."""
    if work.choice is Choice.SKIP:
        return _skipped(work)
    # Which rows are one case depends on what was decided about them, which the sheet does not know.
    told = (each for each in work.row.problems if each.path != "slug")
    wrong = (
        *of_cells(told, typed),
        *of_row(work.row, work.problems, typed, work.options),
    )
    verdict = _verdict(work, wrong)
    return RowJudged(
        place=work.row.place,
        title=work.title,
        where=work.where,
        slug=work.known.slug if work.known else work.slug,
        verdict=verdict,
        mistakes=wrong,
        alike=double.alike,
        twins=double.twins,
        undecided=double.undecided(work.choice),
        choice=work.choice,
        changes=_changes(work, words) if verdict is Verdict.CHANGE else (),
        cautions=(*(each.reason for each in work.row.cautions), *work.cautions),
        suggested=Choice.SKIP if double.same and work.choice is None else None,
        updates=work.updates,
        number=work.known.number if work.known else None,
        clashes=work.clashes,
    )


def _changes(work: Work, words: Words) -> tuple[Difference, ...]:
    if work.known is None or work.final is None:
        return ()
    return differences(work.known.document, work.final, words)


def _skipped(work: Work) -> RowJudged:
    slug = work.known.slug if work.known else ""
    names = work.row.names
    where = quotable(names.get("prefecture", "") + names.get("municipality", ""))
    return RowJudged(work.row.place, work.title, where, slug, Verdict.SKIP, choice=work.choice)


def _verdict(work: Work, wrong: tuple[Mistake, ...]) -> Verdict:
    if wrong or work.final is None or any(clash.chosen is None for clash in work.clashes):
        return Verdict.PROBLEM
    if work.theme is None or work.category is None:  # a name is still to be decided about
        return Verdict.PROBLEM
    if work.known is None:
        return Verdict.NEW
    return Verdict.SAME if work.final == work.known.document else Verdict.CHANGE
