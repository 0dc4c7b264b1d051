"""A plan's paper as it was recognised and decided about: each case as it would become a draft, and what looks odd."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import Session

from catalogue.domain.case_pages.fields import DateSaid, amounts_in, dates_in, proposed
from catalogue.domain.case_pages.odd import oddities
from catalogue.domain.case_pages.pages import CasePages, FoundCase, FoundLine, FoundTable, FoundTheme, Part
from catalogue.domain.case_pages.reading import recognise
from catalogue.domain.case_pages.words import TableTarget, Target
from catalogue.domain.odd_letters import Oddity
from catalogue.domain.paper import Piece, piece_of
from catalogue.domain.text import quotable, quoted
from catalogue.editing import duplicates, themes
from catalogue.editing.duplicates import Alike
from catalogue.editing.imports.text.choices import CaseChoice, Choices
from catalogue.editing.imports.text.filing import Filed, Shelves
from catalogue.editing.imports.towns import Towns, Where
from catalogue.models import Import
from catalogue.search.place_names import Place


@dataclass(frozen=True, slots=True)
class LineJudged:
    """One line and what becomes of it. ``dates`` and ``amounts`` are hints: a person says whether they are steps and
    results of the case."""

    found: FoundLine
    target: Target
    dates: tuple[DateSaid, ...] = ()
    amounts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableJudged:
    """A table and what becomes of it."""

    found: FoundTable
    target: TableTarget


@dataclass(frozen=True, slots=True)
class CaseJudged:
    """One case. ``category`` is ``theme/category`` or ""; ``filed`` is what the printed names say by themselves."""

    found: FoundCase
    theme: FoundTheme | None
    take: bool
    title: str
    category: str
    filed: Filed
    where: Where
    lines: tuple[LineJudged, ...]
    tables: tuple[TableJudged, ...]
    alike: tuple[Alike, ...] = ()

    @property
    def number(self) -> int:
        """The line of its heading, by which it is known."""
        return self.found.number


@dataclass(frozen=True, slots=True)
class TextJudged:
    """The whole paper. ``labels`` name every place in the table of themes, by ``theme/category``."""

    pages: CasePages
    cases: tuple[CaseJudged, ...]
    oddities: tuple[Oddity, ...]
    remarks: tuple[str, ...]
    labels: Mapping[str, str]

    @property
    def taken(self) -> tuple[CaseJudged, ...]:
        """Those that would become drafts."""
        return tuple(case for case in self.cases if case.take)

    @property
    def left(self) -> list[Piece]:
        """The lines that would go into no draft, in the order of the paper."""
        pieces = [piece for rest in self.pages.rest for piece in rest.pieces]
        for case in self.cases:
            skipped = (line.found.piece for line in case.lines if line.target is Target.SKIP)
            pieces += skipped if case.take else case.found.pieces
        return sorted((piece for piece in pieces if piece.text), key=lambda piece: piece.number)


def pieces_of(brought: Import) -> tuple[Piece, ...]:
    """The lines that were read."""
    return tuple(piece_of(each) for each in brought.content.get("pieces", ()))


def judged(session: Session, brought: Import, choices: Choices, known: Sequence[Place]) -> TextJudged:
    """The paper under these choices. ``known`` are all municipalities."""
    pieces = pieces_of(brought)
    pages = recognise(pieces, choices.starts, choices.joined)
    towns, there = Towns(known), Shelves(themes.current(session)[0])
    cases = [_case(pages, case, choices.of(case.number), towns, there) for case in pages.cases]
    cases = [_with_alike(session, case) for case in cases]
    seen = [*oddities(pages, pieces), *_odd(cases)]
    return TextJudged(
        pages,
        tuple(cases),
        tuple(sorted(seen, key=lambda each: each.number)),
        tuple(brought.content.get("remarks", ())),
        there.labels,
    )


def _case(pages: CasePages, case: FoundCase, choice: CaseChoice, towns: Towns, there: Shelves) -> CaseJudged:
    theme = pages.theme_of(case)
    filed = there.of(theme.name if theme else "", case.category)
    typed = case.place if choice.municipality is None else choice.municipality
    category = filed.value if choice.category is None else choice.category
    return CaseJudged(
        found=case,
        theme=theme,
        take=choice.take,
        title=case.title if choice.title is None else choice.title,
        category=category if category in there.labels else "",
        filed=filed,
        where=towns.named(typed),
        lines=tuple(_lines(case, choice)),
        tables=tuple(_table(table, choice) for table in case.tables),
    )


def _lines(case: FoundCase, choice: CaseChoice) -> Iterator[LineJudged]:
    targets = proposed(case)
    for line in case.lines:
        chosen = choice.lines.get(line.number, "")
        target = Target(chosen) if chosen in set(Target) else targets[line.number]
        told = line.text if line.part in (Part.BULLET, Part.LINE) else ""
        yield LineJudged(line, target, tuple(dates_in(told)), tuple(amounts_in(told)))


def _table(table: FoundTable, choice: CaseChoice) -> TableJudged:
    chosen = choice.tables.get(table.number, "")
    return TableJudged(table, TableTarget(chosen) if chosen in set(TableTarget) else TableTarget.TABLE)


def _with_alike(session: Session, case: CaseJudged) -> CaseJudged:
    """With the cases of its municipality, public or not, that may be the same."""
    code = case.where.town.code
    if code is None or not case.title:
        return case
    sketch: dict[str, Any] = {
        "slug": "",
        "title": case.title,
        "subtitle": None,
        "municipality": code,
        "sources": [],
    }
    return replace(case, alike=tuple(duplicates.alike(session, sketch)))


def _odd(cases: Sequence[CaseJudged]) -> Iterator[Oddity]:
    """What only the catalogue can tell: places and categories it does not know, cases it has."""
    for case in cases:
        name = f"{quoted(quotable(case.title))}（{case.number}行目）："
        if case.where.typed and not case.where.town.code:
            yield Oddity(case.number, f"{name}{case.where.town.reason}")
        for other in case.where.uncertain:
            yield Oddity(case.number, f"{name}共同で取り組む自治体の{quoted(other)}が分かりません。")
        if not case.filed.value and case.found.category:
            yield Oddity(case.number, f"{name}{case.filed.reason}")
    if alike := [case for case in cases if case.alike]:
        many = f"{len(alike)}件とも" if len(alike) == len(cases) > 1 else f"{len(alike)}件は"
        yield Oddity(
            alike[0].number,
            f"{many}、すでにある事例と似ています。どの事例と似ているかは、事例ごとに示します。",
        )
