"""What a reader asks for by the address of a comparison: cases, rows and their order, what else to show, the paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from catalogue.domain.comparison import STANDARD, RowChoice, RowKey, choose_rows, moved
from catalogue.schemas.paper import Paper, paper_of

Parameters = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A comparison as an address states it. ``cases`` are as they stand there, known or not."""

    cases: tuple[str, ...] = ()
    choice: RowChoice = field(default_factory=RowChoice)
    only_differences: bool = False
    ome: bool = True
    paper: Paper = field(default_factory=Paper)

    @property
    def rows(self) -> tuple[RowKey, ...]:
        """The rows to show, in this order."""
        return self.choice.rows

    def having(self, **changes: Any) -> "Asked":
        """The same with something different; ``rows`` may be given too."""
        if "rows" in changes:
            changes["choice"] = RowChoice(tuple(changes.pop("rows")))
        return replace(self, **changes)

    def parameters(self) -> dict[str, Any]:
        """What an address needs to say all this again; what is usual is not said."""
        said: dict[str, Any] = {"case": list(self.cases)}
        if self.rows != STANDARD:
            said["row"] = [row.value for row in self.rows]
        if self.only_differences:
            said["only"] = "differences"
        if not self.ome:
            said["ome"] = "no"
        return said | self.paper.parameters()


def parse(parameters: Parameters) -> Asked:
    """Read the parameters of an address; nothing in it is refused."""
    firsts = {name: values[0] for name, values in parameters.items() if values}
    return Asked(
        cases=tuple(parameters.get("case", ())),
        choice=choose_rows(parameters.get("row", ())),
        only_differences=firsts.get("only") == "differences",
        ome=firsts.get("ome") != "no",
        paper=paper_of(firsts),
    )


def rearranged(asked: Asked, parameters: Parameters) -> tuple[Asked, RowKey | None] | None:
    """What a button of the form asks for: the address it leads to, and the row that was moved.

    Nothing where none was pressed.
    """
    for name, steps in (("up", -1), ("down", 1)):
        if keys := parameters.get(name):
            row = RowKey(keys[0]) if keys[0] in set(asked.rows) else None
            return asked.having(rows=moved(asked.rows, keys[0], steps)), row
    return (asked, None) if "set" in parameters else None
