"""参考事例リスト: the visitor's own list and its changes, and a list somebody shares by its address."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, Flask, jsonify, make_response, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from catalogue.context import STATUS
from catalogue.domain import comparison
from catalogue.domain.errors import CatalogueError, NotFound
from catalogue.domain.shortlist import LONGEST_NOTE, LONGEST_TITLE, MOST, Shortlist
from catalogue.exports.brief import Brief
from catalogue.exports.cases import tables as case_tables
from catalogue.exports.sheets import Use, Workbook
from catalogue.schemas.paper import paper_of
from catalogue.schemas.shortlist import Act, Change, change_of
from catalogue.web import keeping, listing, references
from catalogue.web.changing import changed
from catalogue.web.keeping import kept
from catalogue.web.listing import Listed, Refusal, listed

Row = dict[str, Any]

blueprint = Blueprint("shortlist", __name__)

# Sixty notes, each far longer than it may be, as a form sends Japanese.
LARGEST_FORM = 512 * 1024
TITLE = "参考事例リスト"
NO_CASES = "リストに事例がないので、ファイルは作れません。"
_WHY_EXPIRED = "ページを開いてから時間がたったか、ブラウザーがCookieを受け付けない設定のため、"
EXPIRED = (
    f"{_WHY_EXPIRED}受け付けられませんでした。リストは変わっていません。"
    "前のページに戻って読み込み直し、もう一度お試しください。"
)
EXPIRED_TYPED = (
    f"{_WHY_EXPIRED}保存できませんでした。入力した内容は、下に残してあります。"
    "もう一度「保存する」を押してください。"
)
SAID = {Act.ADD: "リストに入れました", Act.DROP: "リストからはずしました"}


def register(app: Flask) -> None:
    """Let every page say how many cases the visitor's list has."""
    keeping.register(app)


def brief() -> Brief:
    """The 参考事例 pages of the list this address shows. Raises NotFound where it has no cases."""
    shown = _with_cases()
    notes = shown.shortlist.notes
    made = references.brief_of(_title(shown), list(shown.pages.values()), notes, shown.remarks)
    return replace(made, address=_address(shown))


def workbook(use: Use) -> Workbook:
    """The list this address shows, as tables with its notes. Raises NotFound where it has no cases."""
    shown = _with_cases()
    made = case_tables.workbook_of(
        list(shown.pages.values()),
        use,
        _title(shown),
        address_of=references.address_of,
        notes=shown.shortlist.notes,
        remarks=shown.remarks,
    )
    return replace(made, address=_address(shown))


def _with_cases() -> Listed:
    shown = listed()
    if not shown.pages:
        raise NotFound(NO_CASES)
    return shown


def _title(shown: Listed) -> str:
    return shown.shortlist.title or TITLE


def _address(shown: Listed) -> str:
    """Where anybody sees the same cases: of the visitor's own list too, which has no address until it is shared. The
    notes are in the file."""
    return listing.address_of(shown.shortlist, notes=False)


@blueprint.url_value_preprocessor
def _take_long_notes(_endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """What is too long is said to be so and shown again, rather than refused unread."""
    request.max_content_length = request.max_form_memory_size = LARGEST_FORM


@blueprint.get("/shortlist")
def show() -> Response | str:
    """The visitor's own list; with ``case``, the list the address states; as data, the visitor's own in short."""
    if request.args.get("format") == "json":
        return jsonify(_in_short(kept().now))
    return _page()


@blueprint.post("/shortlist")
def change() -> Response:
    """One change of the visitor's own list; then back to where they were."""
    asked = change_of(request.form.to_dict(flat=False))
    try:
        after = changed(kept(), asked, _shared() if asked.act is Act.TAKE else None)
        token = keeping.packed(after)
    except CatalogueError as error:
        refusal = Refusal(STATUS[type(error)], error.message, error.problems, asked.typed, asked.back)
        return _refused(asked, refusal)
    answer: Response = redirect(_next_page(asked), 303)
    if asked.as_data:
        answer = jsonify(_in_short(after.now, asked.act))
    keeping.keep(answer, token)
    return answer


@blueprint.errorhandler(CSRFError)
def _not_verified(_error: CSRFError) -> Response:
    """The token is missing or too old. What was typed is shown again, unless another site may have made it up."""
    asked = change_of(request.form.to_dict(flat=False))
    from_here = request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    typed = asked.typed if from_here else None
    return _refused(asked, Refusal(400, EXPIRED_TYPED if typed else EXPIRED, typed=typed, back=asked.back))


def _shared() -> Shortlist | None:
    shown = listed()
    return shown.shortlist if shown.shared else None


def _refused(asked: Change, refusal: Refusal) -> Response:
    """The page with what was typed and why it was not taken; to a script, the sentence."""
    if asked.as_data:
        return make_response(jsonify(said=refusal.message), refusal.status)
    return make_response(_page(refusal), refusal.status)


def _next_page(asked: Change) -> str:
    """Where they came from, at the case they pressed a button of."""
    own = url_for("shortlist.show")
    back = asked.back or own
    if asked.act is Act.TAKE:
        return f"{own}#taken"
    if asked.act is Act.SAVE:
        return f"{back}#saved"
    if len(asked.slugs) != 1 or (asked.act is Act.DROP and _path(back) == own):
        return back
    return f"{back}#{'keep' if asked.act in (Act.ADD, Act.DROP) else 'case'}-{asked.value}"


def _path(place: str) -> str:
    return place.partition("?")[0]


def _in_short(shortlist: Shortlist, act: Act | None = None) -> Row:
    """For the script: what is in the list, and what to say."""
    count = len(shortlist.entries)
    said = f"{SAID[act]}（{count}件）" if act in SAID else ""
    return {"count": count, "slugs": list(shortlist.slugs), "said": said}


def _page(refusal: Refusal | None = None) -> str:
    """The page of the list this address shows."""
    shown = listed()
    paper = paper_of(request.args)
    return render_template(
        "web/shortlist/show.html",
        shared=shown.shared,
        title=listing.title_row(shown, refusal),
        rows=listing.rows(shown, refusal),
        remarks=shown.remarks,
        gone=shown.gone,
        refusal=refusal,
        left_over=listing.left_over(shown, refusal),
        mine=len(kept().now.entries),
        before=kept().before,
        shares=listing.shares(shown),
        compare_url=listing.compare_url(shown, paper),
        coverage_url=listing.coverage_url(shown, paper),
        compared=comparison.MOST,
        blocks=[
            {"slug": slug, "text": references.text_block(page, shown.shortlist.notes.get(slug, ""))}
            for slug, page in shown.pages.items()
        ],
        paper=paper,
        hidden=listing.hidden(),
        here=keeping.this_page(),
        with_notes="with_notes" in request.form,
        most=MOST,
        longest_note=LONGEST_NOTE,
        longest_title=LONGEST_TITLE,
    )
