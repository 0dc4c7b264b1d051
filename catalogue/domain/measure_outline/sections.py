"""An outline of any plan, cut into blocks: its lists of 将来像, 原則 and 課題, its 施策体系, and whatever else it has.

Where a heading says what the list below it is, that list is proposed and the rest left out; where no heading says it,
all is proposed as one plan.
"""

import re
from collections.abc import Iterator, Sequence

from catalogue.domain.measure_outline.lines import Line
from catalogue.domain.measure_outline.outline import Block, Column, Entry, Outline, Sort, Unread, Way
from catalogue.domain.measure_outline.steps import Step, forest
from catalogue.domain.text import quotable

_SORTS: tuple[tuple[re.Pattern[str], Sort], ...] = (
    (re.compile("原則"), Sort.PRINCIPLES),
    (re.compile("将来像|めざす姿|目指す姿"), Sort.VISIONS),
    (re.compile("施策の?体系|体系図|施策一覧"), Sort.MEASURES),
    (re.compile("課題"), Sort.ISSUES),
)
_CASES = re.compile("事例")
_LONGEST_HEADING = 40
_ARE_CASES = "ほかの自治体の事例とみました。事例は、計画の事例ページの取込みで読み取れます。"
_NOT_CHOSEN = "見出しから、計画の項目ではないとみました。取り込むときは、下で選んでください。"


def in_sections(lines: Sequence[Line]) -> Outline:
    """The blocks of an outline, and the lines that are in none."""
    roots, loose = forest(lines)
    unread = [Unread(line.number, line.text.replace("\t", "　")) for line in loose if line.text]
    named = [(step, sort) for step in _all(roots) if (sort := _sort(step)) is not None]
    taken = {id(step) for step, _ in named}
    found: list[tuple[str, Sort, list[Step], Column]] = []
    for step, sort in named:
        found.append((_heading(step), sort, _listed(step, unread), Column.AFTER))
    for heading, steps in _others(roots, taken, unread):
        found.append((heading, Sort.MEASURES, steps, Column.LEFT if named else Column.AFTER))
    found.sort(key=lambda each: each[2][0].line.number if each[2] else 0)
    blocks = [_block(number, *each) for number, each in enumerate(filter(lambda each: each[2], found), 1)]
    return Outline(Way.LEVELS, tuple(blocks), unread=tuple(sorted(unread, key=lambda each: each.number)))


def _all(steps: Sequence[Step]) -> Iterator[Step]:
    for step in steps:
        yield step
        yield from _all(step.below)


def _sort(step: Step) -> Sort | None:
    """What the items below a heading are, if it says so and none of those below it says so again."""
    if not step.below or not _is_heading(step) or any(_sort(below) for below in step.below):
        return None
    return next((sort for words, sort in _SORTS if words.search(step.title)), None)


def _is_heading(step: Step) -> bool:
    ends = any(words.search(step.title[-4:]) for words, _ in _SORTS)
    return len(step.title) <= _LONGEST_HEADING and (step.is_bare_heading or (ends and bool(step.label)))


def _heading(step: Step) -> str:
    return f"{step.label} {step.title}".strip()


def _listed(step: Step, unread: list[Unread]) -> list[Step]:
    """The items of a list: where some are numbered, headings among them that are not only say what comes next."""
    unread += [Unread(line.number, line.text) for line in step.texts]
    if not any(below.label for below in step.below):
        return step.below
    for below in step.below:
        if not below.label:
            unread += [Unread(each.number, each.text) for each in _lines(below)]
    return [below for below in step.below if below.label]


def _lines(step: Step) -> Iterator[Line]:
    yield step.line
    yield from step.texts
    for below in step.below:
        yield from _lines(below)


def _others(roots: Sequence[Step], taken: set[int], unread: list[Unread]) -> Iterator[tuple[str, list[Step]]]:
    """What is left of the forest, in runs of one style; headings under which there is nothing are no items."""
    run: list[Step] = []
    for step in (left for root in roots if (left := _without(root, taken, unread)) is not None):
        if step.is_bare_heading and len(roots) > 1 and taken:
            yield _heading(step), step.below
            continue
        if run and run[-1].style != step.style:
            yield "", run
            run = []
        run.append(step)
    if len(run) == 1 and run[0].is_bare_heading and run[0].below:
        yield _heading(run[0]), run[0].below
    elif run:
        yield "", run


def _without(step: Step, taken: set[int], unread: list[Unread]) -> Step | None:
    """An item without the lists that are blocks of their own; nothing where nothing else is left of it."""
    if id(step) in taken:
        return None
    had = len(step.below)
    step.below = [left for below in step.below if (left := _without(below, taken, unread)) is not None]
    if (
        step.is_bare_heading
        and not step.below
        and (had or taken or step.names_a_list or _CASES.search(step.title))
    ):
        unread += [Unread(line.number, line.text) for line in (step.line, *step.texts)]
        return None
    return step


def _block(number: int, heading: str, sort: Sort, steps: Sequence[Step], column: Column) -> Block:
    return Block(
        key=f"b{number}",
        heading=quotable(heading),
        group="",
        column=column,
        sort=sort,
        entries=tuple(_entry(step) for step in steps),
        doubts=() if column is not Column.LEFT else (_ARE_CASES if _CASES.search(heading) else _NOT_CHOSEN,),
    )


def _entry(step: Step) -> Entry:
    return Entry(
        key=step.line.key,
        number=step.line.number,
        kind=step.kind,
        label=step.label or None,
        title=step.title or None,
        text=tuple(line.text for line in step.texts),
        priority=step.priority,
        plain=step.is_plain,
        children=tuple(_entry(below) for below in step.below),
    )
