"""The first page."""

from typing import Any

from flask import Blueprint, render_template

from catalogue.context import remembered, session
from catalogue.domain.vocabulary import NodeKind
from catalogue.reading import home, themes
from catalogue.web.plots import overview_section

blueprint = Blueprint("home", __name__)

# Chosen because each really gives something: a test asks them all.
EXAMPLES = ("空き店舗", "自動運転バス", "市民の出資で応援")


@blueprint.get("/")
def index() -> str:
    """What there is, by theme, by vision, by issue, what is new, and all of it in numbers."""
    lasting = remembered("home", _lasting)
    overview = overview_section(lasting["themes"])
    return render_template("web/home/index.html", examples=EXAMPLES, overview=overview, **lasting)


def _lasting() -> dict[str, Any]:
    """What the page shows until the data change."""
    by_theme = themes.themes(session())
    plan = home.plan_with_visions(session())
    branches = home.branches(session(), plan) if plan else {}
    visions = branches.get(NodeKind.VISION_GROUP, [])
    return {
        "themes": by_theme,
        "total": sum(theme["count"] for theme in by_theme),
        "plan": plan.model_dump() if plan else None,
        "visions": [vision | {"items": vision["children"]} for vision in visions],
        "issues": branches.get(NodeKind.ISSUE, []),
        "newest": home.newest_cards(session()),
    }
