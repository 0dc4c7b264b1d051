"""What goes into a packet, and packets as their pages show them.

What is frozen is data: whole pages of cases, the comparison as it stood, the words of the plans. So a packet shows the
same whatever becomes of its cases. Only pictures are not in it: they are looked up, for a right to show one may end.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from catalogue.domain.clock import day_in_tokyo, day_in_words
from catalogue.domain.comparison import FEWEST, MOST
from catalogue.domain.errors import NotFound
from catalogue.domain.figure_in_words import NO_LONGER_PUBLIC, why_not_printed
from catalogue.domain.freshness import is_old
from catalogue.domain.glossary import Term
from catalogue.domain.packet import FORMAT, NO_PACKET, Part, day_in_era
from catalogue.models import Figure, Image, Packet, Plan, Theme
from catalogue.reading import comparison
from catalogue.reading.cards import pages_by_slug
from catalogue.reading.cases import lineage_links
from catalogue.reading.comparison_ome import facts_of_ome, ome_column
from catalogue.reading.desk_lists import node_names
from catalogue.reading.desk_packet_changes import public_numbers

Row = dict[str, Any]

_OF_AN_IMAGE = ("width", "height", "fallback", "renditions")


def content_of(session: Session, document: Mapping[str, Any], today: date) -> Row:
    """All that a packet holds but its glossary, as things stand now.

    ``format``, ``form`` and ``parts`` as asked; ``node``: the measure it is for; ``cases``: each with its ``page``,
    ``note``, ``revision`` (the number of the public one), ``lineage`` (nodes it is found from by way of other plans)
    and whether it was ``checked_long_ago``; ``comparison``: ``slugs``, ``rows`` and Ome's column, or nothing.
    """
    notes = {entry["slug"]: entry["note"] or "" for entry in document["entries"]}
    pages = pages_by_slug(session, notes)
    numbers = public_numbers(session, pages)
    parts = document["parts"]
    return {
        "format": FORMAT,
        "form": document["form"],
        "parts": [part.value for part in Part if part in parts],
        "node": _node(session, document["node_key"]),
        "cases": [
            {
                "slug": slug,
                "note": notes[slug] if Part.NOTES in parts else "",
                "page": page,
                "revision": numbers.get(slug),
                "lineage": lineage_links(session, slug),
                "checked_long_ago": is_old(page["checked"]["on"], today),
            }
            for slug, page in pages.items()
        ],
        "comparison": _comparison(session, list(pages.values())) if Part.COMPARISON in parts else None,
        "glossary": [],
    }


def _node(session: Session, key: str | None) -> Row | None:
    name = node_names(session, [key]).get(key or "")
    return {"key": key, "name": name} if name else None


def _comparison(session: Session, pages: Sequence[Row]) -> Row | None:
    """The first cases side by side, with Ome; nothing where there is only one."""
    chosen = pages[:MOST]
    if len(chosen) < FEWEST:
        return None
    return {
        "slugs": [page["slug"] for page in chosen],
        "rows": comparison.rows(chosen),
        "ome": ome_column(chosen, facts_of_ome(session)),
    }


def terms_of_catalogue(session: Session) -> list[Term]:
    """What the catalogue says of its themes and of Ome's plans, by their names."""
    themes = session.exec(select(Theme).order_by(col(Theme.position))).all()
    plans = session.exec(select(Plan).order_by(col(Plan.position))).all()
    return [
        *(Term(theme.name, theme.introduction) for theme in themes if theme.introduction),
        *(Term(plan.short_title, _plan_in_words(plan)) for plan in plans),
    ]


def _plan_in_words(plan: Plan) -> str:
    facts = [fact for fact in (plan.standing, plan.period) if fact and fact not in plan.title]
    return f"{plan.title}（{'、'.join(facts)}）" if facts else plan.title


def all_packets(session: Session) -> list[Row]:
    """Every packet without what it holds, the newest first."""
    columns = (Packet.id, Packet.number, Packet.meeting, Packet.held_on, Packet.title, Packet.made_by)
    query = select(*columns, Packet.made_at).order_by(col(Packet.id).desc())  # type: ignore[call-overload]
    return [_in_words(row._asdict()) for row in session.exec(query).all()]


def one(session: Session, packet_id: int) -> Row:
    """A packet with all it holds (``content``). Raises NotFound."""
    found = session.get(Packet, packet_id)
    if found is None:
        raise NotFound(NO_PACKET)
    return _in_words(found.model_dump())


def _in_words(row: Row) -> Row:
    return row | {
        "held_on_text": day_in_era(row["held_on"]) if row["held_on"] else None,
        "made_on": day_in_words(day_in_tokyo(row["made_at"])),
    }


def pictures(session: Session, content: Row, today: date) -> dict[str, Row]:
    """What there is today of each picture a packet names, by its digest: ``width``, ``height``, ``fallback`` and
    ``renditions`` as they are now, and ``missing``, the sentence why it may not stand on paper, or nothing."""
    named = {figure["digest"] for case in content["cases"] for figure in case["page"]["figures"]}
    images = session.exec(select(Image).where(col(Image.digest).in_(named)))
    figures = session.exec(select(Figure).where(col(Figure.digest).in_(named)))
    missing = {row.digest: why_not_printed(row.model_dump(), today) for row in figures}
    return {
        image.digest: {name: getattr(image, name) for name in _OF_AN_IMAGE}
        | {"missing": missing.get(image.digest, NO_LONGER_PUBLIC)}
        for image in images
    }
