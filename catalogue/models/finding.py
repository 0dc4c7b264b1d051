"""What both roads ask of the dossiers and the register of pictures: finding one of them, and where it stands."""

from sqlalchemy import ColumnElement
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select

from catalogue.domain.errors import NotFound
from catalogue.domain.workflow import State, state_after
from catalogue.models.dossier import Decision, Dossier, Revision
from catalogue.models.image import Image

CASE, PLAN = "case", "plan"

NO_CASE = "お探しの事例の原稿は見つかりませんでした。"
NO_SUCH_DRAFT = "この書きかけは見つかりませんでした。保存されたか、消されています。"
NO_PLAN = "お探しの計画は見つかりませんでした。"
NO_REVISION = "お探しの版は見つかりませんでした。"
NO_PICTURE = "お探しの画像は、画像台帳にありません。"


def find(session: Session, kind: str, slug: str) -> Dossier | None:
    """The dossier of this case or plan, if there is one."""
    return session.exec(select(Dossier).where(Dossier.kind == kind, Dossier.slug == slug)).first()


def case_of(session: Session, slug: str) -> Dossier:
    """The dossier of this case. Raises NotFound."""
    dossier = find(session, CASE, slug)
    if dossier is None:
        raise NotFound(NO_CASE)
    return dossier


def plan_of(session: Session, slug: str) -> Dossier:
    """The dossier of this plan. Raises NotFound."""
    dossier = find(session, PLAN, slug)
    if dossier is None:
        raise NotFound(NO_PLAN)
    return dossier


def latest(session: Session, dossier: Dossier) -> Revision | None:
    """Its newest revision; nothing while it has just been opened."""
    query = select(Revision).where(Revision.dossier_id == dossier.id).order_by(col(Revision.number).desc())
    return session.exec(query).first()


def newest_of(session: Session, dossier: Dossier) -> Revision:
    """Its newest revision. Raises NotFound."""
    revision = latest(session, dossier)
    if revision is None:
        raise NotFound(NO_REVISION)
    return revision


def revision_of(session: Session, dossier: Dossier, number: int) -> Revision:
    """One revision of a dossier. Raises NotFound."""
    query = select(Revision).where(Revision.dossier_id == dossier.id, Revision.number == number)
    revision = session.exec(query).first()
    if revision is None:
        raise NotFound(NO_REVISION)
    return revision


def state_of(session: Session, revision: Revision) -> State:
    """Where a revision stands."""
    query = select(Decision.kind).where(Decision.revision_id == revision.id).order_by(col(Decision.id))
    return state_after(session.exec(query))


def image_of(session: Session, digest: str) -> Image:
    """This picture of the register. Raises NotFound."""
    image = session.get(Image, digest)
    if image is None:
        raise NotFound(NO_PICTURE)
    return image


def is_newest() -> ColumnElement[bool]:
    """That a revision is the newest of its dossier, in a question that joins the two. One look into an index for each
    dossier: ``IN`` with the newest of all of them would be tried for each with every one of them, a million looks for a
    thousand dossiers."""
    other = aliased(Revision)
    last = select(func.max(other.id)).where(other.dossier_id == col(Dossier.id)).correlate(Dossier)
    return col(Revision.id) == last.scalar_subquery()


def in_document(name: str) -> ColumnElement[str]:
    """What a revision's document says under ``name``, as text: documents are long, a list asks for a word of each."""
    return col(Revision.document)[name].as_string()  # type: ignore[no-any-return]  # a JSON column can be asked
