"""One row of a sheet on its way to a document: what it says, laid upon the case that is there, or upon nothing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from catalogue.domain.errors import Invalid, Problem
from catalogue.domain.vocabulary import Status
from catalogue.editing import writing
from catalogue.editing.imports.cases.judgement import Choice, Clashing
from catalogue.editing.imports.cases.known import Known
from catalogue.schemas.case import citations
from catalogue.schemas.case_sheet.sheets import CaseRow

Document = dict[str, Any]

HOW_CHECKED = "持ち込まれた表から登録（出典・先方には未確認）"
# Stand for what is not known yet, so that everything else is judged at once.
_SOMEWHERE = {"slug": "x", "theme": "x", "category": "x", "municipality": "132055"}
_UPDATES = f"{Choice.UPDATE}:"


@dataclass(slots=True, eq=False)
class Work:
    """A row while it is judged. ``known`` is the case it changes, nothing where it would be a new one; ``base`` the
    document it began from. ``mine`` is what the row makes of that, ``final`` what would be saved: nothing while that
    cannot be told. ``problems`` have ``options`` by path."""

    row: CaseRow
    choice: Choice | None = None
    updates: str = ""
    slug: str = ""
    known: Known | None = None
    base: Mapping[str, Any] | None = None
    theme: str | None = None
    category: str | None = None
    code: str | None = None
    others: list[str] = field(default_factory=list)
    where: str = ""
    kana: str = ""
    mine: Document | None = None
    final: Document | None = None
    problems: list[Problem] = field(default_factory=list)
    options: dict[str, tuple[str, ...]] = field(default_factory=dict)
    clashes: tuple[Clashing, ...] = ()
    cautions: list[str] = field(default_factory=list)

    @property
    def is_new(self) -> bool:
        """Whether it would be a case of its own."""
        return self.known is None and self.choice is not Choice.SKIP

    @property
    def title(self) -> str:
        """As the row says, or as the case is called that it changes."""
        typed = self.row.raw.get("title")
        return str(typed or (self.known.document["title"] if self.known else ""))

    def wrong(self, path: str, reason: str, options: Iterable[str] = ()) -> None:
        """One thing to mend."""
        self.problems.append(Problem(path, reason))
        self.options[path] = tuple(options)


def begun(row: CaseRow, decided: str | None) -> Work:
    """The work on a row about which somebody ``decided`` this (a word of :class:`Choice`; ``update:<slug>``)."""
    if decided and decided.startswith(_UPDATES):
        return Work(_only_what_it_says(row), Choice.UPDATE, updates=decided.removeprefix(_UPDATES))
    known = decided in (Choice.AS_NEW, Choice.SKIP)
    return Work(row, Choice(decided) if decided and known else None)


def _only_what_it_says(row: CaseRow) -> CaseRow:
    """Of a row that was not meant for the case, an empty cell says nothing."""
    names = {name: typed for name, typed in row.names.items() if typed.strip()}
    return replace(row, emptied=frozenset(), names=names, number=None)


def with_usual(raw: Mapping[str, Any], today: date) -> Document:
    """What a sheet need not ask and a document must say. Where there is one source, it vouches for the summary, as in
    the quick entry."""
    summary, sources = raw.get("summary"), raw.get("sources") or []
    usual: Document = {
        "status": raw.get("status") or Status.UNKNOWN.value,
        "checked": {"on": today.isoformat(), "how": HOW_CHECKED} | _said(raw.get("checked")),
    }
    if isinstance(summary, Mapping) and not summary.get("sources") and len(sources) == 1:
        usual["summary"] = {**summary, "sources": [sources[0]["key"]]}
    return {**raw, **usual}


def _said(part: Mapping[str, Any] | None) -> Document:
    return {name: value for name, value in (part or {}).items() if value is not None}


def load(work: Work, raw: Mapping[str, Any]) -> None:
    """Judge the document by itself: ``work.mine`` where it is fit, or else all its problems, but for what has a place
    of its own among them (where it is, what it is filed under)."""
    found = {"theme": work.theme, "category": work.category, "municipality": work.code}
    here = {name: value for name, value in found.items() if value}
    document = {**raw, **_SOMEWHERE, **_places(work.base), **here}
    document["other_municipalities"] = work.others
    if work.base is not None and document == work.base:
        work.mine = document
        return
    try:
        work.mine = writing.loaded(document)
    except Invalid as refusal:
        work.problems += [each for each in refusal.problems if each.path not in _SOMEWHERE]
        told = {each.path for each in refusal.problems}
        work.problems += [each for each in _of_citations(document) if each.path not in told]


def _places(base: Mapping[str, Any] | None) -> Document:
    """Until it is known where the case goes, it stays where it is."""
    return {name: base[name] for name in _SOMEWHERE} if base else {}


def _of_citations(document: Mapping[str, Any]) -> Iterator[Problem]:
    """The schema names the first source that is missing, and only when all else is right."""
    keys = {source.get("key") for source in document.get("sources") or []}
    for path, key in citations(document):
        if key not in keys:
            steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
            yield Problem("".join(steps).lstrip("."), f"出典「{key}」は、出典の一覧にありません。")
