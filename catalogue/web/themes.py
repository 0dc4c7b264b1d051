"""Themes: the list, and one theme with its cases side by side."""

from flask import Blueprint, render_template

from catalogue.context import session
from catalogue.reading import comparison, themes
from catalogue.reading.cards import card_of
from catalogue.web import plots

blueprint = Blueprint("themes", __name__, url_prefix="/themes")


@blueprint.get("")
def index() -> str:
    """All themes."""
    rows = themes.themes(session())
    return render_template("web/themes/index.html", themes=rows, by_evidence=plots.evidence_by_theme(rows))


@blueprint.get("/<slug>")
def show(slug: str) -> str:
    """One theme: its cases as a list, and up to six of them compared."""
    theme = themes.theme(session(), slug)
    pages = themes.pages_of(session(), slug)
    side_by_side = pages[: themes.SIDE_BY_SIDE]
    return render_template(
        "web/themes/show.html",
        theme=theme | {"count": len(pages)},
        cards=[card_of(page) for page in pages],
        comparison={"cases": side_by_side, "rows": comparison.rows(side_by_side)},
        common=themes.in_common(pages),
    )
