"""The first page of the desk: what waits for whoever opens it, in sections; and each section as a list of its own."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from catalogue.context import private_transaction, session
from catalogue.desk import home_imports as imports
from catalogue.desk import home_inquiries as inquiries
from catalogue.desk import home_pictures as pictures
from catalogue.desk import home_sections as sections
from catalogue.desk.guard import actor, needs
from catalogue.domain.roles import Permission
from catalogue.editing.unfound import clear
from catalogue.reading import desk_states

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@needs(Permission.ENTER)
def index() -> str:
    """Every section that the roles of whoever looks give a meaning to."""
    sitting = actor()
    found: list[sections.Section] = []
    if sitting.may(Permission.READ):
        standings = _standings()
        if sitting.may(Permission.WRITE):
            found += [sections.unfinished(sitting, standings), sections.waiting(sitting, standings)]
            found += imports.waiting()
        found += inquiries.overdue()
        found += [sections.reports(), pictures.ending(), pictures.open_in_public()]
        found += [sections.stale(), sections.incomplete()]
        found += [sections.gaps(sitting), sections.unfound()]
    else:
        found += [sections.lists(sitting), sections.packets()]
    if sitting.may(Permission.MANAGE):
        found.append(sections.newcomers())
    return render_template("desk/home/index.html", sections=found)


def _standings() -> sections.Standings:
    """Where cases and plans stand."""
    return [*desk_states.newest(session()), *desk_states.newest(session(), "plan")]


@blueprint.get("/unfinished")
@needs(Permission.WRITE)
def unfinished() -> str:
    """All that one has begun."""
    return _whole(sections.unfinished(actor(), _standings()))


@blueprint.get("/waiting")
@needs(Permission.WRITE)
def waiting() -> str:
    """All that waits for one."""
    return _whole(sections.waiting(actor(), _standings()))


@blueprint.get("/stale")
@needs(Permission.READ)
def stale() -> str:
    """All cases that have not been checked for long."""
    return _whole(sections.stale())


@blueprint.get("/incomplete")
@needs(Permission.READ)
def incomplete() -> str:
    """All cases of which something is not known."""
    return _whole(sections.incomplete())


@blueprint.get("/gaps")
@needs(Permission.READ)
def gaps() -> str:
    """All nodes without a case."""
    return _whole(sections.gaps(actor()))


def _whole(section: sections.Section) -> str:
    return render_template("desk/home/whole.html", section=section)


@blueprint.get("/unfound")
@needs(Permission.READ)
def unfound() -> str:
    """All words that readers looked for in vain."""
    return render_template("desk/home/unfound.html", section=sections.unfound())


@blueprint.post("/unfound/clear")
@needs(Permission.WRITE)
def clear_unfound() -> Response | str:
    """Take words off the list; asks once more first, for what was counted is gone then."""
    words = list(dict.fromkeys(request.form.getlist("word")))
    if words and "sure" not in request.form:
        return render_template("desk/home/clear_unfound.html", words=words)
    with private_transaction() as writing:
        cleared = clear(writing, actor(), words)
    flash(f"{cleared}個の言葉を一覧から消しました。" if cleared else "消す言葉が選ばれていません。")
    return redirect(url_for(".unfound"), 303)
