"""Whether a new case is there already: two people may read the same newspaper.

A case is like another where the same municipality took part in both, and their titles share most of their pairs of
letters or they cite the same page. Tried on the cases of the seeds: of different undertakings in one municipality, at
most a third of the shorter title's pairs are shared; of one undertaking under two names, more than half.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, or_, select

from catalogue.models import Dossier, Municipality, Revision
from catalogue.models.finding import CASE, in_document, is_newest
from catalogue.search.folding import fold

Document = Mapping[str, Any]
Pairs = Counter[str]

# Of the pairs of letters of the shorter title.
ALIKE = 0.5
_MOST = 5
_KINDS = re.compile("[市区町村]$")
_SCHEME = re.compile(r"^https?://(?:www\.)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Alike:
    """A case that is like the one being written; ``public`` says whether readers can see it."""

    slug: str
    title: str
    reason: str
    public: bool


@dataclass(frozen=True, slots=True)
class Marks:
    """What a case is compared by: the pairs of letters of its title and its subtitle, and the pages it cites."""

    titles: tuple[Pairs, ...]
    pages: frozenset[str]


def alike(session: Session, document: Document) -> list[Alike]:
    """The cases, public or not, that may be this one under another name."""
    names = names_of(session.get_one(Municipality, document["municipality"]).name)
    there = session.exec(_of_municipality(document["municipality"]))
    return alike_among(
        document,
        (
            (dossier.slug, dossier.public_number is not None, revision.document)
            for dossier, revision in there
            if dossier.slug != document["slug"]
        ),
        names,
    )


def alike_among(
    document: Document, others: Iterable[tuple[str, bool, Document]], names: Sequence[str]
) -> list[Alike]:
    """The same, where the cases its municipality took part in are at hand: slug, whether it is public, document.
    ``names`` are those of the municipality."""
    marked = ((slug, str(other["title"]), public, marks_of(other, names)) for slug, public, other in others)
    return alike_by_marks(marks_of(document, names), marked)


def alike_by_marks(marks: Marks, others: Iterable[tuple[str, str, bool, Marks]]) -> list[Alike]:
    """The same, where many are compared: slug, title, whether it is public, marks."""
    found: dict[str, Alike] = {}
    for slug, title, public, other in others:
        if reasons := list(reasons_for(marks, other)):
            found[slug] = Alike(slug, title, "、".join(reasons), public)
    return list(found.values())[:_MOST]


def _of_municipality(code: str) -> Any:
    """Every dossier it took part in, with its newest revision and the public one."""
    shown = or_(is_newest(), Revision.number == Dossier.public_number)
    took_part = or_(in_document("municipality") == code, in_document("other_municipalities").contains(code))
    return (
        select(Dossier, Revision)
        .join(Revision, col(Revision.dossier_id) == col(Dossier.id))
        .where(Dossier.kind == CASE, shown, took_part)
        .order_by(col(Dossier.slug), col(Revision.number))
    )


def marks_of(document: Document, names: Sequence[str]) -> Marks:
    """What two cases of a municipality called ``names`` are compared by; only titles and sources are asked."""
    titles = [document["title"], *filter(None, [document["subtitle"]])]
    return Marks(tuple(_pairs(title, names) for title in titles), _addresses(document))


def reasons_for(one: Marks, other: Marks) -> Iterator[str]:
    """Why two cases of one municipality may be the same."""
    if any(_shared(one.titles[0], title) >= ALIKE for title in other.titles):
        yield "題名が似ています"
    if one.pages & other.pages:
        yield "同じ出典を使っています"


def likeness(one: str, other: str, names: Sequence[str] = ()) -> float:
    """How much of the shorter of two titles stands in the other, 0 to 1, by pairs of letters (the overlap coefficient);
    ``names`` of the municipality, which many of its titles begin with, do not count."""
    return _shared(_pairs(one, names), _pairs(other, names))


def _shared(first: Pairs, second: Pairs) -> float:
    shorter = min(sum(first.values()), sum(second.values()))
    both = sum(min(count, second[pair]) for pair, count in first.items() if pair in second)
    return both / shorter if shorter else 0.0


def _pairs(title: str, names: Sequence[str]) -> Pairs:
    text = _letters(title)
    for name in names:
        text = text.replace(name, "") or text
    return Counter(text[at : at + 2] for at in range(max(1, len(text) - 1)) if text)


def _letters(text: str) -> str:
    return "".join(letter for letter in fold(text).text if letter.isalnum())


def names_of(municipality: str) -> list[str]:
    """What it is called: in full, then without what kind of place it is."""
    name = _letters(municipality)
    return [name, _KINDS.sub("", name)]


def _addresses(document: Document) -> frozenset[str]:
    """The pages it cites: one page may be cited with and without what stands at either end of its address."""
    given = (source["url"] for source in document["sources"] if source["url"])
    return frozenset(_SCHEME.sub("", url.partition("#")[0]).rstrip("/") for url in given)
