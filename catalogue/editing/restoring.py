"""Going back: an old revision is saved once more, as the newest one. Nothing that was written since is lost."""

from sqlmodel import Session

from catalogue.domain.acts import Act
from catalogue.domain.errors import Conflict, Invalid
from catalogue.domain.roles import Permission
from catalogue.domain.workflow import State
from catalogue.editing import review, revisions, writing
from catalogue.editing.acting import Actor, record
from catalogue.models import Revision, finding
from catalogue.schemas.earlier_cases import as_written_now

SAME = "いちばん新しい版と同じ内容なので、戻す必要はありません。"
NO_LONGER_GOOD = (
    "この版は、いまの決まりでは保存できません。内容を、原稿を直すページに書き写しながら直してください。"
)


def restore(session: Session, actor: Actor, slug: str, number: int, newest: int) -> Revision:
    """Save revision ``number`` once more; ``newest`` is the number of the newest one the actor saw. It has to be
    submitted like any other. The caller commits.

    Raises:
        Forbidden: the actor may not write.
        NotFound: there is no such revision.
        Conflict: somebody has saved since, the newest one waits for approval or says the same, or what the old one
            names is gone.
    """
    actor.must(Permission.WRITE)
    dossier, last = review.newest_as_seen(session, slug, newest)
    if finding.state_of(session, last) is State.SUBMITTED:
        raise Conflict(writing.WAITS)
    old = finding.revision_of(session, dossier, number)
    try:
        document = writing.checked(session, old.document)
    except Invalid as error:
        raise Conflict(NO_LONGER_GOOD, error.problems) from None
    if document == as_written_now(last.document):
        raise Conflict(SAME)
    note = f"第{number}版に戻しました。"
    revision = revisions.save(
        session, dossier, document, author=actor.name, author_id=actor.id, note=note, now=actor.now
    )
    record(
        session, actor, Act.RESTORED, slug, f"第{number}版に戻して、第{revision.number}版として保存しました。"
    )
    return revision
