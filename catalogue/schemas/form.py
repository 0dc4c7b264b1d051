"""A form made from the schema of a document: the document laid flat into fields, and read back from them.

How a page uses it (``INPUTS`` is :data:`catalogue.schemas.case_form.CASE_INPUTS`):

* to show a document: ``flat = flat_of(INPUTS, document)``;
* what a browser sent, a Draft's ``form``: ``flat = only_known(INPUTS, request.form.to_dict(flat=False))``;
* a button named ``press``: ``flat = pressed(INPUTS, flat, button)``, then ``aftermath(INPUTS, flat, button)`` for what
  to say and what to focus;
* to save: ``flat = tidied(INPUTS, flat)`` first, then ``raw = document_of(INPUTS, flat)`` for ``CaseSchema().load``.
  The numbers in the paths of problems are those of the tidied form, so show that one again;
* a problem's path as the name of its field: ``name_of(INPUTS, "outcomes[2].indicator")`` is ``outcomes-2-indicator``.

A field is named by its path with hyphens: ``title``, ``summary-text``, ``outcomes-2-indicator``. Special ones:

* ``category`` holds ``<theme>/<category>`` and gives both;
* ``municipality`` and ``other_municipalities`` hold codes (the latter one a line); what people type stands beside, in
  ``municipality_text`` and ``other_municipalities_text``. Whoever reads the form resolves the text and puts the codes
  in; here the text is carried along and not looked at;
* ``…-sources`` holds numbers of the form's own sources (「1, 3」), which become their keys;
* ``sources-0-key`` is hidden; new sources are given ``s1``, ``s2``, …;
* ``dropped`` holds the row dropped last, so that it can be brought back.

Blank is left out; a row with nothing in it is no row; what cannot be read stays as typed, for the schema to speak of.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from catalogue.schemas.form_inputs import Flat, Input, Kind, Words, inputs_of
from catalogue.schemas.form_places import label_of, name_of
from catalogue.schemas.form_presses import Aftermath, aftermath, dropped_last, pressed
from catalogue.schemas.form_rows import (
    Filled,
    first,
    keys_cited,
    numbers_cited,
    only_known,
    places,
    source_keys,
    source_list,
    tidied,
)
from catalogue.schemas.form_values import as_stored, as_typed

__all__ = [
    "Aftermath",
    "Flat",
    "Input",
    "Kind",
    "Words",
    "aftermath",
    "document_of",
    "dropped_last",
    "first",
    "flat_of",
    "inputs_of",
    "label_of",
    "name_of",
    "only_known",
    "pressed",
    "tidied",
]

_Document = dict[str, Any]


def document_of(inputs: Sequence[Input], flat: Flat) -> _Document:
    """The raw document, ready for the schema's ``load``."""
    filled = tidied(inputs, flat)
    return _read_all(inputs, filled, "", source_keys(inputs, filled))


def _read_all(inputs: Sequence[Input], flat: Flat, above: str, keys: Sequence[str]) -> _Document:
    document: _Document = {}
    for each in inputs:
        name = f"{above}{each.name}"
        if each.kind is Kind.CATEGORY:
            document |= _read_category(each, first(flat, name))
        elif (value := _read(each, flat, name, keys)) is not None:
            document[each.name] = value
    return document


def _read(each: Input, flat: Flat, name: str, keys: Sequence[str]) -> Any:
    """What one input holds; None where nobody typed anything."""
    match each.kind:
        case Kind.ROWS:
            numbers = places(flat, name)
            return [_read_all(each.parts, flat, f"{name}-{number}-", keys) for number in numbers] or None
        case Kind.GROUP:
            group = _read_all(each.parts, flat, f"{name}-", keys)
            return group if group or each.required else None
        case Kind.BOXES:
            return [value for value in flat.get(name, ()) if value.strip()] or None
        case Kind.SOURCES:
            return keys_cited(first(flat, name), keys) or None
        case Kind.WITHIN_CATEGORY:
            return None
    return as_stored(each.kind, first(flat, name))


def _read_category(each: Input, typed: str) -> _Document:
    """「theme/category」 as the two fields it stands for."""
    theme, _, category = typed.strip().partition("/")
    return {name: value for name, value in (("theme", theme), (each.name, category)) if value}


def flat_of(inputs: Sequence[Input], document: Mapping[str, Any]) -> Filled:
    """A document as the form shows it. It may lack fields or be unfit; what is there is shown."""
    listed = source_list(inputs)
    sources = document.get(listed.name) or () if listed else ()
    return _show_all(inputs, document, "", [source["key"] for source in sources])


def _show_all(
    inputs: Sequence[Input], document: Mapping[str, Any], above: str, keys: Sequence[str]
) -> Filled:
    filled: Filled = {}
    for each in inputs:
        name = f"{above}{each.name}"
        value = document.get(each.name)
        if each.kind is Kind.CATEGORY and value:
            filled[name] = [f"{document.get('theme') or ''}/{value}"]
        elif each.kind is Kind.GROUP:
            filled |= _show_all(each.parts, value or {}, f"{name}-", keys)
        elif each.kind is Kind.ROWS:
            for number, row in enumerate(value or ()):
                filled |= _show_all(each.parts, row, f"{name}-{number}-", keys)
        else:
            filled |= _show(each, name, value, keys)
    return filled


def _show(each: Input, name: str, value: Any, keys: Sequence[str]) -> Filled:
    match each.kind:
        case Kind.WITHIN_CATEGORY:
            return {}
        case Kind.BOXES:
            return {name: list(value)} if value else {}
        case Kind.FLAG:
            return {name: ["1"]} if value else {}
        case Kind.SOURCES:
            return {name: [numbers_cited(value or (), keys)]}
    return {name: [as_typed(each.kind, value)]}
