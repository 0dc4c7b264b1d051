"""Papers for a meeting, frozen with their date."""

from flask import Blueprint, render_template

from catalogue.desk.guard import needs
from catalogue.domain.roles import Permission

blueprint = Blueprint("packets", __name__)


@blueprint.get("/packets")
@needs(Permission.ENTER)
def index() -> str:
    """To be written."""
    return render_template("desk/layout.html")
