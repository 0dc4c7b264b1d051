"""A comparison as sheets: as on the page for a meeting; one statement a row for whoever counts or joins."""

from collections.abc import Iterable

from catalogue.domain.comparison import STANDARD
from catalogue.domain.vocabulary import UNCONFIRMED
from catalogue.exports.brief import Line
from catalogue.exports.cases.cells import text
from catalogue.exports.cases.code_tables import CODES
from catalogue.exports.comparison_columns import TITLE, Comparison
from catalogue.exports.sheets import SEPARATOR, Column, Sheet, Use, Value, Workbook

Row = tuple[Value, ...]

_STATES = (
    ("stated", "記載あり"),
    ("not-stated", "事例の情報に記載なし"),
    ("unconfirmed", "未確認"),
)
_ITEMS, _KINDS = "比較の項目", "記載の状態"
_STATEMENTS = (
    Column("記号", "くらべた列。A～Fは事例、青梅はこのカタログが整理した青梅市の欄"),
    Column("事例ID", "事例のページのアドレスの最後の部分。青梅市の欄は空欄"),
    Column("項目コード", "比較の項目", codes=_ITEMS),
    Column("項目", "項目の名前"),
    Column("順番", "同じ項目の中で何番目の記述か"),
    Column("値", "記述。記載のない項目は空欄"),
    Column("状態", "記載があるかどうか", codes=_KINDS),
    Column("注記", "出典なし、未確認など、記述に付く印"),
    Column("出典番号", f"「出典」の表の番号。2つ以上のときは「{SEPARATOR}」で区切る"),
)
_CASES = (
    Column("記号", "「比較」の表の記号"),
    Column("事例ID", "事例のページのアドレスの最後の部分"),
    Column("事例名"),
    Column("自治体", "主な自治体の名前"),
    Column("全国地方公共団体コード", "主な自治体のコード。6桁の文字列"),
    Column("テーマ"),
    Column("分類"),
    Column("状況", "出典から分かる現在の状況。未確認のものは空欄"),
    Column("根拠の強さ", "出典と成果の記載から判定した段階"),
)
_SOURCES = (
    Column("出典番号", "このファイルを通した番号"),
    Column("記号", "どの列の出典か"),
    Column("事例ID", "青梅市の欄の出典は空欄"),
    Column("事例ページの番号", "事例のページでの番号。青梅市の欄の出典と、近さを比べる統計は空欄"),
    Column("資料名"),
    Column("発行者"),
    Column("日付", "西暦。月や日まで分からないものは、分かるところまで"),
    Column("日付（和暦）"),
    Column("アドレス", "公開先。分からないものは空欄"),
)
_CODE = (Column("コード表", "「項目の説明」の「コード表」と同じもの"), Column("コード"), Column("名称"))


def workbook_of(comparison: Comparison, use: Use) -> Workbook:
    """The whole file."""
    sheets = _for_a_meeting if use is Use.MEETING else _as_data
    return Workbook(title=TITLE, sheets=tuple(sheets(comparison)), use=use, remarks=comparison.remarks)


def _for_a_meeting(comparison: Comparison) -> Iterable[Sheet]:
    heads = [Column("項目", width=14), *(Column(column.head, width=34) for column in comparison.columns)]
    rows = [(row["label"], *map(_in_a_cell, comparison.lines(row))) for row in comparison.told]
    yield Sheet("比較", tuple(heads), tuple(rows), row_heads=True)
    widths = {"資料名": 50, "アドレス": 40, "発行者": 24, "日付（和暦）": 20, "出典番号": 9, "記号": 6}
    kept = ("出典番号", "記号", "資料名", "発行者", "日付（和暦）", "アドレス")
    places = [place for place, column in enumerate(_SOURCES) if column.name in kept]
    yield Sheet(
        "出典",
        tuple(Column(name, width=widths.get(name, 12)) for name in kept),
        tuple(tuple(row[place] for place in places) for row in _source_rows(comparison)),
    )


def _in_a_cell(lines: tuple[Line, ...]) -> str:
    return "\n".join(f"{line.text}{line.tail}" for line in lines)


def _as_data(comparison: Comparison) -> Iterable[Sheet]:
    yield Sheet("比較", _STATEMENTS, tuple(_statements(comparison)))
    yield Sheet("事例", _CASES, tuple(_case_rows(comparison)))
    yield Sheet("出典", _SOURCES, tuple(_source_rows(comparison)))
    yield Sheet(CODES, _CODE, tuple(_code_rows()))


def _statements(comparison: Comparison) -> Iterable[Row]:
    for row in comparison.told:
        for place, cell in enumerate(comparison.cells(row)):
            column = comparison.columns[place]
            start = (column.mark, column.slug, row["key"], row["label"])
            if cell["missing"]:
                state = "not-stated" if column.slug else "unconfirmed"
                yield (*start, 1, None, state, None, None)
                continue
            for number, line in enumerate(comparison.lines(row)[place], start=1):
                refs = SEPARATOR.join(map(str, line.refs)) or None
                state = "unconfirmed" if line.mark == UNCONFIRMED else "stated"
                yield (*start, number, line.text, state, line.mark, refs)


def _case_rows(comparison: Comparison) -> Iterable[Row]:
    for column, page in zip(comparison.columns, comparison.pages, strict=False):
        yield (
            column.mark,
            page["slug"],
            page["title"],
            page["municipality"]["place"],
            page["municipality"]["code"],
            page["theme"]["name"],
            page["category"]["name"],
            text(page["status"]["label"]),
            page["evidence"]["grade"],
        )


def _source_rows(comparison: Comparison) -> Iterable[Row]:
    for place, column in enumerate(comparison.columns):
        for number, source in comparison.sources(place):
            on_a_page = column.slug and source is not column.statistics
            own = source["number"] if on_a_page else None
            date = (source["date"], source["date_text"])
            yield (
                number,
                column.mark,
                column.slug,
                own,
                source["title"],
                source["publisher"],
                *date,
                source["url"],
            )


def _code_rows() -> Iterable[Row]:
    yield from ((_ITEMS, row.value, row.label) for row in STANDARD)
    yield from ((_KINDS, code, meaning) for code, meaning in _STATES)
