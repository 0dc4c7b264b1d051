"""One dossier of a case as the desk shows it: where it stands, what was decided, what was said of its fields."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from catalogue.domain.clock import moment_in_words
from catalogue.domain.vocabulary import DecisionKind
from catalogue.domain.workflow import State, author_in_words
from catalogue.models import Category, Comment, Decision, Municipality, Revision, Theme, finding
from catalogue.models.finding import states_of
from catalogue.reading import desk_cases
from catalogue.schemas.case_form import label_of, name_of

Row = dict[str, Any]

WHOLE = "原稿の全体"


@dataclass(frozen=True, slots=True)
class Folder:
    """``newest`` is the newest revision and ``state`` where it stands, ``public`` the one the public sees."""

    slug: str
    newest: Revision
    state: State
    public: Revision | None
    place: str
    theme: str
    category: str

    @property
    def title(self) -> str:
        """As the newest revision has it."""
        return str(self.newest.document["title"])

    @property
    def public_number(self) -> int | None:
        """The number of the public revision."""
        return self.public.number if self.public else None


def folder(session: Session, slug: str) -> Folder:
    """The dossier of a case. Raises NotFound."""
    dossier = finding.case_of(session, slug)
    newest = desk_cases.newest_revision(session, slug)
    document = newest.document
    place = session.get(Municipality, document["municipality"])
    theme, category = session.get(Theme, document["theme"]), session.get(Category, document["category"])
    number = dossier.public_number
    return Folder(
        slug=slug,
        newest=newest,
        state=finding.state_of(session, newest),
        public=None if number is None else desk_cases.revision(session, slug, number),
        place=place.place if place else "",
        theme=theme.name if theme else "",
        category=category.name if category else "",
    )


def decisions(session: Session, slug: str) -> list[Row]:
    """Everything decided about any revision of a case, oldest first: ``kind``, ``number`` of the revision, ``who``,
    ``at`` in words, ``reason``, ``reference``, and the ``author`` of the revision."""
    query = (
        select(Decision, Revision)
        .join(Revision, col(Revision.id) == col(Decision.revision_id))
        .where(Revision.dossier_id == finding.case_of(session, slug).id)
        .order_by(col(Decision.id))
    )
    return [
        {
            "kind": DecisionKind(decision.kind),
            "number": revision.number,
            "who": author_in_words(decision.actor),
            "author": author_in_words(revision.author),
            "at": moment_in_words(decision.decided_at),
            "reason": decision.reason,
            "reference": decision.reference,
        }
        for decision, revision in session.exec(query).all()
    ]


def comments(session: Session, slug: str) -> list[Row]:
    """What was said of fields and is not settled yet, in the order it was said: ``label``, ``path`` and ``field`` (its
    name in the form) of what it is about, ``number`` of the revision it was said of."""
    query = (
        select(Comment, Revision.number)
        .join(Revision, col(Revision.id) == col(Comment.revision_id))
        .where(Revision.dossier_id == finding.case_of(session, slug).id, col(Comment.settled_at).is_(None))
        .order_by(col(Comment.id))
    )
    return [
        {
            "id": comment.id,
            "path": comment.path,
            "label": label_of(comment.path) if comment.path else WHOLE,
            "field": name_of(comment.path) if comment.path else "",
            "text": comment.text,
            "who": comment.author,
            "at": moment_in_words(comment.made_at),
            "number": number,
        }
        for comment, number in session.exec(query).all()
    ]


def revisions(session: Session, slug: str) -> list[Row]:
    """All revisions of a case, the newest first: ``number``, ``who``, ``at``, ``note``, whether it is ``public``, and
    the ``state`` it stands in (a later one leaves it where it was)."""
    dossier = finding.case_of(session, slug)
    columns = (
        *(col(Revision.id), col(Revision.number), col(Revision.author)),
        *(col(Revision.note), col(Revision.saved_at)),
    )
    query = select_columns(*columns).where(col(Revision.dossier_id) == dossier.id)
    rows = session.execute(query.order_by(col(Revision.number).desc())).all()
    states = states_of(session, [row.id for row in rows])
    return [
        {
            "number": row.number,
            "who": author_in_words(row.author),
            "at": moment_in_words(row.saved_at),
            "note": row.note,
            "state": states[row.id],
            "public": row.number == dossier.public_number,
        }
        for row in rows
    ]
