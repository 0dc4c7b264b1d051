"""Rows of a case's document that is being filled in: found by what they say, added once, citing a source once more.

The document may be one that somebody is still typing: lists and values may be missing.
"""

from collections.abc import Mapping, MutableMapping
from typing import Any

Document = dict[str, Any]
Row = Mapping[str, Any]


def rows_of(document: Document, name: str) -> list[Any]:
    """A list of the document; empty where there is none."""
    return list(document.get(name) or [])


def row_that_says(document: Document, name: str, by: str, words: str) -> MutableMapping[str, Any] | None:
    """The row that says this in its field ``by``, wherever it stands by now."""
    return next((row for row in document.get(name) or [] if row.get(by) == words), None)


def add_once(document: Document, name: str, row: Row) -> None:
    """Append a row, if none says the same already."""
    rows = rows_of(document, name)
    if not any(_says(each, row) for each in rows):
        document[name] = [*rows, dict(row)]


def _says(row: Row, other: Row) -> bool:
    """What is not said may be left out, as a form leaves it out."""
    return all((row.get(name) or None) == (value or None) for name, value in other.items())


def cite(row: MutableMapping[str, Any], key: str) -> None:
    """Let a row name the source too."""
    row["sources"] = list(dict.fromkeys([*(row.get("sources") or []), key]))


def cites(row: Any, key: str) -> bool:
    """Whether a value of the document names the source."""
    return isinstance(row, Mapping) and key in (row.get("sources") or [])
