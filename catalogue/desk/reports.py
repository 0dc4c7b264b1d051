"""Mistakes that readers found."""

from flask import Blueprint, render_template

from catalogue.desk.guard import needs
from catalogue.domain.roles import Permission

blueprint = Blueprint("reports", __name__)


@blueprint.get("/reports")
@needs(Permission.READ)
def index() -> str:
    """To be written."""
    return render_template("desk/layout.html")
