"""What the pages of a plan's paper send: how it is called, and what was decided about its cases line by line."""

from collections.abc import Mapping
from dataclasses import replace

from werkzeug.datastructures import MultiDict

from catalogue.domain.case_pages.words import TableTarget, Target
from catalogue.domain.text import clean, drop_forbidden_characters, number_in
from catalogue.editing.imports.text.choices import CaseChoice, Choices, Take
from catalogue.editing.imports.text.judged import CaseJudged, TextJudged
from catalogue.schemas.text_import import PAPER_LABELS, paper_of

Form = MultiDict[str, str]

START = "start"
_LONGEST = 500


def facts_of(form: Form) -> dict[str, str]:
    """What is said of the paper."""
    return paper_of({name: _line(form, name) for name in PAPER_LABELS})


def choices_of_form(form: Form, shown: TextJudged, before: Choices) -> Choices:
    """What holds after this form, which may show only some of the cases; ``shown`` is the paper as it was before."""
    here = {case.number: case for case in shown.cases if f"title-{case.number}" in form}
    takes = {number: form.get(f"take-{number}", "") for number in here}
    cases = {number: _case(form, case, takes[number]) for number, case in here.items()}
    starts = _starts(form, shown, here)
    joined = frozenset(number for number in here if takes[number] == Take.JOIN)
    paper = facts_of(form) if "title" in form else dict(before.paper)
    return replace(
        before,
        paper={name: paper.get(name) or None for name in PAPER_LABELS},
        cases={**before.cases, **cases},
        starts=(before.starts | starts) - joined,
        joined=(before.joined | joined) - starts,
    )


def _case(form: Form, case: CaseJudged, take: str) -> CaseChoice:
    return CaseChoice(
        take=take != Take.NO,
        title=_line(form, f"title-{case.number}"),
        category=_line(form, f"category-{case.number}"),
        municipality=_line(form, f"municipality-{case.number}"),
        lines={
            line.found.number: chosen
            for line in case.lines
            if (chosen := form.get(f"line-{line.found.number}", "")) in set(Target)
        },
        tables={
            table.found.number: chosen
            for table in case.tables
            if (chosen := form.get(f"table-{table.found.number}", "")) in set(TableTarget)
        },
    )


def _starts(form: Form, shown: TextJudged, here: Mapping[int, CaseJudged]) -> frozenset[int]:
    """Lines that are said to begin a case: of the cases on this page, and of what belongs to none."""
    lines = {line.found.number for case in here.values() for line in case.lines}
    rest = {piece.number for group in shown.pages.rest for piece in group.pieces}
    ticked = {number_in(value) for value in form.getlist(START)}
    chosen = {number for number in lines if form.get(f"line-{number}") == START}
    return frozenset(chosen | (rest & ticked))


def _line(form: Form, name: str) -> str:
    return clean(drop_forbidden_characters(form.get(name, "")[:_LONGEST])).replace("\n", " ")
