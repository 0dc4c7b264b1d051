"""A row of a sheet laid upon the case that is there: what it says replaces, what it says nothing of stays.

What was not changed must come back unchanged, also out of files that cannot hold everything: the public workbook has
no keys of sources and every text on one line, Shift_JIS lacks letters. The case that is there knows better.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

from catalogue.domain import shift_jis
from catalogue.schemas.case_sheet.citing import cited_parts
from catalogue.schemas.case_sheet.sheets import CaseRow, Loss

Document = dict[str, Any]
Part = Mapping[str, Any]

# The public workbook has an empty cell for these.
NOTHING_KNOWN = frozenset({"不明", "未確認", "時点不明", "時点は不明"})
# What a part is known by, when it is looked for in the case that is there.
_KNOWN_BY = ("key", "image", "indicator", "text", "topic", "title", "name")
# A figure that belongs to a value goes with it.
_WITH_VALUE = ("number", "unit")


def upon(row: CaseRow, base: Mapping[str, Any] | None) -> Document:
    """The raw document, ready for ``CaseSchema``, but for what must be looked up: ``base`` with what ``row`` says.

    ``base`` is the document of the case the row is about, nothing for a new one. Numbers of sources become their keys;
    one that ``base`` does not have stays a number, which the schema will not find.
    """
    said = deepcopy(row.raw)
    if base is None:
        return said
    _name_sources(said, row, base)
    for name, value in said.items():
        said[name] = _with_what_stays(name, value, base.get(name), row)
    document = {**deepcopy(dict(base)), **said}
    for name in row.emptied - said.keys():
        left = _left_of(name, base.get(name), row)
        if left is None:
            document.pop(name, None)
        else:
            document[name] = left
    return document


def changed_of(first: Any, second: Any, before: Any) -> Any:
    """Of two values a row gives for one field the one that is not as before; the first, where neither is or both."""
    return second if first == before else first


def _left_of(name: str, before: Any, row: CaseRow) -> Any:
    """What stays of a field the row empties: parts no column speaks of, and a word the file could not hold."""
    if isinstance(before, dict):
        parts = {part: value for part, value in before.items() if f"{name}.{part}" in row.unsaid}
        return parts if any(value not in (None, [], False) for value in parts.values()) else None
    if isinstance(before, str) and Loss.PUBLIC in row.losses and before in NOTHING_KNOWN:
        return before
    if (
        isinstance(before, list)
        and Loss.PUBLIC in row.losses
        and all(each in NOTHING_KNOWN for each in _texts(before))
    ):
        return before or None
    return None


def _texts(values: Sequence[Any]) -> list[Any]:
    return [value if isinstance(value, str) else "" for value in values]


def _with_what_stays(name: str, value: Any, before: Any, row: CaseRow) -> Any:
    value = _changed(name, value, before, row)
    if isinstance(value, dict) and isinstance(before, dict):
        return _part(name, name, value, before, row)
    if isinstance(value, list) and isinstance(before, list) and value and isinstance(value[0], str):
        value = [
            _changed(f"{name}[{at}]", each, each if each in before else None, row)
            for at, each in enumerate(value)
        ]
    elif isinstance(value, list) and isinstance(before, list) and value and isinstance(value[0], dict):
        return _parts(name, value, before, row)
    return _restored(value, before, row.losses)


def _parts(name: str, parts: Sequence[Document], before: Sequence[Part], row: CaseRow) -> list[Part]:
    """Each part with what stays of the one it was. The page tells events in the order of time: what was one of them
    before keeps its place, what is new stands behind."""
    was = [_same(part, at, before, row.losses) for at, part in enumerate(parts)]
    told = [
        part if same is None else _part(f"{name}[{at}]", name, part, before[same], row)
        for at, (part, same) in enumerate(zip(parts, was, strict=True))
    ]
    if name != "events" or Loss.PUBLIC not in row.losses:
        return told
    places = [len(before) if same is None else same for same in was]
    return [told[at] for at in sorted(range(len(told)), key=lambda at: (places[at], at))]


def _part(path: str, name: str, part: Document, same: Part, row: CaseRow) -> Part:
    changed = {
        field: _changed(f"{path}.{field}", value, same.get(field), row) for field, value in part.items()
    }
    whole: Part = _restored(_with_unsaid(name, changed, same, row), same, row.losses)
    return whole


def _changed(path: str, value: Any, before: Any, row: CaseRow) -> Any:
    """Of two columns that disagree, the one somebody has changed."""
    return changed_of(value, row.rivals[path], before) if path in row.rivals else value


def _with_unsaid(name: str, part: Document, before: Part, row: CaseRow) -> Document:
    unsaid = {field for field in before if f"{name}.{field}" in row.unsaid and field not in part}
    if name == "outcomes" and part.get("value") != before.get("value"):
        unsaid.difference_update(_WITH_VALUE)
    return part | {field: deepcopy(before[field]) for field in unsaid}


def _same(part: Part, at: int, before: Sequence[Part], losses: frozenset[Loss]) -> int | None:
    """The place of the part in the case that is there which this one was: known by the same words, best near where it
    stood."""
    for field in _KNOWN_BY:
        if field in part:
            near = sorted(range(len(before)), key=lambda place: abs(place - at))
            return next((n for n in near if _alike(part[field], before[n].get(field), losses)), None)
    return None


def _alike(value: Any, before: Any, losses: frozenset[Loss]) -> bool:
    return bool(value == before or value in _worn(before, losses))


def _worn(before: Any, losses: frozenset[Loss]) -> Iterator[Any]:
    """How a value reads after it has been in the file."""
    if not isinstance(before, str):
        return
    ways: list[Callable[[str], str]] = []
    if Loss.PUBLIC in losses:
        ways.append(_on_one_line)
    if Loss.LETTERS in losses:
        ways.append(shift_jis.as_it_comes_back)
    for way in ways:
        yield way(before)
    if len(ways) > 1:
        yield shift_jis.as_it_comes_back(_on_one_line(before))


def _on_one_line(text: str) -> str:
    return " ".join(line.strip() for line in text.splitlines() if line.strip())


def _restored(value: Any, before: Any, losses: frozenset[Loss]) -> Any:
    """The value as the case has it, where it differs only by what the file could not hold."""
    if not losses:
        return value
    if isinstance(value, str) and isinstance(before, str):
        lost = not value and Loss.PUBLIC in losses and before in NOTHING_KNOWN
        return before if lost or _alike(value, before, losses) else value
    if isinstance(value, dict) and isinstance(before, dict):
        fields = {field: _restored(each, before.get(field), losses) for field, each in value.items()}
        return fields | _dropped(fields, before, losses)
    if isinstance(value, list) and isinstance(before, list):
        if Loss.PUBLIC in losses and _same_words(value, before):
            return before
        if len(value) == len(before):
            pairs = zip(value, before, strict=True)
            return [_restored(each, was, losses) for each, was in pairs]
        return [next((was for was in before if _alike(each, was, losses)), each) for each in value]
    return value


def _same_words(value: Sequence[Any], before: Sequence[Any]) -> bool:
    """Whether both hold the same words, as the numbers of sources do, which a page tells in their order."""
    texts = all(isinstance(each, str) for each in (*value, *before))
    return texts and sorted(value) == sorted(before)


def _dropped(part: Part, before: Part, losses: frozenset[Loss]) -> Document:
    if Loss.PUBLIC not in losses:
        return {}
    return {field: was for field, was in before.items() if was in _KNOWN_NOTHINGS and part.get(field) is None}


_KNOWN_NOTHINGS = tuple(NOTHING_KNOWN)


def _name_sources(said: Document, row: CaseRow, base: Mapping[str, Any]) -> None:
    """Keys that were made while reading become those the case has: of the same paper, or else of the same number."""
    had = base.get("sources") or []
    if "sources" not in said:
        if "sources" not in row.emptied:
            _rename(said, {str(number): source["key"] for number, source in enumerate(had, start=1)})
        return
    own = {source["key"] for source in said["sources"]} - row.made_keys.keys()
    made = [source for source in said["sources"] if source["key"] in row.made_keys]
    keys = _keys_there(made, [source for source in had if source["key"] not in own], had, row)
    taken = own | set(keys.values()) | {source["key"] for source in had}
    for source in made:
        if source["key"] not in keys:
            keys[source["key"]] = _free(source["key"], taken)
            taken.add(keys[source["key"]])
        source["key"] = keys[source["key"]]
    _rename(said, keys)


def _keys_there(made: Sequence[Part], left: list[Part], had: Sequence[Part], row: CaseRow) -> dict[str, str]:
    """Made key to the key of the source it is, of those that are ``left``."""
    keys: dict[str, str] = {}
    for source in made:
        if same := next((each for each in left if _is_same_paper(source, each, row.losses)), None):
            keys[source["key"]] = same["key"]
            left.remove(same)
    for source in made:
        number = row.made_keys[source["key"]]
        numbered = had[number - 1] if 1 <= number <= len(had) else None
        if numbered is not None and numbered in left and source["key"] not in keys:
            keys[source["key"]] = numbered["key"]
            left.remove(numbered)
    return keys


def _is_same_paper(one: Part, other: Part, losses: frozenset[Loss]) -> bool:
    if one.get("url") or other.get("url"):
        return one.get("url") == other.get("url")
    return _alike(one.get("title"), other.get("title"), losses)


def _free(key: str, taken: set[str]) -> str:
    number = int(key.removeprefix("s"))
    while f"s{number}" in taken:
        number += 1
    return f"s{number}"


def _rename(said: Document, keys: Mapping[str, str]) -> None:
    for _, part in cited_parts(said):
        if part.get("sources"):
            part["sources"] = [keys.get(key, key) for key in part["sources"]]
