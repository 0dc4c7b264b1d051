"""For whoever keeps the service running: is it alive, and is it ready?"""

from flask import Blueprint, Response, jsonify
from sqlalchemy import text

from catalogue import db
from catalogue.context import kit, session

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> Response:
    """200 while the database answers; whether search does too is said beside it."""
    session().execute(text("SELECT 1"))
    return _told(200, status="ok", search="rebuild needed" if kit().index.stale() else "ok")


@blueprint.get("/readyz")
def readyz() -> Response:
    """200 when tables and index are those this version of the program needs, 503 otherwise."""
    database = "ok" if db.is_current(kit().engine) else "upgrade needed"
    search = "rebuild needed" if kit().index.stale() else "ok"
    ready = database == search == "ok"
    return _told(
        200 if ready else 503, status="ok" if ready else "not ready", database=database, search=search
    )


def _told(code: int, **facts: str) -> Response:
    answer = jsonify(**facts)
    answer.status_code = code
    answer.headers["Cache-Control"] = "no-store"
    return answer
