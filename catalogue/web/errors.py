"""When something is not there, not right or not possible just now: a page that says what still works."""

import logging
from collections.abc import Sequence
from typing import Any

from flask import Flask, render_template, request, url_for
from flask.globals import request_ctx
from sqlalchemy.exc import DatabaseError, OperationalError, SQLAlchemyError
from werkzeug.exceptions import HTTPException

from catalogue.context import BUSY, STATUS, is_busy, session
from catalogue.domain.errors import CatalogueError, NotFound, Problem, Unavailable
from catalogue.reading.cases import near_titles

log = logging.getLogger("catalogue")

_HEADLINES = {
    400: "うまく受け取れませんでした",
    403: "この操作はできません",
    404: "ページが見つかりません",
    405: "この操作はできません",
    409: "内容が変わっています",
    413: "送られた内容が大きすぎます",
    414: "アドレスが長すぎます",
    422: "入力を確かめてください",
    429: "少し時間をおいてください",
    500: "ご迷惑をおかけしています",
    503: "いまは表示できません",
}
_MESSAGES = {
    400: "送られた内容を読み取れませんでした。前のページに戻って、もう一度お試しください。",
    403: "この操作は許可されていません。",
    404: "アドレスが変わったか、入力に誤りがあるようです。言葉でさがすか、似た名前の事例をご覧ください。",
    405: "このアドレスでは、その操作はできません。前のページに戻って、もう一度お試しください。",
    413: "送られた内容が大きすぎて、受け取れませんでした。小さくしてから、もう一度お試しください。",
    414: "アドレスが長すぎます。条件を減らして、もう一度お試しください。",
    429: "続けて操作されたため、少しのあいだ受け付けられません。しばらくしてからお試しください。",
    500: "表示の途中で問題が起きました。時間をおいて、もう一度お試しください。登録されている内容に影響はありません。",
    503: "いまは表示できません。しばらくしてから、もう一度お試しください。",
}
# Where something was sent, which is not looked at but done.
_NOT_TAKEN = "いまは受け付けられません"
_NOTHING_TO_SEE = f"{_HEADLINES[503]}。"
_NOT_SAVED = "送った内容は、まだ保存されていません。"
NOT_READY = "データベースを使えない状態です。管理する方は、準備の手順とディスクの空きをご確認ください。"


def register(app: Flask) -> None:
    """Answer every failure with a page."""
    app.register_error_handler(CatalogueError, _domain_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(DatabaseError, _database_error)
    app.register_error_handler(Exception, _unexpected)


def _domain_error(error: CatalogueError) -> tuple[str, int]:
    return _page(STATUS[type(error)], error.message, error.problems)


def _http_error(error: HTTPException) -> tuple[str, int, dict[str, str]] | HTTPException:
    code = error.code or 500
    if code < 400 or request_ctx.url_adapter is None:
        # A redirect is no failure; and where the host named is none, no page of ours can be addressed.
        return error
    page, status = _page(code, _MESSAGES.get(code, _MESSAGES[400 if code < 500 else 500]))
    return (
        page,
        status,
        {name: value for name, value in error.get_headers() if name in ("Allow", "Retry-After")},
    )


def _database_error(error: DatabaseError) -> tuple[str, int]:
    log.error("the database did not answer: %s", error.orig)
    busy = isinstance(error, OperationalError) and is_busy(error)
    return _page(503, BUSY if busy else NOT_READY)


def _unexpected(error: Exception) -> tuple[str, int]:
    log.error("an unexpected failure", exc_info=error)
    return _page(500, _MESSAGES[500])


def _page(status: int, message: str, problems: Sequence[Problem] = ()) -> tuple[str, int]:
    sent = status == STATUS[Unavailable] and request.method == "POST"
    headline = _HEADLINES.get(status, _HEADLINES[400 if status < 500 else 500])
    page = render_template(
        "errors/error.html",
        status=status,
        headline=_NOT_TAKEN if sent else headline,
        message=f"{_NOT_SAVED}{message.removeprefix(_NOTHING_TO_SEE)}" if sent else message,
        problems=problems,
        near=_near() if status == STATUS[NotFound] else [],
    )
    return page, status


def _near() -> list[dict[str, Any]]:
    """Cases whose address or title is like the last part of the address asked for."""
    words = request.path.rstrip("/").rsplit("/", 1)[-1]
    try:
        found = near_titles(session(), words)
    except SQLAlchemyError:
        return []
    return [{"title": case["title"], "url": url_for("cases.show", slug=case["slug"])} for case in found]
