"""May this picture be shown, and may it be printed? Asked whenever it is about to be, for a permission ends by itself.

``figure`` is that of a page (``catalogue.editing.figure_page``); of it count ``clearance`` (a :class:`Clearance` or
nothing, where nobody has said), ``until`` (the last day of a permission in a stored shape of a date, or nothing) and
``printable``.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from catalogue.domain import wareki
from catalogue.domain.vocabulary import Clearance

Figure = Mapping[str, Any]

# A permission that ends within so many days is told of, so that there is time to ask for another.
SOON_DAYS = 90

# With one of these a picture may be public; whether it still stands is another question.
IN_ORDER = frozenset({Clearance.NOT_NEEDED, Clearance.GRANTED})
_WHY_NOT = {
    Clearance.ASKED: "掲載の許諾を依頼しているため",
    Clearance.REFUSED: "掲載の許諾を得られていないため",
    Clearance.EXPIRED: "掲載の許諾の期限が切れたため",
}
# What reads well where 「許諾：」 stands before it, which 「許諾」 does not.
_GIVEN = "得ています"
_NOBODY_SAID = "掲載の許諾を確かめられていないため"


def last_day(until: str) -> date:
    """The last day of a stored date: a permission "until March" covers all of March."""
    value = wareki.parse(until)
    if value.day is not None and value.month is not None:
        return date(value.year, value.month, value.day)
    month = value.month or 12
    following = date(value.year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def standing(clearance: str | None, until: str | None, day: date) -> Clearance | None:
    """Where the permission stands on that day: one that was given until an earlier day has expired."""
    if clearance is None:
        return None
    if clearance == Clearance.GRANTED and until is not None and last_day(until) < day:
        return Clearance.EXPIRED
    return Clearance(clearance)


def permission_in_words(stand: Clearance) -> str:
    """Where a permission stands, as it is read after 「許諾：」."""
    return _GIVEN if stand is Clearance.GRANTED else stand.label


def days_left(clearance: str | None, until: str | None, day: date) -> int | None:
    """How many days a permission still lasts, 0 on its last day; nothing where none is running out."""
    if until is None or standing(clearance, until, day) is not Clearance.GRANTED:
        return None
    return (last_day(until) - day).days


def in_order(clearance: str | None, until: str | None, day: date) -> bool:
    """Whether a picture with this permission may be public on that day."""
    return standing(clearance, until, day) in IN_ORDER


def may_be_shown(figure: Figure, day: date) -> bool:
    """Whether visitors may see the picture; else its caption stands alone."""
    return in_order(figure.get("clearance"), figure.get("until"), day)


def may_be_printed(figure: Figure, day: date) -> bool:
    """Whether it may also stand on paper and in files, which leave the house."""
    return may_be_shown(figure, day) and bool(figure.get("printable", True))


def why_not(figure: Figure, day: date) -> str:
    """Why a picture that may not be shown is not, as half a sentence (…ため)."""
    now = standing(figure.get("clearance"), figure.get("until"), day)
    return _WHY_NOT.get(now, _NOBODY_SAID) if now else _NOBODY_SAID
