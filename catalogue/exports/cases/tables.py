"""Cases as tables: for machines one sheet a kind of thing, for a meeting one list to talk over and its sources."""

from collections.abc import Callable, Mapping, Sequence

from catalogue.exports.cases.cells import Page
from catalogue.exports.cases.code_tables import code_table
from catalogue.exports.cases.columns import case_fields
from catalogue.exports.cases.list import list_for_a_meeting
from catalogue.exports.cases.parts import CASES, sheets_of_parts
from catalogue.exports.sheets import Sheet, Use, Workbook

Memos = Mapping[str, str]


def workbook_of(
    pages: Sequence[Page],
    use: Use,
    title: str,
    *,
    address_of: Callable[[str], str],
    notes: Memos | None = None,
    remarks: Sequence[str] = (),
) -> Workbook:
    """The cases in this order. ``address_of`` gives the address of a case's page by its slug, ``notes`` are what
    somebody noted about a case, by slug: with them there is a column メモ. ``remarks`` are sentences a reader must
    know. The first sheet of a workbook for data is the one a CSV file holds."""
    if use is Use.DATA:
        sheets = (_cases(pages, address_of, notes), *sheets_of_parts(pages), code_table(pages))
    else:
        sheets = list_for_a_meeting(pages, notes)
    return Workbook(title=title, sheets=sheets, use=use, remarks=tuple(remarks))


def _cases(pages: Sequence[Page], address_of: Callable[[str], str], notes: Memos | None) -> Sheet:
    fields = case_fields(address_of, notes)
    return Sheet(
        name=CASES,
        columns=tuple(each.column for each in fields),
        rows=tuple(tuple(each.of(page) for each in fields) for page in pages),
    )
