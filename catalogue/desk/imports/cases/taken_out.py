"""Sheets of cases to be filled in: the template, and the cases that are there, to be changed and brought back."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from catalogue.context import session
from catalogue.desk import case_sheets
from catalogue.desk import cases as listed
from catalogue.desk.guard import needs
from catalogue.desk.saved_files import EXCEL, saved
from catalogue.domain.roles import Permission
from catalogue.exports import delimited, import_sheets, xlsx
from catalogue.exports.sheets import Workbook
from catalogue.reading import desk_case_sheets, desk_cases

blueprint = Blueprint("case_import_sheets", __name__, url_prefix="/imports")

_TEMPLATE, _CASES = "事例の取込用のひな型", "事例の取込用の表"


@blueprint.get("/template.xlsx")
@needs(Permission.WRITE)
def template() -> Response:
    """The workbook with no case in it."""
    words = desk_case_sheets.words(session())
    names = import_sheets.names_of(words.themes, words.categories, words.municipalities)
    return saved(xlsx.write(import_sheets.template(names, words.filed)), _TEMPLATE, "xlsx", EXCEL)


@blueprint.get("/template.csv")
@needs(Permission.WRITE)
def template_csv() -> Response:
    """One sheet, with what a case has several of in cells."""
    encoding = delimited.encoding_of(request.args.get("encoding", ""))
    data = delimited.write(import_sheets.template_of_one_sheet(), encoding)
    return _as_csv(data, _TEMPLATE, encoding)


@blueprint.get("/cases.xlsx")
@needs(Permission.WRITE)
def cases() -> Response:
    """The newest revisions of the cases the address asks for, as the list of cases does."""
    return saved(xlsx.write(_workbook()), _CASES, "xlsx", EXCEL)


@blueprint.get("/cases.csv")
@needs(Permission.WRITE)
def cases_csv() -> Response:
    """The sheet of cases alone: a file of this kind has one sheet."""
    encoding = delimited.encoding_of(request.args.get("encoding", ""))
    sheet = import_sheets.sheet_of(_workbook())
    assert sheet is not None  # that of the cases is always there
    return _as_csv(delimited.write(sheet, encoding), _CASES, encoding)


def _workbook() -> Workbook:
    wanted = listed.wanted_in(request.args)
    found = desk_cases.every(session(), case_sheets.person(), wanted)
    words = desk_case_sheets.words(session())
    names = import_sheets.names_of(words.themes, words.categories, words.municipalities)
    cases = desk_case_sheets.newest(session(), [standing.slug for standing in found])
    return import_sheets.workbook_of(cases, names, words.filed)


def _as_csv(data: bytes, title: str, encoding: delimited.Encoding) -> Response:
    answer = saved(data, title, "csv", "text/csv")
    answer.mimetype_params["charset"] = encoding.charset
    return answer
