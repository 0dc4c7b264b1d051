"""Where pictures are used: in public cases, in revisions, in what somebody is typing, in packets.

Revisions and packets never change, so who asks may keep :func:`mentions` as long as ``key_of_mentions`` is the same. Of
a revision the database hands over its figures alone; of a packet, whose pages lie deep in it, its text. What must not
be swept away is asked elsewhere, and more widely: :mod:`catalogue.editing.picture_mentions`.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import String, cast
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, func, select

from catalogue.models import Case, Dossier, Draft, Figure, Packet, Revision, Staff
from catalogue.models.finding import CASE, in_document, is_newest

Row = dict[str, Any]

_IN_A_PACKET = re.compile(r'"digest":\s*"([0-9a-f]{64})"')
# In a row that was dropped and can be brought back, the quotes are written with signs before them.
_IN_A_DRAFT = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")


@dataclass(slots=True)
class Mentioned:
    """Of one picture: by slug of a case, the numbers of the revisions that name it, the first first; the packets that
    show it. ``caption`` is what the newest of all those revisions says below it."""

    revisions: dict[str, list[int]] = field(default_factory=dict)
    packets: list[int] = field(default_factory=list)
    caption: str = ""


Mentions = Mapping[str, Mentioned]


def key_of_mentions(session: Session) -> Hashable:
    """The same as long as :func:`mentions` gives the same."""
    packets = select_columns(func.max(col(Packet.id)), func.count()).select_from(Packet)
    newest = session.exec(select(func.max(col(Revision.id)))).one()
    return ("mentions of pictures", newest, *session.execute(packets).one())


def mentions(session: Session) -> Mentions:
    """For every picture that a revision or a packet names: where."""
    found: dict[str, Mentioned] = defaultdict(Mentioned)
    figures = col(Revision.document)["figures"].as_json()
    query = (
        select_columns(col(Dossier.slug), col(Revision.number), figures)
        .join(Dossier, col(Dossier.id) == col(Revision.dossier_id))
        .where(col(Dossier.kind) == CASE)
        .order_by(col(Revision.id))
    )
    for slug, number, rows in session.execute(query):
        for row in rows or ():
            mentioned = found[row["image"]]
            numbers = mentioned.revisions.setdefault(slug, [])
            numbers.extend([number] if number not in numbers else [])
            mentioned.caption = row.get("caption") or mentioned.caption
    for packet_id, text in session.execute(select_columns(col(Packet.id), cast(col(Packet.content), String))):
        for digest in dict.fromkeys(_IN_A_PACKET.findall(text)):
            found[digest].packets.append(packet_id)
    return dict(found)


def newest_numbers(session: Session) -> dict[str, int]:
    """The number of the newest revision of each case."""
    query = (
        select_columns(col(Dossier.slug), func.max(col(Revision.number)).label("number"))
        .join(Revision, col(Revision.dossier_id) == col(Dossier.id))
        .where(col(Dossier.kind) == CASE)
        .group_by(col(Dossier.slug))
    )
    return {row.slug: row.number for row in session.execute(query)}


def public_cases(session: Session, digests: Collection[str] | None = None) -> dict[str, dict[str, str]]:
    """By digest, the public cases that have the picture as a figure: their titles by slug."""
    query = select_columns(col(Figure.digest), col(Case.slug), col(Case.title)).join(
        Case, col(Case.slug) == col(Figure.case_slug)
    )
    if digests is not None:
        query = query.where(col(Figure.digest).in_(digests))
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for each, slug, title in session.execute(query.order_by(col(Case.slug))):
        found[each][slug] = title
    return dict(found)


def drafts(session: Session) -> dict[str, list[tuple[int, str | None]]]:
    """By digest, what somebody is typing that names the picture: the number of the person, and the slug of the case
    (nothing while it has none). What they type is nobody else's to read."""
    form = cast(col(Draft.form), String)
    query = select_columns(col(Draft.staff_id), col(Draft.slug), form).where(form.contains("figures-"))
    found: dict[str, list[tuple[int, str | None]]] = defaultdict(list)
    for staff_id, slug, text in session.execute(query.order_by(col(Draft.id))):
        for digest in dict.fromkeys(_IN_A_DRAFT.findall(text)):
            found[digest].append((staff_id, slug))
    return dict(found)


def uses_of(session: Session, digest: str, known: Mentions) -> Row:
    """All uses of one picture: ``public`` and ``revisions`` of cases, ``drafts`` of people, ``packets``."""
    mentioned = known.get(digest, Mentioned())
    public = public_cases(session, (digest,)).get(digest, {})
    typed = drafts(session).get(digest, [])
    titles = titles_of(session, {*mentioned.revisions, *(slug for _, slug in typed if slug)})
    names = dict(session.exec(select(Staff.id, Staff.display)).all())
    return {
        "public": [{"slug": slug, "title": title} for slug, title in public.items()],
        "revisions": _revisions(mentioned, newest_numbers(session), titles, public),
        "drafts": [
            {"who": names.get(staff_id, ""), "slug": slug, "title": titles.get(slug or "", "")}
            for staff_id, slug in typed
        ],
        "packets": _packets(session, mentioned.packets),
    }


def _revisions(
    mentioned: Mentioned, newest: Mapping[str, int], titles: Mapping[str, str], public: Collection[str]
) -> list[Row]:
    """Those cases first whose newest revision has it; ``earlier`` are the numbers of the others."""
    rows = [
        {
            "slug": slug,
            "title": titles.get(slug, slug),
            "newest": newest[slug] if newest.get(slug) in numbers else None,
            "earlier": [number for number in numbers if number != newest.get(slug)],
            "public": slug in public,
        }
        for slug, numbers in mentioned.revisions.items()
    ]
    return sorted(rows, key=lambda row: (row["newest"] is None, row["slug"]))


def titles_of(session: Session, slugs: Collection[str]) -> dict[str, str]:
    """By slug, what the newest revisions call these cases."""
    query = (
        select_columns(col(Dossier.slug), in_document("title").label("title"))
        .join(Revision, col(Revision.dossier_id) == col(Dossier.id))
        .where(col(Dossier.kind) == CASE, is_newest(), col(Dossier.slug).in_(slugs))
    )
    return {row.slug: row.title for row in session.execute(query)}


def _packets(session: Session, numbers: Collection[int]) -> list[Row]:
    """Those made last first."""
    query = select_columns(col(Packet.id), col(Packet.number), col(Packet.title), col(Packet.meeting)).where(
        col(Packet.id).in_(numbers)
    )
    return [row._asdict() for row in session.execute(query.order_by(col(Packet.id).desc()))]
