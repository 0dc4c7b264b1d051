"""For whoever keeps the service running: is it alive?"""

from flask import Blueprint, Response, jsonify
from sqlalchemy import text

from catalogue.context import kit, session

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> Response:
    """200 while the database answers; whether search does too is said beside it."""
    session().execute(text("SELECT 1"))
    answer = jsonify(status="ok", search="rebuild needed" if kit().index.stale() else "ok")
    answer.headers["Cache-Control"] = "no-store"
    return answer
