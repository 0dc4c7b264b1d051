"""Changing the table of themes and categories, as its document holds it:
``{"themes": [{slug, number, name, introduction, origin, categories: [{slug, name, origin}]}]}``, in the order they are
shown.

Every change alters the document it is given in place, and says in a sentence what was done; who asks for one works on a
copy. What of it would break a rule is for the schema to find.
"""

from collections.abc import Callable, Iterator
from typing import Any

from catalogue.domain.errors import Invalid, NotFound, Problem
from catalogue.domain.vocabulary import CIRCLED

Document = dict[str, Any]
Row = dict[str, Any]
# Changes a document in place, and says in a sentence what was done.
Change = Callable[[Document], str]

NO_THEME = "このテーマは、もうありません。"
NO_CATEGORY = "この分類は、もうありません。"
# Whatever staff add is the catalogue's own, not the outline's.
_OURS = "editorial"


def theme_of(document: Document, slug: str) -> Row:
    """A theme of the table. Raises NotFound."""
    found: Row | None = next((each for each in document["themes"] if each["slug"] == slug), None)
    if found is None:
        raise NotFound(NO_THEME)
    return found


def category_of(theme: Row, slug: str) -> Row:
    """A category of a theme. Raises NotFound."""
    found: Row | None = next((each for each in theme["categories"] if each["slug"] == slug), None)
    if found is None:
        raise NotFound(NO_CATEGORY)
    return found


def categories(document: Document) -> Iterator[tuple[Row, Row]]:
    """Every category, with its theme before it."""
    for theme in document["themes"]:
        for category in theme["categories"]:
            yield theme, category


def differences(before: Document, after: Document) -> Iterator[tuple[str, str, str]]:
    """What is different between two tables, but for the order: what it is, as it was, as it becomes. What is added was
    nothing, what goes becomes nothing."""
    names = {theme["slug"]: theme["name"] for theme in (*before["themes"], *after["themes"])}
    for kind, old, new in (
        ("テーマ", _described_themes(before), _described_themes(after)),
        ("分類", _described_categories(before, names), _described_categories(after, names)),
    ):
        for slug in dict.fromkeys((*old, *new)):
            was, becomes = old.get(slug, {}), new.get(slug, {})
            named = (was or becomes)["名前"]
            for name in dict.fromkeys((*was, *becomes)):
                if was.get(name) != becomes.get(name):
                    yield f"{kind}「{named}」の{name}", was.get(name, ""), becomes.get(name, "")


def _described_themes(document: Document) -> dict[str, dict[str, str]]:
    return {
        theme["slug"]: {
            "名前": theme["name"],
            "番号": f"事例{CIRCLED[theme['number']]}" if theme["number"] else "なし",
            "紹介文": theme["introduction"],
        }
        for theme in document["themes"]
    }


def _described_categories(document: Document, names: dict[str, str]) -> dict[str, dict[str, str]]:
    """``names`` are those of the themes afterwards: a category does not move because its theme is renamed."""
    return {
        category["slug"]: {"名前": category["name"], "テーマ": names[theme["slug"]]}
        for theme, category in categories(document)
    }


def add_theme(slug: str, name: str, introduction: str) -> Change:
    """A new theme, the last. It has no number: those are the outline's."""

    def change(document: Document) -> str:
        theme = {"slug": slug, "number": None, "name": name, "introduction": introduction, "origin": _OURS}
        document["themes"].append(theme | {"categories": []})
        return f"テーマ「{name}」を加えた"

    return change


def edit_theme(slug: str, name: str, introduction: str, number: int | None) -> Change:
    """Another name, introduction or number."""

    def change(document: Document) -> str:
        theme = theme_of(document, slug)
        before = theme["name"]
        theme.update(name=name, introduction=introduction, number=number)
        return f"テーマ「{before}」を直した" + (f"（新しい名前「{name}」）" if name != before else "")

    return change


def move_theme(slug: str, step: int) -> Change:
    """Up (-1) or down (1) in the order."""

    def change(document: Document) -> str:
        theme = theme_of(document, slug)
        _move(document["themes"], theme, step)
        return f"テーマ「{theme['name']}」の順番を変えた"

    return change


def drop_theme(slug: str) -> Change:
    """Away with a theme, and its categories."""

    def change(document: Document) -> str:
        theme = theme_of(document, slug)
        document["themes"].remove(theme)
        return f"テーマ「{theme['name']}」を外した"

    return change


def add_category(theme_slug: str, slug: str, name: str) -> Change:
    """A new category, the last of its theme."""

    def change(document: Document) -> str:
        theme = theme_of(document, theme_slug)
        theme["categories"].append({"slug": slug, "name": name, "origin": _OURS})
        return f"テーマ「{theme['name']}」に分類「{name}」を加えた"

    return change


def edit_category(theme_slug: str, slug: str, name: str, to_theme: str) -> Change:
    """Another name, or another theme, where it becomes the last."""

    def change(document: Document) -> str:
        theme, other = theme_of(document, theme_slug), _target(document, to_theme)
        category = category_of(theme, slug)
        before = category["name"]
        category["name"] = name
        if other is theme:
            return f"分類「{before}」を「{name}」に直した"
        theme["categories"].remove(category)
        other["categories"].append(category)
        return f"分類「{before}」をテーマ「{other['name']}」に移した"

    return change


def move_category(theme_slug: str, slug: str, step: int) -> Change:
    """Up (-1) or down (1) within its theme."""

    def change(document: Document) -> str:
        theme = theme_of(document, theme_slug)
        category = category_of(theme, slug)
        _move(theme["categories"], category, step)
        return f"分類「{category['name']}」の順番を変えた"

    return change


def drop_category(theme_slug: str, slug: str) -> Change:
    """Away with a category."""

    def change(document: Document) -> str:
        theme = theme_of(document, theme_slug)
        category = category_of(theme, slug)
        theme["categories"].remove(category)
        return f"テーマ「{theme['name']}」から分類「{category['name']}」を外した"

    return change


def _target(document: Document, slug: str) -> Row:
    try:
        return theme_of(document, slug)
    except NotFound as error:
        raise Invalid(NO_THEME, [Problem("to", "テーマを選んでください。")]) from error


def _move(rows: list[Row], row: Row, step: int) -> None:
    place = rows.index(row)
    to = min(max(place + step, 0), len(rows) - 1)
    rows.insert(to, rows.pop(place))
