"""What every template can use: the site's own facts, and marking of words found."""

from collections.abc import Iterable, Mapping, MutableMapping
from functools import lru_cache
from typing import Any

from flask import Flask, request, url_for
from flask.templating import Environment
from markupsafe import Markup, escape
from sqlalchemy.exc import SQLAlchemyError

from catalogue.context import remembered, session, today
from catalogue.domain import card, wareki
from catalogue.domain.case_in_words import states_a_figure
from catalogue.domain.figure_in_words import full_width
from catalogue.domain.renditions import modern_files, plain_files
from catalogue.reading.home import last_check
from catalogue.search.port import Mark

SITE_NAME = "青梅市 商・工業事例カタログ"
# Some lines of small print.
_LONGEST_PRINTED = 400
TAGLINE = "ほかのまちの取組から、青梅の次の一手を見つける"


class Templates(Environment):
    """Templates that look into a dict before they look at its methods: nearly all a page shows is in dicts, and to fail
    first takes longer than all the rest of it."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """``obj.attribute`` in a template."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """All templates share the same names, rather than each a view of them that takes long to compare."""
        return super().make_globals(d) if d else self.globals


def register(app: Flask) -> None:
    """Make them known to the templates."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.add_template_test(states_a_figure, "figure")
    app.add_template_filter(full_width)
    app.add_template_filter(modern_files)
    app.add_template_filter(plain_files)
    app.add_template_filter(tens)
    app.add_template_global(photograph_of)

    @app.context_processor
    def site_facts() -> dict[str, Any]:
        return {"site": Site()}

    @app.template_global()
    def asset(filename: str) -> str:
        """The address of a static file, with its version. It is worked out once: whoever changes files while the
        program runs, runs it in debug mode."""
        if app.debug:
            return url_for("static", filename=filename)
        return _address(request.script_root, "static", filename=filename)

    @app.template_global()
    def page_at(endpoint: str, anchor: str | None = None) -> str:
        """The address of a page there is one of."""
        return _address(request.script_root, endpoint, _anchor=anchor)


@lru_cache(maxsize=256)
def _address(_root: str, endpoint: str, **values: Any) -> str:
    """``_root``, where the application is mounted, is what the address depends on besides."""
    return url_for(endpoint, **values)


def photograph_of(case: card.Card) -> Mapping[str, Any] | None:
    """What stands for the case in a list today, if it has a photograph that may be shown."""
    return card.photograph_of(case, today()) if case.get("photographs") else None


def tens(per_cent: float) -> int:
    """The nearest of 0, 10 … 100: there is a class of the style sheets for each."""
    return round(per_cent / 10) * 10


class Site:
    """The service itself, as every page names it."""

    name = SITE_NAME
    tagline = TAGLINE

    @property
    def updated_text(self) -> str | None:
        """When any case was last checked; nothing while the database is away, for error pages show it too."""
        try:
            return remembered("last check", _last_check_text)
        except SQLAlchemyError:
            return None

    @property
    def printed_address(self) -> str:
        """Where a page on paper is found again; conditions that would fill the sheet are left out, and that is said."""
        whole = request.url
        return (
            whole if len(whole) <= _LONGEST_PRINTED else f"{request.base_url}（条件は長いため省いています）"
        )


def _last_check_text() -> str | None:
    checked = last_check(session())
    return wareki.show_text(checked) if checked else None


def marked(text: str, marks: Iterable[Mark]) -> Markup:
    """``text``, escaped, with the stretches marked."""
    parts, done = [], 0
    for mark in marks:
        parts += [escape(text[done : mark.start]), "<mark>", escape(text[mark.start : mark.end]), "</mark>"]
        done = mark.end
    parts.append(escape(text[done:]))
    return Markup("".join(parts))  # noqa: S704  # every part is escaped; Markup's own join would do so again
