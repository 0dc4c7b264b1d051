"""誤りを知らせる: whoever reads a case, or is told about in it, says what is wrong with it. No account is needed.

What was typed survives every answer but the last. A field that people neither see nor hear of catches machines that
fill in everything; who has filled it in is asked to send once more, because it may have been a person's browser.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from math import ceil
from typing import Any

from flask import Blueprint, current_app, make_response, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from catalogue.context import STATUS, kit, private_transaction, session
from catalogue.domain.errors import CatalogueError, Invalid, NotFound, Problem, Unavailable, labelled
from catalogue.domain.report_parts import Informant, ReportPart
from catalogue.domain.text import quoted
from catalogue.editing import reports
from catalogue.reading.cards import cards_by_slug
from catalogue.schemas.report import LABELS, REPORT_FIELDS, part_asked_for

Typed = Mapping[str, str]

blueprint = Blueprint("report", __name__, url_prefix="/cases/<slug>/report")

TRAP = "homepage"
AGAIN = "うまく受け取れませんでした。入力した内容は下に残っています。もう一度「送る」を押してください。"
EXPIRED = (
    "ページを開いてから時間がたったか、ブラウザーがCookieを受け付けない設定のため、受け取れませんでした。"
    "入力した内容は下に残っています。もう一度「送る」を押してください。"
)
_MUCH_FROM_ONE = "続けてお知らせをいただいたため、いまは受け付けられません。"
_MUCH_FROM_ALL = "この一日にたくさんのお知らせをいただいたため、いまは受け付けられません。"


@blueprint.get("")
def show(slug: str) -> Response:
    """The form, about the part the address names."""
    return _page(slug, {"about": part_asked_for(request.args.get("about", ""))})


@blueprint.post("")
def send(slug: str) -> Response:
    """Take the report in, then say thanks; or show the form again with what was typed."""
    typed = _typed()
    if request.form.get(TRAP):
        return _page(slug, typed, 422, AGAIN)
    built = kit()
    sender = reports.sender_of(built.settings.secret_key, request.remote_addr)
    try:
        with private_transaction() as writing:
            reports.send(writing, slug, typed, sender, built.now())
    except (Invalid, Unavailable) as error:
        return _page(slug, typed, STATUS[type(error)], error.message, error.problems)
    except reports.TooMany as error:
        return _too_many(slug, typed, error)
    return redirect(url_for("report.sent", slug=slug), 303)


@blueprint.get("/sent")
def sent(slug: str) -> str:
    """Thanks, and what happens next."""
    return render_template("web/report/sent.html", case=_case(slug))


@blueprint.errorhandler(CSRFError)
def _not_verified(_error: CSRFError) -> Response:
    """The token is missing or too old. What was typed is shown again, unless another site may have made it up."""
    from_here = request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    try:
        return _page(request.view_args["slug"], _typed() if from_here else {}, 400, EXPIRED)  # type: ignore[index]  # it has one: no other address leads here
    except CatalogueError as error:
        return make_response(current_app.handle_user_exception(error))


def _typed() -> dict[str, str]:
    return {name: request.form[name] for name in REPORT_FIELDS if name in request.form}


def _too_many(slug: str, typed: Typed, error: reports.TooMany) -> Response:
    why = _MUCH_FROM_ALL if error.by_all else _MUCH_FROM_ONE
    message = f"{why}{_in_words(error.wait)}ほどたってから、もう一度お送りください。入力した内容は下に残っています。"
    answer = _page(slug, typed, 429, message)
    answer.headers["Retry-After"] = str(ceil(error.wait.total_seconds()))
    return answer


def _in_words(wait: timedelta) -> str:
    minutes = ceil(wait.total_seconds() / 60)
    return f"{minutes}分" if minutes <= 90 else f"{ceil(minutes / 60)}時間"


def _page(
    slug: str, typed: Typed, status: int = 200, message: str = "", problems: Sequence[Problem] = ()
) -> Response:
    page = render_template(
        "web/report/show.html",
        case=_case(slug),
        typed=typed,
        labels=LABELS,
        parts=[("", "選んでください"), *((part.value, part.label) for part in ReportPart)],
        informants=[("", "答えない"), *((word.value, word.label) for word in Informant)],
        message=message,
        problems=labelled(problems, LABELS),
        errors={each.path: each.reason for each in reversed(problems)},
        trap=TRAP,
    )
    return make_response(page, status)


def _case(slug: str) -> dict[str, Any]:
    """What a list shows of the case, and its title as it stands in a sentence. Raises NotFound."""
    found = cards_by_slug(session(), [slug])
    if slug not in found:
        raise NotFound(reports.NO_CASE)
    return found[slug] | {"quoted": quoted(found[slug]["title"])}
