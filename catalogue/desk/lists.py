"""Shortlists kept under a name."""

from flask import Blueprint, render_template

from catalogue.desk.guard import needs
from catalogue.domain.roles import Permission

blueprint = Blueprint("lists", __name__)


@blueprint.get("/lists")
@needs(Permission.ENTER)
def index() -> str:
    """To be written."""
    return render_template("desk/layout.html")


@blueprint.get("/lists/new")
@needs(Permission.ENTER)
def new() -> str:
    """To be written."""
    return render_template("desk/layout.html")
