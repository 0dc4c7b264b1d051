"""What the catalogue is, how to use it, and on which terms."""

from flask import Blueprint, render_template

blueprint = Blueprint("about", __name__)


@blueprint.get("/about")
def show() -> str:
    """One page with all of it."""
    return render_template("web/about/show.html")
