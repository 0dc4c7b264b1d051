"""What pictures are called at the desk: those, too, that were just taken in and have no caption yet."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import String, cast
from sqlalchemy import select as select_columns
from sqlmodel import Session, col

from catalogue.domain.clock import day_in_tokyo, day_in_words
from catalogue.domain.figure_in_words import name_of
from catalogue.domain.vocabulary import FigureKind
from catalogue.models import Draft, Image
from catalogue.reading.desk_picture_uses import titles_of
from catalogue.schemas.figure_form import pictures_in

Entry = Mapping[str, Any]

NO_CAPTION = "題名のない画像"


def names(session: Session, entries: Mapping[str, Entry], captions: Mapping[str, str]) -> dict[str, str]:
    """By digest, for these ``entries`` of the register: the caption that some case gives it, else which figure it is in
    what somebody is typing of a case, else its kind and holder, else the day on which it was taken in."""
    nameless = {digest for digest in entries if not captions.get(digest)}
    figures, days = (_as_figures(session, nameless), _by_day(session, nameless)) if nameless else ({}, {})
    return {
        digest: captions.get(digest) or figures.get(digest) or _told(entry) or days.get(digest, NO_CAPTION)
        for digest, entry in entries.items()
    }


def _told(entry: Entry) -> str:
    kind = FigureKind(entry["kind"]).label if entry["kind"] else ""
    return "、".join(filter(None, (kind, entry["holder"])))


def _as_figures(session: Session, digests: Collection[str]) -> dict[str, str]:
    """事例「…」の図２（題名なし）. A revision is not saved without a caption, so these stand in drafts alone."""
    places = dict(_typed(session, digests))
    titles = titles_of(session, {slug for slug, _ in places.values()})
    return {
        digest: f"事例「{titles[slug]}」の{name_of(number)}（題名なし）"
        for digest, (slug, number) in places.items()
        if slug in titles
    }


def _typed(session: Session, digests: Collection[str]) -> Iterator[tuple[str, tuple[str, int]]]:
    """Digests, with the slug of the case and the number of the figure."""
    query = select_columns(col(Draft.slug), col(Draft.form)).where(
        col(Draft.slug).is_not(None), cast(col(Draft.form), String).contains("figures-")
    )
    for slug, form in session.execute(query.order_by(col(Draft.id).desc())):
        for number, digest in enumerate(pictures_in(form), start=1):
            if digest in digests:
                yield digest, (slug, number)


def _by_day(session: Session, digests: Collection[str]) -> dict[str, str]:
    """令和8（2026）年11月22日に登録した画像; none for those of which nobody knows."""
    query = select_columns(col(Image.digest), col(Image.kept_at)).where(
        col(Image.digest).in_(digests), col(Image.kept_at).is_not(None)
    )
    return {
        digest: f"{day_in_words(day_in_tokyo(kept_at))}に登録した画像"
        for digest, kept_at in session.execute(query)
    }
