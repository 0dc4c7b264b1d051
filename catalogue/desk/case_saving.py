"""What happens to a form of a case that was sent: a press changes its rows, saving makes a revision of it.

Every way out shows what was typed again, and all of it is kept as a draft before anything else is done.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import flash, redirect, request, url_for
from markupsafe import Markup
from sqlmodel import Session

from catalogue.context import STATUS, private_transaction, session, today
from catalogue.desk import case_sheets
from catalogue.desk.case_pages import About, Answer, page
from catalogue.desk.case_sheets import Sheet
from catalogue.desk.guard import actor
from catalogue.desk.municipalities import Resolved, known_places, resolved
from catalogue.domain.errors import Invalid, Problem, Unavailable
from catalogue.editing import drafts, duplicates, writing
from catalogue.reading import desk_cases
from catalogue.schemas.case_form import CASE_INPUTS, SAVE_FIRST, slug_for, with_defaults
from catalogue.schemas.case_form_words_more import ADD_FIGURE, PICTURE_ENTRY
from catalogue.schemas.form import document_of, first, pressed, tidied

STAY, FULL = "stay", "full"
KEPT = "書きかけを保存しました。ほかの人には、まだ見えません。"
NOT_SAVED = "まだ保存していません。入力した内容は、下に残っています。"
UNCHANGED = "変わったところがないので、新しい版は作りませんでした。"
_APART = "apart"


@dataclass(frozen=True, slots=True)
class Saved:
    """The revision that was made; where nothing had changed, the one there was (``is_new`` is false)."""

    slug: str
    number: int
    is_new: bool


class Similar(Exception):
    """There are cases like the new one, and nobody has said yet that they are others."""

    def __init__(self, alikes: Sequence[duplicates.Alike]) -> None:
        super().__init__()
        self.alikes = alikes


def answer(sheet: Sheet) -> Answer:
    """The page after the form was sent.

    Raises:
        Conflict: the revision it began from is no longer the newest, or that one waits to be approved. Nothing is saved
            but the draft.
    """
    sheet, refusal = case_sheets.kept(sheet)
    warnings = [refusal.message] if refusal else []
    act = request.form.get("act")
    if not refusal and (address := _way_out(sheet, act or "")):
        return redirect(address, 303)
    if act == ADD_FIGURE:
        return page(sheet, About(warnings=warnings or [SAVE_FIRST]))
    if act == FULL:
        return page(replace(sheet, full=True, flat=_with_usual(sheet)), About(warnings=warnings))
    press = request.form.get("press")
    if press is None:
        return _saved(sheet, warnings)
    sentences = [KEPT] if press == STAY and not refusal else []
    sheet = replace(sheet, flat=pressed(CASE_INPUTS, sheet.flat, press))
    return page(sheet, About(warnings=warnings, sentences=sentences, press=press))


def _way_out(sheet: Sheet, act: str) -> str:
    """The page a button of a figure leads to, once what was typed is kept; empty where it leads nowhere."""
    if sheet.slug and act == ADD_FIGURE:
        return url_for("desk.figures.new", slug=sheet.slug)
    digest = act.removeprefix(PICTURE_ENTRY)
    if sheet.slug and act != digest and digest in sheet.digests:
        return url_for("desk.picture_entries.edit", digest=digest, case=sheet.slug)
    return ""


def _with_usual(sheet: Sheet) -> Mapping[str, list[str]]:
    return with_defaults(sheet.flat, sheet.value("slug"), today())


def read(sheet: Sheet) -> tuple[Sheet, Resolved]:
    """The sheet as it is judged: municipalities looked up, blank rows gone, and in a quick entry what it does not
    ask."""
    found = resolved(sheet.flat)
    sheet = replace(sheet, flat=tidied(CASE_INPUTS, found.flat))
    return (sheet if sheet.full else replace(sheet, flat=_with_usual(sheet))), found


def _saved(sheet: Sheet, warnings: Sequence[str]) -> Answer:
    typed = sheet
    sheet, found = read(sheet)
    try:
        saved = _save(sheet, found)
    except Invalid as refusal:
        return mistaken(replace(typed, flat=sheet.flat), refusal, found, warnings)
    except Similar as similar:
        return page(sheet, About(warnings=warnings, alikes=similar.alikes), STATUS[Invalid])
    except Unavailable as refusal:
        return page(sheet, About(warnings=[NOT_SAVED, refusal.message]), STATUS[Unavailable])
    return done(saved)


def _save(sheet: Sheet, found: Resolved) -> Saved:
    """All that can be looked at beforehand is: while the transaction lasts, nobody else can write."""
    raw = document_of(CASE_INPUTS, sheet.flat)
    given = sheet.slug or sheet.value("slug").strip()
    must_be_found(found, {**raw, "slug": given or _free_slug(session(), found)})
    if sheet.slug is None and request.form.get(_APART) != "1":
        _must_be_another({**raw, "slug": given or _free_slug(session(), found)})
    with private_transaction() as writing_session:
        slug = given or _free_slug(writing_session, found)
        return save(writing_session, sheet, slug, raw, sheet.based_on)


def save(
    writing_session: Session, sheet: Sheet, slug: str, raw: Mapping[str, Any], based_on: int | None
) -> Saved:
    """Save a document; the draft it was kept in has then done its work."""
    revision = writing.save_case(writing_session, actor(), slug, raw, based_on)
    drafts.forget(writing_session, actor(), slug=sheet.slug, draft_id=sheet.draft_id)
    return Saved(slug, revision.number, revision.number != based_on)


def must_be_found(found: Resolved, raw: Mapping[str, Any]) -> None:
    """Raises Invalid where a municipality is not certain, with whatever else is wrong."""
    if not found.problems:
        return
    told = {problem.path for problem in found.problems}
    problems = list(found.problems)
    try:
        writing.loaded(raw)
    except Invalid as refusal:
        problems += [each for each in refusal.problems if each.path.partition("[")[0] not in told]
    raise Invalid(writing.MISTAKES, problems)


def _free_slug(writing_session: Session, found: Resolved) -> str:
    """A name for the address, from the reading of the municipality."""
    code = first(found.flat, "municipality")
    kana = next((each.kana for each in known_places() if each.code == code), "")
    return slug_for(kana, desk_cases.taken_slugs(writing_session) | writing.RESERVED)


def _must_be_another(raw: Mapping[str, Any]) -> None:
    document = writing.checked(session(), raw)
    if alikes := duplicates.alike(session(), document):
        raise Similar(alikes)


def mistaken(
    sheet: Sheet, refusal: Invalid, found: Resolved, warnings: Sequence[str] = ()
) -> tuple[str, int]:
    """The form again, with what is wrong on top and at the fields."""
    problems = refusal.problems or (Problem("", refusal.message),)
    about = About(problems, warnings=warnings, candidates=found.candidates)
    return page(sheet, about, STATUS[Invalid])


def done(saved: Saved) -> Answer:
    """On to the dossier."""
    if not saved.is_new:
        flash(UNCHANGED)
    elif saved.number == 1:
        further = url_for("desk.cases.edit", slug=saved.slug)
        flash(Markup('第1版を保存しました。<a href="{}">続けて詳しく書く</a>').format(further))
    else:
        flash(f"第{saved.number}版を保存しました。")
    return redirect(url_for("desk.dossiers.show", slug=saved.slug), 303)
