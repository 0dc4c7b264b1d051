"""Which day it is for the people who read this: a server's clock may stand anywhere, the town hall is in Japan."""

from datetime import date, datetime, timedelta, timezone

from catalogue.domain import wareki

# Japan keeps the same time all year.
TOKYO = timezone(timedelta(hours=9), "JST")


def day_in_tokyo(moment: datetime) -> date:
    """The day in Tokyo at a moment, which must know its zone."""
    return moment.astimezone(TOKYO).date()


def day_in_words(day: date) -> str:
    """令和8（2026）年11月22日."""
    return wareki.show_text(day.isoformat())


def moment_in_words(moment: datetime) -> str:
    """令和8（2026）年11月22日 14:05, as it is in Japan; ``moment`` must know its zone."""
    there = moment.astimezone(TOKYO)
    return f"{day_in_words(there.date())} {there:%H:%M}"


def time_in_words(moment: datetime) -> str:
    """14:05, as it is in Japan, where the day is plain; ``moment`` must know its zone."""
    return f"{moment.astimezone(TOKYO):%H:%M}"
