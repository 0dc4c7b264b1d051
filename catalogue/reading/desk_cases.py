"""What staff see of cases that are being written: all dossiers with where they stand, single revisions, and their own
drafts."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from catalogue.domain.errors import NotFound
from catalogue.domain.workflow import State
from catalogue.models import Category, Dossier, Draft, Revision, Theme, finding
from catalogue.models.finding import NO_SUCH_DRAFT
from catalogue.reading.desk_states import Standing, newest
from catalogue.search.folding import fold

ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which dossiers a list is asked for; nothing asks for all of them. ``words`` stand somewhere in the title, the
    place, the theme, the slug or the writer's name, all of them."""

    words: str = ""
    state: State | None = None
    theme: str = ""
    mine: bool = False
    drafts: bool = False
    page: int = 1

    @property
    def is_narrow(self) -> bool:
        """Whether anything is left out."""
        return bool(self.words or self.state or self.theme or self.mine or self.drafts)


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of the list, those saved last first. ``total`` counts all that were found, ``drafts`` are the slugs of
    which whoever looks has a draft."""

    standings: Sequence[Standing] = ()
    total: int = 0
    page: int = 1
    pages: int = 1
    drafts: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Kept:
    """One draft, as a list shows it: ``title`` is what stands in its title, which may be nothing yet."""

    id: int
    slug: str | None
    title: str
    based_on: int | None
    saved_at: datetime


def listed(session: Session, staff_id: int, wanted: Wanted) -> Listed:
    """A page of the dossiers of cases that were asked for."""
    drafts = frozenset(kept.slug for kept in drafts_of(session, staff_id) if kept.slug)
    found = _asked_for(session, staff_id, wanted, drafts)
    pages = max(1, -(-len(found) // ON_A_PAGE))
    page = min(max(wanted.page, 1), pages)
    shown = found[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    return Listed(shown, len(found), page, pages, drafts)


def every(session: Session, staff_id: int, wanted: Wanted) -> list[Standing]:
    """All of them, whatever page is asked for."""
    drafts = frozenset(kept.slug for kept in drafts_of(session, staff_id) if kept.slug)
    return _asked_for(session, staff_id, wanted, drafts)


def _asked_for(session: Session, staff_id: int, wanted: Wanted, drafts: frozenset[str]) -> list[Standing]:
    words = _folded(wanted.words).split()
    return [
        standing
        for standing in newest(session)
        if wanted.state in (None, standing.state)
        and wanted.theme in ("", standing.theme)
        and (not wanted.mine or standing.author_id == staff_id)
        and (not wanted.drafts or standing.slug in drafts)
        and all(word in _told(standing) for word in words)
    ]


def _folded(text: str) -> str:
    return fold(text).text


def _told(standing: Standing) -> str:
    told = (standing.title, standing.place, standing.theme_name, standing.slug, standing.author)
    return _folded("\n".join(told))


def newest_revision(session: Session, slug: str) -> Revision:
    """The newest revision of a case. Raises NotFound."""
    return finding.newest_of(session, finding.case_of(session, slug))


def revision(session: Session, slug: str, number: int) -> Revision:
    """One revision of a case. Raises NotFound."""
    return finding.revision_of(session, finding.case_of(session, slug), number)


def taken_slugs(session: Session) -> frozenset[str]:
    """The slugs of all dossiers of cases."""
    return frozenset(session.exec(select(Dossier.slug).where(Dossier.kind == finding.CASE)))


def drafts_of(session: Session, staff_id: int) -> list[Kept]:
    """Somebody's drafts, those typed last first. Forms are large: only their titles are read."""
    title = col(Draft.form)[("title", 0)].as_string()
    query = (
        select_columns(col(Draft.id), col(Draft.slug), title, col(Draft.based_on), col(Draft.saved_at))
        .where(col(Draft.staff_id) == staff_id)
        .order_by(col(Draft.saved_at).desc(), col(Draft.id).desc())
    )
    rows = session.execute(query).all()
    return [Kept(each, slug, title or "", based_on, at) for each, slug, title, based_on, at in rows]


def draft(session: Session, staff_id: int, draft_id: int) -> Draft:
    """One of somebody's own drafts. Raises NotFound; also where it is somebody else's."""
    found = session.get(Draft, draft_id)
    if found is None or found.staff_id != staff_id:
        raise NotFound(NO_SUCH_DRAFT)
    return found


def draft_of(session: Session, staff_id: int, slug: str) -> Draft | None:
    """Somebody's draft of a case, if they have one."""
    return session.exec(select(Draft).where(Draft.staff_id == staff_id, Draft.slug == slug)).first()


def categories(session: Session) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every theme with its categories, each as ``theme/category`` and its name: the choice of the form."""
    query = (
        select(Theme, Category)
        .join(Category, col(Category.theme_slug) == col(Theme.slug))
        .order_by(col(Theme.position), col(Category.position))
    )
    found: dict[str, list[tuple[str, str]]] = {}
    for theme, category in session.exec(query):
        found.setdefault(theme.name, []).append((f"{theme.slug}/{category.slug}", category.name))
    return list(found.items())


def themes(session: Session) -> list[tuple[str, str]]:
    """Every theme as its slug and its name."""
    return list(session.exec(select(Theme.slug, Theme.name).order_by(col(Theme.position))).all())
