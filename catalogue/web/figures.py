"""Pictures: bytes that a public figure uses, and only those."""

from flask import Blueprint, request
from sqlmodel import select
from werkzeug.wrappers import Response

from catalogue.context import kit, session
from catalogue.domain.errors import NotFound
from catalogue.images.renditions import media_type_of
from catalogue.models import Figure
from catalogue.web.headers import FOR_EVER

blueprint = Blueprint("figures", __name__, url_prefix="/figures")

NO_PICTURE = "お探しの図は見つかりませんでした。"


@blueprint.get("/<digest>/<rendition>")
def show(digest: str, rendition: str) -> Response:
    """One rendition. Its address names its content, so a browser may keep it for ever."""
    if session().exec(select(Figure.digest).where(Figure.digest == digest)).first() is None:
        raise NotFound(NO_PICTURE)
    response = Response(kit().store.get(digest, rendition), mimetype=media_type_of(rendition))
    response.headers["Cache-Control"] = FOR_EVER
    response.set_etag(f"{digest}-{rendition}")
    return response.make_conditional(request)
