"""What a form asks: one input for every field of a document's schema, so that the two cannot drift apart.

The schema knows what is required, how long a text may be and which words there are; a person knows what to call a
field, what belongs into it and what an example looks like (:class:`Words`). :func:`inputs_of` joins the two.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from marshmallow import Schema, fields, validate

from catalogue.schemas.fields import (
    PARAGRAPH,
    Document,
    Flag,
    Many,
    Number,
    One,
    PartialDate,
    Slug,
    Text,
    WebAddress,
    Whole,
    Word,
)

# What a browser sends and a Draft keeps: names of fields (``outcomes-2-indicator``) to what stands in them.
Flat = Mapping[str, Sequence[str]]


class Kind(StrEnum):
    """How a value is typed. What each of them reads and shows is in :mod:`catalogue.schemas.form_values`."""

    LINE = "line"
    LINES = "lines"
    PARAGRAPH = "paragraph"  # typed in a box of several lines, kept without line breaks
    ADDRESS = "address"
    DATE = "date"
    NUMBER = "number"
    WHOLE = "whole"
    FLAG = "flag"
    CHOICE = "choice"
    BOXES = "boxes"
    LIST = "list"  # one item a line
    CELLS = "cells"  # one line, cells parted by ｜
    GRID = "grid"  # one row a line, cells parted by ｜ or tabs
    CASES = "cases"  # one slug or address of a case a line
    SOURCES = "sources"  # numbers of the document's own sources: 1, 3
    CATEGORY = "category"  # 「theme/category」 in one choice
    WITHIN_CATEGORY = "within-category"  # the theme, which the category brings along
    MUNICIPALITY = "municipality"  # typed as <name>_text, resolved to a code
    MUNICIPALITIES = "municipalities"
    HIDDEN = "hidden"
    KEY = "key"  # a source's key: made for new rows, never shown
    PICTURE = "picture"  # the digest of a picture that has been taken in: shown, never typed
    GROUP = "group"
    ROWS = "rows"


NOT_TYPED = frozenset({Kind.HIDDEN, Kind.KEY, Kind.PICTURE})


@dataclass(frozen=True, slots=True)
class Words:
    """What a person is told of one field. ``one`` is what a single row is called; ``kind`` is given where the type of
    the field does not tell it, ``required`` where only a rule of the schema asks for it; ``grows`` is false where rows
    cannot be added by typing, ``leads_to`` then is the act of the button that leads to a page where one is; ``offered``
    is false where an empty form does not begin with an empty row; ``folded`` is the heading
    under which a part of a row is folded away that few rows need."""

    label: str
    hint: str = ""
    example: str = ""
    one: str = ""
    kind: Kind | None = None
    required: bool = False
    grows: bool = True
    leads_to: str = ""
    offered: bool = True
    folded: str = ""


@dataclass(frozen=True, slots=True)
class Input:
    """One field of the form. ``name`` is its own step of a path; ``most`` counts letters of a text or items of a list;
    ``choices`` are (stored word, what is shown)."""

    name: str
    kind: Kind
    label: str
    hint: str = ""
    example: str = ""
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    most: int | None = None
    most_rows: int | None = None
    one: str = ""
    grows: bool = True
    leads_to: str = ""
    offered: bool = True
    folded: str = ""
    parts: tuple["Input", ...] = ()

    @property
    def typed_name(self) -> str:
        """The name of the field in which it is typed: a municipality has one beside that of its code."""
        named = self.kind in (Kind.MUNICIPALITY, Kind.MUNICIPALITIES)
        return f"{self.name}_text" if named else self.name


_KINDS: tuple[tuple[type[fields.Field[Any]], Kind], ...] = (
    (Word, Kind.CHOICE),
    (PartialDate, Kind.DATE),
    (WebAddress, Kind.ADDRESS),
    (Number, Kind.NUMBER),
    (Whole, Kind.WHOLE),
    (Flag, Kind.FLAG),
    (One, Kind.GROUP),
)


def inputs_of(schema: type[Document], words: Mapping[str, Words]) -> tuple[Input, ...]:
    """The inputs for every field of ``schema``, in its order.

    ``words`` names fields by their path without numbers (``outcomes.indicator``); ``*.sources`` speaks for every field
    of that name which has no words of its own.

    Raises:
        LookupError: a field has no words.
    """
    return _inputs(schema, words, "")


def _inputs(schema: type[Schema], words: Mapping[str, Words], above: str) -> tuple[Input, ...]:
    """In the schema's order, but a picture stands before what is said of it, and who says so after."""
    inputs = []
    for name, field in schema._declared_fields.items():
        path = f"{above}.{name}" if above else name
        told = words.get(path) or words.get(f"*.{name}")
        if told is None:
            raise LookupError(path)
        inputs.append(_input(name, field, told, _parts(field, words, path)))
    return tuple(sorted(inputs, key=lambda each: (each.kind is Kind.SOURCES) - (each.kind is Kind.PICTURE)))


def _input(name: str, field: fields.Field[Any], told: Words, parts: tuple[Input, ...]) -> Input:
    kind = told.kind or _kind(field)
    return Input(
        name=name,
        kind=kind,
        label=told.label,
        hint=told.hint,
        example=told.example,
        required=field.required or told.required,
        choices=_choices(field),
        most=_most(field),
        most_rows=_longest(field) if kind is Kind.ROWS else None,
        one=told.one or told.label,
        grows=told.grows,
        leads_to=told.leads_to,
        offered=told.grows and told.offered,
        folded=told.folded,
        parts=parts,
    )


def _parts(field: fields.Field[Any], words: Mapping[str, Words], path: str) -> tuple[Input, ...]:
    inner = field.inner if isinstance(field, Many) else field
    return _inputs(type(inner.schema), words, path) if isinstance(inner, One) else ()


def _kind(field: fields.Field[Any]) -> Kind:
    if isinstance(field, Many):
        return _kind_of_many(field.inner)
    for known, kind in _KINDS:
        if isinstance(field, known):
            return kind
    if isinstance(field, Text) and field.lines:
        return Kind.LINES
    return Kind.PARAGRAPH if isinstance(field, Text) and field.most >= PARAGRAPH else Kind.LINE


def _kind_of_many(inner: fields.Field[Any]) -> Kind:
    if isinstance(inner, One):
        return Kind.ROWS
    if isinstance(inner, Word):
        return Kind.BOXES
    if isinstance(inner, Many):
        return Kind.GRID
    return Kind.CASES if isinstance(inner, Slug) else Kind.LIST


def _most(field: fields.Field[Any]) -> int | None:
    if isinstance(field, Many):
        return _longest(field)
    return field.most if isinstance(field, Text) else None


def _longest(field: fields.Field[Any]) -> int | None:
    return next((rule.max for rule in field.validators if isinstance(rule, validate.Length)), None)


def _choices(field: fields.Field[Any]) -> tuple[tuple[str, str], ...]:
    """The words of a closed list with their Japanese names."""
    inner = field.inner if isinstance(field, Many) else field
    return tuple((word.value, word.label) for word in inner.words) if isinstance(inner, Word) else ()
