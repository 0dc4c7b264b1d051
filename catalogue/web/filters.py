"""What every template can use: the site's own facts, and marking of words found."""

from collections.abc import Iterable
from typing import Any

from flask import Flask
from markupsafe import Markup, escape
from sqlalchemy.exc import SQLAlchemyError

from catalogue.context import session
from catalogue.domain import wareki
from catalogue.reading.home import last_check
from catalogue.search.port import Mark

SITE_NAME = "青梅市 商・工業事例カタログ"
TAGLINE = "ほかのまちの取組から、青梅の次の一手を見つける"


def register(app: Flask) -> None:
    """Make them known to the templates."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True

    @app.context_processor
    def site_facts() -> dict[str, Any]:
        return {"site": Site()}


class Site:
    """The service itself, as every page names it."""

    name = SITE_NAME
    tagline = TAGLINE

    @property
    def updated_text(self) -> str | None:
        """When any case was last checked; nothing while the database is away, for error pages show it too."""
        try:
            checked = last_check(session())
        except SQLAlchemyError:
            return None
        return wareki.show_text(checked) if checked else None


def marked(text: str, marks: Iterable[Mark]) -> Markup:
    """``text``, escaped, with the stretches marked."""
    parts, done = [], 0
    for mark in marks:
        parts += [escape(text[done : mark.start]), Markup("<mark>"), escape(text[mark.start : mark.end])]
        parts.append(Markup("</mark>"))
        done = mark.end
    return Markup("").join([*parts, escape(text[done:])])
