"""The desk, where staff write: a blueprint per kind of page, one guard before all of them."""

from flask import Blueprint, Flask
from flask_wtf.csrf import CSRFError

from catalogue.desk import (
    audit,
    cases,
    counterparts,
    dossiers,
    drafts,
    figures,
    guard,
    held,
    history,
    home,
    inquiries,
    inquiry_answers,
    links,
    lists,
    municipalities,
    oidc,
    packets,
    password,
    picture_entries,
    pictures,
    pictures_compared,
    plan_carrying,
    plan_lineage,
    plan_nodes,
    plan_publishing,
    plan_sources,
    plans,
    preview,
    reports,
    review,
    sign_in,
    source_checks,
    staff,
    synonyms,
    themes,
    uses,
)
from catalogue.desk.imports import home as imports
from catalogue.desk.imports.cases import ending as cases_ending
from catalogue.desk.imports.cases import files as cases_files
from catalogue.desk.imports.cases import taken_out as cases_taken_out
from catalogue.desk.imports.cases import views as case_imports
from catalogue.desk.imports.plans import views as plan_imports
from catalogue.desk.imports.text import views as text_imports

_DOORS = (
    *(
        home,
        sign_in,
        oidc,
        password,
        staff,
        audit,
        cases,
        drafts,
        figures,
        municipalities,
        dossiers,
        review,
        history,
    ),
    preview,
    *(pictures, picture_entries),
    *(plans, plan_nodes, plan_sources, plan_lineage, plan_publishing, plan_carrying),
    *(imports, case_imports, cases_files, cases_taken_out, cases_ending, text_imports, plan_imports),
    *(inquiries, inquiry_answers),
    *(links, themes, synonyms, reports, lists, packets, uses, source_checks),
)


def guard_doors(app: Flask) -> None:
    """Put the guard before everything else that looks at a request."""
    guard.protect(app, sign_in.ask, ("desk.password.show", "desk.password.choose", "desk.sign_in.leave"))


def open_doors(app: Flask) -> None:
    """Register every page of the desk; each must say what it needs.

    Raises:
        LookupError: one of them does not.
    """
    desk = Blueprint("desk", __name__, url_prefix="/desk")
    for door in _DOORS:
        desk.register_blueprint(door.blueprint)
    desk.register_error_handler(CSRFError, sign_in.not_verified)
    app.register_blueprint(desk)
    held.register(app)
    oidc.register(app)
    counterparts.register(app)
    pictures_compared.register(app)
    for endpoint in app.view_functions:
        guard.needed_by(app, endpoint)
