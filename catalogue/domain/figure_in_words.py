"""What is said of a figure wherever it stands, on a page or in a file: its number, and why it is not shown."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from catalogue.domain.rights import may_be_printed, may_be_shown, permission_in_words, standing, why_not
from catalogue.domain.vocabulary import Clearance

Figure = Mapping[str, Any]

_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_LEFT_OUT = "、図を掲載していません。"
NOT_ON_PAPER = f"紙や資料への掲載の許諾がないため{_LEFT_OUT}"
FILE_GONE = f"画像のファイルが見つからないか、壊れているため{_LEFT_OUT}"
NO_LONGER_PUBLIC = f"いまは公開されていないため{_LEFT_OUT}"


def full_width(number: int) -> str:
    """A number in the digits of Japanese type: 12 is １２."""
    return str(number).translate(_FULL_WIDTH)


def name_of(number: int) -> str:
    """What the text calls the figure of this number: 図１."""
    return f"図{full_width(number)}"


def as_shown(figures: Iterable[Figure], day: date) -> list[dict[str, Any]]:
    """The figures of a case as they may be seen on that day, each with ``number`` (from 1), ``name`` (図１), and two
    sentences, or nothing where it may be seen: ``missing``, and ``missing_on_paper`` where it may stand on a screen.
    ``permission`` is where it stands on that day."""
    return [
        {
            **figure,
            "number": number,
            "name": name_of(number),
            "permission": _permission(figure, day),
            **_missing(figure, day),
        }
        for number, figure in enumerate(figures, start=1)
    ]


def _permission(figure: Figure, day: date) -> str:
    """As the page was told it, in a word with its days; what was given has ended since where its last day is over."""
    said: str = figure.get("permission", "")
    now = standing(figure.get("clearance"), figure.get("until"), day)
    has_ended = now is Clearance.EXPIRED and figure["clearance"] == Clearance.GRANTED
    given, ended = permission_in_words(Clearance.GRANTED), permission_in_words(Clearance.EXPIRED)
    return said.replace(given, ended, 1) if has_ended else said


def _missing(figure: Figure, day: date) -> dict[str, str | None]:
    everywhere = why_not_shown(figure, day)
    return {
        "missing": everywhere,
        "missing_on_paper": None if everywhere else why_not_printed(figure, day),
    }


def why_not_shown(figure: Figure, day: date) -> str | None:
    """Why its picture may not be seen on that day, as a sentence; nothing where it may."""
    return None if may_be_shown(figure, day) else f"{why_not(figure, day)}{_LEFT_OUT}"


def why_not_printed(figure: Figure, day: date) -> str | None:
    """Why its picture may not stand on paper or in a file on that day, as a sentence; nothing where it may."""
    if may_be_printed(figure, day):
        return None
    return why_not_shown(figure, day) or NOT_ON_PAPER
