"""施策方針 and 施策 as they stand in a text, gathered into blocks, each with a proposal of what it is.

A table of three columns that was flattened says its groups and its columns in the wrong places. But it prints each
group twice, before and after; so the first block of a group is proposed as what was there before and the second as
what is there after, whatever heading stands above it, and where the heading says otherwise that is told.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from catalogue.domain.measure_outline.lines import Line
from catalogue.domain.measure_outline.outline import (
    Block,
    Column,
    Entry,
    Outline,
    Remark,
    Sort,
    Unread,
    Way,
    walk,
)
from catalogue.domain.measure_outline.words import Head, group, head, is_remark, item, without_priority
from catalogue.domain.paper import Form
from catalogue.domain.vocabulary import NodeKind

_READ = (NodeKind.DIRECTION, NodeKind.MEASURE)
# Two blocks whose titles are as like as this are of one group.
_SAME_GROUP = 0.5
# How many runs back a run of the same field may be.
_NEAR = 40
_LONGEST_TITLE = 100
_GROUP_UNSAID = "この並びの上に、分野の名前がありません。題名が似ている並びから、{}とみました。"
_OTHER_HEAD = (
    "見出し「{head}」の下にありますが、同じ分野の{nth}番目の並びなので、{column}とみました。"
    "表の列が、順番どおりに取り出されていないようです。"
)
_THIRD = "同じ分野の並びが、ほかに2つあります。取り込まないことにしてあります。"


@dataclass
class _Run:
    """A block while it is read. ``head`` is the head of a column above it, as printed, ``said`` the field that is named
    above it."""

    said: str
    head: str
    column: Head | None
    entries: list[Entry] = field(default_factory=list)


@dataclass
class _Reading:
    """What has been read so far; ``untitled`` is where the title of the last item is still to come."""

    runs: list[_Run] = field(default_factory=list)
    remarks: list[tuple[Line, int]] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    group: str = ""
    head: str = ""
    column: Head | None = None
    fresh: bool = True
    untitled: bool = False


def has_measures(lines: Sequence[Line]) -> bool:
    """Whether this is a text of 施策方針 and 施策: of two steps, the upper of which goes by one name."""
    said = [found for line in lines if (found := item(line.text, _READ))]
    return len({found.word for found in said if found.kind is NodeKind.DIRECTION}) == 1 and len(said) >= 2


def in_blocks(lines: Sequence[Line]) -> Outline:
    """The blocks of such a text, its remarks, and the lines that are neither."""
    reading = _Reading()
    for line in lines:
        _read(reading, line)
    runs = [run for run in reading.runs if run.entries]
    blocks = _proposed(runs, _groups_of(runs))
    return Outline(
        way=Way.MEASURES,
        blocks=tuple(blocks),
        remarks=tuple(_remarks(reading, runs, blocks)),
        unread=tuple(reading.unread),
    )


def _read(reading: _Reading, line: Line) -> None:
    if line.form in (Form.ROW, Form.BREAK):
        reading.unread += [Unread(line.number, line.text.replace("\t", "　"))] if line.text else []
    elif (column := head(line.text)) is not None:
        reading.head, reading.column, reading.fresh, reading.group = line.text, column, True, ""
    elif (named := group(line.text)) is not None and not reading.untitled:
        reading.group, reading.fresh = named[0], True
    elif (said := item(line.text, _READ)) is not None:
        title = said.title[:_LONGEST_TITLE] or None
        entry = Entry(line.key, line.number, said.kind, said.label, title, priority=said.priority)
        _put(reading, entry)
    elif reading.untitled and line.form is not Form.HEADING:
        _title(reading, line)
    elif is_remark(line.text):
        reading.remarks.append((line, len(reading.runs)))
    elif not _as_body(reading, line):
        reading.unread.append(Unread(line.number, line.text))


def _put(reading: _Reading, entry: Entry) -> None:
    if reading.fresh or not reading.runs or _begins_again(reading.runs[-1], entry):
        reading.runs.append(_Run(reading.group, reading.head, reading.column))
        reading.fresh, reading.group = False, ""
    entries = reading.runs[-1].entries
    if entry.kind is NodeKind.MEASURE and entries and entries[-1].kind is NodeKind.DIRECTION:
        entries[-1] = replace(entries[-1], children=(*entries[-1].children, entry))
    else:
        entries.append(entry)
    reading.untitled = entry.title is None


def _begins_again(run: _Run, entry: Entry) -> bool:
    """施策方針1 after 施策方針2: another column, or another field."""
    same = [each.label for each in run.entries if each.kind is entry.kind]
    if entry.kind is NodeKind.MEASURE and run.entries and run.entries[-1].kind is NodeKind.DIRECTION:
        return False
    return bool(same) and entry.label in same


def _title(reading: _Reading, line: Line) -> None:
    """The line below 施策方針1 is its title."""
    title, priority = without_priority(line.text[:_LONGEST_TITLE])
    _change_last(reading, title=title, priority=priority or _last(reading).priority)
    reading.untitled = False


def _as_body(reading: _Reading, line: Line) -> bool:
    """A bullet without a number below a measure belongs to it."""
    if line.form is not Form.BULLET or not reading.runs or reading.fresh:
        return False
    _change_last(reading, text=(*_last(reading).text, line.text))
    return True


def _last(reading: _Reading) -> Entry:
    entry = reading.runs[-1].entries[-1]
    return entry.children[-1] if entry.children else entry


def _change_last(reading: _Reading, **changes: object) -> None:
    entries = reading.runs[-1].entries
    changed = replace(_last(reading), **changes)  # type: ignore[arg-type]  # the fields of an entry, by name
    if entries[-1].children:
        changed = replace(entries[-1], children=(*entries[-1].children[:-1], changed))
    entries[-1] = changed


def _groups_of(runs: Sequence[_Run]) -> list[str]:
    """The field of each run: named above it, or that of the run before it whose titles are most like its own."""
    groups: list[str] = []
    titles = [Counter(entry.title or "" for entry in walk(run.entries)) for run in runs]
    for number, run in enumerate(runs):
        near = range(max(0, number - _NEAR), number)
        likest = max(near, key=lambda other: _like(titles[number], titles[other]), default=None)
        if run.said:
            groups.append(run.said)
        elif likest is not None and _like(titles[number], titles[likest]) >= _SAME_GROUP:
            groups.append(groups[likest])
        else:
            groups.append(groups[-1] if groups and run.column is runs[number - 1].column else "")
    return groups


def _like(one: Counter[str], other: Counter[str]) -> float:
    """How many of the titles of the smaller run are in the other."""
    shorter = min(one.total(), other.total())
    return (one & other).total() / shorter if shorter else 0.0


def _proposed(runs: Sequence[_Run], groups: Sequence[str]) -> list[Block]:
    several, seen = Counter(groups), Counter[str]()
    compared = any(run.column for run in runs) or max(several.values(), default=0) > 1
    blocks: list[Block] = []
    for number, (run, named) in enumerate(zip(runs, groups, strict=True)):
        seen[named] += 1
        nth = seen[named]
        column = _column(run, nth, several[named], compared)
        blocks.append(
            Block(
                key=f"b{number + 1}",
                heading=run.head,
                group=named,
                column=column,
                sort=Sort.MEASURES,
                entries=tuple(run.entries),
                doubts=tuple(_doubts(run, named, nth, column)),
            )
        )
    return blocks


def _column(run: _Run, nth: int, times: int, compared: bool) -> Column:
    if not compared:
        return Column.AFTER
    if times == 1:
        return (run.column and run.column.column) or Column.AFTER
    return (Column.BEFORE, Column.AFTER, Column.LEFT)[min(nth, 3) - 1]


def _doubts(run: _Run, named: str, nth: int, column: Column) -> Iterable[str]:
    if named and not run.said:
        yield _GROUP_UNSAID.format(f"「{named}」")
    if run.column and column is not Column.LEFT and run.column.column is not column:
        yield _OTHER_HEAD.format(head=run.head, nth=nth, column=f"「{column.label}」")
    if column is Column.LEFT:
        yield _THIRD


def _remarks(reading: _Reading, runs: Sequence[_Run], blocks: Sequence[Block]) -> Iterable[Remark]:
    """A remark stands between the two blocks of a field: it is of the field of the block before it."""
    places = {id(run): number for number, run in enumerate(runs)}
    for line, before in reading.remarks:
        seen = [places[id(run)] for run in reading.runs[:before] if id(run) in places]
        named = blocks[seen[-1]].group if seen else ""
        yield Remark(line.key, line.number, line.text, named)
