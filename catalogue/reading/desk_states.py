"""Where every dossier stands: its newest revision, and what was decided last about that.

Documents are large and a list shows three lines of each, so the database takes these out of them and hands over nothing
else. Few questions, however many dossiers there are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row
from sqlalchemy import select as select_columns
from sqlmodel import Session, col

from catalogue.domain.workflow import State
from catalogue.models import Dossier, Municipality, Revision, Theme
from catalogue.models.finding import CASE, in_document, is_newest, states_of


@dataclass(frozen=True, slots=True)
class Standing:
    """The newest revision of a dossier, as a list shows it.

    ``municipality`` is a code and ``theme`` a slug, as the document names them; ``place`` and ``theme_name`` what they
    are called, empty where that is not known (a plan has neither). ``public_number`` is the number of the revision the
    public sees, nothing where it sees none.
    """

    kind: str
    slug: str
    revision_id: int
    number: int
    title: str
    municipality: str
    place: str
    theme: str
    theme_name: str
    author: str
    author_id: int | None
    saved_at: datetime
    state: State
    public_number: int | None


def newest(session: Session, kind: str = CASE) -> list[Standing]:
    """The newest revision of every dossier of this kind, those saved last first."""
    rows = session.execute(_newest_revisions(kind)).all()
    states = states_of(session, [row.revision_id for row in rows])
    return [_standing(row, states) for row in rows]


def _standing(row: Row[Any], states: Mapping[int, State]) -> Standing:
    found = row._asdict()
    prefecture, name = found.pop("prefecture") or "", found.pop("municipality_name") or ""
    return Standing(
        **found
        | {each: found[each] or "" for each in ("municipality", "theme", "theme_name")}
        | {"title": found["title"] or found["slug"]},
        place=name if name == prefecture else prefecture + name,
        state=states[found["revision_id"]],
    )


def _newest_revisions(kind: str) -> Any:
    code, theme = in_document("municipality"), in_document("theme")
    return (
        select_columns(
            col(Dossier.kind),
            col(Dossier.slug),
            col(Revision.id).label("revision_id"),
            col(Revision.number),
            in_document("title").label("title"),
            code.label("municipality"),
            col(Municipality.prefecture),
            col(Municipality.name).label("municipality_name"),
            theme.label("theme"),
            col(Theme.name).label("theme_name"),
            col(Revision.author),
            col(Revision.author_id),
            col(Revision.saved_at),
            col(Dossier.public_number),
        )
        .join(Revision, col(Revision.dossier_id) == col(Dossier.id))
        .join(Municipality, col(Municipality.code) == code, isouter=True)
        .join(Theme, col(Theme.slug) == theme, isouter=True)
        .where(col(Dossier.kind) == kind, is_newest())
        .order_by(col(Revision.saved_at).desc(), col(Dossier.slug))
    )
