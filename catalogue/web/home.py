"""The first page."""

from flask import Blueprint, render_template

from catalogue.context import session
from catalogue.reading import home, themes

blueprint = Blueprint("home", __name__)

# Chosen because each really gives something: a test asks them all.
EXAMPLES = ("空き店舗", "自動運転バス", "市民の出資で応援")


@blueprint.get("/")
def index() -> str:
    """What there is, by theme, by vision, by issue, and what is new."""
    by_theme = themes.themes(session())
    visions = home.visions(session())
    return render_template(
        "web/home/index.html",
        themes=by_theme,
        visions=[vision | {"items": vision["children"]} for vision in visions],
        issues=home.issues(session()),
        newest=home.newest_cards(session()),
        examples=EXAMPLES,
        total=sum(theme["count"] for theme in by_theme),
        plan=home.newest_plan(session()),
    )
