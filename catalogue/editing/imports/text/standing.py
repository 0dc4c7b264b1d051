"""What became of the drafts of a plan's paper, and taking back those nobody has touched since."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from catalogue.domain.errors import Conflict
from catalogue.domain.importing import ImportKind
from catalogue.domain.roles import Permission
from catalogue.domain.vocabulary import Named
from catalogue.editing.acting import Actor
from catalogue.editing.imports import keeping
from catalogue.models import Dossier, Draft, Import, Revision, Staff
from catalogue.models.finding import CASE, in_document, is_newest

_SOURCE = re.compile(r"sources-\d+-title\Z")
NOTHING_TO_UNDO = "取り消せる書きかけがありません。手を加えたもの、保存したもの、ほかの人のものは残ります。"


class Stands(Named):
    """What became of one draft."""

    UNTOUCHED = "untouched", "書きかけ"
    TOUCHED = "touched", "書きかけ（手を加えています）"
    ANOTHERS = "anothers", "ほかの人の書きかけ"
    GONE = "gone", "保存したか、消したもの"
    TAKEN_BACK = "taken-back", "取り消しました"


@dataclass(frozen=True, slots=True)
class DraftStands:
    """One draft of the import. ``owner`` is whose it is now; ``slug`` that of a case of its title and municipality,
    where there is one: it may be what the draft became."""

    case: int
    title: str
    place: str
    draft_id: int
    stands: Stands
    owner: str = ""
    slug: str = ""


def fingerprint(form: Mapping[str, Any]) -> str:
    """By which it is known whether a draft still holds the same."""
    text = json.dumps(form, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def standing(session: Session, brought: Import, staff_id: int | None) -> list[DraftStands]:
    """What became of each, for this person."""
    result = brought.result or {}
    dropped = set(result.get("taken_back", ()))
    return [_stands(session, row, staff_id, dropped) for row in result.get("drafts", ())]


def _stands(session: Session, row: Mapping[str, Any], staff_id: int | None, dropped: set[int]) -> DraftStands:
    draft = None if row["draft"] in dropped else _draft(session, row)
    owner = session.get(Staff, draft.staff_id) if draft else None
    stands = _of(draft, row, staff_id)
    if row["draft"] in dropped:
        stands = Stands.TAKEN_BACK
    slug = _same_case(session, row) if stands is Stands.GONE else ""
    name = owner.display if owner else ""
    return DraftStands(row["case"], row["title"], row["place"], row["draft"], stands, name, slug)


def _draft(session: Session, row: Mapping[str, Any]) -> Draft | None:
    """The draft, if it is still there; a database may give the number of one that is gone to another. One of this
    import still names the paper among its sources, whatever else was changed."""
    draft = session.get(Draft, row["draft"])
    if draft is None or fingerprint(draft.form) == row["form"]:
        return draft
    titles = [values for name, values in draft.form.items() if _SOURCE.match(name)]
    return draft if [row["paper"]] in titles else None


def _of(draft: Draft | None, row: Mapping[str, Any], staff_id: int | None) -> Stands:
    if draft is None:
        return Stands.GONE
    if draft.staff_id != staff_id:
        return Stands.ANOTHERS
    return Stands.UNTOUCHED if fingerprint(draft.form) == row["form"] else Stands.TOUCHED


def _same_case(session: Session, row: Mapping[str, Any]) -> str:
    query = (
        select(Dossier.slug)
        .join(Revision, col(Revision.dossier_id) == col(Dossier.id))
        .where(
            Dossier.kind == CASE,
            is_newest(),
            in_document("title") == row["title"],
            in_document("municipality") == row["municipality"],
        )
    )
    return session.exec(query).first() or ""


def undo(session: Session, actor: Actor, import_id: int) -> list[DraftStands]:
    """Take back the drafts that are this actor's and hold what they held; the others are left. Returns how all of them
    stood before. The caller commits.

    Raises:
        Forbidden: they may not write.
        NotFound: there is no such import.
        Conflict: it has not been taken in, has been undone, or there is nothing to take back.
    """
    actor.must(Permission.WRITE)
    brought = keeping.taken_in(session, import_id, ImportKind.TEXT, held=True)
    stood = standing(session, brought, actor.id)
    going = list(dict.fromkeys(each.draft_id for each in stood if each.stands is Stands.UNTOUCHED))
    if not going:
        raise Conflict(NOTHING_TO_UNDO)
    for draft_id in going:
        session.delete(session.get_one(Draft, draft_id))
    said = _said(len(going), len({each.draft_id for each in stood}) - len(going))
    keeping.undone(session, actor, brought, said, taken_back=going)
    return stood


def _said(gone: int, left: int) -> str:
    return f"書きかけ{gone}件を取り消しました。" + (f"{left}件は残しました。" if left else "")
