"""What a form says about a plan that was brought, kept only where it differs from what was proposed.

So a proposal that becomes better because something else was decided (another group, another plan to compare with) is
not held back by what nobody ever chose.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from catalogue.domain.measure_outline.choices import ENTRY_FIELDS, decided
from catalogue.domain.measure_outline.outline import Block, Column, Entry, Sort, walk
from catalogue.domain.plan_changes import FACTS as OWN_FACTS
from catalogue.domain.plan_tree import by_code
from catalogue.domain.vocabulary import LineageKind, NodeKind
from catalogue.editing.imports.plans.edges import key_of
from catalogue.editing.imports.plans.judgement import Edge, Judged
from catalogue.editing.imports.plans.papers import FIRST_PAPER

Choices = dict[str, Any]
Said = Mapping[str, Mapping[str, Any]]

PLAIN = ("target", "before", "paper", "way", "sheet")
FACTS = ("facts", "before_facts", "paper_facts")
_OF_TEXTS = ("blocks", "entries", "edges", "remarks")
_EDGE_FIELDS = ("kind", "older", "newer", "words", "reading")
PLAN_FACTS = ("slug", *OWN_FACTS)
_LONGEST, _LONGEST_GROUP = 4_000, 100


def merged(
    judged: Judged, before: Mapping[str, Any], said: Mapping[str, Any], texts: Mapping[str, str]
) -> Choices:
    """What holds from now on. ``judged`` is what the page of the form showed, with ``texts`` in the cells by their
    places, ``before`` what held then; ``said`` may have any of the parts."""
    shown = {**_shown(judged), "cells": texts}
    choices: Choices = dict(before)
    choices |= {name: str(said[name]) for name in PLAIN if name in said and said[name] != shown[name]}
    for name in (*FACTS, "columns", "cells"):
        if typed := _typed(said.get(name, {}), before.get(name, {}), shown[name]):
            choices[name] = {**before.get(name, {}), **typed}
    if choices.get("way") != before.get("way"):
        return {name: value for name, value in choices.items() if name not in _OF_TEXTS}
    if judged.brought.raw is not None:
        choices |= {
            name: each for name, each in _of_text(judged, before, said).items() if each or name in before
        }
    return choices


def _shown(judged: Judged) -> Mapping[str, Any]:
    """What stands in the fields where nobody has said anything."""
    sheets, document = judged.brought.sheets, judged.document
    return {
        "target": str(judged.target),
        "before": str(judged.compared),
        "paper": judged.paper or "",
        "way": judged.brought.raw.way if judged.brought.raw else "",
        "sheet": sheets.sheet if sheets else "",
        "facts": {name: document.get(name) or "" for name in PLAN_FACTS} if document else {},
        "before_facts": {},
        "paper_facts": FIRST_PAPER,
        "columns": {str(each.place): each.meant or "" for each in sheets.headings} if sheets else {},
    }


def _typed(said: Mapping[str, Any], before: Mapping[str, Any], shown: Mapping[str, Any]) -> dict[str, str]:
    """What is other than what stood there."""
    return {
        str(name): str(value)[:_LONGEST]
        for name, value in said.items()
        if str(value) != str(before.get(name, shown.get(name, "")))
    }


def _of_text(judged: Judged, before: Mapping[str, Any], said: Mapping[str, Any]) -> Choices:
    raw = judged.brought.raw
    assert raw is not None  # only texts come here
    shown = decided(raw, {name: value for name, value in before.items() if name != "entries"})
    entries = {entry.key: _of_entry(entry) for block in shown.blocks for entry in walk(block.entries)}
    _with_headings(judged, entries, before.get("entries", {}))
    fields = {key: {"title": title} for key, title in _fields_shown(judged)}
    blocks = {block.key: _of_block(block) for block in raw.blocks}
    edges = {key_of(edge): _of_edge(edge) for edge in judged.proposed}
    known = {remark.key for remark in raw.remarks}
    remarks = before.get("remarks", {}) | {
        key: str(about)
        for key, about in said.get("remarks", {}).items()
        if key in known and about != _about_shown(judged, key)
    }
    return {
        "blocks": _differing(blocks, before.get("blocks", {}), _checked_blocks(said.get("blocks", {}))),
        "entries": _differing(
            entries | fields, before.get("entries", {}), _checked_entries(said.get("entries", {}))
        ),
        "edges": _differing(edges, before.get("edges", {}), _checked_edges(said.get("edges", {}))),
        "remarks": remarks,
    }


def _with_headings(judged: Judged, entries: Mapping[str, dict[str, Any]], said: Said) -> None:
    """Where nobody has said another, the page shows the heading a node of the plan has already."""
    nodes = by_code(list(judged.after))
    for key, code in judged.after_codes.items():
        if key in entries and code in nodes and "heading" not in said.get(key, {}):
            entries[key]["heading"] = nodes[code].node["heading"]


def _fields_shown(judged: Judged) -> Iterable[tuple[str, str]]:
    """The fields made of groups, with the names they have in the text."""
    for number, name in enumerate(judged.brought.groups):
        for column in ("before", "after"):
            yield f"{column}-field-{number}", name


def _about_shown(judged: Judged, key: str) -> str:
    """The item a remark is shown to be about."""
    code = judged.remarks.get(key)
    return next((each for each, other in judged.after_codes.items() if other == code), "")


def _of_block(block: Block) -> dict[str, Any]:
    return {"column": block.column.value, "group": block.group, "sort": block.sort.value}


def _of_entry(entry: Entry) -> dict[str, Any]:
    known = {name: getattr(entry, name) for name in ENTRY_FIELDS}
    return known | {"kind": entry.kind.value if entry.kind else None}


def _of_edge(edge: Edge) -> dict[str, Any]:
    return {name: edge[name] for name in _EDGE_FIELDS}


def _differing(shown: Said, before: Said, said: Said) -> dict[str, dict[str, Any]]:
    """Of each thing the fields that are to be other than proposed. What a form does not speak of stays decided."""
    kept = {key: dict(fields) for key, fields in before.items()}
    for key, fields in said.items():
        if key not in shown:
            continue
        now = kept.get(key, {}) | dict(fields)
        kept[key] = {
            name: value for name, value in now.items() if (value or None) != (shown[key].get(name) or None)
        }
    return {key: fields for key, fields in kept.items() if fields}


def _checked_blocks(said: Said) -> Said:
    words: Mapping[str, Collection[str]] = {"column": set(Column), "sort": set(Sort)}
    return {
        key: {
            name: str(value)[:_LONGEST_GROUP]
            for name, value in fields.items()
            if name == "group" or value in words.get(name, ())
        }
        for key, fields in said.items()
    }


def _checked_entries(said: Said) -> Said:
    """Words and yes or no; a kind that is none is not said."""
    return {
        key: {
            name: bool(value) if name in ("priority", "left_out") else str(value).strip()[:_LONGEST] or None
            for name, value in fields.items()
            if name in ENTRY_FIELDS and (name != "kind" or value in set(NodeKind))
        }
        for key, fields in said.items()
    }


def _checked_edges(said: Said) -> Said:
    """An edge without a kind is not to be written."""
    return {
        key: {
            name: _edge_field(name, value)
            for name, value in fields.items()
            if name in _EDGE_FIELDS and (name != "kind" or value in {"", *LineageKind})
        }
        for key, fields in said.items()
    }


def _edge_field(name: str, value: Any) -> Any:
    if name == "words":
        return [line for line in (each.strip() for each in str(value).splitlines()) if line] or None
    return str(value).strip()[:_LONGEST] or (None if name != "kind" else "")
