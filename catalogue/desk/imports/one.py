"""An import as all pages about it name it, the version of it that a form was shown, and how a page answers an error."""

from collections.abc import Mapping
from typing import Any

from flask import make_response, url_for
from werkzeug.wrappers import Response

from catalogue.context import STATUS
from catalogue.domain.clock import moment_in_words
from catalogue.domain.errors import CatalogueError, Unavailable
from catalogue.domain.importing import ImportKind, ImportState
from catalogue.domain.text import number_in
from catalogue.models import Import

RETRY_AFTER_SECONDS = 10
_PAGES = {
    ImportKind.CASES: "desk.case_imports.show",
    ImportKind.TEXT: "desk.text_imports.show",
    ImportKind.PLAN: "desk.plan_imports.show",
}


def in_short(found: Import) -> dict[str, Any]:
    """What the head of each page says of an import; ``trail`` is who did what with it, a sentence each,
    ``left`` the lines of a text that became nothing."""
    kind = ImportKind(found.kind)
    assert found.id is not None  # it was read
    return {
        "id": found.id,
        "name": found.name,
        "version": found.version,
        "kind": kind,
        "state": ImportState(found.state),
        "url": address(kind, found.id),
        "trail": _trail(found),
        "left": (found.result or {}).get("left", ()),
    }


def address(kind: ImportKind, import_id: int) -> str:
    """Where its page is, open or over."""
    return url_for(_PAGES[kind], import_id=import_id)


def version_of(form: Mapping[str, str]) -> int:
    """Which version of the import whoever sent the form had before their eyes; 0, which is none, if it does not say."""
    return number_in(form.get("version")) or 0


def answered(page: str, error: CatalogueError | None) -> Response:
    """The page with the status of what went wrong; and with when to come again, where somebody else's file is read."""
    answer = make_response(page, STATUS[type(error)] if error else 200)
    if isinstance(error, Unavailable):
        answer.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return answer


def _trail(found: Import) -> list[str]:
    ended = "取りやめました" if found.state == ImportState.DROPPED else "取り込みました"
    acts = [("始めました", found.begun_by, found.begun_at), (ended, found.ended_by, found.ended_at)]
    acts.append(("取り消しました", found.undone_by, found.undone_at))
    return [f"{who}が{moment_in_words(at)}に{act}。" for act, who, at in acts if who and at]
