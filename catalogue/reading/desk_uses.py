"""Where a case was used, newest first; for its page at the desk, withdrawn or not."""

from typing import Any

from sqlmodel import Session, col, select

from catalogue.domain.clock import day_in_tokyo, day_in_words
from catalogue.models import CasePage, CaseUse, finding
from catalogue.reading.desk_lists import NODE_GONE, node_names

Row = dict[str, Any]


def of_case(session: Session, slug: str) -> Row:
    """``uses`` of a case: ``id``, ``place``, ``node_name``, ``packet_id``, ``noted_by``, ``noted_on`` in words."""
    query = select(CaseUse).where(CaseUse.case_slug == slug).order_by(col(CaseUse.id).desc())
    found = session.exec(query).all()
    names = node_names(session, [use.node_key for use in found])
    return {
        "uses": [
            use.model_dump()
            | {
                "node_name": names.get(use.node_key, NODE_GONE) if use.node_key else None,
                "noted_on": day_in_words(day_in_tokyo(use.noted_at)),
            }
            for use in found
        ]
    }


def case_of(session: Session, slug: str) -> Row:
    """``slug``, ``title`` and whether it is ``public``, of a case that staff have a folder of.

    Raises:
        NotFound: there is none.
    """
    if page := session.get(CasePage, slug):
        return {"slug": slug, "title": page.data["title"], "public": True}
    document = finding.newest_of(session, finding.case_of(session, slug)).document
    return {"slug": slug, "title": document["title"], "public": False}
