"""What readers are told of the pages a case cites: that one no longer answers, and when somebody last read it."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlmodel import Session, col, select

from catalogue.domain.link_rot import Outcome, Standing, warning
from catalogue.domain.wareki import show_text
from catalogue.models import SourceCheck

Mark = Mapping[str, str]


def marked(session: Session, sources: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The sources of a case's page with what is known of their pages besides: ``warning`` (a sentence, or "") and, as
    ``accessed_text``, the later of the days on which somebody read it."""
    sources = list(sources)
    urls = [source["url"] for source in sources if source["url"]]
    rows = {row.url: row for row in session.exec(select(SourceCheck).where(col(SourceCheck.url).in_(urls)))}
    return [_marked(source, rows.get(source["url"])) for source in sources]


def _marked(source: Mapping[str, Any], row: SourceCheck | None) -> dict[str, Any]:
    if row is None:
        return {**source, "warning": ""}
    read = row.read_on if row.read_on and row.read_on > (source["accessed"] or "") else None
    return {
        **source,
        "warning": warning(standing_of(row)),
        "accessed_text": show_text(read) if read else source["accessed_text"],
    }


def standing_of(row: SourceCheck) -> Standing:
    """What a row says, in the words of the domain."""
    outcome = Outcome(row.outcome) if row.outcome else None
    return Standing(outcome, row.checked_at, row.failing_since, row.read_on)
