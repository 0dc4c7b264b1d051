"""Documents of cases as earlier versions wrote them.

Revisions never change, so whoever puts one beside a later one has to bring both into one shape first: else every figure
would seem to have been rewritten when the register of pictures came.
"""

from collections.abc import Mapping
from typing import Any

Document = Mapping[str, Any]
Figure = Mapping[str, Any]

# What a figure said of its picture before there was a register, with what the form called it then.
IN_THE_REGISTER: Mapping[str, str] = {
    "kind": "図の種類",
    "credit": "作成者・提供元",
    "licence": "利用条件",
    "permission": "許諾",
}
_SINCE = {"focus_x": None, "focus_y": None, "withheld": False}


def without_the_register(figure: Figure) -> dict[str, Any]:
    """A figure as it is written now: what it said of its picture is in the register."""
    return {name: value for name, value in figure.items() if name not in IN_THE_REGISTER}


def as_written_now(document: Document) -> dict[str, Any]:
    """A document that was fit to be saved, in the shape it would be saved in today."""
    figures = document.get("figures", ())
    return {**document, "figures": [_SINCE | without_the_register(figure) for figure in figures]}


def in_one_shape(one: Document, other: Document) -> tuple[Document, Document]:
    """Two documents so that only what somebody changed is different. If both are of before, they stay as they are."""
    if _is_of_before(one) and _is_of_before(other):
        return one, other
    return as_written_now(one), as_written_now(other)


def _is_of_before(document: Document) -> bool:
    figures = document.get("figures", ())
    return bool(figures) and all(not IN_THE_REGISTER.keys().isdisjoint(figure) for figure in figures)
