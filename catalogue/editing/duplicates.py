"""Whether a new case is there already: two people may read the same newspaper.

A case is like another where the same municipality took part in both, and their titles share most of their pairs of
letters or they cite the same page. Tried on the cases of the seeds: of different undertakings in one municipality, at
most a third of the shorter title's pairs are shared; of one undertaking under two names, more than half.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, or_, select

from catalogue.models import Dossier, Municipality, Revision
from catalogue.models.finding import CASE, in_document, is_newest
from catalogue.search.folding import fold

Document = Mapping[str, Any]

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


def alike(session: Session, document: Document) -> list[Alike]:
    """The cases, public or not, that may be this one under another name."""
    names = _names(session, document["municipality"])
    found: dict[str, Alike] = {}
    for dossier, revision in session.exec(_of_municipality(document["municipality"])):
        reasons = list(_reasons(document, revision.document, names))
        if reasons and dossier.slug != document["slug"]:
            title = str(revision.document["title"])
            public = dossier.public_number is not None
            found[dossier.slug] = Alike(dossier.slug, title, "、".join(reasons), public)
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


def _reasons(one: Document, other: Document, names: Sequence[str]) -> Iterator[str]:
    titles = [each for each in (other["title"], other["subtitle"]) if each]
    if any(likeness(one["title"], title, names) >= ALIKE for title in titles):
        yield "題名が似ています"
    if _addresses(one) & _addresses(other):
        yield "同じ出典を使っています"


def likeness(one: str, other: str, names: Sequence[str] = ()) -> float:
    """How much of the shorter of two titles stands in the other, 0 to 1, by pairs of letters (the overlap coefficient);
    ``names`` of the municipality, which many of its titles begin with, do not count."""
    first, second = _pairs(one, names), _pairs(other, names)
    shorter = min(first.total(), second.total())
    return (first & second).total() / shorter if shorter else 0.0


def _pairs(title: str, names: Sequence[str]) -> Counter[str]:
    text = _letters(title)
    for name in names:
        text = text.replace(name, "") or text
    return Counter(text[at : at + 2] for at in range(max(1, len(text) - 1)) if text)


def _letters(text: str) -> str:
    return "".join(letter for letter in fold(text).text if letter.isalnum())


def _names(session: Session, code: str) -> list[str]:
    """In full, then without what kind of place it is."""
    name = _letters(session.get_one(Municipality, code).name)
    return [name, _KINDS.sub("", name)]


def _addresses(document: Document) -> set[str]:
    """The pages it cites: one page may be cited with and without what stands at either end of its address."""
    given = (source["url"] for source in document["sources"] if source["url"])
    return {_SCHEME.sub("", url.partition("#")[0]).rstrip("/") for url in given}
