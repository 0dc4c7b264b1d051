"""What was brought to be taken in, as the desk lists it, and where the cases of one import stand by now.

What was read is long, and a list shows one line of each: the database takes the words out of it and hands over nothing
else.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import select as select_columns
from sqlmodel import Session, col, func, select

from catalogue.domain.importing import ImportKind, ImportState
from catalogue.domain.paging import Paging, paging
from catalogue.domain.workflow import State
from catalogue.models import Dossier, Import, Revision
from catalogue.models.finding import CASE, is_newest, portions, states_of

ON_A_PAGE = 30


@dataclass(frozen=True, slots=True)
class Line:
    """One import in the list; ``said`` is what came of it, in words."""

    id: int
    kind: ImportKind
    name: str
    state: ImportState
    begun_by: str
    begun_at: datetime
    said: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of the list, those that wait first, then the latest."""

    lines: Sequence[Line]
    at: Paging


@dataclass(frozen=True, slots=True)
class Taken:
    """A case of an import as it is now. ``number`` is the revision the import wrote, ``newest`` the newest there is,
    ``state`` where that stands; nothing where the case is gone. ``created`` says that it came with the import, ``was``
    is the revision before."""

    slug: str
    title: str
    row: str
    number: int
    was: int | None
    created: bool
    newest: int | None
    author_id: int | None
    state: State | None
    public_number: int | None

    @property
    def is_gone(self) -> bool:
        """Whether there is no such case any more."""
        return self.newest is None

    @property
    def is_as_taken(self) -> bool:
        """Whether nobody has saved a later revision."""
        return self.newest == self.number


def listed(session: Session, page: int) -> Listed:
    """The imports of this page."""
    count = session.exec(select(func.count()).select_from(Import)).one()
    at = paging(count, page, ON_A_PAGE)
    rows = session.execute(_lines().offset(at.skipped).limit(at.size)).all()
    return Listed([_line(row._asdict()) for row in rows], at)


def waiting(session: Session) -> int:
    """How many imports wait for somebody to go on with them."""
    query = select(func.count()).select_from(Import).where(Import.state == ImportState.OPEN.value)
    return session.exec(query).one()


def _lines() -> Any:
    asked = {each.name for each in fields(Line)} - {"said"}
    return select_columns(
        *(getattr(Import, name) for name in asked),
        col(Import.result)["said"].as_string().label("said"),
        col(Import.result)["undone_said"].as_string().label("undone_said"),
    ).order_by(
        (col(Import.state) != ImportState.OPEN.value).asc(),
        col(Import.begun_at).desc(),
        col(Import.id).desc(),
    )


def _line(found: dict[str, Any]) -> Line:
    said, undone = found.pop("said"), found.pop("undone_said")
    words = {"kind": ImportKind(found["kind"]), "state": ImportState(found["state"])}
    return Line(**found | words, said=undone or said or "")


def taken(session: Session, result: Mapping[str, Any]) -> list[Taken]:
    """The cases of an import (its ``result``), in the order of the sheet."""
    entries = result["cases"]
    now = dict(_standing(session, [entry["slug"] for entry in entries]))
    return [
        Taken(
            **{name: entry[name] for name in ("slug", "title", "row", "number", "was", "created")},
            **now.get(entry["slug"], _GONE),
        )
        for entry in entries
    ]


def counted(cases: Sequence[Taken]) -> Mapping[State | None, int]:
    """How many of them stand where; nothing for those that are gone."""
    return Counter(case.state for case in cases)


_GONE: Mapping[str, Any] = {"newest": None, "author_id": None, "state": None, "public_number": None}


def _standing(session: Session, slugs: Sequence[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Where each of these dossiers stands: two questions for some hundred of them."""
    columns = (col(Dossier.slug), col(Dossier.public_number), col(Revision.id))
    query = (
        select_columns(*columns, col(Revision.number), col(Revision.author_id))
        .join(Revision, col(Revision.dossier_id) == col(Dossier.id))
        .where(col(Dossier.kind) == CASE, is_newest())
    )
    for some in portions(slugs):
        rows = session.execute(query.where(col(Dossier.slug).in_(some))).all()
        states = states_of(session, [row.id for row in rows])
        for row in rows:
            now = {"newest": row.number, "author_id": row.author_id, "public_number": row.public_number}
            yield row.slug, now | {"state": states[row.id]}
