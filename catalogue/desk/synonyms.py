"""Words that mean the same: searched, added, changed and removed; what a change does to searches is said first."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from catalogue.context import STATUS, kit, private_transaction, session
from catalogue.desk.guard import actor, needs
from catalogue.domain import synonym_table
from catalogue.domain.errors import CatalogueError, Conflict, Invalid, NotFound, Unavailable
from catalogue.domain.roles import Permission
from catalogue.domain.synonym_table import Change, words_in
from catalogue.editing import synonyms
from catalogue.editing.reference_dossiers import SYNONYMS
from catalogue.reading import desk_reference, desk_synonyms
from catalogue.search import wordbook_file

blueprint = Blueprint("synonyms", __name__)

Answer = Response | tuple[str, int] | str

_ON_A_PAGE = 50
_NAMES = {
    "same": "同じ意味の語",
    "typed": "入力された語",
    "also": "一緒にさがす語",
    "light": "見つからなくてもよい語",
}
_TITLES = {
    "add": "組を加える",
    "edit": "組を直す",
    "drop": "組を外す",
    "light": "見つからなくてもよい語を直す",
}


@blueprint.get("/synonyms")
@needs(Permission.READ)
def index() -> Answer:
    """The groups, all or those with a word."""
    return _index()


@blueprint.get("/synonyms/<key>")
@needs(Permission.READ)
def group(key: str) -> Answer:
    """One group, to be changed."""
    return _group(key)


@blueprint.post("/synonyms")
@needs(Permission.WRITE)
def change() -> Answer:
    """Say what a change does; or, once that is confirmed, make it."""
    act = request.form.get("act", "")
    if act not in _TITLES:
        raise NotFound("このボタンは、いまは使えません。ページを開き直してください。")
    try:
        how = _asked_for(act)
        return _do(how) if "confirmed" in request.form else _ask(act, how)
    except Invalid as error:
        page = _group(request.form.get("key", ""), error) if act == "edit" else _index(error)
        return page, STATUS[Invalid]
    except Conflict as error:
        return _index(error), STATUS[Conflict]


def _asked_for(act: str) -> Change:
    form = request.form
    if act == "light":
        return synonym_table.set_light(words_in(form.get("light", "")))
    if act == "drop":
        return synonym_table.drop_group(form.get("key", ""))
    one_way = form.get("kind") == "one-way"
    typed = {
        "same": [] if one_way else words_in(form.get("same", "")),
        "typed": words_in(form.get("typed", "")) if one_way else [],
        "also": words_in(form.get("also", "")) if one_way else [],
    }
    return (
        synonym_table.add_group(typed)
        if act == "add"
        else synonym_table.edit_group(form.get("key", ""), typed)
    )


def _ask(act: str, how: Change) -> str:
    """What would be done, and what it does to searches; the form again, to be confirmed."""
    before, _ = synonyms.current(session(), kit().settings.seeds)
    after, said = synonyms.judged(before, how)
    try:
        found = desk_synonyms.effects(
            session(), kit().index, _words(before, after), partial(wordbook_file.trying, after)
        )
    except Unavailable:
        found = None
    fields = [(name, value) for name, value in request.form.items() if name != "csrf_token"]
    return render_template(
        "desk/synonyms/confirm.html",
        title=_TITLES[act],
        said=said,
        differs=after != before,
        effects=found,
        light=act == "light",
        fields=fields,
        key=request.form.get("key") if act == "edit" else None,
    )


def _words(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The words whose searches a change touches."""
    groups = [group for group in before["groups"] if group not in after["groups"]]
    groups += [group for group in after["groups"] if group not in before["groups"]]
    light = [
        word
        for word in (*before["light"], *after["light"])
        if (word in before["light"]) != (word in after["light"])
    ]
    return [*synonym_table.found_from(groups), *light]


def _do(how: Change) -> Response:
    """Nothing that a page shows changes but by searching, so no new edition begins."""
    settings = kit().settings
    with private_transaction() as writing:
        said = synonyms.change(writing, actor(), settings.seeds, how)
    with private_transaction() as writing:
        synonyms.write_out(writing, settings.data / wordbook_file.SYNONYMS)
    flash(f"変更しました（{said}）。検索に反映されています。")
    return redirect(url_for(".index"), 303)


def _index(error: CatalogueError | None = None) -> str:
    document, _ = synonyms.current(session(), kit().settings.seeds)
    words = request.args.get("q", "").strip()[:100]
    rows = desk_synonyms.rows(document, words)
    page = max(1, request.args.get("page", 1, type=int))
    return render_template(
        "desk/synonyms/index.html",
        words=words,
        rows=rows[(page - 1) * _ON_A_PAGE : page * _ON_A_PAGE],
        found=len(rows),
        total=len(document["groups"]),
        page=page,
        pages=-(-len(rows) // _ON_A_PAGE),
        light=document["light"],
        history=desk_reference.history(session(), SYNONYMS),
        **_mistakes(error),
    )


def _group(key: str, error: CatalogueError | None = None) -> str:
    document, _ = synonyms.current(session(), kit().settings.seeds)
    found = synonym_table.group_of(document, key)
    return render_template("desk/synonyms/group.html", group=found, key=key, **_mistakes(error))


def _mistakes(error: CatalogueError | None) -> dict[str, Any]:
    """What is wrong, with the field it is about: ``groups[3].typed[0]`` is in the field ``typed``."""
    problems = []
    for problem in error.problems if isinstance(error, Invalid) else ():
        part = problem.path.rpartition("].")[2] if problem.path.startswith("groups") else problem.path
        name = part.partition("[")[0]
        path = name if name in _NAMES else "kind"
        problems.append({"path": path, "reason": problem.reason, "label": _NAMES.get(name, "組")})
    return {
        "typed": request.form if error else {},
        "problems": problems,
        "errors": {problem["path"]: problem["reason"] for problem in problems},
        "message": error.message if isinstance(error, Conflict) else "",
    }
