"""The values of a case's document as people read them, with the names as they are now."""

from sqlmodel import Session, select

from catalogue.domain.difference import Words
from catalogue.domain.document_in_words import words_with
from catalogue.models import Case, Category, Municipality, Theme


def words_of(session: Session) -> Words:
    """For documents of cases."""
    municipalities = {row.code: row.place for row in session.exec(select(Municipality))}
    return words_with(
        {
            "theme": {row.slug: row.name for row in session.exec(select(Theme))},
            "category": {row.slug: row.name for row in session.exec(select(Category))},
            "municipality": municipalities,
            "other_municipalities": municipalities,
            "related_cases": dict(session.exec(select(Case.slug, Case.title)).all()),
        }
    )
