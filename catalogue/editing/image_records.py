"""The entry of a picture in the register: written, and its picture taken away from the public.

An entry holds wherever its picture is used. Where a public case shows it, a change is public at once: the pages of
those cases are written anew in the same transaction, so that it takes whoever approves; to stop showing a picture is
open to everybody who writes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, select

from catalogue.domain.acts import Act
from catalogue.domain.clock import day_in_tokyo
from catalogue.domain.errors import Conflict, Forbidden
from catalogue.domain.roles import Permission
from catalogue.domain.vocabulary import Clearance
from catalogue.editing import project_case
from catalogue.editing.acting import Actor, record
from catalogue.editing.gate import loaded
from catalogue.editing.lookup import look_up
from catalogue.editing.revisions import links_of
from catalogue.models import Figure, ImageRecord, finding
from catalogue.schemas import image_record_form
from catalogue.schemas.image_record import ImageRecordSchema

Entry = Mapping[str, Any]

MISTAKES = "入力を確かめてください。"
ONLY_WHO_APPROVES = (
    "公開中の事例で使われている画像です。台帳を直すと、すぐに公開のページが変わるため、"
    "直せるのは承認の役割の人だけです。"
)
CHANGED_MEANWHILE = "開いているあいだに、ほかの人が、画像台帳のこの画像の内容を直しました。"
STOPPED_ALREADY = "この画像の掲載は、もう止まっています。"


@dataclass(frozen=True, slots=True)
class Done:
    """What an act has changed, in words (empty: nothing), and the slugs of the public cases that show it now."""

    said: str
    cases: Sequence[str] = ()


def describe(session: Session, actor: Actor, digest: str, raw: Entry, version: int) -> Done:
    """Write the entry of a picture; ``version`` is that of the entry the writer had before them, 0 where there was
    none. The caller commits.

    Raises:
        NotFound: there is no such picture.
        Forbidden: the actor may not write, or not what is public at once.
        Invalid: the entry breaks a rule.
        Conflict: it is fit to be written, but somebody has written meanwhile.
    """
    actor.must(Permission.WRITE)
    row = _row(session, digest)
    cases = shown_by(session, digest)
    if not actor.may(permission_to_describe(cases)):
        raise Forbidden(ONLY_WHO_APPROVES)
    entry = loaded(ImageRecordSchema(), raw, MISTAKES)
    # The same that stands there already is no conflict: the button was pressed twice.
    if version != row.version and entry != _entry(row):
        raise Conflict(CHANGED_MEANWHILE)
    return _written(session, actor, row, entry, cases, Act.PICTURE_DESCRIBED)


def stop(
    session: Session, actor: Actor, digest: str, clearance: str, reason: str, on: str | None = None
) -> Done:
    """Take a picture away from the public at once: its permission was refused, or has ended (``clearance``), on that
    day (a stored shape of a date; today where it is not said). The caller commits.

    Raises:
        NotFound: there is no such picture.
        Forbidden: the actor may not write.
        Invalid: there is no reason, no such word, or no such day.
        Conflict: its permission was refused or has ended before.
    """
    actor.must(Permission.WRITE)
    row = _row(session, digest)
    on = day_in_tokyo(actor.now).isoformat() if on is None else on
    told = {"clearance": clearance, "reason": reason, "on": on}
    said = loaded(image_record_form.StopSchema(), told, MISTAKES)
    if row.clearance in image_record_form.ENDS:
        raise Conflict(STOPPED_ALREADY)
    day = "clearance_on" if said["clearance"] == Clearance.REFUSED else "clearance_until"
    entry = {**_entry(row), "clearance": said["clearance"], "clearance_until": None, day: said["on"]}
    why = f"理由：{' '.join(said['reason'].split())}"
    return _written(session, actor, row, entry, shown_by(session, digest), Act.PICTURE_STOPPED, why)


def permission_to_describe(cases: Sequence[str]) -> Permission:
    """What it takes to write the entry of a picture that these public cases show."""
    return Permission.APPROVE if cases else Permission.WRITE


def shown_by(session: Session, digest: str) -> list[str]:
    """The slugs of the public cases that have the picture as a figure, be it shown or kept back."""
    query = select(Figure.case_slug).where(Figure.digest == digest).distinct()
    return sorted(session.exec(query))


def _row(session: Session, digest: str) -> ImageRecord:
    """The row of the entry, a new one where there is none. Raises NotFound where there is no such picture."""
    finding.image_of(session, digest)
    return session.get(ImageRecord, digest) or ImageRecord(digest=digest, version=0)


def _entry(row: ImageRecord) -> dict[str, Any]:
    return image_record_form.entry_of(row.model_dump())


def _written(
    session: Session,
    actor: Actor,
    row: ImageRecord,
    entry: Entry,
    cases: Sequence[str],
    act: Act,
    more: str = "",
) -> Done:
    said = image_record_form.changes(_entry(row), entry)
    if not said:
        return Done("")
    row.sqlmodel_update(dict(entry))
    row.version, row.from_seed = row.version + 1, False
    row.saved_by, row.saved_at = actor.name, actor.now
    session.add(row)
    session.flush()
    record(session, actor, act, row.digest, "。".join(filter(None, (said, more))))
    _project_again(session, cases)
    return Done(said, cases)


def _project_again(session: Session, slugs: Sequence[str]) -> None:
    """Only the cases that show the picture: the others read as before."""
    if not slugs:
        return
    lookup = look_up(session)
    for slug in slugs:
        dossier = finding.case_of(session, slug)
        assert dossier.public_number is not None  # it has public rows
        revision = finding.revision_of(session, dossier, dossier.public_number)
        project_case.write(session, project_case.project(revision.document, links_of(session, slug), lookup))
