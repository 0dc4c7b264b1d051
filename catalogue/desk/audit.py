"""The audit trail: who did what, when and from where; as a page and as a file."""

from flask import Blueprint, render_template

from catalogue.desk.guard import needs
from catalogue.domain.roles import Permission

blueprint = Blueprint("audit", __name__)


@blueprint.get("/audit")
@needs(Permission.MANAGE)
def index() -> str:
    """To be written."""
    return render_template("desk/layout.html")
