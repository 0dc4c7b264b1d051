"""When somebody else has saved first: what both wrote is brought together, and where both changed the same thing, the
second decides, with the difference in sight.

What was typed travels in the page, field by field as in the form itself, and is kept as a draft, until the merged
document is saved.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import render_template, request

from catalogue.context import STATUS, private_transaction, session
from catalogue.desk import case_saving, case_sheets
from catalogue.desk.case_pages import About, Answer, page
from catalogue.desk.case_sheets import Sheet
from catalogue.domain.clock import moment_in_words
from catalogue.domain.errors import Conflict, Invalid, NotFound, Unavailable
from catalogue.domain.merging import Merge, Side, merge
from catalogue.domain.text import number_in
from catalogue.domain.workflow import State, author_in_words
from catalogue.editing import writing
from catalogue.models import Revision, finding
from catalogue.reading import desk_cases, desk_merges
from catalogue.schemas.case_form import CASE_INPUTS
from catalogue.schemas.earlier_cases import as_written_now
from catalogue.schemas.form import document_of

MERGE, REWORK = "merge", "rework"
ACTS = (MERGE, REWORK)
AGAIN = "確かめているあいだに、さらに新しい版が保存されました。もう一度、違いを確かめてください。"
NOT_FIT = "相手の版とあなたの内容をまとめると、次のところが合わなくなります。直してから保存してください。"
MERGED = "相手の版とあなたの内容をまとめました。確かめて、保存してください。"

_SEEN, _CHOICE = "seen", "side-"


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two who wrote at the same time: the sheet of the second, their document and the newest revision, brought
    together; and what has been decided about clashes."""

    slug: str
    sheet: Sheet
    theirs: Revision
    mine: Mapping[str, Any]
    base: Mapping[str, Any]
    merged: Merge
    chosen: Mapping[str, str]


def answer(slug: str, sheet: Sheet) -> Answer:
    """The page where it is decided; with a button of that page, what comes of it."""
    sheet, _ = case_sheets.kept(sheet)
    sheet, found = case_saving.read(sheet)
    try:
        raw = {**document_of(CASE_INPUTS, sheet.flat), "slug": slug}
        case_saving.must_be_found(found, raw)
        mine = writing.checked(session(), raw)
    except Invalid as refusal:
        return case_saving.mistaken(sheet, refusal, found, [writing.SAVED_MEANWHILE])
    theirs = desk_cases.newest_revision(session(), slug)
    if finding.state_of(session(), theirs) is State.SUBMITTED:
        return page(sheet, About(warnings=[writing.WAITS]), STATUS[Conflict])
    return _decided(_meeting(slug, sheet, theirs, mine))


def _meeting(slug: str, sheet: Sheet, theirs: Revision, mine: Mapping[str, Any]) -> Meeting:
    base = _base(slug, sheet.based_on or 0)
    merged = merge(base, mine, as_written_now(theirs.document))
    chosen = {
        clash.field: side
        for clash in merged.clashes
        if (side := request.form.get(f"{_CHOICE}{clash.field}")) in (Side.MINE, Side.THEIRS)
    }
    return Meeting(slug, sheet, theirs, mine, base, merged, chosen)


def _base(slug: str, number: int) -> Mapping[str, Any]:
    """What both began from. Where that is not known, everything they differ in is a clash."""
    try:
        return as_written_now(desk_cases.revision(session(), slug, number).document)
    except NotFound:
        return {}


def _decided(meeting: Meeting) -> Answer:
    act = request.form.get("act")
    if act not in ACTS:
        return _ask(meeting, STATUS[Conflict])
    if number_in(request.form.get(_SEEN)) != meeting.theirs.number:
        return _ask(meeting, STATUS[Conflict], AGAIN)
    document = meeting.merged.settled(meeting.chosen)
    if act == REWORK:
        return _rework(meeting, document)
    if meeting.merged.undecided(meeting.chosen):
        return _ask(meeting, STATUS[Invalid])
    return _save(meeting, document)


def _save(meeting: Meeting, document: Mapping[str, Any]) -> Answer:
    try:
        with private_transaction() as writing_session:
            number = meeting.theirs.number
            saved = case_saving.save(writing_session, meeting.sheet, meeting.slug, document, number)
    except Invalid as refusal:
        return _rework(meeting, document, refusal)
    except Conflict:
        return answer(meeting.slug, meeting.sheet)
    except Unavailable as refusal:
        return _ask(meeting, STATUS[Unavailable], refusal.message)
    return case_saving.done(saved)


def _rework(meeting: Meeting, document: Mapping[str, Any], refusal: Invalid | None = None) -> Answer:
    """Both together in the form, to be worked on before it is saved."""
    sheet = case_sheets.merged(meeting.sheet, document, meeting.theirs.number)
    sheet, _ = case_sheets.kept(sheet)
    if refusal is None:
        return page(sheet, About(sentences=[MERGED]))
    return page(sheet, About(refusal.problems, warnings=[NOT_FIT]), STATUS[Invalid])


def _ask(meeting: Meeting, status: int, sentence: str = "") -> Answer:
    shown = desk_merges.shown(session(), meeting.merged, meeting.base, meeting.mine)
    undecided = (
        [clash.field for clash in meeting.merged.undecided(meeting.chosen)]
        if status == STATUS[Invalid]
        else []
    )
    html = render_template(
        "desk/cases/conflict.html",
        meeting=meeting,
        shown=shown,
        sentence=sentence,
        undecided=undecided,
        them=author_in_words(meeting.theirs.author),
        saved=moment_in_words(meeting.theirs.saved_at),
    )
    return html, status
