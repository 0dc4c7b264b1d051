"""What is said of the fields of a revision, until it is settled."""

from collections.abc import Mapping

from sqlmodel import Session, col, select

from catalogue.domain.acts import Act
from catalogue.domain.errors import NotFound
from catalogue.domain.roles import Permission
from catalogue.editing import review
from catalogue.editing.acting import Actor, record
from catalogue.editing.gate import loaded
from catalogue.models import Comment, Revision, finding
from catalogue.schemas.review import CommentSchema

NO_COMMENT = "お探しのコメントは見つかりませんでした。"


def comment(session: Session, actor: Actor, slug: str, number: int, path: str, text: str) -> Comment:
    """Say something of a field of revision ``number`` (``path`` as in a problem), or with no path of the whole. The
    caller commits.

    Raises:
        Forbidden: the actor may not write.
        NotFound: there is no such revision.
        Invalid: nothing is said, or too much.
    """
    actor.must(Permission.WRITE)
    revision = finding.revision_of(session, finding.case_of(session, slug), number)
    said = loaded(CommentSchema(), {"path": path, "text": text}, review.CHECK)
    assert revision.id is not None
    if same := _said_already(session, actor, revision.id, said):
        return same
    made = Comment(
        revision_id=revision.id,
        **said,
        author=actor.name,
        author_id=actor.id,
        made_at=actor.now,
    )
    session.add(made)
    session.flush()
    record(session, actor, Act.COMMENTED, slug, f"第{number}版にコメントしました。")
    return made


def _said_already(
    session: Session, actor: Actor, revision_id: int, said: Mapping[str, str]
) -> Comment | None:
    """A button that was pressed twice says one thing."""
    query = select(Comment).where(Comment.revision_id == revision_id, Comment.author_id == actor.id)
    open_still = query.where(
        Comment.path == said["path"], Comment.text == said["text"], col(Comment.settled_at).is_(None)
    )
    return session.exec(open_still).first()


def settle(session: Session, actor: Actor, slug: str, comment_id: int) -> None:
    """Say that a comment is dealt with; nothing happens where it is already. The caller commits.

    Raises:
        Forbidden: the actor may not write.
        NotFound: there is no such comment in the dossier of this case.
    """
    actor.must(Permission.WRITE)
    dossier = finding.case_of(session, slug)
    found = session.get(Comment, comment_id)
    revision = session.get(Revision, found.revision_id) if found else None
    if found is None or revision is None or revision.dossier_id != dossier.id:
        raise NotFound(NO_COMMENT)
    if found.settled_at is None:
        found.settled_by, found.settled_at = actor.name, actor.now
        session.add(found)
        record(
            session, actor, Act.COMMENT_SETTLED, slug, f"第{revision.number}版へのコメントを済みにしました。"
        )
