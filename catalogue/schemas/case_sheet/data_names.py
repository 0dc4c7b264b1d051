"""What the public workbook (データ用) calls the fields of a case, for reading it back.

``catalogue.exports.cases`` writes it for machines: a code beside a name, a date in two ways, and much that was
calculated. A test reads all of it back, so the two cannot drift apart.
"""

from dataclasses import dataclass

# Field to the heading it has there, where that is not the label of the form.
ALSO: dict[str, tuple[str, ...]] = {
    "title": ("名称",),
    "yomi": ("名称_よみ",),
    "lead": ("実施主体",),
    "status_note": ("状況_補足",),
    "started.date": ("開始",),
    "started.note": ("開始_補足",),
    "started.sources": ("開始_出典",),
    "ended.date": ("終了",),
    "ended.note": ("終了_補足",),
    "ended.sources": ("終了_出典",),
    "population.value": ("人口",),
    "population.approximate": ("人口_概数",),
    "population.as_of": ("人口_時点",),
    "population.as_of_note": ("人口_時点_補足",),
    "population.sources": ("人口_出典",),
    "checked.on": ("確認日",),
    "checked.how": ("確認の方法",),
    "checked.by_person": ("確認日_人の確認",),
    "partners.name": ("協力者名",),
    "outcomes.number": ("数値",),
    "outcomes.as_of_note": ("時点_補足",),
    "outcomes.sources": ("出典表記",),
    "events.date": ("日付",),
    "events.text": ("内容",),
    "events.sources": ("出典表記",),
    "partners.sources": ("出典表記",),
    "disagreements.topic": ("論点",),
    "disagreements.sources": ("出典表記",),
    "tables.title": ("表題",),
    "tables.sources": ("出典表記",),
    "sources.title": ("題名",),
    "sources.date": ("日付",),
    "sources.url": ("アドレス",),
}
# Field to the heading that says the same once more: a code, a date with its era.
BESIDE: dict[str, tuple[str, ...]] = {
    "status": ("状況コード",),
    "started.date": ("開始_和暦",),
    "ended.date": ("終了_和暦",),
    "population.as_of": ("人口_時点_和暦",),
    "checked.on": ("確認日_和暦",),
    "outcomes.as_of": ("時点_和暦",),
    "events.date": ("日付_和暦",),
    "sources.kind": ("種類コード",),
    "sources.date": ("日付_和暦",),
    "sources.accessed": ("閲覧日_和暦",),
}
# The column that says what is to be mended, in a sheet given back with its mistakes (catalogue.exports.excel.problems).
TO_MEND = "直すところ"
_CALCULATED = frozenset({"テーマ番号", "成果の数", "出典の数", "ページのアドレス"})
_CALCULATED_BEGIN = ("統計人口", "根拠の強さ", "情報のそろい具合", "青梅市との近さ")
_CALCULATED_END = ("_年度", "_単位")
# What such a workbook holds that is no part of a case's document; told, where somebody might think it was read.
SHEETS_NOT_OF_A_CASE = ("青梅市の施策との関連", "青梅市との比較")
# Sheets that explain, of the public workbook and of ours.
SHEETS_THAT_EXPLAIN = ("出典の対応", "コード表", "項目の説明", "この表について", "説明", "選択肢", "列の説明")


def is_calculated(heading: str) -> bool:
    """Whether a column of that workbook holds what the catalogue works out by itself."""
    return (
        heading in _CALCULATED or heading.startswith(_CALCULATED_BEGIN) or heading.endswith(_CALCULATED_END)
    )


@dataclass(frozen=True, slots=True)
class DataSheet:
    """A sheet of one field: (name, heading, what the cell holds) of its columns."""

    name: str
    field: str
    columns: tuple[tuple[str, str, str], ...]
    whole: bool = True


DATA_SHEETS = (
    DataSheet(
        "参加自治体",
        "other_municipalities",
        (
            ("other.part", "区分コード", "value"),
            ("other.part_label", "区分", "value"),
            ("other.code", "全国地方公共団体コード", "value"),
            ("other.prefecture", "都道府県名", "value"),
            ("other.name", "市区町村名", "value"),
        ),
    ),
    DataSheet("手法", "methods", (("methods", "手法", "choice"), ("methods.code", "手法コード", "choice"))),
    DataSheet(
        "財源",
        "funding_kinds",
        (("funding_kinds", "財源", "choice"), ("funding_kinds.code", "財源コード", "choice")),
    ),
    DataSheet(
        "本文",
        "*",
        (
            ("statement.kind", "種別コード", "value"),
            ("statement.kind_label", "種別", "value"),
            ("statement.text", "文", "value"),
            ("statement.sources", "出典表記", "cited"),
        ),
        whole=False,
    ),
    DataSheet("未確認事項", "unknowns", (("unknowns", "内容", "value"),)),
    DataSheet("キーワード", "keywords", (("keywords", "キーワード", "value"),)),
)
