"""The figures in the form of a case: which pictures stand there, one more at the end, another one instead of one.

What is said of a figure is typed in the form of the case; here only its picture is put in its place.
"""

from catalogue.schemas.case_form import CASE_INPUTS
from catalogue.schemas.form import Flat, first, only_known
from catalogue.schemas.form_rows import Filled, new_row, places, row_of, with_keys, with_rows

_ROWS = next(each for each in CASE_INPUTS if each.name == "figures")
# How many figures a case may have.
MOST_FIGURES = _ROWS.most_rows or 0
_IMAGE = "image"


def pictures_in(case: Flat) -> list[str]:
    """The digests of the pictures, in the order of the figures; empty where a row has none."""
    return [first(row, _IMAGE) for row in _rows_of(case)]


def with_picture(case: Flat, digest: str) -> Filled:
    """The form with one more figure at the end, of which nothing is said yet."""
    return _with(case, [*_rows_of(case), new_row(_ROWS) | {_IMAGE: [digest]}])


def with_other(case: Flat, digest: str, other: str) -> Filled:
    """The form with another picture in the figures that show this one; all that is said of them stays."""
    return _with(
        case,
        [row | {_IMAGE: [other]} if first(row, _IMAGE) == digest else row for row in _rows_of(case)],
    )


def without(case: Flat, digest: str) -> Filled:
    """The form without the figures that show this picture."""
    return _with(case, [row for row in _rows_of(case) if first(row, _IMAGE) != digest])


def _rows_of(case: Flat) -> list[Filled]:
    return [row_of(case, _ROWS.name, place) for place in places(case, _ROWS.name)]


def _with(case: Flat, rows: list[Filled]) -> Filled:
    return with_rows(with_keys(CASE_INPUTS, only_known(CASE_INPUTS, case)), _ROWS.name, rows)
