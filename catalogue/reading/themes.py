"""Themes with their cases, and what the cases of a theme have in common: counted, not written by hand."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from catalogue.domain.errors import NotFound
from catalogue.domain.vocabulary import CIRCLED
from catalogue.models import Case, Theme
from catalogue.reading.cards import pages_by_slug

Row = dict[str, Any]

NO_THEME = "お探しのテーマは見つかりませんでした。"
SIDE_BY_SIDE = 6


def themes(session: Session) -> list[Row]:
    """All themes in their order, each with the number of its cases."""
    counts = dict(session.exec(select(Case.theme_slug, func.count()).group_by(Case.theme_slug)).all())
    rows = session.exec(select(Theme).order_by(col(Theme.position))).all()
    return [theme_row(row) | {"count": counts.get(row.slug, 0)} for row in rows]


def theme_row(theme: Theme) -> Row:
    """What a template needs of a theme."""
    return {
        "slug": theme.slug,
        "name": theme.name,
        "number": theme.number,
        "circled": CIRCLED[theme.number] if theme.number else None,
        "introduction": theme.introduction,
        "origin": theme.origin,
    }


def theme(session: Session, slug: str) -> Row:
    """One theme. Raises NotFound."""
    found = session.get(Theme, slug)
    if found is None:
        raise NotFound(NO_THEME)
    return theme_row(found)


def pages_of(session: Session, slug: str) -> list[Row]:
    """The pages of a theme's cases, by category and then by title."""
    slugs = session.exec(
        select(Case.slug).where(Case.theme_slug == slug).order_by(Case.category_slug, Case.title)
    ).all()
    return list(pages_by_slug(session, slugs).values())


def in_common(pages: Sequence[Mapping[str, Any]]) -> list[str]:
    """Sentences on what these cases share and where they differ; none for fewer than two."""
    if len(pages) < 2:
        return []
    total = len(pages)
    return [
        sentence
        for sentence in (
            _spread("自治体の種類", pages, _kind_of_place, total),
            _spread("状況", pages, lambda page: page["status"]["label"], total),
            _numbers(pages, total),
            _shared_nodes(pages),
        )
        if sentence
    ]


def _spread(what: str, pages: Sequence[Mapping[str, Any]], of: Callable[[Any], str], total: int) -> str:
    counted = Counter(of(page) for page in pages).most_common()
    if len(counted) == 1:
        return f"{what}は{total}件とも「{counted[0][0]}」です。"
    return f"{what}は分かれます（{'、'.join(f'{name} {count}件' for name, count in counted)}）。"


def _kind_of_place(page: Mapping[str, Any]) -> str:
    return str(page["municipality"]["kind"])


def _numbers(pages: Sequence[Mapping[str, Any]], total: int) -> str:
    count = sum(1 for page in pages if any(row["number"] is not None for row in page["outcomes"]))
    if count == total:
        return f"{total}件すべてに、数値で示された成果があります。"
    return (
        f"数値で示された成果があるのは、{total}件のうち{count}件です。"
        if count
        else "数値で示された成果は、まだどの事例でも確認できていません。"
    )


def _shared_nodes(pages: Sequence[Mapping[str, Any]]) -> str:
    counted = Counter(
        (link["key"], link["plan_title"], link["label"] or "", link["name"])
        for page in pages
        for link in page["links"]
    )
    shared = [(node, count) for node, count in counted.most_common() if count >= 2]
    if not shared:
        return "2件以上に共通して関連付けられた施策や将来像は、いまのところありません。"
    names = "、".join(
        f"{plan} {label}「{name}」（{count}件）" for (_, plan, label, name), count in shared[:3]
    )
    return f"2件以上に共通して関連付けられているのは、{names}です。"
