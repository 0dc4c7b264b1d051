"""What of a version's pictures is in the way of publishing it, said before anybody presses the button, and when it was
refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for

from catalogue.context import session, today
from catalogue.domain.figure_in_words import name_of
from catalogue.editing import clearing, gate
from catalogue.editing.lookup import look_up
from catalogue.schemas.form_places import steps_of


@dataclass(frozen=True, slots=True)
class Uncleared:
    """One figure: what it is called, why it is in the way, and where the register says what of it."""

    name: str
    reason: str
    edit: str


def uncleared(slug: str, document: Mapping[str, Any]) -> list[Uncleared]:
    """The figures whose permission is not in order today; of a version that could not be published anyway none."""
    lookup = look_up(session())
    if list(gate.case_problems(document, lookup)):
        return []
    problems = clearing.not_in_order(document, lookup, today())
    return [_told(slug, document, int(steps_of(each.path)[1]), each.reason) for each in problems]


def _told(slug: str, document: Mapping[str, Any], place: int, reason: str) -> Uncleared:
    digest = document["figures"][place]["image"]
    return Uncleared(
        name_of(place + 1), reason, url_for("desk.picture_entries.edit", digest=digest, case=slug)
    )
