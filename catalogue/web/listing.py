"""Which list an address shows, and what its page says of each case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request, url_for

from catalogue.context import session
from catalogue.domain import comparison
from catalogue.domain.errors import Problem
from catalogue.domain.selection import choose
from catalogue.domain.shortlist import MOST, Entry, Shortlist, fingerprint
from catalogue.domain.text import drop_forbidden_characters
from catalogue.reading.cards import pages_by_slug
from catalogue.schemas.paper import Paper
from catalogue.schemas.shortlist import Typed, parameters_of, shared_of
from catalogue.web.keeping import kept

Row = dict[str, Any]

# An address that is longer is cut by some mail programs.
LONG_ADDRESS = 2000
# So many sources of a case are named on paper; the page of the case has them all.
_NAMED_SOURCES = 3


@dataclass(frozen=True, slots=True)
class Listed:
    """A list with what it takes to show it. ``remarks`` say what of it cannot be shown, ``gone`` are those cases of the
    visitor's own list."""

    shortlist: Shortlist
    pages: Mapping[str, Row]
    remarks: tuple[str, ...]
    gone: tuple[Entry, ...] = ()
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing was done, what stands in the fields meanwhile, and the page somebody came from."""

    status: int
    message: str
    problems: Sequence[Problem] = ()
    typed: Typed | None = None
    back: str | None = None


def listed() -> Listed:
    """The list that ``case`` in the address states, otherwise the visitor's own."""
    shared = shared_of(request.args.to_dict(flat=False))
    mine = kept().now
    asked = shared.asked if shared else mine.slugs
    notes = shared.notes if shared else mine.notes
    pages = pages_by_slug(session(), asked)
    selection = choose(asked, pages, MOST, act="リストに入れられる")
    return Listed(
        Shortlist(
            tuple(Entry(slug, notes.get(slug, "")) for slug in selection.slugs),
            shared.title if shared else mine.title,
        ),
        pages={slug: pages[slug] for slug in selection.slugs},
        remarks=(*selection.notes, *(shared.remarks if shared else ())),
        gone=() if shared else tuple(entry for entry in mine.entries if entry.slug not in pages),
        shared=shared is not None,
    )


def rows(listed: Listed, refusal: Refusal | None) -> list[Row]:
    """Each case with its note: ``saved``, and what stands in the field, which differs if it was refused."""
    typed = refusal.typed.words if refusal and refusal.typed else {}
    reasons = {problem.path: problem.reason for problem in refusal.problems} if refusal else {}
    return [
        {
            "case": listed.pages[entry.slug],
            "saved": entry.note,
            "note": typed.get(entry.slug, entry.note),
            "seen": fingerprint(entry.note),
            "problem": reasons.get(entry.slug),
            "sources": [source["title"] for source in listed.pages[entry.slug]["sources"][:_NAMED_SOURCES]],
            "more_sources": max(0, len(listed.pages[entry.slug]["sources"]) - _NAMED_SOURCES),
        }
        for entry in listed.shortlist.entries
    ]


def title_row(listed: Listed, refusal: Refusal | None) -> Row:
    """The same of the title."""
    saved = listed.shortlist.title
    typed = refusal.typed.words if refusal and refusal.typed else {}
    return {
        "saved": saved,
        "words": typed.get("", saved),
        "seen": fingerprint(saved),
        "problem": next((each.reason for each in refusal.problems if not each.path), None)
        if refusal
        else None,
    }


def left_over(listed: Listed, refusal: Refusal | None) -> list[str]:
    """Notes that were typed for cases which are no longer in the list."""
    if not (refusal and refusal.typed):
        return []
    return [
        words for slug, words in refusal.typed.words.items() if slug and words and slug not in listed.pages
    ]


def shares(listed: Listed) -> list[Row]:
    """The addresses at which anybody sees this list: of the cases alone and, where there are any, with the notes."""
    offered = [("事例だけのアドレス", address_of(listed.shortlist, notes=False))]
    if listed.shortlist.notes:
        offered.append(("メモも付けたアドレス", address_of(listed.shortlist, notes=True)))
    return [{"name": name, "url": url, "long": len(url) > LONG_ADDRESS} for name, url in offered]


def address_of(shortlist: Shortlist, *, notes: bool) -> str:
    """A whole address, to be sent to somebody."""
    return url_for("shortlist.show", **parameters_of(shortlist, notes=notes), _external=True)


def compare_url(listed: Listed, paper: Paper) -> str | None:
    """The first cases side by side, if there are enough of them."""
    slugs = listed.shortlist.slugs[: comparison.MOST]
    if len(slugs) < comparison.FEWEST:
        return None
    asked: Row = {"case": list(slugs)} | paper.parameters()
    return url_for("compare.show", **asked)


def coverage_url(listed: Listed, paper: Paper) -> str:
    """Where in the plans these cases are."""
    asked: Row = {"case": list(listed.shortlist.slugs)} | paper.parameters()
    return url_for("coverage.show", **asked)


def hidden() -> list[tuple[str, str]]:
    """What the address says besides its paper: a form that asks for the paper repeats it."""
    return [
        (name, drop_forbidden_characters(value))
        for name in ("case", "note", "title")
        for value in request.args.getlist(name)
        if "case" in request.args
    ]
