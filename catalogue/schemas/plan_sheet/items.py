"""Rows that each hold one item of a plan, made a tree: by the item each names above it, or by the kinds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from catalogue.domain.grid import Place
from catalogue.domain.measure_outline.outline import Entry
from catalogue.domain.vocabulary import NodeKind
from catalogue.schemas.plan_sheet.cells import Cells
from catalogue.schemas.plan_sheet.headings import normal

# Deeper than any plan is; so that a column of parents cannot make a tree nobody could walk.
DEEPEST = 8
_TOO_DEEP = f"段が深すぎます。{DEEPEST}段までにしてください。"
_ABOVE = {
    NodeKind.DIRECTION: (NodeKind.FIELD,),
    NodeKind.MEASURE: (NodeKind.DIRECTION, NodeKind.FIELD),
    NodeKind.VISION: (NodeKind.VISION_GROUP,),
}
_FIELDS = ("code", "parent", "kind", "label", "title", "subtitle", "heading", "text", "priority", "source")


@dataclass
class Item:
    """A row while the tree is made."""

    cells: Cells
    entry: Entry
    parent: "Item | None" = None


def items_of(
    rows: Sequence[Cells], columns: Mapping[str, int]
) -> tuple[tuple[Entry, ...], dict[str, dict[str, Place]]]:
    """The tree of the rows, and the cell of each field of each item."""
    items = [Item(cells, _entry(cells)) for cells in rows]
    if "parent" in columns:
        _by_parent(items)
    else:
        _by_kind(items)
    below: dict[str, list[Item]] = {}
    for item in items:
        below.setdefault(item.parent.entry.key if item.parent else "", []).append(item)
    places = {each.entry.key: {name: each.cells.place(name) for name in _FIELDS} for each in items}
    return _tree("", below, 0), places


def _entry(cells: Cells) -> Entry:
    if "kind" in cells.columns and not cells.text("kind"):
        cells.wrong("kind", "種類を選んでください。")
    return Entry(
        key=str(cells.row + 1),
        number=cells.row + 1,
        kind=cells.word("kind", NodeKind),
        code=cells.text("code") or None,
        label=cells.text("label") or None,
        title=cells.text("title") or None,
        subtitle=cells.text("subtitle") or None,
        heading=cells.text("heading") or None,
        text=tuple(cells.lines("text")),
        priority=cells.flag("priority"),
        source=cells.text("source") or None,
    )


def _by_parent(items: Sequence[Item]) -> None:
    named = _named(items)
    for item in items:
        typed = item.cells.text("parent")
        if not typed:
            continue
        found = named.get(normal(typed), [])
        if len(found) != 1:
            several = "「上の項目」に同じ題名が2つ以上あります。コードで書いてください。"
            reason = (
                several
                if found
                else f"「{typed[:30]}」という項目は、この表にありません。コードか題名で書いてください。"
            )
            item.cells.wrong("parent", reason)
        elif _is_below(found[0], item):
            item.cells.wrong("parent", "自分自身や、その下にある項目を、上の項目にはできません。")
        else:
            item.parent = found[0]


def _named(items: Sequence[Item]) -> dict[str, list[Item]]:
    """By their codes; those whose code is nobody's title, also by what they are called."""
    named: dict[str, list[Item]] = {}
    for item in items:
        if item.entry.code:
            named.setdefault(normal(item.entry.code), []).append(item)
    by_name: dict[str, list[Item]] = {}
    for item in items:
        entry = item.entry
        names = {normal(entry.name), normal(f"{entry.label or ''}{entry.name}"), normal(entry.label or "")}
        for name in names - {""}:
            by_name.setdefault(name, []).append(item)
    return by_name | named


def _is_below(item: Item, above: Item) -> bool:
    """Whether ``item`` is ``above`` or stands below it."""
    seen: Item | None = item
    while seen is not None:
        if seen is above:
            return True
        seen = seen.parent
    return False


def _by_kind(items: Sequence[Item]) -> None:
    """A measure stands below the last direction, a direction below the last field."""
    last: dict[NodeKind, Item] = {}
    for item in items:
        kind = item.entry.kind
        if kind is None:
            continue
        item.parent = next((last[above] for above in _ABOVE.get(kind, ()) if above in last), None)
        last[kind] = item
        if kind is NodeKind.FIELD:
            last.pop(NodeKind.DIRECTION, None)


def _tree(key: str, below: Mapping[str, Sequence[Item]], depth: int) -> tuple[Entry, ...]:
    made: list[Entry] = []
    for item in below.get(key, ()):
        if depth >= DEEPEST:
            item.cells.wrong("parent", _TOO_DEEP)
            continue
        children = _tree(item.entry.key, below, depth + 1)
        made.append(replace(item.entry, children=children))
    return tuple(made)
