"""Which pictures anything in the catalogue names: what is public, every revision there ever was, drafts and packets.

Documents are searched as text, not by their shape: they have had other shapes, and a picture that is named in a way
nobody thought of must not be swept away. For a page of the desk that would be too slow, and would tell too much: the
register (:mod:`catalogue.reading.desk_picture_uses`) asks for the figures of cases alone, and remembers the answer.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, String, cast
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, select

from catalogue.domain.renditions import names_in
from catalogue.models import Case, CasePage, Dossier, Draft, Figure, Packet, Revision, Staff
from catalogue.models.finding import CASE

# A digest is 64 hex digits; it is meant as one where it is all that stands between two quotation marks.
_NAMED = re.compile(r'("?)(?<![0-9A-Fa-f])([0-9a-f]{64})(?![0-9A-Fa-f])("?)')


@dataclass(slots=True)
class Mention:
    """Where a picture is named, each a phrase in Japanese. ``surely`` is not said of a digest inside a longer text, an
    address for instance: that may be any digest."""

    places: list[str] = field(default_factory=list)
    surely: bool = False

    @property
    def in_words(self) -> str:
        """事例「kiryu-cocotomo」（公開中、第1・2版）、会議資料「資料3」"""
        return "、".join(self.places)


def mentions(session: Session) -> dict[str, Mention]:
    """All there are, by digest."""
    found: dict[str, Mention] = defaultdict(Mention)
    for places in (_in_cases(session), _in_drafts(session), _in_packets(session)):
        for digest, place, surely in places:
            found[digest].surely |= surely
            if place not in found[digest].places:
                found[digest].places.append(place)
    return dict(found)


def on_pages(session: Session, digests: Collection[str] | None = None) -> dict[str, set[str]]:
    """The names of the files that public pages ask for, by digest; of pages that show one of these pictures, or of all.
    A picture that was made anew since its case was
    published has others, until the page is written again."""
    found: dict[str, set[str]] = defaultdict(set)
    showing = select(Figure.case_slug)
    if digests is not None:
        showing = showing.where(col(Figure.digest).in_(digests))
    shown = select(CasePage.data).where(col(CasePage.case_slug).in_(showing))
    for page in session.exec(shown):
        for figure in page["figures"]:
            found[figure["digest"]].update(names_in(figure["renditions"]))
    return dict(found)


Named = Iterator[tuple[str, str, bool]]


def _in_cases(session: Session) -> Named:
    """A case or plan once for each picture, with all its revisions that name it."""
    numbers: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    sure = set()
    for slug, digest in session.exec(select(Figure.case_slug, Figure.digest).join(Case)):
        numbers[digest, CASE, slug].append("公開中")
        sure.add(digest)
    rows = select(Dossier.kind, Dossier.slug, Revision.number, _text(col(Revision.document))).join(Dossier)
    for kind, slug, number, text in session.exec(rows.order_by(col(Revision.id))):
        for digest, surely in _digests_in(text):
            numbers[digest, kind, slug].append(f"第{number}版")
            sure.update({digest} if surely else ())
    for (digest, kind, slug), places in numbers.items():
        what = "事例" if kind == CASE else "計画"
        yield digest, f"{what}「{slug}」（{'、'.join(dict.fromkeys(places))}）", digest in sure


def _in_drafts(session: Session) -> Named:
    rows = select(Draft.slug, Staff.display, _text(col(Draft.form))).join(Staff)
    for slug, person, text in session.exec(rows.order_by(col(Draft.id))):
        for digest, surely in _digests_in(text):
            case = f"事例「{slug}」" if slug else "新しい事例"
            yield digest, f"{case}の書きかけ（{person}）", surely


def _in_packets(session: Session) -> Named:
    rows = select(Packet.meeting, Packet.number, _text(col(Packet.content)))
    for meeting, number, text in session.exec(rows.order_by(col(Packet.id))):
        for digest, surely in _digests_in(text):
            yield digest, f"会議資料「{meeting} {number}」", surely


def _text(column: Mapped[dict[str, Any]]) -> ColumnElement[str]:
    """A JSON column as the text it is stored as: to look through it, it need not be taken apart."""
    return cast(column, String)


def _digests_in(text: str) -> list[tuple[str, bool]]:
    """Each digest in a text, and whether it surely is meant as one."""
    found: dict[str, bool] = {}
    for opened, digest, closed in _NAMED.findall(text):
        found[digest] = found.get(digest, False) or bool(opened and closed)
    return list(found.items())
