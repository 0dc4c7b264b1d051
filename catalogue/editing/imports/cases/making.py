"""Themes and categories that have to be made for a sheet, as one change of their table."""

import re
from collections.abc import Callable, Collection

from catalogue.domain import theme_table
from catalogue.domain.romaji import romaji
from catalogue.domain.text import clean, quoted
from catalogue.domain.theme_table import Change, Document, categories
from catalogue.search.folding import fold
from catalogue.search.readings import reading_of

# /desk/themes/new
RESERVED = frozenset({"new"})
_LONGEST_SLUG = 40
_RUNS = re.compile(r"[a-z0-9]+|[^a-z0-9\s]+")


class Making:
    """What is to be made. ``words`` says it, ``change`` does it; ``made`` are theme and (for a category) category, as
    slugs, in the order in which they are made."""

    def __init__(self, document: Document) -> None:
        self._theme_slugs = {row["slug"] for row in document["themes"]} | RESERVED
        self._category_slugs = {row["slug"] for _, row in categories(document)}
        self._made: dict[tuple[str, str], tuple[str, Change, str]] = {}

    def theme(self, typed: str) -> str:
        """The slug of a theme of this name, which is made once."""
        name = _name(typed)

        def add(slug: str) -> Change:
            return theme_table.add_theme(slug, name, f"{quoted(name)}に関わる事例を集めたテーマです。")

        words = f"テーマ{quoted(name)}"
        return self._once(("", _same(name)), name, "theme", self._theme_slugs, add, words)

    def category(self, theme: str, theme_name: str, typed: str) -> str:
        """The slug of a category of this name in the theme (slug, as it is called), which is made once."""
        name = _name(typed)

        def add(slug: str) -> Change:
            return theme_table.add_category(theme, slug, name)

        words = f"分類{quoted(name)}（テーマ{quoted(_name(theme_name))}）"
        return self._once((theme, _same(name)), name, "category", self._category_slugs, add, words)

    def _once(
        self,
        key: tuple[str, str],
        name: str,
        otherwise: str,
        taken: set[str],
        add: Callable[[str], Change],
        words: str,
    ) -> str:
        if key not in self._made:
            slug = slug_of(name, otherwise, taken)
            taken.add(slug)
            self._made[key] = (slug, add(slug), words)
        return self._made[key][0]

    @property
    def words(self) -> tuple[str, ...]:
        """Each in words: 分類「特産品」（テーマ「観光」）."""
        return tuple(words for _, _, words in self._made.values())

    @property
    def made(self) -> list[tuple[str, str | None]]:
        """Slug of the theme, and of the category where it is one."""
        return [(theme, slug) if theme else (slug, None) for (theme, _), (slug, *_) in self._made.items()]

    def change(self, document: Document) -> str:
        """All of it, in one change."""
        return "、".join(change(document) for _, change, _ in self._made.values())


def slug_of(name: str, otherwise: str, taken: Collection[str]) -> str:
    """A free name for the address: as the name is read, its Latin letters as they are. DXの推進 gives
    ``dx-nosuishin``; what cannot be read is called ``otherwise``."""
    runs = (run if run.isascii() else romaji(reading_of(run)) for run in _RUNS.findall(fold(name).text))
    stem = "-".join(run for run in runs if run and run.isalnum())[:_LONGEST_SLUG].strip("-") or otherwise
    number = 1
    slug = stem
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug


def _name(typed: str) -> str:
    return " ".join(clean(typed).split())


def _same(name: str) -> str:
    return "".join(fold(name).text.split())
