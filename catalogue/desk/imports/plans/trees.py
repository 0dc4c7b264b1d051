"""The trees and the lineage of an imported plan as its page shows them, row by row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from catalogue.domain.measure_outline.outline import Column, Entry, walk
from catalogue.domain.plan_changes import Mark
from catalogue.domain.plan_tree import Place, by_code
from catalogue.domain.vocabulary import LineageKind, NodeKind
from catalogue.editing.imports.plans.edges import key_of
from catalogue.editing.imports.plans.judgement import Judged, Mistake
from catalogue.reading import desk_plans

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Shown:
    """What is said of the items of a tree: their codes, what would become of them, what is wrong, and how they changed
    by the lineage."""

    codes: Mapping[str, str]
    marks: Mapping[str, Sequence[Mark]]
    wrong: Mapping[str, Sequence[Mistake]]
    changes: Mapping[str, LineageKind]
    nodes: Mapping[str, Place]
    is_text: bool


def tree(run: Judged, column: Column) -> list[Row]:
    """The items of a column, those left out among them, each with its depth."""
    is_after = column is Column.AFTER
    entries = run.brought.whole.get(column, run.brought.after if is_after else ())
    wrong: dict[str, list[Mistake]] = {}
    for each in run.mistakes if is_after else ():
        if each.key:
            wrong.setdefault(each.key, []).append(each)
    codes = run.after_codes if is_after else run.before_codes
    marks = run.changes.marks if run.changes and is_after else {}
    changes = _changes(run, "newer" if is_after else "older")
    nodes = by_code(list(run.after if is_after else run.before))
    shown = _Shown(codes, marks, wrong, changes, nodes, run.brought.outline is not None)
    return list(_rows(entries, shown, 0, gone=False))


def _changes(run: Judged, end: str) -> dict[str, LineageKind]:
    """What became of the nodes at one end of the lineage, where it is not that they stayed."""
    return {
        edge[end]: LineageKind(edge["kind"])
        for edge in (run.edges if run.proposed else ())
        if edge[end] and edge["kind"] != LineageKind.UNCHANGED
    }


def _rows(entries: Sequence[Entry], shown: _Shown, depth: int, *, gone: bool) -> Iterator[Row]:
    for entry in entries:
        code = shown.codes.get(entry.key, "")
        heading = shown.nodes[code].node["heading"] if code in shown.nodes else entry.heading
        yield {
            "entry": entry,
            "heading": heading or "",
            "name": entry.title or heading or "（題名なし）",
            "depth": depth,
            "code": code,
            "kind": entry.kind or NodeKind.MEASURE,
            "change": shown.changes.get(code),
            "marks": shown.marks.get(code, ()),
            "wrong": shown.wrong.get(entry.key, ()),
            "mendable": shown.is_text and not gone,
            "gone": gone or entry.left_out,
        }
        yield from _rows(entry.children, shown, depth + 1, gone=gone or entry.left_out)


def blocks(run: Judged) -> Iterator[Row]:
    """The runs of items a text has, each with its lines and its first items."""
    outline = run.brought.outline
    for block in outline.blocks if outline else ():
        first, last = block.lines
        yield {
            "block": block,
            "lines": f"{first}行目" if first == last else f"{first}～{last}行目",
            "begins": [called(entry) for entry in block.entries[:3]],
            "count": sum(1 for _ in walk(block.entries)),
        }


def remarks(run: Judged) -> Iterator[Row]:
    """What the paper says of changes, each with the item it is about, and those of its field it could be about."""
    outline = run.brought.outline
    fields = {entry.title: entry for entry in run.brought.after}
    keys = {code: key for key, code in run.after_codes.items()}
    for remark in outline.remarks if outline else ():
        above = fields.get(remark.group)
        offered = above.children if above else run.brought.after
        yield {
            "remark": remark,
            "about": keys.get(run.remarks.get(remark.key, ""), ""),
            "choices": [*((each.key, called(each)) for each in offered), ("", "どれにも書き入れない")],
        }


def anchor(key: str) -> str:
    """Where the page shows an item of the plan that is brought."""
    return f"after-{key.replace('.', '-')}"


def called(entry: Entry) -> str:
    """An item by its number and its name."""
    return f"{entry.label or ''} {entry.name}".strip()


def edges(run: Judged) -> Iterator[Row]:
    """The proposals, each as it is decided."""
    wrong = {each.key: each.reason for each in run.mistakes if "~" in each.key}
    names = {end: {code: words.strip() for code, words in offered} for end, offered in ends(run).items()}
    for proposal in run.proposed:
        key = key_of(proposal)
        edge = proposal | dict(run.said_of_edges.get(key, {}))
        yield {
            "key": key,
            "edge": edge,
            "older": names["older"].get(edge["older"] or "", ""),
            "newer": names["newer"].get(edge["newer"] or "", ""),
            "kind": LineageKind(edge["kind"]) if edge["kind"] else None,
            "wrong": wrong.get(key, ""),
        }


def ends(run: Judged) -> dict[str, list[tuple[str, str]]]:
    """The nodes an edge can join, as choices of a form."""
    return {"older": desk_plans.choices(run.older_nodes), "newer": desk_plans.choices(run.after)}
