"""Where Ome's plans have cases and where they have none: the nodes of a plan against themes, or against the 課題.

A number is one of different cases that a node is found by (:class:`catalogue.models.Reach`), so it is what the search
page finds; a total counts a case once, in however many cells it stands.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from catalogue.domain.coverage import HEADS, LEAVES, By, Choice, Offer, View, rows_of
from catalogue.domain.evidence import Evidence
from catalogue.domain.vocabulary import NodeKind
from catalogue.models import Case, PlanNode
from catalogue.reading.lineage import Ways, reached_by
from catalogue.reading.plans import all_plans, node_row, plan
from catalogue.reading.themes import themes

Row = dict[str, Any]

# Stands for the 課題 of a case that speaks to none of them.
NO_ISSUE = "none"
_NO_ISSUE_NAME = "どの課題にも関連付けなし"


@dataclass(frozen=True, slots=True)
class Cell:
    """Different cases by slug, those of them that came by lineage alone, and the best evidence any of them has."""

    slugs: tuple[str, ...]
    by_lineage: frozenset[str]
    strongest: Evidence | None

    @property
    def count(self) -> int:
        """How many cases."""
        return len(self.slugs)


@dataclass(frozen=True, slots=True)
class Counts:
    """A cell for each column, and all their cases once."""

    cells: tuple[Cell, ...]
    total: Cell


@dataclass(frozen=True, slots=True)
class Line:
    """A node and its cases; ``above`` names what it stands under, where that is no line of the table."""

    node: Row
    counts: Counts
    above: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that belong together, and the line of what they belong to, which counts them all."""

    head: Line | None
    lines: tuple[Line, ...]

    @property
    def leaves(self) -> tuple[Line, ...]:
        """The lines that are spoken of as so many: not the head, unless nothing stands below it."""
        return self.lines or self.heads

    @property
    def heads(self) -> tuple[Line, ...]:
        """The fewest lines that hold every case of the group."""
        return (self.head,) if self.head else self.lines

    @property
    def all(self) -> tuple[Line, ...]:
        """Every line in its order."""
        return (self.head, *self.lines) if self.head else self.lines


@dataclass(frozen=True, slots=True)
class Column:
    """What stands across: ``value`` is the slug of a theme, the key of a 課題, or NO_ISSUE; ``row`` its own facts."""

    value: str
    name: str
    row: Row | None


@dataclass(frozen=True, slots=True)
class Matrix:
    """The whole table. ``across`` says what the columns are, with their plan where it is another than that of the rows;
    ``cases`` is how many there are to be counted."""

    view: View
    plan: Row
    across: str
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    totals: Counts
    cases: int

    @property
    def lines(self) -> list[Line]:
        """Every line in its order."""
        return [line for group in self.groups for line in group.all]


_Count = Callable[[PlanNode], Counts]


def offer(session: Session) -> Offer:
    """Which plans can be shown, the newest first, and against what."""
    kinds: dict[str, set[str]] = defaultdict(set)
    for slug, kind in session.exec(select(PlanNode.plan_slug, PlanNode.kind).distinct()):
        kinds[slug].add(kind)
    plans = ((each, rows_of(kinds[each.slug])) for each in all_plans(session))
    has_issues = any(NodeKind.ISSUE in found for found in kinds.values())
    return Offer(
        plans=tuple(Choice(each.slug, each.short_title, rows) for each, rows in plans if rows),
        bys=(By.THEME, By.ISSUE) if has_issues else (By.THEME,),
    )


def matrix(session: Session, view: View) -> Matrix:
    """The table of a view that is on offer."""
    nodes = session.exec(
        select(PlanNode).where(PlanNode.plan_slug == view.plan).order_by(col(PlanNode.position))
    ).all()
    every = session.exec(select(Case.slug, Case.theme_slug, Case.evidence)).all()
    cases = [case for case in every if not view.cases or case[0] in view.cases]
    counted = {slug for slug, *_ in cases}
    ways = {
        key: {slug: by_lineage for slug, by_lineage in found.items() if slug in counted}
        for key, found in reached_by(session, [node.key for node in nodes]).items()
    }
    columns, places = (
        _themes(session, {slug: theme for slug, theme, _ in cases})
        if view.by is By.THEME
        else _issues(session, [slug for slug, *_ in cases])
    )
    counter = _Counter(columns, places, {slug: Evidence(grade) for slug, _, grade in cases})
    groups = tuple(_groups(nodes, view, lambda node: counter.count([ways.get(node.key, {})])))
    tops = [ways.get(line.node["key"], {}) for group in groups for line in group.heads]
    return Matrix(
        view=view,
        plan=plan(session, view.plan).model_dump(),
        across=_across(session, view, columns),
        columns=tuple(columns),
        groups=groups,
        totals=counter.count(tops),
        cases=len(cases),
    )


def _across(session: Session, view: View, columns: Sequence[Column]) -> str:
    facts = columns[0].row if columns else None
    other = facts["plan"] if facts and view.by is By.ISSUE else view.plan
    return view.by.label if other == view.plan else f"{plan(session, other).short_title}の{view.by.label}"


# What stands across, and in which of it each case stands.
_Columns = tuple[list[Column], Mapping[str, Sequence[str]]]


def _themes(session: Session, theme_of: Mapping[str, str]) -> _Columns:
    columns = [Column(theme["slug"], theme["name"], theme) for theme in themes(session)]
    return columns, {slug: (theme,) for slug, theme in theme_of.items()}


def _issues(session: Session, slugs: Iterable[str]) -> _Columns:
    """The 課題 of the newest plan that has any, with a last column for the cases that speak to none."""
    nodes = session.exec(
        select(PlanNode).where(PlanNode.kind == NodeKind.ISSUE).order_by(col(PlanNode.position))
    ).all()
    newest = next(each.slug for each in all_plans(session) if each.slug in {node.plan_slug for node in nodes})
    issues = [node for node in nodes if node.plan_slug == newest]
    places: dict[str, list[str]] = {slug: [] for slug in slugs}
    for key, ways in reached_by(session, [node.key for node in issues]).items():
        for slug in ways.keys() & places.keys():
            places[slug].append(key)
    columns = [Column(node.key, node.name, node_row(node)) for node in issues]
    none = Column(NO_ISSUE, _NO_ISSUE_NAME, None)
    return [*columns, none], {slug: keys or [NO_ISSUE] for slug, keys in places.items()}


@dataclass(frozen=True, slots=True)
class _Counter:
    """Sorts cases into columns. ``places`` are the columns of a case."""

    columns: Sequence[Column]
    places: Mapping[str, Sequence[str]]
    grades: Mapping[str, Evidence]

    def count(self, nodes: Sequence[Ways]) -> Counts:
        """The cases of these nodes together; by lineage alone is what is so for each of them."""
        ways: dict[str, bool] = {}
        for node in nodes:
            for slug, by_lineage in node.items():
                ways[slug] = ways.get(slug, True) and by_lineage
        columns: dict[str, list[str]] = {column.value: [] for column in self.columns}
        for slug in sorted(ways):
            for value in self.places[slug]:
                columns[value].append(slug)
        return Counts(
            cells=tuple(self._cell(slugs, ways) for slugs in columns.values()),
            total=self._cell(sorted(ways), ways),
        )

    def _cell(self, slugs: Sequence[str], ways: Ways) -> Cell:
        return Cell(
            slugs=tuple(slugs),
            by_lineage=frozenset(slug for slug in slugs if ways[slug]),
            strongest=max((self.grades[slug] for slug in slugs), default=None),
        )


def _groups(nodes: Sequence[PlanNode], view: View, count: _Count) -> Iterator[Group]:
    """The rows of a view: each leaf under what stands above it, heads without leaves too; or, where leaves stand above
    all others, the leaves alone."""
    by_key = {node.key: node for node in nodes}
    below: dict[str | None, list[PlanNode]] = {}
    for node in nodes:
        if node.kind == LEAVES[view.rows]:
            below.setdefault(node.parent_key, []).append(node)
        elif node.kind == HEADS.get(view.rows):
            below.setdefault(node.key, [])
    for key, leaves in below.items():
        head = by_key[key] if key else None
        yield Group(
            head=_line(head, by_key, count) if head else None,
            lines=tuple(Line(node_row(leaf), count(leaf)) for leaf in leaves),
        )


def _line(head: PlanNode, by_key: Mapping[str, PlanNode], count: _Count) -> Line:
    above = by_key[head.parent_key].name if head.parent_key else None
    return Line(node_row(head), count(head), above)


def cell_at(matrix: Matrix, code: str | None, value: str) -> tuple[Line | None, Column, Cell] | None:
    """The cell of a node and a column, without a code that of all rows together; none where there is no such cell."""
    line = next((each for each in matrix.lines if each.node["code"] == code), None)
    place = next((place for place, column in enumerate(matrix.columns) if column.value == value), None)
    if place is None or (code is not None and line is None):
        return None
    counts = line.counts if line else matrix.totals
    return line, matrix.columns[place], counts.cells[place]
