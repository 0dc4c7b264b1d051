"""Words that mean the same."""

from flask import Blueprint, render_template

from catalogue.desk.guard import needs
from catalogue.domain.roles import Permission

blueprint = Blueprint("synonyms", __name__)


@blueprint.get("/synonyms")
@needs(Permission.READ)
def index() -> str:
    """To be written."""
    return render_template("desk/layout.html")
