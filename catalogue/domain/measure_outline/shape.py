"""What the items of a block are, once it is known what the block is: their kinds, and what of their words is a title, a
subtitle or a text.

A plan needs something to call a node by. An item that is a whole sentence gets a heading of ours from its beginning,
to be worded by a person.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from catalogue.domain.measure_outline.outline import Block, Entry, Sort
from catalogue.domain.vocabulary import NodeKind

# The kinds of the steps of a tree of measures, by how many steps it has.
_STEPS = {
    1: (NodeKind.MEASURE,),
    2: (NodeKind.DIRECTION, NodeKind.MEASURE),
    3: (NodeKind.FIELD, NodeKind.DIRECTION, NodeKind.MEASURE),
}
_DEEPEST = 3
_SUBTITLE = re.compile(r"(?P<title>.*\S)\s*(?P<subtitle>[～〜~―─][^～〜~―─]+[～〜~―─])\Z")
# Longer than a title is printed, or ended like a sentence.
_LONGEST_TITLE = 60
_LONGEST_HEADING = 28
_FIRST_WORDS = re.compile(r"(.{12,28})[、。]")


def shaped(block: Block) -> Block:
    """The block with its items made nodes of what it is said to be."""
    entries = block.entries
    if block.sort is Sort.MEASURES and any(entry.plain for entry in entries):
        entries = tuple(replace(entry, plain=False) for entry in entries)
    steps = _STEPS[min(_depth(entries, block.sort), _DEEPEST)]
    return replace(block, entries=tuple(_shaped(entry, block.sort, steps, 0) for entry in entries))


def _depth(entries: Sequence[Entry], sort: Sort) -> int:
    """How many steps of nodes there are."""
    return max((1 + _depth(_nodes_below(entry, sort), sort) for entry in entries), default=0)


def _nodes_below(entry: Entry, sort: Sort) -> Sequence[Entry]:
    return [below for below in entry.children if not _is_body(below, entry, sort)]


def _is_body(below: Entry, above: Entry, sort: Sort) -> bool:
    """A bullet that speaks of what is above it, and is no item by itself."""
    if not below.plain or below.children:
        return False
    if sort is not Sort.MEASURES:
        return above.label is not None
    return above.kind is NodeKind.MEASURE or _is_sentence(below.title or "")


def _shaped(entry: Entry, sort: Sort, steps: Sequence[NodeKind], depth: int) -> Entry:
    deep = depth >= _DEEPEST - 1 and sort is Sort.MEASURES
    body = [each for each in entry.children if _is_body(each, entry, sort) or (deep and _may_be_body(each))]
    texts = (*entry.text, *(line for each in body for line in (each.title or "", *each.text) if line))
    children = [each for each in entry.children if each not in body]
    worded = _worded(replace(entry, text=texts, plain=False), sort)
    return replace(
        worded,
        kind=entry.kind or _kind(sort, steps, depth, bool(children)),
        children=tuple(_shaped(each, sort, steps, depth + 1) for each in children),
    )


def _may_be_body(entry: Entry) -> bool:
    return entry.plain and not entry.children


def _kind(sort: Sort, steps: Sequence[NodeKind], depth: int, has_children: bool) -> NodeKind:
    if sort is Sort.VISIONS:
        return NodeKind.VISION_GROUP if has_children and depth == 0 else NodeKind.VISION
    if sort is Sort.PRINCIPLES:
        return NodeKind.PRINCIPLE
    if sort is Sort.ISSUES:
        return NodeKind.ISSUE
    return steps[min(depth, len(steps) - 1)]


def _worded(entry: Entry, sort: Sort) -> Entry:
    """Its title apart from its subtitle; a sentence is a text, with a heading of ours."""
    title = entry.title or ""
    if _is_sentence(title) and (sort is not Sort.MEASURES or len(title) > _LONGEST_TITLE):
        return replace(entry, title=None, heading=first_words(title), text=(title, *entry.text))
    if found := _SUBTITLE.match(title):
        return replace(entry, title=found["title"], subtitle=found["subtitle"])
    return entry


def _is_sentence(text: str) -> bool:
    return text.endswith("。") or len(text) > _LONGEST_TITLE


def first_words(text: str) -> str:
    """A heading made of the beginning of a text."""
    if len(text.rstrip("。")) <= _LONGEST_HEADING:
        return text.rstrip("。")
    found = _FIRST_WORDS.match(text)
    return f"{found[1] if found else text[:_LONGEST_HEADING]}…"
