"""What two people wrote at the same time, laid out for the second of them: what clashes, and what came together."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from catalogue.domain.merging import Merge
from catalogue.reading.desk_history import difference_rows, unit_of
from catalogue.schemas.case_form import label_of

Row = dict[str, Any]

# The theme is part of what is decided about the category.
_DECIDED_WITH: Mapping[str, str] = {"theme": "category"}


@dataclass(frozen=True, slots=True)
class Shown:
    """``clashes`` have a field, its label, and what each side changed in it (rows of the macro ``changed``); ``taken``
    have a label and the name of the side it came from."""

    clashes: list[Row]
    taken: list[Row]


def shown(session: Session, merge: Merge, base: Mapping[str, Any], mine: Mapping[str, Any]) -> Shown:
    """For the page where it is decided."""
    by_mine = _by_field(difference_rows(session, base, mine))
    by_theirs = _by_field(difference_rows(session, base, merge.theirs))
    together = _by_field(difference_rows(session, base, merge.document))
    clashes = [
        {
            "field": clash.field,
            "label": label_of(clash.field),
            "mine": by_mine.get(clash.field, []),
            "theirs": by_theirs.get(clash.field, []),
        }
        for clash in merge.clashes
    ]
    taken = [
        {"label": label_of(each.field), "side": each.side, "changes": together.get(each.field, [])}
        for each in merge.taken
    ]
    return Shown(clashes, taken)


def _by_field(rows: list[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        field = unit_of(row["difference"].path).partition("[")[0]
        found.setdefault(_DECIDED_WITH.get(field, field), []).append(row)
    return found
