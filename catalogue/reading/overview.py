"""The catalogue in numbers: how many cases there are by theme, year, prefecture and strength of evidence, and what that
shows in a sentence.

Every number is one that the search page counts for the same choice, from the same shelf: whoever follows it there finds
exactly so many cases.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from catalogue.domain import counts_in_words, wareki
from catalogue.domain.evidence import MEANINGS, Evidence
from catalogue.domain.plots import Years, years
from catalogue.models import Case, Municipality
from catalogue.reading.browsing import Shelf, browse, shelf_of
from catalogue.search.port import Query

Row = dict[str, Any]

# From here on a result is a figure with its source.
MEASURED = (Evidence.E2, Evidence.E3, Evidence.E4)


@dataclass(frozen=True, slots=True)
class Part:
    """A number and what it counts; ``asks`` are the parameters of the search page that find exactly these cases."""

    value: str
    name: str
    count: int
    asks: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Plot:
    """The parts of a whole in their order, and what they show in a sentence."""

    parts: Sequence[Part]
    finding: str


@dataclass(frozen=True, slots=True)
class Split:
    """A theme, and its cases by evidence in the order of :func:`grades`."""

    theme: Part
    parts: Sequence[Part]


@dataclass(frozen=True, slots=True)
class Overview:
    """All of it. ``years`` go with ``columns``, the years each part stands for; ``undated`` are the cases whose first
    year is not known."""

    total: int
    themes: Plot
    years: Plot
    columns: Sequence[Years]
    undated: Sequence[Row]
    prefectures: Plot
    evidence: Plot
    splits: Sequence[Split]
    split_finding: str


def overview(session: Session, themes: Sequence[Row]) -> Overview | None:
    """Count what is public; nothing where there is nothing to count. ``themes`` are all there are, as
    :func:`catalogue.reading.themes.themes` gives them."""
    shelf = shelf_of(session)
    found = browse(shelf, Query())
    if not found.total:
        return None
    by_theme = _themes(themes, found.counts.get("theme", {}))
    columns = years(found.years)
    undated = _undated(session, shelf)
    splits = [_split(theme, shelf) for theme in by_theme]
    return Overview(
        total=found.total,
        themes=Plot(by_theme, counts_in_words.extremes(_named(by_theme))),
        years=_years(columns, len(undated)),
        columns=columns,
        undated=undated,
        prefectures=_prefectures(session, found.counts.get("prefecture", {})),
        evidence=_evidence(found.counts.get("evidence", {}), found.total),
        splits=splits,
        split_finding=_shares(splits),
    )


def grades() -> list[Evidence]:
    """The grades of evidence as they are shown: the strongest first."""
    return list(reversed(Evidence))


def meaning(grade: str) -> str:
    """What a grade says, in a sentence."""
    return MEANINGS[Evidence(grade)]


def in_words(columns: Years) -> str:
    """The years of a column: 令和2（2020）年度, 平成12（2000）年度以前."""
    text = wareki.show(wareki.PartialDate(columns.last, fiscal=True))
    return text if columns.first is not None else f"{text}以前"


def era(year: int) -> str:
    """A fiscal year by the Japanese calendar alone: 令和2."""
    return wareki.show(wareki.PartialDate(year, fiscal=True)).partition("（")[0]


def _themes(rows: Sequence[Row], counts: Mapping[str, int]) -> list[Part]:
    return [
        Part(row["slug"], row["name"], counts.get(row["slug"], 0), {"theme": row["slug"]}) for row in rows
    ]


def _years(columns: Sequence[Years], undated: int) -> Plot:
    parts = [_year(column) for column in columns]
    single = _named(part for part in parts if "from" in part.asks)
    known = f"取組が始まった年度で最も多いのは{counts_in_words.most(single)}です。" if single else ""
    unknown = f"開始年度が未確認の事例が{undated}件あり、図には入っていません。" if undated else ""
    return Plot(parts, known + unknown)


def _year(column: Years) -> Part:
    ends = {"from": column.first, "to": column.last}
    asks = {name: str(year) for name, year in ends.items() if year is not None}
    return Part(str(column.last), in_words(column), column.count, asks)


def _undated(session: Session, shelf: Shelf) -> list[Row]:
    slugs = [slug for slug, standing in shelf.standings.items() if standing.year is None]
    query = select(Case.slug, Case.title).where(col(Case.slug).in_(slugs)).order_by(Case.title, Case.slug)
    return [{"slug": slug, "title": title} for slug, title in session.exec(query)]


def _prefectures(session: Session, counts: Mapping[str, int]) -> Plot:
    query = (
        select(Municipality.code, Municipality.name)
        .where(Municipality.code == Municipality.prefecture_code)
        .order_by(Municipality.code)
    )
    parts = [
        Part(code, name, counts.get(code, 0), {"prefecture": code}) for code, name in session.exec(query)
    ]
    reached = sum(1 for part in parts if part.count)
    most = f"最も多いのは{counts_in_words.most(_named(parts))}です。" if reached else ""
    return Plot(parts, f"{len(parts)}都道府県のうち{reached}に事例があります。{most}")


def _evidence(counts: Mapping[str, int], total: int) -> Plot:
    parts = [
        Part(grade.value, grade.label, counts.get(grade.value, 0), {"evidence": grade.value})
        for grade in grades()
    ]
    measured = f"{total}件のうち{_measured(parts)}件に、出典のある成果の数値があります（E2以上）。"
    extremes = counts_in_words.extremes([(f"{part.value}「{part.name}」", part.count) for part in parts])
    return Plot(parts, measured + extremes)


def _split(theme: Part, shelf: Shelf) -> Split:
    of_theme = (facets["evidence"] for facets in shelf.facets.values() if theme.value in facets["theme"])
    counted = Counter(grade for graded in of_theme for grade in graded)
    parts = [
        Part(grade.value, grade.label, counted[grade.value], {**theme.asks, "evidence": grade.value})
        for grade in grades()
    ]
    return Split(theme, parts)


def _shares(splits: Sequence[Split]) -> str:
    """Which themes have figures for all their cases, and which for the smallest share."""
    shares = {
        split.theme.name: _measured(split.parts) / split.theme.count for split in splits if split.theme.count
    }
    least = min(shares.values())
    if least == 1:
        return "どのテーマでも、すべての事例に出典のある成果の数値があります（E2以上）。"
    whole = [name for name, share in shares.items() if share == 1]
    fewest = [name for name, share in shares.items() if share == least]
    best = f"がすべての事例にあるのは{counts_in_words.names(whole)}で、その" if whole else "をもつ事例の"
    return f"出典のある成果の数値（E2以上）{best}割合が最も低いのは{counts_in_words.names(fewest)}です。"


def _measured(parts: Iterable[Part]) -> int:
    return sum(part.count for part in parts if part.value in MEASURED)


def _named(parts: Iterable[Part]) -> list[tuple[str, int]]:
    return [(part.name, part.count) for part in parts]
