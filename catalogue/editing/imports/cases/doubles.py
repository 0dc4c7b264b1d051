"""Whether a row that would be a new case is there already: in the catalogue, or further up in the same sheet."""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from catalogue.domain.grid import Place
from catalogue.editing import duplicates
from catalogue.editing.duplicates import Alike, Marks, marks_of
from catalogue.editing.imports.cases.judgement import Choice
from catalogue.editing.imports.cases.known import Comparable
from catalogue.editing.imports.cases.rows import Work
from catalogue.schemas.case_sheet.sheets import CaseRow

# Of rows of one municipality, so many before a row are compared with it at most.
_LOOKED_AT = 300
# What so many rows cite is a paper about many cases, which makes none like another.
_OF_MANY = 3


@dataclass(frozen=True, slots=True)
class Double:
    """What a row is like. ``same`` says that it stands in the sheet twice, letter by letter."""

    alike: tuple[Alike, ...] = ()
    twins: tuple[Place, ...] = ()
    same: bool = False

    def undecided(self, choice: Choice | None) -> bool:
        """Whether somebody has to say what is meant."""
        return choice is None and bool(self.alike or self.twins)


def doubles(
    works: Sequence[Work], there: Mapping[str, Sequence[Comparable]], names: Mapping[str, str]
) -> dict[Place, Double]:
    """By row, for those that would be new cases. ``there`` has the cases of each municipality, ``names`` what that is
    called. Of two rows that are alike the lower one is asked about."""
    found: dict[Place, Double] = {}
    towns: dict[str, _Town] = {}
    cited = Counter(url for work in works for url in {*_cited(work.row)})
    of_many = {url for url, rows in cited.items() if rows >= _OF_MANY}
    for work in works:
        if work.is_new and work.code is not None:
            if work.code not in towns:
                towns[work.code] = _town(names[work.code], there.get(work.code, ()))
            found[work.row.place] = _double(work, towns[work.code], of_many)
    return found


@dataclass(slots=True)
class _Town:
    """What is known of a municipality: its names, the cases it has, and its rows above."""

    names: Sequence[str]
    cases: Sequence[tuple[str, str, bool, Marks]]
    above: list[tuple[Work, Marks]] = field(default_factory=list)


def _town(name: str, cases: Sequence[Comparable]) -> _Town:
    names = duplicates.names_of(name)
    marked = [
        (slug, str(document["title"]), public, marks_of(document, names)) for slug, public, document in cases
    ]
    return _Town(names, marked)


def _double(work: Work, town: _Town, of_many: Set[str]) -> Double:
    marks = marks_of(_sketch(work.row, of_many), town.names)
    twins = [other for other, seen in town.above[-_LOOKED_AT:] if any(duplicates.reasons_for(marks, seen))]
    town.above.append((work, marks))
    return Double(
        alike=tuple(duplicates.alike_by_marks(marks, town.cases)),
        twins=tuple(other.row.place for other in twins),
        same=any(_say_the_same(work.row, other.row) for other in twins),
    )


def _cited(row: CaseRow) -> list[str]:
    return [source["url"] for source in row.raw.get("sources") or () if source.get("url")]


def _sketch(row: CaseRow, of_many: Set[str]) -> Mapping[str, Any]:
    """What cases are compared by, as far as the row says it."""
    return {
        "title": row.raw.get("title") or "",
        "subtitle": row.raw.get("subtitle"),
        "sources": [{"url": url} for url in _cited(row) if url not in of_many],
    }


def _say_the_same(one: CaseRow, other: CaseRow) -> bool:
    return one.raw == other.raw and one.names == other.names
