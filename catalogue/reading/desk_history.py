"""What is different between two revisions of a case, and one revision laid out for whoever reviews it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from sqlmodel import Session

from catalogue.domain.difference import Change, Difference, Document, differences, leaves
from catalogue.domain.errors import Problem
from catalogue.reading.desk_words import words_of
from catalogue.schemas.case_form import SECTIONS, label_of, name_of
from catalogue.schemas.earlier_cases import in_one_shape

Row = dict[str, Any]
T = TypeVar("T")

# What a comment is about: a field, or one row of it, and not every little part of a row.
_UNIT = re.compile(r"[^.\[]+(?:\[\d+\])?")
# The theme is chosen with the category.
_SECTION_OF: Mapping[str, str] = {name: section.slug for section in SECTIONS for name in section.names} | {
    "theme": "basics"
}


def difference_rows(session: Session, before: Document, after: Document) -> list[Row]:
    """What the macro ``difference_table`` shows of two documents."""
    found = differences(*in_one_shape(before, after), words_of(session))
    return [{"label": _label(each.path, each.change), "difference": each} for each in found]


def _label(path: str, change: Change = Change.CHANGED) -> str:
    """A place in words. In the form sources are typed as numbers; here they are called by their titles. A row that went
    had its number in the older document."""
    label = label_of(path).replace("出典の番号", "出典")
    return f"もとの{label}" if change is Change.DROPPED else label


def unit_of(path: str) -> str:
    """The field, or the row of a field, that a place is in: ``outcomes[2]`` of ``outcomes[2].indicator``."""
    found = _UNIT.match(path)
    return found[0] if found else ""


def sheets(
    session: Session, document: Document, public: Document | None, comments: Iterable[Row]
) -> list[Row]:
    """The sections of a revision, each with its fields (``rows``) for a reviewer to go through one by one.

    A row is ``path``, ``label``, ``field`` (its name in the form), ``parts`` (path, label and text of what it says),
    what is different from the public one (``differences``, each with its label) and what is not (``rest``),
    ``comments``, and whether it has either (``touched``). What is public and no longer here is a row with ``gone``.
    """
    words = words_of(session)
    changes = differences(*in_one_shape(public, document), words) if public is not None else ()
    said = _grouped((unit_of(each["path"]), each) for each in comments)
    parts = _grouped((unit_of(path), (path, text)) for path, text in leaves(document, words))
    changed = _grouped((unit_of(each.path), each) for each in changes if not _is_gone(each))
    gone = _grouped((each.row, each) for each in changes if _is_gone(each))
    rows = [
        _row(path, parts.get(path, ()), changed.get(path, ()), said.get(path, ()))
        for path in dict.fromkeys((*parts, *changed, *(path for path in said if path)))
    ]
    rows += [_row(path, (), each, (), gone=True) for path, each in gone.items()]
    return [
        {"slug": section.slug, "title": section.title, "rows": within}
        for section in SECTIONS
        if (within := _within(section.slug, rows))
    ]


def _within(section: str, rows: Iterable[Row]) -> list[Row]:
    """The rows of a section, in the order of the form."""
    order = {name: float(place) for place, name in enumerate(_SECTION_OF)}
    order["theme"] = order["category"] - 0.5
    return sorted(
        (row for row in rows if _SECTION_OF.get(row["name"], "notes") == section),
        key=lambda row: (order.get(row["name"], len(order)), row["gone"], row["place"]),
    )


def _row(
    path: str,
    parts: Sequence[tuple[str, str]],
    changes: Sequence[Difference],
    comments: Sequence[Row],
    *,
    gone: bool = False,
) -> Row:
    name, _, number = path.rstrip("]").partition("[")
    changed = {each.path for each in changes}
    said = [(inner, {"path": inner, "label": _short(path, inner), "text": text}) for inner, text in parts]
    return {
        "path": path,
        "name": name,
        "place": int(number or 0),
        "gone": gone,
        "touched": bool(changes or comments),
        "label": _label(path, Change.DROPPED if gone else Change.CHANGED),
        "field": name_of(path),
        "parts": [part for _, part in said],
        "rest": [part for inner, part in said if inner not in changed],
        "differences": [{"label": _short(path, each.path), "difference": each} for each in changes],
        "comments": list(comments),
    }


def _short(unit: str, path: str) -> str:
    """What a part is called beside the name of its row: 指標 of 成果（3）の指標; nothing where it is all there is."""
    return "" if path == unit else _label(path).removeprefix(_label(unit)).removeprefix("の")


def _is_gone(each: Difference) -> bool:
    """Whether the whole row of a field went."""
    return each.change is Change.DROPPED and unit_of(each.row) == each.row


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for key, each in pairs:
        found.setdefault(key, []).append(each)
    return found


def problems_in_words(problems: Iterable[Problem]) -> list[Row]:
    """What is wrong with a document: ``label`` and ``field`` (its name in the form) of the place, and ``reason``."""
    return [
        {"label": label_of(each.path), "field": name_of(each.path), "reason": each.reason}
        for each in problems
    ]
