"""The gap matrix for machines: one cell a row, one case of a line a row, and the table behind every code."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from catalogue.domain.coverage import By
from catalogue.exports.cases.code_tables import grade_rows
from catalogue.exports.sheets import SEPARATOR, Column, Sheet, Use, Value, Workbook
from catalogue.reading import coverage_in_words as in_words
from catalogue.reading.coverage import Matrix

Card = Mapping[str, Any]
Row = tuple[Value, ...]

_PLANS, _NODES, _GRADES, _CASES, _WAYS = "計画", "項目", "根拠の強さ", "事例", "経路"
_WAY_CODES = (
    ("linked", "この項目か、その中の項目に関連付けられている"),
    ("lineage", "改訂の前か後の計画で、対応する項目に関連付けられている"),
)


def for_machines(matrix: Matrix, cards: Sequence[Card], notes: Sequence[str] = ()) -> Workbook:
    """Every cell, without cases too: there 事例数 is 0, and the evidence is empty. ``cards`` are of every case."""
    return Workbook(
        title=in_words.title(matrix),
        sheets=(
            Sheet("事例の分布", _columns(matrix), tuple(_rows(matrix))),
            Sheet("項目と事例", _PAIRS, tuple(_pairs(matrix))),
            Sheet(_PLANS, _PLAN, ((matrix.plan["slug"], matrix.plan["short_title"], matrix.plan["title"]),)),
            Sheet(_NODES, _NODE, tuple(_nodes(matrix))),
            Sheet(_across(matrix), _ACROSS, tuple((column.value, column.name) for column in matrix.columns)),
            Sheet(_GRADES, _GRADE, grade_rows()),
            Sheet(_WAYS, (Column("経路コード"), Column("意味")), _WAY_CODES),
            Sheet(_CASES, _CASE, tuple(_counted(matrix, cards))),
        ),
        use=Use.DATA,
        remarks=(*notes, *in_words.meanings(matrix), in_words.GRADES_MEAN),
    )


def _across(matrix: Matrix) -> str:
    """The code table of the columns; where both are 課題, the rows' table holds more."""
    return matrix.view.by.label


def _columns(matrix: Matrix) -> tuple[Column, ...]:
    across = _across(matrix)
    code = f"{across}{'コード' if matrix.view.by is By.THEME else 'キー'}"
    return (
        Column("計画コード", "計画のアドレスの最後の部分", codes=_PLANS),
        Column("項目キー", "計画コードと項目コードをつないだもの", codes=_NODES),
        Column("項目コード", "計画の中で項目を区別するコード"),
        Column("項目の種類"),
        Column("項目の番号", "計画に印字された番号。ないものは空欄"),
        Column("項目名", "計画に印字された題名か、このカタログが付けた見出し"),
        Column(code, codes=across),
        Column(f"{across}名"),
        Column("事例数", "異なる事例の数", unit="件"),
        Column("うち改訂をたどった事例数", "計画の改訂をたどってだけ数えた事例の数", unit="件"),
        Column("最も強い根拠", "事例のうち最も強いもの。事例がなければ空欄", codes=_GRADES),
        Column("事例ID", f"数えた事例。2件以上のときは「{SEPARATOR}」で区切る。1件1行の表は「項目と事例」"),
    )


def _rows(matrix: Matrix) -> Iterator[Row]:
    plan = matrix.plan["slug"]
    for line in matrix.lines:
        node = line.node
        facts = (plan, node["key"], node["code"], node["kind_label"], node["label"], node["name"])
        for column, cell in zip(matrix.columns, line.counts.cells, strict=True):
            counted = (cell.count, len(cell.by_lineage), cell.strongest.value if cell.strongest else None)
            yield (*facts, column.value, column.name, *counted, SEPARATOR.join(cell.slugs) or None)


_PAIRS = (
    Column("項目キー", codes=_NODES),
    Column("事例ID", codes=_CASES),
    Column("経路コード", "事例がこの項目に数えられる理由", codes=_WAYS),
)
_PLAN = (Column("計画コード"), Column("略称"), Column("題名"))
_NODE = (
    Column("項目キー"),
    Column("項目コード"),
    Column("項目の種類"),
    Column("項目の番号"),
    Column("項目名"),
    Column("上の項目", "この項目を含む項目の名前。表に行がないもの"),
)
_ACROSS = (Column("コード"), Column("名称"))
_GRADE = (Column("コード"), Column("名称"), Column("意味"))
_CASE = (
    Column("事例ID", "事例のページのアドレスの最後の部分"),
    Column("題名"),
    Column("自治体"),
    Column("テーマ"),
)


def _pairs(matrix: Matrix) -> Iterator[Row]:
    for line in matrix.lines:
        total = line.counts.total
        for slug in total.slugs:
            yield line.node["key"], slug, _WAY_CODES[slug in total.by_lineage][0]


def _nodes(matrix: Matrix) -> Iterator[Row]:
    for line in matrix.lines:
        node = line.node
        yield node["key"], node["code"], node["kind_label"], node["label"], node["name"], line.above


def _counted(matrix: Matrix, cards: Sequence[Card]) -> Iterator[Row]:
    counted = set(matrix.totals.total.slugs)
    for card in cards:
        if card["slug"] in counted:
            yield card["slug"], card["title"], card["place"], card["theme"]["name"]
