"""Links between cases and nodes of plans."""

from flask import Blueprint, render_template

from catalogue.desk.guard import needs
from catalogue.domain.roles import Permission

blueprint = Blueprint("links", __name__)


@blueprint.get("/plans/<plan>/<code>/links")
@needs(Permission.WRITE)
def node(plan: str, code: str) -> str:
    """To be written."""
    return render_template("desk/layout.html")
