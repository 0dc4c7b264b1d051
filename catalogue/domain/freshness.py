"""When was it last checked, and is that long ago?"""

from datetime import date

from catalogue.domain import wareki

MONTHS = 12


def is_old(checked: str, today: date) -> bool:
    """Whether more than twelve months have passed since the check; ``checked`` in a stored shape of a date.

    A date known only to the year or month counts from its end, so that nothing is called old too early.
    """
    value = wareki.parse(checked)
    month = value.month or 12
    year = value.year + (1 if value.fiscal else 0)
    month = 3 if value.fiscal else month
    passed = (today.year - year) * 12 + today.month - month
    return passed > MONTHS or (passed == MONTHS and value.day is not None and today.day > value.day)
