"""Rows of a form: which there are, adding, moving and dropping one, and the sources they name by number.

A row's fields are named by its place (``outcomes-2-indicator``). What moves is the row: the numbers by which other rows
name a source follow it, because they stand for its key.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from catalogue.schemas.form_inputs import Flat, Input, Kind

DROPPED = "dropped"
_PLACE = re.compile(r"(?P<place>\d{1,3})-")
_TOKEN = re.compile(r"[\s,、，;；・\[\]［］()（）]+")
_MADE_KEY = re.compile(r"s(\d{1,6})\Z", re.ASCII)

Filled = dict[str, list[str]]


def first(flat: Flat, name: str) -> str:
    """What stands in a field that has one value; empty where there is none."""
    values = flat.get(name, ())
    return values[0] if values else ""


def leaves(inputs: Sequence[Input], flat: Flat, above: str = "") -> Iterator[tuple[Input, str]]:
    """Every field of the form as filled in, with its name; those of rows once for each row."""
    for each in inputs:
        name = f"{above}{each.name}"
        if each.kind is Kind.ROWS:
            for place in places(flat, name):
                yield from leaves(each.parts, flat, f"{name}-{place}-")
        elif each.kind is Kind.GROUP:
            yield from leaves(each.parts, flat, f"{name}-")
        else:
            yield each, name


def places(flat: Flat, name: str) -> list[int]:
    """The numbers of the rows of a list, in order. Numbers may be left out."""
    found = (_PLACE.match(key, len(name) + 1) for key in flat if key.startswith(f"{name}-"))
    return sorted({int(match["place"]) for match in found if match})


def only_known(inputs: Sequence[Input], flat: Flat) -> Filled:
    """The fields of this form and nothing else a request may hold; what was dropped last stays with them."""
    names = [name for each, leaf in leaves(inputs, flat) for name in _names(each, leaf)]
    return {name: list(flat[name]) for name in (*names, DROPPED) if name in flat}


def _names(each: Input, name: str) -> tuple[str, ...]:
    return (name,) if each.typed_name == each.name else (name, f"{name}_text")


def row_of(flat: Flat, name: str, place: int) -> Filled:
    """The fields of one row, named as if it stood alone."""
    above = f"{name}-{place}-"
    return {key.removeprefix(above): list(values) for key, values in flat.items() if key.startswith(above)}


def with_rows(flat: Flat, name: str, rows: Sequence[Flat]) -> Filled:
    """``flat`` with these rows in the list, numbered from zero."""
    own = re.compile(rf"{re.escape(name)}-\d{{1,3}}-")
    filled = {key: list(values) for key, values in flat.items() if not own.match(key)}
    for place, row in enumerate(rows):
        filled |= {f"{name}-{place}-{key}": list(values) for key, values in row.items()}
    return filled


def new_row(each: Input) -> Filled:
    """A row with nothing in it."""
    return {name: [""] for part in each.parts for name in _blank_names(part)}


def _blank_names(part: Input) -> Iterator[str]:
    if part.kind is Kind.GROUP:
        yield from (f"{part.name}-{name}" for inner in part.parts for name in _blank_names(inner))
    elif part.kind is not Kind.ROWS:
        yield part.name


def is_blank(each: Input, row: Flat) -> bool:
    """Whether nobody has typed anything into a row. The key of a source is not typed."""
    keys = {part.name for part in each.parts if part.kind is Kind.KEY}
    return not any(value.strip() for name, values in row.items() if name not in keys for value in values)


def source_list(inputs: Sequence[Input]) -> Input | None:
    """The list whose rows have keys; other rows name them by number."""
    keyed = (each for each in inputs if any(part.kind is Kind.KEY for part in each.parts))
    return next(keyed, None)


def source_keys(inputs: Sequence[Input], flat: Flat) -> list[str]:
    """The keys of the sources, in their order; ``flat`` as :func:`with_keys` gives it."""
    listed = source_list(inputs)
    if listed is None:
        return []
    return [first(flat, f"{listed.name}-{place}-key") for place in places(flat, listed.name)]


def with_keys(inputs: Sequence[Input], flat: Flat) -> Filled:
    """``flat`` with a key for every source that has none yet, above all that were made before."""
    filled = {name: list(values) for name, values in flat.items()}
    listed = source_list(inputs)
    if listed is None:
        return filled
    names = [f"{listed.name}-{place}-key" for place in places(flat, listed.name)]
    made = [int(found[1]) for name in names if (found := _MADE_KEY.match(first(flat, name)))]
    number = max(made, default=0)
    for name in names:
        if not first(flat, name).strip():
            number += 1
            filled[name] = [f"s{number}"]
    return filled


def keys_cited(typed: str, keys: Sequence[str]) -> list[str]:
    """The keys meant by 「1, 3」; what is no number of a source stays as it is."""
    tokens = [token for token in _TOKEN.split(typed.translate(_WIDE)) if token]
    meant = (keys[int(token) - 1] if _is_number(token, keys) else token for token in tokens)
    return list(dict.fromkeys(meant))


def numbers_cited(cited: Sequence[str], keys: Sequence[str]) -> str:
    """「1, 3」 for keys."""
    return ", ".join(str(keys.index(key) + 1) if key in keys else key for key in cited)


_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")


def _is_number(token: str, keys: Sequence[str]) -> bool:
    return token.isascii() and token.isdigit() and len(token) < 5 and 1 <= int(token) <= len(keys)


def recited(inputs: Sequence[Input], before: Flat, after: Flat) -> Filled:
    """``after``, whose sources stand in another order than ``before``, with the numbers that name them corrected; a
    source that is gone is no longer named."""
    filled = {name: list(values) for name, values in after.items()}
    old, new = source_keys(inputs, before), source_keys(inputs, after)
    if old == new:
        return filled
    gone = set(old) - set(new)
    for each, name in leaves(inputs, after):
        if each.kind is Kind.SOURCES and name in filled:
            cited = [key for key in keys_cited(first(filled, name), old) if key not in gone]
            filled[name] = [numbers_cited(cited, new)]
    return filled


def tidied(inputs: Sequence[Input], flat: Flat) -> Filled:
    """The form without its blank rows, so that the numbers of its rows are those of the document.

    A blank source that is still named stays: to leave it out would take away what somebody wrote elsewhere.
    """
    before = with_keys(inputs, only_known(inputs, flat))
    before.pop(DROPPED, None)
    after = before
    named = _keys_named(inputs, before)
    for each in inputs:
        if each.kind is Kind.ROWS:
            rows = [row_of(before, each.name, place) for place in places(before, each.name)]
            kept = [row for row in rows if not is_blank(each, row) or first(row, "key") in named]
            after = with_rows(after, each.name, kept)
    return recited(inputs, before, after)


def _keys_named(inputs: Sequence[Input], flat: Mapping[str, Sequence[str]]) -> set[str]:
    keys = source_keys(inputs, flat)
    fields = (name for each, name in leaves(inputs, flat) if each.kind is Kind.SOURCES)
    return {key for name in fields for key in keys_cited(first(flat, name), keys)} & set(keys)
