"""How a page is to come out on paper, and what the paper is called: parameters any page for a meeting takes.

``paper`` is ``a4`` or ``a3``; ``number`` is the 資料番号 of a meeting (資料3-2). Both are forgiven whatever they are: a
paper that does not exist is A4, a number is cleaned and cut.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from catalogue.domain import text as texts

LONGEST_NUMBER = 20


class PaperSize(StrEnum):
    """The sheets a town hall prints on."""

    A4 = "a4"
    A3 = "a3"

    @property
    def millimetres(self) -> tuple[int, int]:
        """The short side and the long one (ISO 216)."""
        return {PaperSize.A4: (210, 297), PaperSize.A3: (297, 420)}[self]


@dataclass(frozen=True, slots=True)
class Paper:
    """The choice; :meth:`parameters` are what an address needs to say it again."""

    size: PaperSize = PaperSize.A4
    number: str = ""

    def parameters(self) -> dict[str, str]:
        """Only what differs from the usual."""
        chosen = {"paper": self.size.value} if self.size is not PaperSize.A4 else {}
        return chosen | ({"number": self.number} if self.number else {})


def paper_of(parameters: Mapping[str, str]) -> Paper:
    """Read the parameters of an address."""
    asked = parameters.get("paper", "").lower()
    number = texts.clean(texts.drop_forbidden_characters(parameters.get("number", "")[: 10 * LONGEST_NUMBER]))
    return Paper(
        size=PaperSize(asked) if asked in set(PaperSize) else PaperSize.A4,
        number=" ".join(number.split())[:LONGEST_NUMBER],
    )
