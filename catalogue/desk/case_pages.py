"""The page on which a case is written, from the sheet that fills it: quick entry or the full form, with what is wrong,
what has just been done and what else there is to know."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import render_template, url_for
from werkzeug.wrappers import Response

from catalogue.context import session
from catalogue.desk.case_sheets import Sheet
from catalogue.desk.figure_views import views_of
from catalogue.desk.form_view import view
from catalogue.desk.municipalities import in_words
from catalogue.domain.errors import Problem
from catalogue.editing.duplicates import Alike
from catalogue.reading import desk_cases
from catalogue.schemas.case_form import CASE_INPUTS, QUICK, SECTIONS, Section, of_new_case
from catalogue.search.place_names import Place

_QUICK_SECTION = Section("quick", "最小限の登録", "", tuple(each.name for each in QUICK))

Answer = str | Response | tuple[str, int]


@dataclass(frozen=True, slots=True)
class About:
    """What a page says besides its fields: mistakes, sentences of what has happened or stands in the way, cases that
    are like this one, municipalities to choose from, the button that was pressed, the section to show unfolded, what
    the bar that saves says."""

    problems: Sequence[Problem] = ()
    sentences: Sequence[str] = ()
    warnings: Sequence[str] = ()
    alikes: Sequence[Alike] = ()
    candidates: Sequence[Place] = ()
    press: str = ""
    opened: str = ""
    said: str = ""
    draft_saved: str = ""

    def error_at(self, path: str) -> str:
        """What is wrong at one place."""
        return next((each.reason for each in self.problems if each.path == path), "")


def page(sheet: Sheet, about: About, status: int = 200) -> tuple[str, int]:
    """The form of a case."""
    action = url_for("desk.cases.change", slug=sheet.slug) if sheet.slug else url_for("desk.cases.create")
    inputs = CASE_INPUTS if sheet.full else QUICK
    form = view(
        inputs if sheet.slug else of_new_case(inputs),
        SECTIONS if sheet.full else (_QUICK_SECTION,),
        in_words(sheet.flat),
        problems=about.problems,
        categories=desk_cases.categories(session()),
        pictures=views_of(sheet.slug, sheet.digests) if sheet.slug else {},
        press=about.press,
        opened=about.opened,
        action=action,
    )
    form = replace(form, said=form.said or about.said)
    name = "edit" if sheet.slug else "new"
    html = render_template(f"desk/cases/{name}.html", form=form, sheet=sheet, about=about)
    return html, status
