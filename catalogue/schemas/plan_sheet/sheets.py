"""A plan as a workbook: which sheets it has, what their columns are called, and what its document looks like in them.

What is written here is read back by ``reading`` without a change. Cells are text; a cell that holds several
things has one a line.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from catalogue.domain import dates_as_typed
from catalogue.domain.plan_tree import places
from catalogue.domain.vocabulary import LineageKind, NodeKind

Document = Mapping[str, Any]
Row = tuple[str, ...]

ITEMS, LINEAGE, PAPERS, FACTS = "項目", "系譜", "資料", "計画"
CHOICES, GUIDE = "選択肢", "列の説明"
PRIORITY = "重点"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """``name`` is the field of the document, ``label`` the heading. ``words`` are what may stand in it, where that is a
    closed list; ``width`` is in figures of the standard letter. What is ``fixed`` must not be changed."""

    name: str
    label: str
    about: str
    width: float = 16
    words: tuple[str, ...] = ()
    required: bool = False
    fixed: bool = False


_KINDS = tuple(kind.label for kind in NodeKind)
_EDGES = tuple(kind.label for kind in LineageKind)

ITEM_COLUMNS = (
    SheetColumn(
        "code",
        "コード",
        "項目のページのアドレスになる名前です（半角の英小文字、数字、ハイフン）。いまある項目のコードは変えないでください。"
        "新しい項目では空のままにすると、自動で付きます。",
        14,
    ),
    SheetColumn(
        "parent", "上の項目", "すぐ上にある項目のコードか題名です。いちばん上の段なら空にします。", 14
    ),
    SheetColumn("kind", "種類", "選択肢から選びます。", 12, _KINDS, required=True),
    SheetColumn("label", "番号", "計画に印字されている番号などです。例：施策方針1、1-①", 12),
    SheetColumn(
        "title", "題名", "計画に印字されている題名です。題名がない項目では空にし、見出しを書きます。", 40
    ),
    SheetColumn("subtitle", "副題", "計画に印字されている副題です。例：～誰もが憧れるまちへ～", 28),
    SheetColumn("heading", "見出し", "題名がない項目に、一覧のために当サイトが付ける短い見出しです。", 28),
    SheetColumn(
        "text",
        "本文",
        "計画に書かれている文章です。1段落を1行に書きます（セルの中の改行は Alt＋Enter）。",
        60,
    ),
    SheetColumn(
        "priority", PRIORITY, f"重点の項目なら「{PRIORITY}」、そうでなければ空にします。", 8, (PRIORITY,)
    ),
    SheetColumn("source", "出典", f"シート「{PAPERS}」の記号か表題です。どの資料の言葉かを示します。", 14),
)
EDGE_COLUMNS = (
    SheetColumn("older", "前の計画の項目", "前の計画の項目のコードです。「新規追加」では空にします。", 18),
    SheetColumn("newer", "この計画の項目", "この計画の項目のコードです。「廃止」では空にします。", 18),
    SheetColumn("kind", "種類", "選択肢から選びます。", 12, _EDGES, required=True),
    SheetColumn(
        "words", "資料の言葉", "資料が変更について述べている言葉を、そのまま1行に1つずつ書きます。", 36
    ),
    SheetColumn("reading", "読み取り", "資料に言葉がないとき、どこからそう読み取ったかを書きます。", 60),
    SheetColumn("source", "出典", f"シート「{PAPERS}」の記号か表題です。", 14),
)
PAPER_COLUMNS = (
    SheetColumn(
        "key",
        "記号",
        f"シート「{ITEMS}」と「{LINEAGE}」の出典で使う短い名前です（半角の英小文字、数字、ハイフン）。",
    ),
    SheetColumn(
        "title", "表題", "資料の表題です。確かめられないときは、そのことも書きます。", 40, required=True
    ),
    SheetColumn("publisher", "発行者", "例：青梅市", 16, required=True),
    SheetColumn(
        "date", "日付", "分かるところまで書きます。例：令和8年5月、2026-05。分からなければ空にします。", 14
    ),
    SheetColumn("url", "公開先のアドレス", "https:// で始まるアドレスです。なければ空にします。", 30),
    SheetColumn("note", "説明", "この資料についての説明です。", 60),
)
FACT_COLUMNS = (
    SheetColumn("name", "事項", "この列は変えないでください。", 18, fixed=True),
    SheetColumn("value", "内容", "計画そのもののことです。", 80),
)
# What stands in the first column of the sheet of facts, and the field it is. ``number`` says what was exported.
FACT_NAMES = {
    "slug": "アドレスの名前",
    "title": "計画の題名",
    "short_title": "短い題名",
    "standing": "位置づけ",
    "period": "計画期間",
    "supersedes": "前の計画",
    "introduction": "紹介文",
    "number": "書き出した版",
}
SHEETS: Mapping[str, Sequence[SheetColumn]] = {
    ITEMS: ITEM_COLUMNS,
    LINEAGE: EDGE_COLUMNS,
    PAPERS: PAPER_COLUMNS,
    FACTS: FACT_COLUMNS,
}


def laid_out(document: Document | None, number: int | None = None) -> dict[str, list[Row]]:
    """The rows of every sheet of a plan, as ``number`` of its revisions; without a plan, those of an empty one."""
    if document is None:
        return {name: [] for name in SHEETS} | {FACTS: [(label, "") for label in _own_facts().values()]}
    return {
        ITEMS: list(_items(document)),
        LINEAGE: [_edge(edge) for edge in document["lineage"]],
        PAPERS: [_paper(paper) for paper in document["sources"]],
        FACTS: list(_facts(document, number)),
    }


def _own_facts() -> Mapping[str, str]:
    return {name: label for name, label in FACT_NAMES.items() if name != "number"}


def _items(document: Document) -> Iterator[Row]:
    for place in places(list(document["nodes"])):
        node = place.node
        yield (
            node["code"],
            place.parent or "",
            NodeKind(node["kind"]).label,
            *(node[name] or "" for name in ("label", "title", "subtitle", "heading")),
            "\n".join(node["text"] or ()),
            PRIORITY if node["priority"] else "",
            node["source"],
        )


def _edge(edge: Document) -> Row:
    return (
        edge["older"] or "",
        edge["newer"] or "",
        LineageKind(edge["kind"]).label,
        "\n".join(edge["words"] or ()),
        edge["reading"] or "",
        edge["source"],
    )


def _paper(paper: Document) -> Row:
    known = {**paper, "date": dates_as_typed.to_edit(paper["date"]) if paper["date"] else None}
    return tuple(known[column.name] or "" for column in PAPER_COLUMNS)


def _facts(document: Document, number: int | None) -> Iterator[Row]:
    for name, label in FACT_NAMES.items():
        yield label, (str(number or "") if name == "number" else document[name] or "")
