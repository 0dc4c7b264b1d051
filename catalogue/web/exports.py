"""Any page as a file: its own address with an ending."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from io import BytesIO
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import Blueprint, request, send_file
from flask.globals import request_ctx
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from catalogue.context import today
from catalogue.domain.clock import day_in_words
from catalogue.domain.errors import NotFound
from catalogue.exports import delimited, docx, pptx, xlsx
from catalogue.exports.brief import Brief
from catalogue.exports.sheets import Use, Workbook
from catalogue.schemas.paper import Paper, paper_of
from catalogue.web import cases, compare, coverage, plans, references, shortlist
from catalogue.web.offers import OFFERS, Kind
from catalogue.web.on_paper import page_as_pdf
from catalogue.web.saving import name_for, one_at_a_time

blueprint = Blueprint("exports", __name__)

T = TypeVar("T", Brief, Workbook)

NO_SUCH_FILE = (
    "このページに、その形式のファイルはありません。"
    "ファイルは、ページの「ファイルで受け取る」からお選びください。"
)
_TYPES = {
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Kind.CSV: "text/csv",
}

# What an address says that makes no difference to what is on the page.
ONLY_FOR_FILES = frozenset({"form", "shape", "use", "encoding", "paper", "number"})

# Page (endpoint) to what its file says. Each is handed what the path names, and reads the rest of the request itself.
BRIEFS: Mapping[str, Callable[..., Brief]] = {
    "cases.show": references.of_case,
    "themes.show": references.of_theme,
    "plans.node": references.of_node,
    "plans.changes": plans.changes_brief,
    "compare.show": compare.brief,
    "coverage.show": coverage.brief,
    "shortlist.show": shortlist.brief,
}
WORKBOOKS: Mapping[str, Callable[..., Workbook]] = {
    "cases.index": cases.workbook,
    "plans.changes": plans.changes_workbook,
    "compare.show": compare.workbook,
    "coverage.show": coverage.workbook,
    "shortlist.show": shortlist.workbook,
}


@blueprint.get("/.<any(pdf):kind>", defaults={"page": ""})
@blueprint.get("/<path:page>.<any(docx, pptx, xlsx, csv, pdf):kind>")
def file(page: str, kind: str) -> Response:
    """The file of a page. Raises NotFound where the page has none of this kind."""
    endpoint, named = _page_at(f"/{page}")
    wanted = Kind(kind)
    if wanted is Kind.PDF:
        return page_as_pdf(page)
    if wanted not in {offer.kind for offer in OFFERS.get(endpoint, ())}:
        raise NotFound(NO_SUCH_FILE)
    paper = paper_of(request.args)
    with one_at_a_time():
        if wanted in (Kind.DOCX, Kind.PPTX):
            return _document(_stamped(BRIEFS[endpoint](**named), paper), wanted, paper)
        return _table(WORKBOOKS[endpoint], named, wanted, paper)


def _page_at(path: str) -> tuple[str, Mapping[str, Any]]:
    """The page an address without the ending leads to."""
    try:
        assert request_ctx.url_adapter is not None  # or this door would not have been found
        endpoint, named = request_ctx.url_adapter.match(path, method="GET")
    except HTTPException as error:
        raise NotFound(NO_SUCH_FILE) from error
    return endpoint, named


def _document(brief: Brief, kind: Kind, paper: Paper) -> Response:
    """Named for its form too, so that several of one page can lie in one folder."""
    if kind is Kind.DOCX:
        sheets = "_1枚" if any(section.dense for section in brief.sections) else ""
        return _answer(docx.write(brief, size=paper.size), f"{brief.title}{sheets}", kind)
    shape = pptx.shape_of(request.args.get("shape", ""))
    upright = "_A4" if shape is pptx.Shape.A4 else ""
    return _answer(pptx.write(brief, shape=shape), f"{brief.title}{upright}", kind)


def _table(make: Callable[..., Workbook], named: Mapping[str, Any], kind: Kind, paper: Paper) -> Response:
    asked = Use.DATA if kind is Kind.CSV or request.args.get("use") == Use.DATA else Use.MEETING
    workbook = _stamped(make(asked, **named), paper)
    if kind is Kind.CSV:
        encoding = delimited.encoding_of(request.args.get("encoding", ""))
        return _answer(delimited.write(workbook.sheets[0], encoding), workbook.title, kind, encoding.charset)
    return _answer(xlsx.write(workbook, size=paper.size), f"{workbook.title}_{asked.label}", kind)


def _stamped(made: T, paper: Paper) -> T:
    """With the number somebody gave it, the day, and the page it was made from."""
    return replace(
        made,
        number=paper.number,
        made_on=day_in_words(today()),
        address=made.address or _address_of_page(),
    )


def _address_of_page() -> str:
    """The address of the page: this one without the ending, and without what only files are asked."""
    asked = [(name, value) for name, value in request.args.items(multi=True) if name not in ONLY_FOR_FILES]
    return request.base_url.rpartition(".")[0] + (f"?{urlencode(asked)}" if asked else "")


def _answer(data: bytes, title: str, kind: Kind, charset: str | None = None) -> Response:
    """The file, to be saved."""
    answer = send_file(
        BytesIO(data),
        mimetype=_TYPES[kind],
        as_attachment=True,
        download_name=name_for(title, kind.value),
        conditional=False,  # made anew each time: pieces of two would not fit together
    )
    if charset:
        answer.mimetype_params["charset"] = charset
    answer.headers["Cache-Control"] = "no-cache"
    answer.vary.add("Cookie")
    return answer
