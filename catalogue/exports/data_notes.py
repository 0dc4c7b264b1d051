"""What a workbook of data says of itself: what each column means, and where the whole comes from.

The rules for machine-readable data (デジタル庁「機械可読性ルール」 L3-02, L3-04, L3-08) want definitions, units,
code tables and the day; they keep titles and remarks out of the tables, so those are tables of their own.
"""

from collections.abc import Iterable

from catalogue.exports.sheets import Column, Sheet, Value, Workbook

DICTIONARY, ABOUT = "項目の説明", "この表について"
TERMS = (
    "事例の文章は、公開されている資料をもとに、このカタログの作成者がまとめたものです。"
    "資料などに使うときは、事例のページの「引用のしかた」の文を添えてください。"
    "事実を確かめるときは、出典の資料そのものをご覧ください。"
)
BLANK = (
    "空欄は、調べた資料からは分からないか、その事例には当てはまらないことを表します。0とは区別しています。"
)


def explained(workbook: Workbook) -> tuple[Sheet, ...]:
    """The sheets of a workbook of data, and the two that explain them."""
    return (*workbook.sheets, _dictionary(workbook), _about(workbook))


def _dictionary(workbook: Workbook) -> Sheet:
    return Sheet(
        name=DICTIONARY,
        columns=(
            Column("シート", width=20),
            Column("項目の順", width=9),
            Column("項目名", width=26),
            Column("説明", width=70),
            Column("単位", width=8),
            Column("コード表", width=20),
        ),
        rows=tuple(
            (
                sheet.name,
                number,
                column.name,
                column.meaning or None,
                column.unit or None,
                column.codes or None,
            )
            for sheet in workbook.sheets
            for number, column in enumerate(sheet.columns, start=1)
        ),
    )


def _about(workbook: Workbook) -> Sheet:
    return Sheet(
        name=ABOUT,
        columns=(Column("項目", width=20), Column("シート", width=20), Column("内容", width=90)),
        rows=tuple(_facts(workbook)),
    )


def _facts(workbook: Workbook) -> Iterable[tuple[Value, ...]]:
    yield "表題", None, workbook.title
    for name, value in (
        ("資料番号", workbook.number),
        ("作成日", workbook.made_on),
        ("もとのページ", workbook.address),
    ):
        if value:
            yield name, None, value
    for sheet in workbook.sheets:
        yield "行の数", sheet.name, len(sheet.rows)
    for remark in workbook.remarks:
        yield "注記", None, remark
    for sheet in workbook.sheets:
        for remark in sheet.remarks:
            yield "注記", sheet.name, remark
    yield "空欄", None, BLANK
    yield "利用条件", None, TERMS
