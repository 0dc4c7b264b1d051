"""What both roads ask of the dossiers and the register of pictures: finding one of them, and where it stands."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from sqlalchemy import ColumnElement
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select

from catalogue.domain.errors import NotFound
from catalogue.domain.importing import ImportKind
from catalogue.domain.workflow import State, state_after
from catalogue.models.dossier import Decision, Dossier, Revision
from catalogue.models.image import Image
from catalogue.models.imports import Import
from catalogue.models.inquiry import Inquiry

CASE, PLAN = "case", "plan"

# No database takes any number of values in one question.
_AT_ONCE = 500

T = TypeVar("T")

NO_CASE = "お探しの事例の原稿は見つかりませんでした。"
NO_SUCH_DRAFT = "この書きかけは見つかりませんでした。保存されたか、消されています。"
NO_PLAN = "お探しの計画は見つかりませんでした。"
NO_REVISION = "お探しの版は見つかりませんでした。"
NO_PICTURE = "お探しの画像は、画像台帳にありません。"
NO_IMPORT = "お探しの取込みは見つかりませんでした。"
NO_INQUIRY = "お探しの照会文はありません。消されたか、番号が違います。"


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
    return states_of(session, [revision.id or 0])[revision.id or 0]


def states_of(session: Session, revisions: Iterable[int]) -> dict[int, State]:
    """Where each of these revisions stands, by its id."""
    found: dict[int, State] = {}
    for some in portions(revisions):
        decided: dict[int, list[str]] = defaultdict(list)
        query = select(Decision.revision_id, Decision.kind).where(col(Decision.revision_id).in_(some))
        for revision_id, kind in session.exec(query.order_by(col(Decision.id))):
            decided[revision_id].append(kind)
        found |= {each: state_after(decided[each]) for each in some}
    return found


def portions(values: Iterable[T]) -> Iterator[list[T]]:
    """As many of them at a time as one question may name."""
    left = iter(values)
    while some := list(islice(left, _AT_ONCE)):
        yield some


def image_of(session: Session, digest: str) -> Image:
    """This picture of the register. Raises NotFound."""
    image = session.get(Image, digest)
    if image is None:
        raise NotFound(NO_PICTURE)
    return image


def import_of(
    session: Session, import_id: int, kind: ImportKind | None = None, *, held: bool = False
) -> Import:
    """This import; ``held``: so that nobody else can change it meanwhile. Raises NotFound, also where it is of another
    ``kind``."""
    brought = session.get(Import, import_id, with_for_update=True if held else None)
    if brought is None or (kind is not None and brought.kind != kind):
        raise NotFound(NO_IMPORT)
    return brought


def inquiry_of(session: Session, inquiry_id: int) -> Inquiry:
    """This letter. Raises NotFound."""
    inquiry = session.get(Inquiry, inquiry_id)
    if inquiry is None:
        raise NotFound(NO_INQUIRY)
    return inquiry


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
