"""Pictures: bytes that a public figure uses, and only those."""

from datetime import datetime, time, timedelta

from flask import Blueprint, request
from werkzeug.wrappers import Response

from catalogue.context import kit, session
from catalogue.domain.clock import TOKYO, day_in_tokyo
from catalogue.domain.errors import NotFound
from catalogue.images.renditions import is_itself, media_type_of
from catalogue.reading import figures
from catalogue.web.headers import A_YEAR, FOR_EVER

blueprint = Blueprint("figures", __name__, url_prefix="/figures")


@blueprint.get("/<digest>/<string:rendition>")
def show(digest: str, rendition: str) -> Response:
    """One rendition. Its address names its content, so a browser may keep it for ever, or as long as it may be seen."""
    now = kit().now()
    days_left = figures.require_public(session(), digest, day_in_tokyo(now))
    data = kit().store.get(digest, rendition)
    if not is_itself(rendition, data):
        raise NotFound(figures.NO_PICTURE)  # damaged: browsers would keep it for ever
    response = Response(data, mimetype=media_type_of(rendition))
    response.headers["Cache-Control"] = FOR_EVER if days_left is None else _for_days(days_left, now)
    response.set_etag(f"{digest}-{rendition}")
    return response.make_conditional(request)


def _for_days(days_left: int, now: datetime) -> str:
    """Until the end, in Tokyo, of the last of so many days after today; a year at most, as for all else."""
    midnight = datetime.combine(day_in_tokyo(now) + timedelta(days=days_left + 1), time(), TOKYO)
    return f"public, max-age={min(int((midnight - now).total_seconds()), A_YEAR)}"
