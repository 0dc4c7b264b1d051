"""What becomes of a visitor's list when they press a button."""

from collections.abc import Sequence

from catalogue.context import session
from catalogue.domain.errors import Invalid
from catalogue.domain.shortlist import Entry, Kept, Shortlist
from catalogue.reading.cards import cards_by_slug
from catalogue.schemas.shortlist import Act, Change

UNKNOWN = "その事例は、公開されていないか、見つかりません。リストは変わっていません。"


def changed(kept: Kept, asked: Change, shared: Shortlist | None) -> Kept:
    """What is kept after the change. ``shared`` is the list of the address, where somebody looks at one.

    Whatever the button, what stood in the fields of its page is saved first. What takes something out of the list keeps
    the list as it was, until the next change.

    Raises:
        Invalid: it would become too long, or the case is not there.
        Conflict: another page has saved something else meanwhile.
    """
    now = kept.now.annotate(asked.typed.words, asked.typed.seen) if asked.typed else kept.now
    match asked.act:
        case Act.ADD:
            return Kept(now.add(_known(asked.slugs)))
        case Act.DROP:
            return Kept(now.drop(asked.slugs), before=now)
        case Act.UP | Act.DOWN:
            return Kept(now.move(asked.value, 1 if asked.act is Act.DOWN else -1))
        case Act.CLEAR:
            return Kept(before=now) if now.entries else kept
        case Act.UNDO:
            return Kept(kept.before or now)
        case Act.TAKE:
            return _taken(now, asked, shared)
        case _:
            return Kept(now)


def _known(slugs: Sequence[str]) -> list[Entry]:
    found = cards_by_slug(session(), slugs)
    if not found:
        raise Invalid(UNKNOWN)
    return [Entry(slug) for slug in found]


def _taken(now: Shortlist, asked: Change, shared: Shortlist | None) -> Kept:
    """With the shared list behind the visitor's own, or in place of it."""
    if shared is None or not shared.entries:
        raise Invalid(UNKNOWN)
    notes = shared.notes if asked.with_notes else {}
    theirs = Shortlist(tuple(Entry(slug, notes.get(slug, "")) for slug in shared.slugs), shared.title)
    if asked.value == "append":
        return Kept(Shortlist(now.add(theirs.entries).entries, now.title or theirs.title))
    return Kept(theirs, before=now if now.entries else None)
