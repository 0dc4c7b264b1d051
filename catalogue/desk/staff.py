"""The people of the desk: adding, roles, new passwords, handing over, closing."""

from flask import Blueprint, render_template

from catalogue.desk.guard import needs
from catalogue.domain.roles import Permission

blueprint = Blueprint("staff", __name__)


@blueprint.get("/staff")
@needs(Permission.MANAGE)
def index() -> str:
    """To be written."""
    return render_template("desk/layout.html")


@blueprint.get("/password")
@needs(Permission.ENTER)
def password() -> str:
    """To be written."""
    return render_template("desk/layout.html")
