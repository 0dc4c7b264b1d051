"""What the desk's first page tells of imports: those that somebody has begun and nobody has finished."""

from flask import url_for

from catalogue.context import session
from catalogue.desk.home_sections import MOST, Section
from catalogue.desk.imports.one import address
from catalogue.domain.clock import moment_in_words
from catalogue.domain.importing import ImportState
from catalogue.reading import desk_imports


def waiting() -> list[Section]:
    """途中の取込み; no section where there is none."""
    count = desk_imports.waiting(session())
    if not count:
        return []
    lines = [line for line in desk_imports.listed(session(), 1).lines if line.state is ImportState.OPEN]
    rows = [
        {
            "url": address(line.kind, line.id),
            "title": line.name,
            "note": f"{line.kind.label}。{line.begun_by}が{moment_in_words(line.begun_at)}に始めました",
        }
        for line in lines[:MOST]
    ]
    return [
        Section(
            "imports-waiting",
            "途中の取込み",
            "選んだ表や文章のうち、まだ取り込んでいないものです。ほかの人が始めたものも、続けられます。",
            "",
            url_for("desk.imports.index"),
            rows,
            count,
        )
    ]
