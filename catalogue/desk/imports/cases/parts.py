"""The parts of a dry run in which somebody must decide, a page at a time; which pages somebody has before their eyes is
in the address, or in the form they send."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from flask import request, url_for

from catalogue.domain.paging import Paging, paging
from catalogue.domain.text import number_in
from catalogue.editing.imports.cases.judgement import Judgement, RowJudged, Verdict

# How the form calls what the address says, and where a button leads that turns over a page.
_IN_FORM, TO = "at-", "to"
MEND, EACH = "mend", "each"
# Lines of each part on one page.
NAMES, DOUBLES, CLASHES, SKIPPED = 30, 20, 20, 50


@dataclass(frozen=True, slots=True)
class Asked:
    """The page of each part, from 1; ``each`` shows what is to be mended row by row."""

    names: int = 1
    doubles: int = 1
    clashes: int = 1
    mend: int = 1
    skipped: int = 1
    each: bool = False

    def parameters(self) -> dict[str, int]:
        """As an address says it: what is not usual."""
        return {name: int(value) for name, value in asdict(self).items() if value != getattr(_USUAL, name)}

    def turned(self, part: str, page: int) -> "Asked":
        """The same at another page of one part; what is to be mended is one part in two views."""
        if part in (MEND, EACH):
            return replace(self, mend=page, each=part == EACH)
        changed: dict[str, Any] = {part: page}
        return replace(self, **changed) if part in asdict(self) else self

    def url(self, import_id: int, anchor: str, **more: str) -> str:
        """The address of the page that shows it, at one of its parts."""
        said: dict[str, Any] = {**self.parameters(), **more, "_anchor": MEND if anchor == EACH else anchor}
        return url_for("desk.case_imports.show", import_id=import_id, **said)


_USUAL = Asked()


def asked_now() -> Asked:
    """What this request asks for; a form that is shown again is shown as it was."""
    sent = request.method == "POST"
    return _asked(
        {
            name: (request.form if sent else request.args).get(f"{_IN_FORM if sent else ''}{name}", "")
            for name in asdict(_USUAL)
        }
    )


def turned_to() -> tuple[str, int] | None:
    """The part and the page to which the button leads that was pressed; nothing where it was another one."""
    part, _, page = request.form.get(TO, "").partition(":")
    return (part, number_in(page) or 1) if part else None


def _asked(said: Mapping[str, str]) -> Asked:
    pages = {name: number_in(value) or 1 for name, value in said.items() if name != EACH}
    return Asked(**pages, each=said.get(EACH) == "1")


@dataclass(frozen=True, slots=True)
class Part:
    """A page of what a person must decide, or has: what is undecided comes first. ``all`` counts the lines, ``open``
    the decisions that are to be made. ``keys`` names those of them that can be made at once, each with the choice that
    is likely, if there is one."""

    lines: Sequence[Any]
    at: Paging
    all: int
    open: int
    keys: Sequence[tuple[str, str]]

    @property
    def likely(self) -> int:
        """For how many of them it is plain what is meant."""
        return sum(bool(choice) for _, choice in self.keys)


def unknown_names(judgement: Judgement, page: int) -> Part:
    """Themes and categories that the catalogue does not have; all that are named can be made at once."""
    names = judgement.unknown
    keys = [(name.key, "") for name in names if name.chosen is None and name.typed]
    return _part(names, page, NAMES, keys, lambda name: name.chosen is None)


def alike(judgement: Judgement, page: int) -> Part:
    """The rows that are like a case, or like another row; plain is what is meant where it is one case alone."""
    rows = [
        row
        for row in judgement.rows
        if row.undecided or (row.choice and (row.alike or row.twins or row.updates))
    ]
    keys = [(row.key, _only_one(row)) for row in rows if row.undecided]
    return _part(rows, page, DOUBLES, keys, lambda row: row.undecided)


def _only_one(row: RowJudged) -> str:
    return f"update:{row.alike[0].slug}" if len(row.alike) == 1 and not row.twins else ""


def clashing(judgement: Judgement, page: int) -> Part:
    """The rows with fields that somebody else has changed since the sheet was exported."""
    rows = [row for row in judgement.rows if row.clashes]
    keys = [(clash.key, "") for row in rows for clash in row.clashes if clash.chosen is None]
    part = _part(rows, page, CLASHES, keys, lambda row: any(not clash.chosen for clash in row.clashes))
    return replace(part, open=len(keys))


def left_out(judgement: Judgement, page: int) -> Part:
    """The rows that somebody has decided not to take in."""
    rows = [row for row in judgement.rows if row.verdict is Verdict.SKIP]
    return _part(rows, page, SKIPPED, (), lambda row: row.undecided)


def _part(
    every: Sequence[Any],
    page: int,
    size: int,
    keys: Sequence[tuple[str, str]],
    is_open: Callable[[Any], bool],
) -> Part:
    at = paging(len(every), page, size)
    lines = at.of(sorted(every, key=lambda each: not is_open(each)))
    return Part(lines, at, len(every), sum(map(is_open, every)), keys)
