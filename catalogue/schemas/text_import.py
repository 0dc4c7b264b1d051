"""What a person says of a plan's paper that they bring: it becomes the source of every case that is taken from it."""

from collections.abc import Mapping
from typing import Any

from catalogue.domain import dates_as_typed
from catalogue.domain.vocabulary import SourceKind
from catalogue.schemas.fields import Form, PartialDate, Text, Word, optional

PAPER_LABELS = {
    "title": "資料の表題",
    "publisher": "発行者",
    "date": "日付",
    "kind": "資料の種類",
}


class PaperSchema(Form):
    """The paper as a source. ``date`` is as exact as the paper prints it."""

    title = Text(required=True)
    publisher = Text(required=True)
    date = optional(PartialDate())
    kind = Word(SourceKind, required=True)


def paper_of(typed: Mapping[str, Any]) -> dict[str, str]:
    """What a form says of the paper, for the schema; what cannot be read as a date stays as typed, for the schema to
    speak of."""
    raw = {name: str(typed.get(name) or "") for name in PAPER_LABELS}
    try:
        return raw | {"date": dates_as_typed.stored(raw["date"])}
    except ValueError:
        return raw


def typed_paper(paper: Mapping[str, Any]) -> dict[str, str]:
    """The paper as a form shows it."""
    typed = {name: str(paper.get(name) or "") for name in PAPER_LABELS}
    return typed | {"date": dates_as_typed.to_edit(typed["date"])}
