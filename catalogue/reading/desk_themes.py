"""Themes and categories at the desk: the table, with how many cases stand behind each line of it."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, select

from catalogue.domain.errors import NotFound
from catalogue.domain.theme_table import NO_THEME
from catalogue.domain.vocabulary import CIRCLED
from catalogue.models import Case, Dossier, Revision
from catalogue.models.finding import CASE, in_document, is_newest

Row = dict[str, Any]
Document = Mapping[str, Any]


def table(session: Session, document: Document) -> list[Row]:
    """The themes of ``document`` in order, each with its ``circled`` number and its categories; and for both, how many
    cases are public there (``count``) and how many others have it in their newest revision (``drafted``)."""
    counts = _public(session)
    drafted = _drafted(session)
    return [
        {
            **theme,
            "circled": CIRCLED[theme["number"]] if theme["number"] else "",
            "count": counts["theme", theme["slug"]],
            "drafted": drafted["theme", theme["slug"]],
            "categories": [
                {
                    **category,
                    "count": counts["category", category["slug"]],
                    "drafted": drafted["category", category["slug"]],
                }
                for category in theme["categories"]
            ],
        }
        for theme in document["themes"]
    ]


def theme(session: Session, document: Document, slug: str) -> Row:
    """One line of the table. Raises NotFound."""
    for row in table(session, document):
        if row["slug"] == slug:
            return row
    raise NotFound(NO_THEME)


def _public(session: Session) -> Counter[tuple[str, str]]:
    counted: Counter[tuple[str, str]] = Counter()
    for theme_slug, category_slug in session.exec(select(Case.theme_slug, Case.category_slug)):
        counted.update((("theme", theme_slug), ("category", category_slug)))
    return counted


def _drafted(session: Session) -> Counter[tuple[str, str]]:
    """Of cases whose newest revision is not the public one."""
    query = (
        select(in_document("theme"), in_document("category"))
        .join(Dossier, col(Dossier.id) == col(Revision.dossier_id))
        .where(
            Dossier.kind == CASE,
            is_newest(),
            col(Dossier.public_number).is_distinct_from(col(Revision.number)),
        )
    )
    counted: Counter[tuple[str, str]] = Counter()
    for theme_slug, category_slug in session.exec(query):
        counted.update((("theme", theme_slug), ("category", category_slug)))
    return counted
