"""All dossiers of cases, and writing one: quick entry, the full form, saving."""

from flask import Blueprint, render_template

from catalogue.desk.guard import needs
from catalogue.domain.roles import Permission

blueprint = Blueprint("cases", __name__)


@blueprint.get("/cases")
@needs(Permission.READ)
def index() -> str:
    """To be written."""
    return render_template("desk/layout.html")
