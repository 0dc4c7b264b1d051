"""Places in a document, as a person and as a form call them: 成果（3）の指標 and ``outcomes-2-indicator`` are both
``outcomes[2].indicator``."""

import re
from collections.abc import Sequence

from catalogue.schemas.form_inputs import NOT_TYPED, Input, Kind

WHOLE = "全体"
_STEP = re.compile(r"(?P<name>[^.\[\]]+)|\[(?P<number>\d+)\]")


def steps_of(path: str) -> list[str | int]:
    """``outcomes[2].indicator`` as ``["outcomes", 2, "indicator"]``."""
    return [int(found["number"]) if found["number"] else found["name"] for found in _STEP.finditer(path)]


def path_of(name: str) -> str:
    """The place of the document that a field of this name holds: ``outcomes-2-indicator`` is
    ``outcomes[2].indicator``."""
    return re.sub(r"-(\d+)(?=-|\Z)", r"[\1]", name).replace("-", ".")


def name_of(inputs: Sequence[Input], path: str) -> str:
    """The id of what a place of the document is typed in: a field, a row (``sources-2``, for what is not shown in it),
    a list of rows; empty for the whole and for what is no part of this form."""
    name = ""
    level, found = tuple(inputs), None
    for step in steps_of(path):
        if isinstance(step, int):
            name += f"-{step}" if found and found.kind is Kind.ROWS else ""
            continue
        found = next((each for each in level if each.name == step), None)
        if found is None or found.kind in NOT_TYPED:
            return name
        name = _joined(name, found.typed_name)
        level = found.parts
    return _shown(inputs, found, name)


def _shown(inputs: Sequence[Input], found: Input | None, name: str) -> str:
    """What is not typed itself is typed elsewhere: a group in its first part, a theme in the choice of the category."""
    if found is not None and found.kind is Kind.GROUP:
        return _joined(name, found.parts[0].typed_name)
    if found is not None and found.kind is Kind.WITHIN_CATEGORY:
        return next(each.name for each in inputs if each.kind is Kind.CATEGORY)
    return name


def _joined(name: str, step: str) -> str:
    return f"{name}-{step}" if name else step


def label_of(inputs: Sequence[Input], path: str) -> str:
    """The same in Japanese: 成果（3）の指標, キーワード（2）; what is no field of the form is called as in the path."""
    words: list[str] = []
    level, found = tuple(inputs), None
    for step in steps_of(path):
        if isinstance(step, int):
            words[-1:] = _numbered(found, words[-1:], step)
            continue
        found = next((each for each in level if each.name == step), None)
        word = found.label if found else step
        if not words or words[-1].partition("（")[0] != word:
            words.append(word)
        level = found.parts if found else ()
    return "の".join(words) or WHOLE


def _numbered(found: Input | None, last: list[str], number: int) -> list[str]:
    """The last word with its number, once: a cell of a table is named by its row, sources are numbers themselves."""
    if found and (found.kind is Kind.SOURCES or last[0].endswith("）")):
        return last
    return [f"{found.one if found else ''.join(last)}（{number + 1}）"]
