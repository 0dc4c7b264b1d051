"""The history of reference data that staff keep: themes, synonyms."""

from typing import Any

from sqlmodel import Session, col, select

from catalogue.domain.clock import moment_in_words
from catalogue.domain.workflow import author_in_words
from catalogue.models import Dossier, Revision

Row = dict[str, Any]

_MOST = 50


def history(session: Session, kind: str) -> list[Row]:
    """Its revisions, the newest first: ``number``, ``at``, ``author`` and ``note``; none before staff took it over."""
    query = (
        select(Revision.number, Revision.saved_at, Revision.author, Revision.note)
        .join(Dossier, col(Dossier.id) == col(Revision.dossier_id))
        .where(Dossier.kind == kind)
        .order_by(col(Revision.number).desc())
        .limit(_MOST)
    )
    return [
        {
            "number": number,
            "at": moment_in_words(saved_at),
            "author": author_in_words(author),
            "note": note or "",
        }
        for number, saved_at, author, note in session.exec(query)
    ]
