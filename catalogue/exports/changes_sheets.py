"""The 新旧対照表 as sheets: as on the page for a meeting; for machines, one edge between the plans a row."""

from collections.abc import Iterator

from catalogue.domain.vocabulary import LineageKind
from catalogue.exports.changes import (
    BY_LINEAGE,
    Changes,
    Row,
    cases_within,
    is_measure,
    named,
    said,
    source_in_words,
)
from catalogue.exports.sheets import SEPARATOR, Column, Sheet, Use, Value, Workbook

_WIDTHS = (30, 24, 30, 40, 46)
_KINDS, _CASES, _WAYS = "改訂の種別", "事例", "経路"
_WAY_CODES = (
    ("linked", "この行の新しい項目（廃止では古い項目）か、その中の項目に関連付けられている"),
    ("lineage", "改訂の前の項目に関連付けられている"),
)


def workbook(changes: Changes, use: Use) -> Workbook:
    """The whole file; a plan without a table gets one with names of columns alone, and the reason as a remark."""
    sheets = _for_a_meeting if use is Use.MEETING else _as_data
    return Workbook(
        title=changes.title, sheets=tuple(sheets(changes)), use=use, remarks=tuple(changes.remarks)
    )


def _for_a_meeting(changes: Changes) -> Iterator[Sheet]:
    columns = (Column(name, width=width) for name, width in zip(changes.heads, _WIDTHS, strict=True))
    rows = (
        (
            _indented(row, named(row["older"])),
            said(row),
            _indented(row, named(row["newer"])),
            "\n".join(part for part in (row["kind_label"], row["reading"]) if part),
            "\n".join(_cases(row)),
        )
        for row in changes.rows
    )
    yield Sheet("新旧対照表", tuple(columns), tuple(rows), remarks=_papers(changes))


def _papers(changes: Changes) -> tuple[str, ...]:
    """What the rows were made of, if there are any."""
    return tuple(f"もとになった資料：{source_in_words(each)}" for each in changes.sources if changes.rows)


def _indented(row: Row, name: str) -> str:
    """Measures stand within their direction."""
    return f"　{name}" if is_measure(row) else name


def _cases(row: Row) -> Iterator[str]:
    for case in row["cases"]:
        mark = f"〔{BY_LINEAGE}〕" if case["by_lineage"] else ""
        yield f"{case['title']}（{case['short_place']}）{mark}"
    if not row["cases"]:
        yield cases_within(row)


def _as_data(changes: Changes) -> Iterator[Sheet]:
    yield Sheet("新旧対照", _EDGES, tuple(_edges(changes)), remarks=_papers(changes))
    yield Sheet("施策と事例", _PAIRS, tuple(_pairs(changes)))
    yield Sheet(
        _KINDS, (Column("コード"), Column("名称")), tuple((kind.value, kind.label) for kind in LineageKind)
    )
    yield Sheet(_WAYS, (Column("経路コード"), Column("意味")), _WAY_CODES)
    cases = {case["slug"]: case for row in changes.rows for case in row["cases"]}
    yield Sheet(
        _CASES,
        (Column("事例ID", "事例のページのアドレスの最後の部分"), Column("題名"), Column("自治体")),
        tuple((slug, case["title"], case["place"]) for slug, case in sorted(cases.items())),
    )


def _ends(which: str) -> tuple[Column, ...]:
    absent = "対応する項目がなければ空欄"
    return (
        Column(f"{which}_計画コード", absent),
        Column(f"{which}_項目コード", absent),
        Column(f"{which}_項目の種類", absent),
        Column(f"{which}_項目の番号", "計画に印字された番号。ないものは空欄"),
        Column(f"{which}_項目名", "計画に印字された題名。対応する項目がなければ空欄"),
    )


_EDGES = (
    Column("順番", "資料の順"),
    *_ends("旧"),
    Column("変更方針", f"資料の言葉のまま。2つ以上のときは「{SEPARATOR}」で区切る。記載がなければ空欄"),
    *_ends("新"),
    Column("種別コード", "このカタログによる読み取り", codes=_KINDS),
    Column("種別", "このカタログによる読み取り"),
    Column("読み取り", "このカタログによる、読み取りの理由。ないものは空欄"),
    Column("事例数", "このカタログで関わりがあるとした、異なる事例の数", unit="件"),
    Column("うち改訂をたどった事例数", "改訂の前の項目に関連付けられた事例の数", unit="件"),
    Column("事例ID", f"施策の行のみ。2件以上のときは「{SEPARATOR}」で区切る", codes=_CASES),
)
_PAIRS = (
    Column("順番", "「新旧対照」の表の順番"),
    Column("事例ID", codes=_CASES),
    Column("経路コード", "事例がこの施策に数えられる理由", codes=_WAYS),
)


def _edges(changes: Changes) -> Iterator[tuple[Value, ...]]:
    for place, row in enumerate(changes.rows, start=1):
        yield (
            place,
            *_end(row["older"]),
            SEPARATOR.join(each["text"] for each in row["words"]) or None,
            *_end(row["newer"]),
            row["kind"],
            row["kind_label"],
            row["reading"],
            row["count"],
            row["by_lineage"],
            SEPARATOR.join(case["slug"] for case in row["cases"]) or None,
        )


def _end(node: Row | None) -> tuple[Value, ...]:
    if node is None:
        return (None,) * 5
    return node["plan"], node["code"], node["kind_label"], node["label"], node["name"]


def _pairs(changes: Changes) -> Iterator[tuple[Value, ...]]:
    for place, row in enumerate(changes.rows, start=1):
        for case in row["cases"]:
            yield place, case["slug"], _WAY_CODES[case["by_lineage"]][0]
