"""A form of a case as a request brings it or a page begins it: what stands in its fields, and what it began from.

Whatever comes, mistakes and all, is first kept as the draft of whoever sent it (:func:`kept`); only then is it looked
at. So nothing that was typed depends on what happens next.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import request

from catalogue.context import private_transaction, session, today
from catalogue.desk.guard import actor
from catalogue.domain.errors import CatalogueError, Invalid, Unavailable
from catalogue.domain.text import number_in
from catalogue.editing import drafts
from catalogue.models import Draft, Revision
from catalogue.reading import desk_cases
from catalogue.schemas.case_form import CASE_INPUTS, QUICK, with_defaults
from catalogue.schemas.figure_form import pictures_in
from catalogue.schemas.form import Flat, dropped_last, first, flat_of, only_known, pressed

# What the form carries besides its fields. None of them is the name of a field of the document.
SLUG, BASED_ON, DRAFT, FULL = "case_slug", "based_on", "draft", "full"


@dataclass(frozen=True, slots=True)
class Sheet:
    """``slug`` is that of the dossier, nothing for a new case; ``based_on`` the number of the revision it began from;
    ``draft_id`` the draft in which it is kept; ``full`` says that all fields are shown."""

    flat: Mapping[str, list[str]]
    slug: str | None = None
    based_on: int | None = None
    draft_id: int | None = None
    full: bool = True

    def value(self, name: str) -> str:
        """What stands in a field."""
        return first(self.flat, name)

    @property
    def pictures(self) -> list[str]:
        """The digests of the pictures of its figures, in their order."""
        return pictures_in(self.flat)

    @property
    def digests(self) -> list[str]:
        """The same, that of a figure which can be brought back included."""
        dropped = dropped_last(self.flat)
        found = [*self.pictures, first(dropped.row, "image") if dropped else ""]
        return [digest for digest in found if digest]


def sent(slug: str | None) -> Sheet:
    """What this request brings. A form of an existing case always says what it began from; one that does not began
    from nothing known."""
    based_on = number_in(request.form.get(BASED_ON))
    flat = only_known(CASE_INPUTS, request.form.to_dict(flat=False))
    # A new case in full has a field for it beside the hidden one, and below it.
    flat["slug"] = flat.get("slug", [""])[-1:]
    return Sheet(
        flat=flat,
        slug=slug,
        based_on=(based_on or 0) if slug else None,
        draft_id=number_in(request.form.get(DRAFT)),
        full=slug is not None or request.form.get(FULL) == "1",
    )


def blank(full: bool) -> Sheet:
    """A new case: a source to begin with, and in full what is said of a case nobody knows yet."""
    flat = pressed(CASE_INPUTS, {}, "sources:add")
    return Sheet(with_defaults(flat, "", today()) if full else flat, full=full)


def of_revision(slug: str, revision: Revision) -> Sheet:
    """The form of a case as it was saved."""
    return Sheet(flat_of(CASE_INPUTS, revision.document), slug, revision.number)


def begun(slug: str) -> Sheet:
    """What whoever is signed in has typed of a case, or else the case as it was saved. Raises NotFound."""
    newest = desk_cases.newest_revision(session(), slug)
    draft = own_draft_of(slug)
    return of_draft(draft) if draft else of_revision(slug, newest)


def merged(sheet: Sheet, document: Mapping[str, Any], based_on: int) -> Sheet:
    """The same sheet with another document in it, which takes up from a later revision."""
    return replace(sheet, flat=flat_of(CASE_INPUTS, document), based_on=based_on)


def of_draft(draft: Draft) -> Sheet:
    """What somebody had typed. A new case opens in full again where more was filled in than is asked at first."""
    flat = only_known(CASE_INPUTS, draft.form)
    return Sheet(
        flat, draft.slug, draft.based_on, draft.id, full=draft.slug is not None or _goes_further(flat)
    )


def _goes_further(flat: Flat) -> bool:
    quick = only_known(QUICK, flat)
    return any(value.strip() for name, values in flat.items() if name not in quick for value in values)


def kept(sheet: Sheet) -> tuple[Sheet, CatalogueError | None]:
    """The sheet, now kept as a draft; and where it could not be, why. No reason to lose it: the page goes on."""
    if not _is_worth_keeping(sheet):
        return sheet, None
    try:
        with private_transaction() as writing:
            draft = drafts.keep(
                writing,
                actor(),
                sheet.flat,
                slug=sheet.slug,
                based_on=sheet.based_on,
                draft_id=sheet.draft_id,
            )
            draft_id = draft.id
    except (Invalid, Unavailable) as refusal:
        return sheet, refusal
    return replace(sheet, draft_id=draft_id), None


def _is_worth_keeping(sheet: Sheet) -> bool:
    """A new case in which nobody has typed anything yet is none."""
    if sheet.slug or sheet.draft_id:
        return True
    usual = blank(full=True).flat
    return any(
        value.strip()
        for name, values in sheet.flat.items()
        if values != usual.get(name) and not name.endswith("-key")
        for value in values
    )


def own_draft(draft_id: int) -> Draft:
    """A draft of whoever is signed in. Raises NotFound."""
    return desk_cases.draft(session(), person(), draft_id)


def own_draft_of(slug: str) -> Draft | None:
    """Their draft of a case, if there is one."""
    return desk_cases.draft_of(session(), person(), slug)


def person() -> int:
    """Who is signed in, by number."""
    who = actor().id
    assert who is not None  # whoever is signed in is somebody
    return who
