"""One picture of the register: its entry, what became of that, and the pictures that look like it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from catalogue.domain.acts import Act
from catalogue.domain.clock import moment_in_words
from catalogue.images.likeness import ALIKE, distance
from catalogue.models import AuditRecord, Image, ImageRecord, finding
from catalogue.schemas.image_record_form import blank, entry_of

Row = dict[str, Any]

_MOST_TRACES = 50
_MOST_ALIKE = 12


@dataclass(frozen=True, slots=True)
class Entered:
    """A picture with its entry. ``version`` is 0 and ``saved_on`` empty where nobody has written one; ``saved_by`` is
    empty where the seeds did."""

    image: Image
    entry: Mapping[str, Any]
    version: int
    saved_by: str
    saved_on: str


def entered(session: Session, digest: str) -> Entered:
    """One picture as it stands in the register. Raises NotFound where there is no such picture."""
    found, row = finding.image_of(session, digest), session.get(ImageRecord, digest)
    if row is None:
        return Entered(found, blank(), 0, "", "")
    saved_on = moment_in_words(row.saved_at) if row.saved_at else ""
    return Entered(found, entry_of(row.model_dump()), row.version, row.saved_by or "", saved_on)


def alike(session: Session, pictures: Collection[Image]) -> dict[str, list[str]]:
    """By digest of each of these pictures, those of the register that look like it, most like it first."""
    asked = {picture.digest: picture.likeness for picture in pictures if picture.likeness is not None}
    if not asked:
        return {}
    query = select_columns(col(Image.digest), col(Image.likeness)).where(col(Image.likeness).is_not(None))
    known = dict(session.execute(query).all())
    return {digest: _nearest(known, digest, likeness) for digest, likeness in asked.items()}


def _nearest(known: Mapping[str, str], asked: str, likeness: str) -> list[str]:
    measured = ((distance(likeness, other), digest) for digest, other in known.items() if digest != asked)
    return [digest for far, digest in sorted(measured) if far <= ALIKE][:_MOST_ALIKE]


def trail(session: Session, digest: str) -> list[Row]:
    """What was done to the entry, the last first: ``at``, ``who``, ``act``, ``detail``."""
    query = (
        select(AuditRecord)
        .where(col(AuditRecord.subject) == digest)
        .order_by(col(AuditRecord.id).desc())
        .limit(_MOST_TRACES)
    )
    return [
        {
            "at": moment_in_words(row.at),
            "who": row.who,
            "act": Act(row.act).label if row.act in set(Act) else row.act,
            "detail": row.detail or "",
        }
        for row in session.exec(query)
    ]
