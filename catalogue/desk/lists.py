"""Shortlists kept under a name: one's own, and those that others share with the desk."""

from typing import Any

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from catalogue.context import STATUS, private_transaction, session
from catalogue.desk import entries
from catalogue.desk.guard import actor, needs
from catalogue.domain import comparison
from catalogue.domain.errors import CatalogueError, Conflict, Invalid
from catalogue.domain.roles import Permission
from catalogue.domain.shortlist import LONGEST_TITLE, MOST, Entry, Shortlist
from catalogue.editing import kept_lists
from catalogue.reading import desk_lists
from catalogue.schemas.shortlist import parameters_of

Row = dict[str, Any]

blueprint = Blueprint("lists", __name__)

LABELS = {"title": "リストの名前", "node_key": "対象の施策", "entries": "事例"}
NOT_YET = "まだ保存していません。順番と内容がよければ「保存する」を押してください。"
# An address that is longer is cut by some mail programs.
LONG_ADDRESS = 2000


@blueprint.get("/lists")
@needs(Permission.ENTER)
def index() -> str:
    """One's own lists, then those of others that are shared."""
    me = actor().id
    return render_template(
        "desk/lists/index.html",
        mine=desk_lists.mine(session(), me),
        others=desk_lists.shared_by_others(session(), me),
        most=kept_lists.MOST_LISTS,
        waiting=len(entries.visitors_list().entries),
    )


@blueprint.get("/lists/new")
@needs(Permission.ENTER)
def new() -> str:
    """The list in this browser, or of the address, to be kept under a name."""
    asked = entries.asked_list()
    there = {slug for slug, _ in entries.case_choices()}
    shown = Shortlist(tuple(entry for entry in asked.entries if entry.slug in there)[:MOST], asked.title)
    left_out = len(asked.entries) - len(shown.entries)
    return _form("desk/lists/new.html", shown, {"title": asked.title}, left_out=left_out)


@blueprint.post("/lists/new")
@needs(Permission.ENTER)
def make() -> Response:
    """Keep it."""
    return _changed("desk/lists/new.html", None)


@blueprint.get("/lists/<int:list_id>")
@needs(Permission.ENTER)
def show(list_id: int) -> str:
    """One list: its cases, and where to go on with them."""
    kept = desk_lists.one(session(), actor().id, list_id)
    there = Shortlist(
        tuple(Entry(row["slug"], row["note"]) for row in kept["cases"] if row["card"]), kept["title"]
    )
    return render_template(
        "desk/lists/show.html",
        kept=kept,
        own=kept["staff_id"] == actor().id,
        doors=_doors(there),
        addresses=_addresses(there),
        compared=comparison.MOST,
    )


def _doors(there: Shortlist) -> Row:
    """Public pages of these cases, as far as there are enough of them."""
    slugs = list(there.slugs)
    first = slugs[: comparison.MOST]
    return {
        "compare": url_for("compare.show", case=first) if len(first) >= comparison.FEWEST else None,
        "coverage": url_for("coverage.show", case=slugs) if slugs else None,
        "files": url_for("shortlist.show", **parameters_of(there, notes=True), _anchor="files-title")
        if slugs
        else None,
    }


def _addresses(there: Shortlist) -> list[Row]:
    """The addresses at which anybody sees the list."""
    if not there.entries:
        return []
    offered = [("事例だけのアドレス", False), *([("メモも付けたアドレス", True)] if there.notes else [])]
    return [
        {"name": name, "url": url, "long": len(url) > LONG_ADDRESS}
        for name, notes in offered
        for url in [url_for("shortlist.show", **parameters_of(there, notes=notes), _external=True)]
    ]


@blueprint.get("/lists/<int:list_id>/edit")
@needs(Permission.ENTER)
def edit(list_id: int) -> str:
    """One's own list as a form."""
    kept = kept_lists.own(session(), actor(), list_id)
    shortlist = Shortlist(tuple(Entry(slug, note) for slug, note in kept.entries), kept.title)
    words = {"title": kept.title, "node_key": kept.node_key, "shared": kept.shared}
    return _form("desk/lists/edit.html", shortlist, words, kept=kept, seen=kept_lists.state_of(kept))


@blueprint.post("/lists/<int:list_id>/edit")
@needs(Permission.ENTER)
def rewrite(list_id: int) -> Response:
    """Save it."""
    kept_lists.own(session(), actor(), list_id)
    return _changed("desk/lists/edit.html", list_id)


@blueprint.post("/lists/<int:list_id>/copy")
@needs(Permission.ENTER)
def copy(list_id: int) -> Response:
    """A list of one's own with the same cases."""
    with private_transaction() as writing:
        made = kept_lists.copy(writing, actor(), list_id)
        number, title = made.id, made.title
    flash(f"「{title}」を作りました。")
    return redirect(url_for("desk.lists.edit", list_id=number), 303)


@blueprint.get("/lists/<int:list_id>/delete")
@needs(Permission.ENTER)
def ask_to_delete(list_id: int) -> str:
    """Asks once more."""
    return render_template("desk/lists/delete.html", kept=kept_lists.own(session(), actor(), list_id))


@blueprint.post("/lists/<int:list_id>/delete")
@needs(Permission.ENTER)
def delete(list_id: int) -> Response:
    """Delete it."""
    with private_transaction() as writing:
        title = kept_lists.drop(writing, actor(), list_id)
    flash(f"リスト「{title}」を消しました。")
    return redirect(url_for("desk.lists.index"), 303)


def _changed(template: str, list_id: int | None) -> Response:
    """A form that came back: rearranged, saved, or shown again with what is wrong in it."""
    shortlist, words = entries.typed_list(), _typed_words()
    seen = request.form.get("seen", "")
    try:
        if (now := entries.rearranged(shortlist)) is not None:
            page = _form(template, now, words, list_id=list_id, seen=seen, said=NOT_YET)
            return make_response(page)
        number = _saved(list_id, shortlist, words, seen)
    except (Invalid, Conflict) as error:
        return make_response(_refused(template, list_id, shortlist, words, error), STATUS[type(error)])
    flash("リストを保存しました。")
    return redirect(url_for("desk.lists.show", list_id=number), 303)


def _saved(list_id: int | None, shortlist: Shortlist, words: Row, seen: str) -> int | None:
    raw = words | {"node_key": words["node_key"] or None, "entries": entries.raw_entries(shortlist)}
    with private_transaction() as writing:
        if list_id is None:
            return kept_lists.keep(writing, actor(), raw).id
        return kept_lists.rewrite(writing, actor(), list_id, raw, seen).id


def _refused(
    template: str, list_id: int | None, shortlist: Shortlist, words: Row, error: CatalogueError
) -> str:
    """With what was typed. After a conflict the same button saves, for its author has been told."""
    seen = request.form.get("seen", "")
    if isinstance(error, Conflict) and list_id is not None:
        seen = kept_lists.state_of(kept_lists.own(session(), actor(), list_id))
    problems = entries.problems_of(error, shortlist, LABELS)
    return _form(template, shortlist, words, list_id=list_id, seen=seen, problems=problems)


def _typed_words() -> Row:
    return {
        "title": " ".join(entries.typed("title").split()),
        "node_key": entries.typed("node_key"),
        "shared": "shared" in request.form,
    }


def _form(template: str, shortlist: Shortlist, words: Row, **more: Any) -> str:
    list_id = more.pop("list_id", None)
    if list_id is not None:
        more["kept"] = kept_lists.own(session(), actor(), list_id)
    problems = more.pop("problems", [])
    return render_template(
        template,
        words={"node_key": "", "shared": False} | words,
        problems=problems,
        errors=entries.by_field(problems),
        most=MOST,
        longest_title=LONGEST_TITLE,
        **entries.form_parts(shortlist),
        **more,
    )
