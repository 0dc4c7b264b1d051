"""What keeps a case from the public: a figure whose permission is not in order."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from catalogue.domain.errors import Problem
from catalogue.domain.figure_in_words import name_of
from catalogue.domain.rights import may_be_shown, why_not
from catalogue.editing.figure_page import figure_of
from catalogue.editing.lookup import Lookup


def not_in_order(document: Mapping[str, Any], lookup: Lookup, day: date) -> Iterator[Problem]:
    """Each figure that may not be shown on that day and that nobody has said may wait (``withheld``). Its picture is
    registered: :func:`catalogue.editing.gate.case_problems` has asked."""
    for number, row in enumerate(document["figures"], start=1):
        figure = figure_of(row, number, lookup)
        if not may_be_shown(figure, day) and not figure["withheld"]:
            yield Problem(
                f"figures[{number - 1}].image",
                f"{name_of(number)}「{figure['caption']}」は、{why_not(figure, day)}公開できません。"
                "画像台帳で許諾を確かめるか、図の「許諾が整うまで、枠と説明だけを公開する」に印を付けてください。",
            )
