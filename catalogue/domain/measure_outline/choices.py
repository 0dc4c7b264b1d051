"""What people decided about an outline, laid over what was recognised.

Decisions are kept by the keys of what they are about, and only where they differ from what was proposed: so a text can
be left, taken up by somebody else, and looked at again, and it is always known which words are the paper's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from catalogue.domain.measure_outline.outline import Block, Column, Entry, Outline, Sort
from catalogue.domain.measure_outline.shape import shaped
from catalogue.domain.vocabulary import NodeKind

Choices = Mapping[str, Any]

ENTRY_FIELDS = ("kind", "label", "title", "heading", "priority", "code", "left_out")


def decided(outline: Outline, choices: Choices) -> Outline:
    """The outline as people want it; its items are nodes with their kinds. ``choices`` may hold ``blocks``, ``entries``
    and ``remarks``."""
    about = choices.get("remarks", {})
    return replace(
        outline,
        blocks=tuple(_block(block, choices) for block in outline.blocks),
        remarks=tuple(replace(each, about=about.get(each.key, each.about)) for each in outline.remarks),
    )


def _block(block: Block, choices: Choices) -> Block:
    said = choices.get("blocks", {}).get(block.key, {})
    chosen = replace(
        block,
        column=Column(said.get("column", block.column)),
        group=said.get("group", block.group),
        sort=Sort(said.get("sort", block.sort)),
    )
    made = shaped(chosen)
    return replace(made, entries=_entries(made.entries, choices.get("entries", {})))


def _entries(entries: Sequence[Entry], said: Choices) -> tuple[Entry, ...]:
    return tuple(
        replace(_mended(entry, said.get(entry.key, {})), children=_entries(entry.children, said))
        for entry in entries
    )


def _mended(entry: Entry, said: Choices) -> Entry:
    """One item with what somebody typed instead of what was read."""
    known: dict[str, Any] = {name: said[name] for name in ENTRY_FIELDS if name in said}
    if "kind" in known:
        known["kind"] = NodeKind(known["kind"])
    return replace(entry, **known)


def groups_of(outline: Outline) -> list[str]:
    """The fields the text names, in its order."""
    return list(dict.fromkeys(block.group for block in outline.blocks if block.group))


def tree(outline: Outline, column: Column, groups: Sequence[str], said: Choices) -> tuple[Entry, ...]:
    """The items of one column as one tree: each field once, with the items of all its blocks; also those that are left
    out. ``groups`` are the fields as the text names them, which give the keys of theirs; ``said`` is what was decided
    about items."""
    made: list[Entry] = []
    at: dict[str, int] = {}
    for block in outline.of(column):
        if not block.group:
            made.extend(block.entries)
        elif block.group in at:
            held = made[at[block.group]]
            made[at[block.group]] = replace(held, children=(*held.children, *block.entries))
        else:
            at[block.group] = len(made)
            made.append(_field(block, column, groups, said))
    return tuple(made)


def _field(block: Block, column: Column, groups: Sequence[str], said: Choices) -> Entry:
    number = groups.index(block.group) if block.group in groups else len(groups)
    entry = Entry(
        key=f"{column.value}-field-{number}",
        number=block.lines[0],
        kind=NodeKind.FIELD,
        title=block.group,
        children=block.entries,
    )
    return _mended(entry, said.get(entry.key, {}))


def without_left_out(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Those that are to be taken in."""
    return tuple(
        replace(entry, children=without_left_out(entry.children)) for entry in entries if not entry.left_out
    )
