"""What the seeds of an upgrade bring that cannot be taken in, because staff keep the themes or the synonyms themselves.

Nothing is merged silently, and nothing of it stops a load: an upgrade must not keep the catalogue from starting. It is
reported, and staff take over at the desk what they want.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlmodel import Session, select

from catalogue.domain.synonym_table import described
from catalogue.domain.theme_table import categories
from catalogue.editing import gate
from catalogue.editing.lookup import Lookup
from catalogue.editing.reference_dossiers import SYNONYMS, THEMES, before_staff, kept
from catalogue.editing.synonyms import of_seeds
from catalogue.models import Dossier, finding

Document = Mapping[str, Any]


def without_place(documents: Mapping[str, Document], lookup: Lookup) -> list[str]:
    """The cases whose theme or category is not among those that staff keep, or stands in another theme there."""
    return [
        slug
        for slug, document in documents.items()
        if any(each.path in ("theme", "category") for each in gate.case_problems(document, lookup))
    ]


def known_cases(session: Session) -> frozenset[str]:
    """The cases that have a dossier."""
    return frozenset(session.exec(select(Dossier.slug).where(Dossier.kind == finding.CASE)))


def unmerged(session: Session, themes: list[dict[str, Any]], folder: Path) -> list[str]:
    """Themes, categories and groups of synonyms that the seeds have got since staff took the table over, and that the
    table of staff does not have; as words for a report."""
    return [*_new_themes(session, {"themes": themes}), *_new_groups(session, folder)]


def _new_themes(session: Session, seeds: Document) -> Iterator[str]:
    ours, before = kept(session, THEMES), before_staff(session, THEMES)
    if ours is None or before is None:
        return
    known = {key for document in (ours.document, before) for key in _names(document)}
    yield from (said for key, said in _names(seeds).items() if key not in known)


def _names(document: Document) -> dict[tuple[str, str], str]:
    table = {"themes": document["themes"]}
    named = {("theme", theme["slug"]): f"テーマ「{theme['name']}」" for theme in table["themes"]}
    return named | {
        ("category", category["slug"]): f"分類「{category['name']}」" for _, category in categories(table)
    }


def _new_groups(session: Session, folder: Path) -> Iterator[str]:
    ours, before = kept(session, SYNONYMS), before_staff(session, SYNONYMS)
    if ours is None or before is None:
        return
    seeds = of_seeds(folder)
    for group in seeds["groups"]:
        if group not in ours.document["groups"] and group not in before["groups"]:
            yield f"類義語「{described(group)}」"
    for word in seeds["light"]:
        if word not in ours.document["light"] and word not in before["light"]:
            yield f"見つからなくてもよい語「{word}」"
