"""Themes and categories as staff change them: at once, on every page that shows them, with a history.

A theme or a category that a case uses, public or in its newest revision, cannot go, and a category in use cannot move
to another theme: the documents of its cases name both, and nobody but their authors should change what they wrote. What
stands in the way is said, case by case.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any

from sqlmodel import Session, col, select

from catalogue.domain.acts import Act
from catalogue.domain.errors import Conflict, Problem
from catalogue.domain.roles import Permission
from catalogue.domain.theme_table import Change, Document, categories
from catalogue.editing import reference, reference_dossiers, revisions
from catalogue.editing.acting import Actor, record
from catalogue.editing.gate import loaded
from catalogue.editing.lookup import look_up
from catalogue.editing.reference_dossiers import THEMES
from catalogue.models import Case, Category, Dossier, Revision, Theme, finding
from catalogue.schemas.reference import ThemesSchema

WRONG = "保存できません。入力を確かめてください。"
IN_USE = "この変更はできません。次の事例が使っています。先に、事例の原稿でテーマや分類を変えてください。"

# Title of a case by its slug.
Users = dict[str, str]


def current(session: Session) -> tuple[Document, int]:
    """The table that holds now, to be changed by who asked, and the number of its revision."""
    revision = reference_dossiers.kept(session, THEMES)
    document = deepcopy(revision.document) if revision else _of_tables(session)
    return document, reference_dossiers.number_of(revision)


def change(session: Session, actor: Actor, based_on: int, how: Change) -> str:
    """Change the table, and with it everything public that shows it; returns what was done, in a sentence. ``based_on``
    is the number of the revision the actor had before their eyes. The caller commits.

    Raises:
        Forbidden: they may not.
        NotFound: what is to be changed is gone.
        Invalid: the table would break a rule.
        Conflict: somebody else changed it meanwhile, or cases use what would go; ``problems`` names them.
    """
    actor.must(Permission.APPROVE)
    before, _ = current(session)
    reference_dossiers.must_begin_from(reference_dossiers.kept(session, THEMES), based_on)
    after, said = judged(session, before, how)
    if after == before:
        return said
    reference_dossiers.keep(session, actor, THEMES, before, after, said)
    _write(session, after)
    record(session, actor, Act.THEMES_CHANGED, "テーマ・分類", said)
    return said


def judged(session: Session, before: Document, how: Change) -> tuple[Document, str]:
    """What the table would be, once it has passed the gates, and what would have been done.

    Raises:
        NotFound, Invalid, Conflict: as :func:`change`.
    """
    draft = deepcopy(before)
    said = how(draft)
    after = loaded(ThemesSchema(), draft, WRONG)
    if problems := list(_in_the_way(session, before, after)):
        raise Conflict(IN_USE, problems)
    return after, said


def users_of(session: Session, name: str, slug: str) -> Users:
    """The cases that use a ``theme`` or a ``category``: those that are public, and those whose newest revision does."""
    column = {"theme": Case.theme_slug, "category": Case.category_slug}[name]
    users: Users = dict(session.exec(select(Case.slug, Case.title).where(col(column) == slug)).all())
    newest = (
        select(Dossier.slug, finding.in_document("title"))
        .join(Revision, col(Revision.dossier_id) == col(Dossier.id))
        .where(Dossier.kind == finding.CASE, finding.is_newest(), finding.in_document(name) == slug)
    )
    return users | dict(session.exec(newest).all())


def touched(session: Session, document: Document) -> Users:
    """The public cases whose pages would read differently with this table."""
    themes, rows = document["themes"], look_up(session)
    as_it_would_be = replace(
        rows,
        themes={row.slug: row for row in reference.theme_rows(themes)},
        categories={row.slug: row for row in reference.category_rows(themes)},
    )
    return {each.case.slug: each.case.title for each in revisions.differing(session, as_it_would_be)}


def _of_tables(session: Session) -> Document:
    rows = session.exec(select(Category).order_by(col(Category.position))).all()
    return {
        "themes": [
            {
                **theme.model_dump(exclude={"position"}),
                "categories": [
                    row.model_dump(exclude={"position", "theme_slug"})
                    for row in rows
                    if row.theme_slug == theme.slug
                ],
            }
            for theme in session.exec(select(Theme).order_by(col(Theme.position)))
        ]
    }


def _in_the_way(session: Session, before: Document, after: Document) -> Iterator[Problem]:
    """Cases that use a theme that would go, or a category that would go or stand elsewhere."""
    staying = {theme["slug"] for theme in after["themes"]}
    places = {category["slug"]: theme["slug"] for theme, category in categories(after)}
    for theme in before["themes"]:
        if theme["slug"] not in staying:
            yield from _used(session, "theme", theme)
    for theme, category in categories(before):
        if theme["slug"] in staying and places.get(category["slug"]) != theme["slug"]:
            yield from _used(session, "category", category)


def _used(session: Session, name: str, row: Mapping[str, Any]) -> Iterator[Problem]:
    for slug, title in users_of(session, name, row["slug"]).items():
        yield Problem(slug, f"「{title}」が「{row['name']}」を使っています。")


def _write(session: Session, document: Document) -> None:
    """Bring the tables to what the document says, and every page that would now read differently."""
    kept_categories = {category["slug"] for _, category in categories(document)}
    for category in session.exec(select(Category)):
        if category.slug not in kept_categories:
            session.delete(category)
    session.flush()
    kept_themes = {theme["slug"] for theme in document["themes"]}
    for theme in session.exec(select(Theme)):
        if theme.slug not in kept_themes:
            session.delete(theme)
    session.flush()
    reference.write_themes(session, document["themes"])
    revisions.project_again(session, look_up(session))
