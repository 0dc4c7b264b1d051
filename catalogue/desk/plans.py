"""Plans as they are written: nodes, lineage, publishing, and carrying links forward."""

from flask import Blueprint, render_template

from catalogue.desk.guard import needs
from catalogue.domain.roles import Permission

blueprint = Blueprint("plans", __name__)


@blueprint.get("/plans")
@needs(Permission.READ)
def index() -> str:
    """To be written."""
    return render_template("desk/layout.html")


@blueprint.get("/plans/<slug>")
@needs(Permission.READ)
def show(slug: str) -> str:
    """To be written."""
    return render_template("desk/layout.html")
