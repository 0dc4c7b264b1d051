"""The first page of the desk: what waits for whoever opens it."""

from flask import Blueprint, render_template

from catalogue.desk.guard import needs
from catalogue.domain.roles import Permission

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@needs(Permission.ENTER)
def index() -> str:
    """To be written."""
    return render_template("desk/layout.html")
