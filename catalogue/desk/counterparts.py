"""From a public page to the desk: the link in the head of every page, for staff to the same thing at the desk."""

from collections.abc import Callable
from typing import Any

from flask import Flask, request, url_for
from sqlalchemy.exc import SQLAlchemyError

from catalogue.desk.guard import may, signed_in
from catalogue.domain.roles import Permission

Door = dict[str, str]
Values = dict[str, Any]

# A public page by its endpoint; where the same thing is worked on, what that asks, how the link is called, and what its
# address takes from that of the page.
_COUNTERPARTS: dict[str, tuple[str, Permission, str, Callable[[Values], Values]]] = {
    "cases.show": ("desk.dossiers.show", Permission.READ, "この事例の原稿", lambda at: at),
    "plans.node": ("desk.links.node", Permission.READ, "事例を関連付ける", lambda at: at),
    "plans.show": ("desk.plans.show", Permission.READ, "この計画の原稿", lambda at: {"slug": at["plan"]}),
    "shortlist.show": (
        "desk.lists.new",
        Permission.ENTER,
        "名前を付けて保存する",
        lambda _at: _shared_list(),
    ),
}


def register(app: Flask) -> None:
    """Let every page show it."""
    app.add_template_global(desk_door)


def desk_door() -> Door:
    """``url`` and ``label`` of the link for this page, for whoever looks at it. Error pages show it too, also the one
    that says the database is away."""
    try:
        at_desk = signed_in() is not None
    except SQLAlchemyError:
        at_desk = False
    if not at_desk:
        return {"url": url_for("desk.home.index"), "label": "職員の方へ"}
    found = _COUNTERPARTS.get(request.endpoint or "")
    if found is None or not may(found[1]):
        return {"url": url_for("desk.home.index"), "label": "デスク"}
    endpoint, _, label, values = found
    return {"url": url_for(endpoint, **values(request.view_args or {})), "label": label}


def _shared_list() -> Values:
    """The list that somebody shared by this address; without one, the desk reads that of the browser."""
    given = request.args.to_dict(flat=False)
    return {name: given[name] for name in ("case", "note", "title") if "case" in given and name in given}
