"""Which paper each item that was brought is quoted from: named in the sheet, or chosen or written for all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from catalogue.domain import dates_as_typed
from catalogue.domain.errors import Invalid
from catalogue.domain.grid import Place
from catalogue.domain.measure_outline.outline import Entry
from catalogue.editing import gate
from catalogue.editing.imports.plans.judgement import Mistake
from catalogue.editing.imports.plans.target import Mode
from catalogue.schemas.plan import PlanSourceSchema
from catalogue.schemas.plan_sheet.reading import PlanSheets

Paper = dict[str, Any]

# Most papers are the city's own; alone, this is no paper yet.
FIRST_PAPER = {"publisher": "青梅市"}
PAPER_FIELDS = ("title", "publisher", "date", "url", "note")
UNDECIDED = "どの資料の言葉かが決まっていません。資料を選ぶか、表題と発行者を書いてください。"
_UNKNOWN = "「{}」という資料はありません。シート「資料」の記号か表題を書いてください。"
_TWICE = "同じ記号の資料が2つあります。"
_STAND_IN = "paper-1"


@dataclass
class Papers:
    """``kept`` are the papers of the plan as it would be, ``default`` the key of the one that holds where nothing is
    said. ``typed`` is the one that was written by hand, if any."""

    kept: list[Paper]
    default: str | None = None
    typed: Paper | None = None
    mistakes: list[Mistake] = field(default_factory=list)

    @property
    def stand_in(self) -> str:
        """A key for what is looked at before a paper has been chosen."""
        return self.default or _STAND_IN

    def key_of(self, said: str) -> str | None:
        """The key of the paper that somebody calls by its key or its title."""
        return next((each["key"] for each in self.kept if said in (each["key"], each["title"])), None)


def papers_of(
    mode: Mode, current: Mapping[str, Any] | None, sheets: PlanSheets | None, choices: Mapping[str, Any]
) -> Papers:
    """The papers, from the plan that is there, the sheet of papers, and what was chosen."""
    there = [dict(each) for each in current["sources"]] if current else []
    mistakes: list[Mistake] = []
    brought = _of_sheet(sheets, mistakes) if sheets and sheets.papers is not None else None
    keys = {paper["key"] for paper in there}
    if brought is None:
        kept = there
    elif mode is Mode.BELOW:
        kept = [*there, *(paper for paper in brought if paper["key"] not in keys)]
    else:
        kept = brought
    papers = Papers(kept, mistakes=mistakes)
    _choose(papers, choices)
    return papers


def _of_sheet(sheets: PlanSheets, mistakes: list[Mistake]) -> list[Paper]:
    found: list[Paper] = []
    for raw, cells in zip(sheets.papers or (), sheets.paper_places, strict=True):
        key = raw["key"] or _free({paper["key"] for paper in found})
        if any(paper["key"] == key for paper in found):
            mistakes.append(Mistake(_TWICE, cells.place("key"), str(key)))
        loaded = _loaded({**raw, "key": key}, mistakes, {name: cells.place(name) for name in raw})
        found.append(loaded or {**raw, "key": key})
    return found


def _choose(papers: Papers, choices: Mapping[str, Any]) -> None:
    keys = [paper["key"] for paper in papers.kept]
    said = FIRST_PAPER | choices.get("paper_facts", {})
    typed = {name: str(value).strip() for name, value in said.items() if value}
    if (chosen := choices.get("paper")) in keys:
        papers.default = chosen
    elif any(typed.get(name) for name in PAPER_FIELDS if name != "publisher"):
        raw = {name: typed.get(name) or None for name in PAPER_FIELDS} | {"key": _free(set(keys))}
        papers.typed = _loaded(raw, papers.mistakes, {}) or raw
        papers.kept.append(papers.typed)
        papers.default = raw["key"]
    elif len(keys) == 1:
        papers.default = keys[0]


def _free(keys: set[Any]) -> str:
    return next(key for number in range(1, len(keys) + 2) if (key := f"paper-{number}") not in keys)


def _loaded(raw: Paper, mistakes: list[Mistake], places: Mapping[str, Place]) -> Paper | None:
    try:
        return gate.loaded(PlanSourceSchema(), _dated(raw), "")
    except Invalid as refusal:
        for problem in refusal.problems:
            place = places.get(problem.path)
            typed = str(raw.get(problem.path) or "")
            name = f"paper_facts.{problem.path}"
            mistakes.append(Mistake(problem.reason, place, typed, name="" if place else name))
        return None


def _dated(raw: Paper) -> Paper:
    try:
        return raw | {"date": dates_as_typed.stored(raw["date"]) if raw["date"] else None}
    except ValueError:
        return raw


def with_papers(
    entries: Sequence[Entry], papers: Papers, places: Mapping[str, Mapping[str, Place]]
) -> tuple[Entry, ...]:
    """The items, each with the key of its paper where it names one; what names none that is known is a mistake."""
    return tuple(_with_paper(entry, papers, places) for entry in entries)


def _with_paper(entry: Entry, papers: Papers, places: Mapping[str, Mapping[str, Place]]) -> Entry:
    key = papers.key_of(entry.source) if entry.source else None
    if entry.source and key is None:
        place = places.get(entry.key, {}).get("source")
        options = tuple(paper["key"] for paper in papers.kept)
        papers.mistakes.append(
            Mistake(
                _UNKNOWN.format(entry.source[:30]), place, entry.source, entry.key, "source", options=options
            )
        )
    return replace(entry, source=key, children=with_papers(entry.children, papers, places))
