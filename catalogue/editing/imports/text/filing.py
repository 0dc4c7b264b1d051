"""Under which theme and category a plan's case is filed: those of the same names, or a choice of what is near.

Nothing is made here. Who drafts a case may not make a theme, and a plan's own heading is not always one for the
catalogue; so the printed names are told, and a person chooses.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from catalogue.domain.text import quotable
from catalogue.domain.theme_table import Document
from catalogue.editing.imports.shelving import Shelf, likeness, nearest, plain, shelves

_MOST_NEAR = 6


@dataclass(frozen=True, slots=True)
class Filed:
    """``value`` is ``theme/category``, "" where it is not certain; then ``reason`` says why and ``near`` are choices
    (value, label), best first."""

    value: str = ""
    reason: str = ""
    near: tuple[tuple[str, str], ...] = ()


class Shelves:
    """The themes and categories there are."""

    def __init__(self, document: Document) -> None:
        self._all = shelves(document)
        self._themes = {plain(each.theme_name): each.theme for each in self._all}
        self.labels: Mapping[str, str] = {each.value: each.label for each in self._all}

    def of(self, theme: str, category: str) -> Filed:
        """Where a case belongs that is printed under these names, "" where there is none."""
        slug = self._themes.get(plain(theme))
        called = [each for each in self._all if category and plain(category) in each.names]
        within = [each for each in called if each.theme == slug]
        if within or (len(called) == 1 and not theme):
            return Filed((within or called)[0].value)
        reason = self._reason(theme, slug, category, called)
        return Filed("", reason, tuple(self._near(theme, slug, category, called)))

    def _reason(self, theme: str, slug: str | None, category: str, called: Sequence[Shelf]) -> str:
        if not category:
            return "資料に分類が書かれていません。"
        if theme and slug is None:
            said = f"テーマ「{quotable(theme)}」は、このカタログにありません。"
            return said if called else f"{said}分類「{quotable(category)}」もありません。"
        if called:
            where = "、".join(f"「{each.theme_name}」" for each in called)
            return f"分類「{quotable(category)}」は、このカタログではテーマ{where}にあります。"
        return f"分類「{quotable(category)}」は、このカタログにありません。"

    def _near(
        self, theme: str, slug: str | None, category: str, called: Sequence[Shelf]
    ) -> Iterator[tuple[str, str]]:
        """That of the same name first, then those of the theme, then what reads alike."""
        of_theme = [each for each in self._all if each.theme == slug]
        alike = nearest((_how_like(each, plain(theme), plain(category)), each) for each in self._all)
        for each in list(dict.fromkeys((*called, *of_theme, *alike)))[:_MOST_NEAR]:
            yield each.value, each.label


def _how_like(shelf: Shelf, theme: str, category: str) -> float:
    """By its own name first: of a theme that reads alike, any category may be meant."""
    return max(likeness(category, plain(shelf.name)), 0.9 * likeness(theme, plain(shelf.theme_name)))
