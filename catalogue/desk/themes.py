"""Themes and categories: whoever changes one is first told what the change will touch, and then confirms it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from catalogue.context import STATUS, session, transaction
from catalogue.desk.guard import actor, needs
from catalogue.domain import theme_table
from catalogue.domain.errors import CatalogueError, Conflict, Invalid, NotFound
from catalogue.domain.roles import Permission
from catalogue.domain.text import number_in
from catalogue.domain.theme_table import Change
from catalogue.editing import themes
from catalogue.editing.reference_dossiers import THEMES
from catalogue.reading import desk_reference, desk_themes

blueprint = Blueprint("themes", __name__)

Answer = Response | tuple[str, int] | str
Form = Mapping[str, str]


def _step(form: Form) -> int:
    return -1 if form.get("to") == "up" else 1


def _edited(form: Form) -> Change:
    return theme_table.edit_theme(
        form["theme"],
        form.get("name", ""),
        form.get("introduction", ""),
        number_in(form.get("number")),
    )


def _edited_category(form: Form) -> Change:
    theme, slug = form["theme"], form["category"]
    return theme_table.edit_category(theme, slug, form.get(f"name-{slug}", ""), form.get(f"to-{slug}", theme))


@dataclass(frozen=True, slots=True)
class Act:
    """What one button does: the change its form asks for, the fields of the form by the names of the document, and what
    the confirmation is headed by. What ``asks`` nothing is done at once: an order is easily put back."""

    change: Callable[[Form], Change]
    title: str = ""
    fields: Callable[[Form], Mapping[str, str]] = lambda _form: {}
    asks: bool = True


_ACTS = {
    "add-theme": Act(
        lambda form: theme_table.add_theme(
            form.get("slug", ""), form.get("name", ""), form.get("introduction", "")
        ),
        "テーマを加える",
        lambda _form: {"slug": "slug", "name": "name", "introduction": "introduction"},
    ),
    "edit-theme": Act(
        _edited,
        "テーマを直す",
        lambda _form: {"name": "name", "introduction": "introduction", "number": "number"},
    ),
    "drop-theme": Act(lambda form: theme_table.drop_theme(form["theme"]), "テーマを外す"),
    "move-theme": Act(lambda form: theme_table.move_theme(form["theme"], _step(form)), asks=False),
    "add-category": Act(
        lambda form: theme_table.add_category(
            form["theme"], form.get("new-slug", ""), form.get("new-name", "")
        ),
        "分類を加える",
        lambda _form: {"slug": "new-slug", "name": "new-name"},
    ),
    "edit-category": Act(
        _edited_category,
        "分類を直す",
        lambda form: {"name": f"name-{form['category']}", "to": f"to-{form['category']}"},
    ),
    "drop-category": Act(
        lambda form: theme_table.drop_category(form["theme"], form["category"]), "分類を外す"
    ),
    "move-category": Act(
        lambda form: theme_table.move_category(form["theme"], form["category"], _step(form)), asks=False
    ),
}
_NAMES = {
    "slug": "アドレスに使う名前",
    "name": "名前",
    "introduction": "紹介文",
    "number": "番号",
    "to": "テーマ",
}


@blueprint.get("/themes")
@needs(Permission.READ)
def index() -> Answer:
    """All themes."""
    return _page(None)


@blueprint.get("/themes/<slug>")
@needs(Permission.READ)
def show(slug: str) -> Answer:
    """One theme and its categories."""
    return _page(slug)


@blueprint.post("/themes")
@needs(Permission.APPROVE)
def change() -> Answer:
    """Say what a change will touch; or, once that is confirmed, make it."""
    form = request.form
    act = _ACTS.get(form.get("act", ""))
    if act is None or ("theme" not in form and form["act"] != "add-theme"):
        raise NotFound(theme_table.NO_THEME)
    try:
        if act.asks and "confirmed" not in form:
            return _ask(act, form)
        return _do(act, form)
    except (Invalid, Conflict) as error:
        return _page(form.get("theme"), act, error), STATUS[type(error)]


def _ask(act: Act, form: Form) -> str:
    """What would be done, and what it touches; the form again, to be confirmed."""
    before, _ = themes.current(session())
    after, said = themes.judged(session(), before, act.change(form))
    slug = form.get("theme", "")
    return render_template(
        "desk/themes/confirm.html",
        title=act.title,
        said=said,
        theme=slug,
        differences=list(theme_table.differences(before, after)),
        renumbers=act is _ACTS["edit-theme"] and _number(before, slug) != _number(after, slug),
        touched=themes.touched(session(), after),
        drafted=themes.users_of(session(), "theme", slug) if slug else {},
        fields=[(name, value) for name, value in form.items() if name != "csrf_token"],
    )


def _do(act: Act, form: Form) -> Response:
    with transaction() as writing:
        said = themes.change(writing, actor(), number_in(form.get("based_on")) or 0, act.change(form))
    flash(f"変更しました（{said}）。公開のページと検索に反映されています。")
    at_theme = form["act"] not in ("add-theme", "drop-theme", "move-theme")
    return redirect(url_for(".show", slug=form["theme"]) if at_theme else url_for(".index"), 303)


def _page(slug: str | None, act: Act | None = None, error: CatalogueError | None = None) -> str:
    """The list of themes, or one of them; with what was typed, if it could not be saved."""
    document, based_on = themes.current(session())
    rows = desk_themes.table(session(), document)
    common: dict[str, Any] = {
        "themes": rows,
        "based_on": based_on,
        "typed": request.form if error else {},
        "in_the_way": error.problems if isinstance(error, Conflict) else (),
        "message": error.message if error else "",
        "problems": _problems(act, error) if act and isinstance(error, Invalid) else [],
    }
    common["errors"] = {problem["path"]: problem["reason"] for problem in common["problems"]}
    if slug is None or (error and _found(document, slug) is None):
        history = desk_reference.history(session(), THEMES)
        return render_template("desk/themes/index.html", **common, history=history)
    theme = desk_themes.theme(session(), document, slug)
    return render_template("desk/themes/show.html", **common, theme=theme)


def _problems(act: Act, error: Invalid) -> list[dict[str, str]]:
    """What is wrong, with the field of the form it is about."""
    fields = act.fields(request.form)
    found = []
    for problem in error.problems:
        name = problem.path.rpartition(".")[2]
        found.append({"path": fields.get(name, ""), "reason": problem.reason, "label": _NAMES.get(name, "")})
    return found


def _number(document: Mapping[str, Any], slug: str) -> Any:
    theme = _found(document, slug)
    return theme and theme["number"]


def _found(document: Mapping[str, Any], slug: str) -> Mapping[str, Any] | None:
    return next((theme for theme in document["themes"] if theme["slug"] == slug), None)
