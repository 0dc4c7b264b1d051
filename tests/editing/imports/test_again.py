"""What was decided about columns, when a mended file takes the place of the one before."""

from catalogue.domain.grid import Place
from catalogue.editing.imports.cases.decisions import carried
from catalogue.schemas.case_sheet.sheets import Heading


def headings(*texts: str) -> tuple[Heading, ...]:
    return tuple(Heading(Place("表", 0, at), text, None, sure=False) for at, text in enumerate(texts))


def test_a_column_is_known_by_its_heading() -> None:
    before, after = headings("名称", "まち", "メモ"), headings("メモ", "名称", "まち")
    decided = {"表!A1": "title", "表!B1": "municipality", "表!C1": ""}
    assert carried(decided, before, after) == {"表!A1": "", "表!B1": "title", "表!C1": "municipality"}


def test_of_several_columns_with_the_same_heading_each_is_known_by_its_place_too() -> None:
    before, after = headings("名称", "備考", "備考"), headings("備考", "備考", "備考")
    decided = {"表!A1": "title", "表!B1": "notes", "表!C1": ""}
    assert carried(decided, before, after) == {"表!B1": "notes", "表!C1": ""}


def test_what_was_not_decided_and_what_is_gone_is_not_carried() -> None:
    assert carried({"表!A1": "title"}, headings("名称", "まち"), headings("まち", "新しい列")) == {}
