"""A shortlist on its way in and out: the form that changes one, the address that shares one, the data a cookie keeps.

Text is cleaned here, once. What an address says is forgiven and cut; what somebody typed into the form is never cut:
the list refuses what is too long, and it is shown again.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from catalogue.domain import text as texts
from catalogue.domain.shortlist import LONGEST_NOTE, LONGEST_TITLE, MOST, Entry, Kept, Shortlist

Parameters = Mapping[str, Sequence[str]]

NOTE_FIELD, SEEN_FIELD = "note-", "seen-"
CUT = f"{LONGEST_NOTE}文字より長いメモは、はじめの{LONGEST_NOTE}文字を表示しています。"
_LONGEST_SLUG = 80
_LONGEST_ADDRESS = 4000
# Browsers read a backslash as a slash, and pass over blanks and line ends: each could lead to another host.
_NOT_IN_ADDRESSES = re.compile(r"[\\\s\x00-\x1f\x7f]")


class Act(StrEnum):
    """What somebody asks to be done with their list: the name of the button they pressed."""

    ADD = "add"
    DROP = "drop"
    UP = "up"
    DOWN = "down"
    CLEAR = "clear"
    UNDO = "undo"
    TAKE = "take"
    SAVE = "save"


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the fields: a note for each case and, under ``""``, the title; ``seen`` are the fingerprints of
    what the page showed there."""

    words: Mapping[str, str]
    seen: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """One press of a button: ``value`` is what the button says besides its name, ``typed`` what stood in the fields (a
    page without fields has none), ``back`` where to go afterwards, a path of our own or nothing."""

    act: Act
    value: str
    typed: Typed | None
    back: str | None
    with_notes: bool = False
    as_data: bool = False

    @property
    def slugs(self) -> tuple[str, ...]:
        """The cases the button names."""
        return tuple(dict.fromkeys(self.value.split()))


@dataclass(frozen=True, slots=True)
class Shared:
    """A list as an address states it: ``asked`` are the cases in order, perhaps twice, perhaps gone."""

    asked: tuple[str, ...]
    notes: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    remarks: tuple[str, ...] = ()


def change_of(form: Parameters) -> Change:
    """Read the form."""
    act = next((act for act in Act if act in form), Act.SAVE)
    return Change(
        act=act,
        value=" ".join(value[: _LONGEST_SLUG * MOST] for value in form.get(act, ())),
        typed=_typed(form) if "title" in form else None,
        back=local_address(_first(form, "next")),
        with_notes="with_notes" in form,
        as_data=_first(form, "format") == "json",
    )


def _typed(form: Parameters) -> Typed:
    notes = {slug: _cleaned(words) for slug, words in _named(form, NOTE_FIELD)}
    return Typed(
        words={"": _one_line(_first(form, "title"))} | notes,
        seen={"": _first(form, "seen")} | dict(_named(form, SEEN_FIELD)),
    )


def _named(form: Parameters, kind: str) -> Iterator[tuple[str, str]]:
    """The fields of a kind by the case they belong to."""
    for name, values in form.items():
        if name.startswith(kind):
            yield name.removeprefix(kind)[:_LONGEST_SLUG], values[0]


def local_address(asked: str) -> str | None:
    """A path with its query on this very host, or nothing: whoever asks for another host gets none."""
    if len(asked) > _LONGEST_ADDRESS or not asked.startswith("/") or _NOT_IN_ADDRESSES.search(asked):
        return None
    try:
        parts = urlsplit(asked)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or parts.path.startswith("//"):
        return None
    return parts.path + (f"?{parts.query}" if parts.query else "")


def shared_of(parameters: Parameters) -> Shared | None:
    """The list an address states; nothing, if it names no case."""
    if "case" not in parameters:
        return None
    notes: dict[str, str] = {}
    for value in parameters.get("note", ())[: 3 * MOST]:
        slug, _, words = value.partition(":")
        notes.setdefault(slug, _cleaned(words))
    return Shared(
        asked=tuple(slug[:_LONGEST_SLUG] for slug in parameters["case"][: 3 * MOST]),
        notes={slug: note[:LONGEST_NOTE].strip() for slug, note in notes.items() if note},
        title=_one_line(_first(parameters, "title"))[:LONGEST_TITLE].strip(),
        remarks=(CUT,) if any(len(note) > LONGEST_NOTE for note in notes.values()) else (),
    )


def parameters_of(shortlist: Shortlist, *, notes: bool) -> dict[str, Any]:
    """What an address says of a list; without ``notes`` it names the cases and the title alone."""
    noted = [f"{slug}:{note}" for slug, note in shortlist.notes.items()] if notes else []
    return {"case": list(shortlist.slugs), "note": noted or None, "title": shortlist.title or None}


def as_data(kept: Kept) -> list[Any]:
    """As little as will do, for a cookie."""
    return [_list_as_data(kept.now), _list_as_data(kept.before) if kept.before else None]


def from_data(data: Any) -> Kept:
    """What :func:`as_data` made. Raises TypeError or ValueError for anything else."""
    now, before = data
    return Kept(_list_from_data(now), None if before is None else _list_from_data(before))


def _list_as_data(shortlist: Shortlist) -> list[Any]:
    entries = [[entry.slug, entry.note] if entry.note else entry.slug for entry in shortlist.entries]
    return [shortlist.title, *entries]


def _list_from_data(data: Any) -> Shortlist:
    title, *rows = data
    pairs = [(row, "") if isinstance(row, str) else (row[0], row[1]) for row in rows]
    if not all(isinstance(word, str) for pair in [(title, ""), *pairs] for word in pair):
        raise TypeError("only text was put in")
    return Shortlist(tuple(Entry(slug, note) for slug, note in dict(pairs).items())[:MOST], title)


def _first(parameters: Parameters, name: str) -> str:
    given = parameters.get(name, ())
    return given[0] if given else ""


def _cleaned(typed: str) -> str:
    return texts.clean(texts.drop_forbidden_characters(typed))


def _one_line(typed: str) -> str:
    return " ".join(_cleaned(typed).split())
