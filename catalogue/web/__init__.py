"""The public pages: a blueprint per kind of page, and what all of them share."""

from flask import Flask

from catalogue.web import (
    about,
    cases,
    compare,
    errors,
    figures,
    filters,
    headers,
    health,
    home,
    municipalities,
    plans,
    suggest,
    themes,
)


def open_doors(app: Flask) -> None:
    """Register every page, the answers to errors, and the headers of every answer."""
    for door in (home, cases, suggest, themes, plans, municipalities, compare, about, figures, health):
        app.register_blueprint(door.blueprint)
    filters.register(app)
    errors.register(app)
    headers.register(app)
