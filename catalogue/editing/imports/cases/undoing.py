"""Taking an import back: what nobody has touched since goes, what somebody has touched stays and is named.

A revision goes where it is still the newest and nobody has decided or said anything about it; a case that came with the
import goes with it where nothing names it; a theme that was made for it goes where no case uses it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from catalogue.domain import theme_table
from catalogue.domain.errors import CatalogueError, Conflict
from catalogue.domain.importing import ImportKind
from catalogue.domain.roles import Permission
from catalogue.domain.theme_table import Change, Document
from catalogue.editing import revisions, themes
from catalogue.editing.acting import Actor
from catalogue.editing.imports import keeping
from catalogue.editing.imports.cases import touched
from catalogue.editing.imports.cases.touched import Entry, Standing
from catalogue.models import Import

NOTHING = "取り消せるものがありません。取り込んだあとに、どの事例にも手が加えられています。"
_USED = "事例が使っています。"
_NOT_EMPTY = "分類が残っています。"
_GONE = "もうありません。"
_NOT_YOURS = "外すには承認の役割が必要です。テーマ・分類のページで、承認の役割を持つ人が外せます。"


@dataclass(frozen=True, slots=True)
class Going:
    """A case of the import that would go back. ``before`` is the revision it goes back to, nothing where the case goes
    altogether."""

    slug: str
    title: str
    before: int | None


@dataclass(frozen=True, slots=True)
class Staying:
    """What stays, and why: sentences."""

    slug: str
    title: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Undoing:
    """All of it. Of themes and categories, ``themes`` are those that go, in words, ``themes_staying`` the others;
    ``touches_the_public`` says whether anything goes that the public sees."""

    goes: tuple[Going, ...]
    stays: tuple[Staying, ...]
    themes: tuple[str, ...] = ()
    themes_staying: tuple[Staying, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether nothing would go."""
        return not self.goes and not self.themes

    @property
    def touches_the_public(self) -> bool:
        """Whether the public sees it."""
        return bool(self.themes)


def what_would_go(session: Session, import_id: int, actor: Actor | None = None) -> Undoing:
    """What would go back now, and what would stay and why; of the themes, where this ``actor`` did it.

    Raises:
        NotFound: there is no such import of cases.
        Conflict: it has not been taken in, or was taken back already.
    """
    return _plan(session, keeping.taken_in(session, import_id, ImportKind.CASES), actor).told


def undo(session: Session, actor: Actor, import_id: int) -> Import:
    """Take it back as far as that is possible; ``result`` says what went (``undone``) and what did not (``stayed``).
    The caller commits, in a transaction that changes what the public sees where :attr:`Undoing.touches_the_public`.

    Raises:
        Forbidden: they may not write.
        NotFound: there is no such import of cases.
        Conflict: it has not been taken in, was taken back already, or nothing of it can go.
    """
    actor.must(Permission.WRITE)
    done = keeping.taken_in(session, import_id, ImportKind.CASES, held=True)
    plan = _plan(session, done, actor)
    if plan.told.nothing:
        raise Conflict(NOTHING)
    for going in plan.told.goes:
        there = plan.there[going.slug]
        revisions.take_away(session, there.dossier, [there.revision])
    if plan.drops:
        themes.change(session, actor, themes.current(session)[1], _all(plan.drops))
    keeping.undone(session, actor, done, _said(plan.told), **_result(plan.told))
    return done


@dataclass(frozen=True, slots=True)
class _Plan:
    told: Undoing
    there: Mapping[str, Standing]
    drops: Sequence[Change]


def _plan(session: Session, done: Import, actor: Actor | None) -> _Plan:
    result = done.result or {}
    entries: Sequence[Entry] = result["cases"]
    there = touched.standing(session, entries)
    reasons = touched.reasons_to_stay(session, entries, there)
    going = tuple(
        Going(each["slug"], each["title"], each["was"]) for each in entries if each["slug"] not in reasons
    )
    staying = tuple(
        Staying(each["slug"], each["title"], tuple(reasons[each["slug"]]))
        for each in entries
        if each["slug"] in reasons
    )
    gone, drops, kept = _themes(session, actor, result["themes"], {each.slug for each in going})
    return _Plan(Undoing(going, staying, gone, kept), there, drops)


def _themes(
    session: Session, actor: Actor | None, made: Sequence[Mapping[str, Any]], going: set[str]
) -> tuple[tuple[str, ...], list[Change], tuple[Staying, ...]]:
    """The last that was made is looked at first: a theme goes after its categories."""
    document, _ = themes.current(session)
    gone, drops, kept = [], [], []
    for each in reversed(made):
        drop = theme_table.drop_theme(each["theme"])
        if each["category"]:
            drop = theme_table.drop_category(each["theme"], each["category"])
        reason = _why_it_stays(session, document, each, going)
        if not reason and actor is not None and not actor.may(Permission.APPROVE):
            reason = _NOT_YOURS
        if reason:
            kept.append(Staying(each["category"] or each["theme"], each["words"], (reason,)))
            continue
        drop(document)
        gone.append(each["words"])
        drops.append(drop)
    return tuple(reversed(gone)), drops, tuple(reversed(kept))


def _why_it_stays(session: Session, document: Document, made: Mapping[str, Any], going: set[str]) -> str:
    kind, slug = ("category", made["category"]) if made["category"] else ("theme", made["theme"])
    try:
        theme = theme_table.theme_of(document, made["theme"])
        if made["category"]:
            theme_table.category_of(theme, made["category"])
        elif theme["categories"]:
            return _NOT_EMPTY
    except CatalogueError:
        return _GONE
    users = {user: title for user, title in themes.users_of(session, kind, slug).items() if user not in going}
    named = "、".join(f"「{title}」" for title in list(users.values())[:3])
    return f"{named}などの{_USED}" if len(users) > 3 else f"{named}が使っています。" if users else ""


def _all(drops: Iterable[Change]) -> Change:
    def change(document: Document) -> str:
        return "、".join(drop(document) for drop in drops)

    return change


def _result(told: Undoing) -> dict[str, Any]:
    return {
        "undone": [each.slug for each in told.goes],
        "stayed": [
            {"slug": each.slug, "title": each.title, "reasons": [*each.reasons]}
            for each in (*told.stays, *told.themes_staying)
        ],
    }


def _said(told: Undoing) -> str:
    dropped = sum(each.before is None for each in told.goes)
    parts = [
        f"消した事例{dropped}件" if dropped else "",
        f"前の版に戻した事例{len(told.goes) - dropped}件" if len(told.goes) > dropped else "",
        f"外したテーマ・分類{len(told.themes)}件" if told.themes else "",
        f"残したもの{len(told.stays) + len(told.themes_staying)}件"
        if told.stays or told.themes_staying
        else "",
    ]
    return "、".join(part for part in parts if part)
