"""Signing in and out."""

from flask import Blueprint, make_response, render_template
from werkzeug.wrappers import Response

from catalogue.desk.guard import needs
from catalogue.domain.roles import Permission

blueprint = Blueprint("sign_in", __name__)


def ask() -> Response:
    """The answer for who is not signed in: the form, with what they had typed."""
    return make_response(render_template("desk/sign_in/show.html"), 403)


@blueprint.post("/sign-out")
@needs(Permission.ENTER)
def leave() -> str:
    """To be written."""
    return render_template("desk/layout.html")
