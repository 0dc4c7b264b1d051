"""One municipality with its cases."""

from flask import Blueprint, render_template

from catalogue.context import session
from catalogue.reading import municipalities

blueprint = Blueprint("municipalities", __name__, url_prefix="/municipalities")


@blueprint.get("/<code>")
def show(code: str) -> str:
    """Its name, and what it did."""
    return render_template(
        "web/municipalities/show.html",
        municipality=municipalities.municipality(session(), code),
        profile=municipalities.profile_of(session(), code),
        cards=municipalities.cards_of(session(), code),
    )
