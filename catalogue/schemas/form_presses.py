"""What the buttons of a form do to its rows, without a script and with one: the server does it both times.

A button is named ``press``; its value says the row and the act: ``outcomes:add``, ``outcomes-1:up``,
``outcomes-1:down``, ``outcomes-1:drop``, and ``outcomes:undrop`` for the row that was dropped last.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from catalogue.schemas.form_inputs import NOT_TYPED, Flat, Input, Kind
from catalogue.schemas.form_rows import (
    DROPPED,
    Filled,
    first,
    is_blank,
    keys_cited,
    leaves,
    new_row,
    numbers_cited,
    only_known,
    places,
    recited,
    row_of,
    source_keys,
    with_keys,
    with_rows,
)


class Act(StrEnum):
    """The word after the colon."""

    ADD = "add"
    UP = "up"
    DOWN = "down"
    DROP = "drop"
    UNDROP = "undrop"


@dataclass(frozen=True, slots=True)
class Press:
    """One press: the list of rows, the act and, but for ``ADD`` and ``UNDROP``, the row's place."""

    rows: Input
    act: Act
    place: int = 0


@dataclass(frozen=True, slots=True)
class Dropped:
    """The row that was dropped last, as a hidden field keeps it; ``named`` are the fields that named its key."""

    name: str
    place: int
    row: Filled
    named: tuple[str, ...]


def press_of(inputs: Sequence[Input], button: str) -> Press | None:
    """What a button asks for; nothing where no row of this form is meant."""
    target, _, word = button.rpartition(":")
    name, _, place = target.partition("-")
    rows = next((each for each in inputs if each.kind is Kind.ROWS and each.name == name), None)
    if rows is None or word not in set(Act) or (word == Act.ADD and not rows.grows):
        return None
    if word in (Act.ADD, Act.UNDROP):
        return Press(rows, Act(word)) if target == name else None
    return (
        Press(rows, Act(word), int(place)) if place.isascii() and place.isdigit() and len(place) < 5 else None
    )


def pressed(inputs: Sequence[Input], flat: Flat, button: str) -> Filled:
    """The form after a press; everything typed stays. A button that means nothing changes nothing."""
    before = with_keys(inputs, only_known(inputs, flat))
    press = press_of(inputs, button)
    if press is None:
        return before
    numbers = places(before, press.rows.name)
    rows = [row_of(before, press.rows.name, number) for number in numbers]
    at = numbers.index(press.place) if press.place in numbers else None
    dropped = dropped_last(before)
    before.pop(DROPPED, None)
    if press.act is Act.UNDROP:
        return _undropped(inputs, before, press.rows, rows, dropped)
    after = with_rows(before, press.rows.name, _rearranged(press, rows, at))
    after = recited(inputs, before, with_keys(inputs, after))
    if press.act is Act.DROP and at is not None and not is_blank(press.rows, rows[at]):
        after[DROPPED] = [_kept(inputs, before, Dropped(press.rows.name, at, rows[at], ()))]
    return after


def dropped_last(flat: Flat) -> Dropped | None:
    """The row that can be brought back."""
    try:
        name, place, row, named = json.loads(first(flat, DROPPED))
        return Dropped(
            str(name),
            int(place),
            {str(key): [str(each) for each in row[key]] for key in row},
            tuple(str(each) for each in named),
        )
    except (ValueError, TypeError):
        return None


def _rearranged(press: Press, rows: list[Filled], at: int | None) -> list[Filled]:
    if press.act is Act.ADD:
        return [*rows, new_row(press.rows)]
    if at is None:
        return rows
    row = rows[at]
    others = rows[:at] + rows[at + 1 :]
    if press.act is Act.DROP:
        return others
    to = max(at - 1, 0) if press.act is Act.UP else at + 1
    return [*others[:to], row, *others[to:]]


def _kept(inputs: Sequence[Input], before: Flat, dropped: Dropped) -> str:
    """The dropped row for the hidden field; with a source, the fields that named it, as they are called afterwards."""
    key = first(dropped.row, "key")
    keys = source_keys(inputs, before)
    named = [
        name
        for each, name in leaves(inputs, before)
        if each.kind is Kind.SOURCES and key and key in keys_cited(first(before, name), keys)
    ]
    return json.dumps([dropped.name, dropped.place, dropped.row, named], ensure_ascii=False)


def _undropped(
    inputs: Sequence[Input], before: Filled, each: Input, rows: list[Filled], dropped: Dropped | None
) -> Filled:
    if dropped is None or dropped.name != each.name:
        return before
    at = min(max(dropped.place, 0), len(rows))
    after = with_rows(before, each.name, [*rows[:at], dropped.row, *rows[at:]])
    after = recited(inputs, before, with_keys(inputs, only_known(inputs, after)))
    keys, key = source_keys(inputs, after), first(dropped.row, "key")
    for name in dropped.named:
        if key in keys and name in after:
            after[name] = [numbers_cited([*keys_cited(first(after, name), keys), key], keys)]
    return after


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What a page says after a press (empty: nothing happened), and the id of what has the focus then."""

    said: str = ""
    focus: str = ""


def aftermath(inputs: Sequence[Input], flat: Flat, button: str) -> Aftermath:
    """For ``flat`` as it is after the press."""
    press = press_of(inputs, button)
    if press is None:
        return Aftermath()
    name, one = press.rows.name, press.rows.one
    numbers = places(flat, name)
    if press.act is Act.ADD:
        return Aftermath(f"{one} {len(numbers)} を足しました。", _first_field(press.rows, len(numbers) - 1))
    if press.act is Act.UNDROP:
        return Aftermath(f"{one}を元に戻しました。", f"{name}-add")
    if press.act is Act.DROP:
        return Aftermath(
            f"{one} {press.place + 1} を消しました。", f"{name}-undrop" if DROPPED in flat else f"{name}-add"
        )
    to = max(press.place - 1, 0) if press.act is Act.UP else min(press.place + 1, len(numbers) - 1)
    edge = (to == 0, Act.DOWN) if press.act is Act.UP else (to == len(numbers) - 1, Act.UP)
    return Aftermath(
        f"{one}を {to + 1} 番目に移しました。", f"{name}-{to}-{edge[1] if edge[0] else press.act}"
    )


def _first_field(rows: Input, place: int) -> str:
    shown = next(part for part in rows.parts if part.kind not in NOT_TYPED)
    return f"{rows.name}-{place}-{shown.name}"
