"""The public pages: a blueprint per kind of page, and what all of them share."""

from flask import Flask

from catalogue.web import (
    about,
    cases,
    compare,
    coverage,
    errors,
    exports,
    figures,
    filters,
    headers,
    health,
    home,
    municipalities,
    offers,
    plans,
    report,
    shortlist,
    squeezing,
    suggest,
    themes,
)
from catalogue.web.asking import Asked, Name, Number

_DOORS = (
    *(home, cases, report, suggest, themes, plans, municipalities, compare, coverage, shortlist, about),
    *(figures, exports, health),
)


def open_doors(app: Flask) -> None:
    """Register every page, how addresses are read, the answers to errors, and the headers of every answer."""
    app.request_class = Asked
    app.url_map.converters["default"] = Name
    app.url_map.converters["int"] = Number
    for door in _DOORS:
        app.register_blueprint(door.blueprint)
    filters.register(app)
    shortlist.register(app)
    offers.register(app)
    errors.register(app)
    headers.register(app)
    squeezing.register(app)
