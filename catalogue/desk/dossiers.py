"""One dossier: where it stands, what can be done with it, and all that belongs to it."""

from flask import Blueprint, render_template

from catalogue.desk.guard import needs
from catalogue.domain.roles import Permission

blueprint = Blueprint("dossiers", __name__)


@blueprint.get("/cases/<slug>")
@needs(Permission.READ)
def show(slug: str) -> str:
    """To be written."""
    return render_template("desk/layout.html")
