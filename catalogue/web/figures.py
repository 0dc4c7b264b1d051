"""Pictures: bytes that a public figure uses, and only those."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from catalogue.context import kit, session
from catalogue.images.renditions import media_type_of
from catalogue.reading import figures
from catalogue.web.headers import FOR_EVER

blueprint = Blueprint("figures", __name__, url_prefix="/figures")


@blueprint.get("/<digest>/<string:rendition>")
def show(digest: str, rendition: str) -> Response:
    """One rendition. Its address names its content, so a browser may keep it for ever."""
    figures.require_public(session(), digest)
    response = Response(kit().store.get(digest, rendition), mimetype=media_type_of(rendition))
    response.headers["Cache-Control"] = FOR_EVER
    response.set_etag(f"{digest}-{rendition}")
    return response.make_conditional(request)
