"""The pictures of figures that are being written, with what the register says of them in one line."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from catalogue.domain import rights
from catalogue.domain.renditions import narrowest
from catalogue.domain.rights_in_words import credit_of, figure_of, permission
from catalogue.domain.vocabulary import UNCONFIRMED, FigureKind
from catalogue.models import Image, ImageRecord
from catalogue.reading.desk_picture_uses import public_cases


@dataclass(frozen=True, slots=True)
class Entry:
    """A picture as it is shown beside what is written of it. ``small`` is its narrowest file that every browser shows;
    ``kind`` and ``credit`` say so where nobody has said; ``refused`` says why it may not be public on that day, as
    half a sentence, or nothing where it may. ``cases`` are the titles of public ones that show it."""

    digest: str
    small: str
    width: int
    height: int
    alternative: str
    decorative: bool
    kind: str
    credit: str
    permission: str
    refused: str
    cases: tuple[str, ...] = ()


def entries(session: Session, digests: Collection[str], today: date) -> dict[str, Entry]:
    """By digest; none for what is no picture here."""
    if not digests:
        return {}
    query = (
        select(Image, ImageRecord)
        .join(ImageRecord, col(ImageRecord.digest) == col(Image.digest), isouter=True)
        .where(col(Image.digest).in_(digests))
    )
    cases = public_cases(session, digests)
    return {
        image.digest: _entry(image, record, cases.get(image.digest, {}).values(), today)
        for image, record in session.exec(query)
    }


def _entry(image: Image, record: ImageRecord | None, cases: Collection[str], today: date) -> Entry:
    said = record or ImageRecord(digest=image.digest)
    entry = said.model_dump()
    figure = figure_of(entry)
    return Entry(
        digest=image.digest,
        small=narrowest(image.renditions),
        width=image.width,
        height=image.height,
        alternative=said.alternative or "",
        decorative=said.decorative,
        kind=FigureKind(said.kind).label if said.kind else f"種類は{UNCONFIRMED}",
        credit=credit_of(entry),
        permission=permission(entry, today),
        refused="" if rights.may_be_shown(figure, today) else rights.why_not(figure, today),
        cases=tuple(cases),
    )
