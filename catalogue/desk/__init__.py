"""The desk, where staff write: a blueprint per kind of page, one guard before all of them."""

from flask import Blueprint, Flask

from catalogue.desk import (
    audit,
    cases,
    counterparts,
    dossiers,
    drafts,
    guard,
    history,
    home,
    links,
    lists,
    municipalities,
    oidc,
    packets,
    plans,
    reports,
    review,
    sign_in,
    staff,
    synonyms,
    themes,
    uses,
)

_DOORS = (
    *(home, sign_in, oidc, staff, audit, cases, drafts, municipalities, dossiers, review, history),
    *(links, plans, themes, synonyms, reports, lists, packets, uses),
)


def guard_doors(app: Flask) -> None:
    """Put the guard before everything else that looks at a request."""
    guard.protect(app, ask_to_sign_in=sign_in.ask, must_change="desk.staff.password")


def open_doors(app: Flask) -> None:
    """Register every page of the desk; each must say what it needs.

    Raises:
        LookupError: one of them does not.
    """
    desk = Blueprint("desk", __name__, url_prefix="/desk")
    for door in _DOORS:
        desk.register_blueprint(door.blueprint)
    app.register_blueprint(desk)
    counterparts.register(app)
    for endpoint in app.view_functions:
        guard.needed_by(app, endpoint)
