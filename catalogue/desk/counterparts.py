"""From a public page to the desk: the link in the head of every page, for staff to the same thing at the desk."""

from collections.abc import Callable
from typing import Any

from flask import Flask, request, url_for

from catalogue.desk.guard import signed_in

Door = dict[str, str]

# A public page by its endpoint, and where the same thing is worked on.
_COUNTERPARTS: dict[str, Callable[[dict[str, Any]], Door]] = {
    "cases.show": lambda at: _door("desk.dossiers.show", "この事例を編集する", slug=at["slug"]),
    "plans.node": lambda at: _door("desk.links.node", "事例を関連付ける", plan=at["plan"], code=at["code"]),
    "plans.show": lambda at: _door("desk.plans.show", "この計画を編集する", slug=at["plan"]),
    "shortlist.show": lambda _at: _door("desk.lists.new", "名前を付けて保存する"),
}


def register(app: Flask) -> None:
    """Let every page show it."""
    app.add_template_global(desk_door)


def desk_door() -> Door:
    """``url`` and ``label`` of the link for this page."""
    if signed_in() is None:
        return _door("desk.home.index", "職員の方へ")
    find = _COUNTERPARTS.get(request.endpoint or "")
    return find(request.view_args or {}) if find else _door("desk.home.index", "デスク")


def _door(endpoint: str, label: str, **values: Any) -> Door:
    return {"url": url_for(endpoint, **values), "label": label}
