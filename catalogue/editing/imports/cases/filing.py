"""Under which theme and category a row is filed: looked up by name; what the catalogue does not have is asked about."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from catalogue.domain.errors import Problem
from catalogue.domain.text import quotable
from catalogue.domain.theme_table import Document
from catalogue.editing.imports.cases.judgement import UnknownName
from catalogue.editing.imports.cases.making import Making
from catalogue.editing.imports.shelving import Shelf, likeness, nearest, plain, shelves

Row = Mapping[str, Any]
# What reads alike, found only for the first row that has the name.
Near = Callable[[], Iterable[tuple[str, str]]]

NEW = "+"
BOTH = frozenset({"theme", "category"})


@dataclass(frozen=True, slots=True)
class Filed:
    """``theme`` and ``category`` are slugs, nothing while they are not known: then a name is to be decided about, or
    one of the ``problems`` says what to mend; ``options`` by the path of a problem."""

    theme: str | None = None
    category: str | None = None
    problems: tuple[Problem, ...] = ()
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    caution: str = ""


class Filing:
    """All rows of a sheet in turn. ``document`` is the table of themes, ``chosen`` what was decided about names it does
    not have; afterwards ``unknown`` lists these names, and ``making`` what has to be made."""

    def __init__(self, document: Document, chosen: Mapping[str, str]) -> None:
        self._document = document
        self._chosen = chosen
        self._shelves = shelves(document)
        self._places = {each.value: each.label for each in self._shelves}
        self._themes = {name: row for row in document["themes"] for name in (row["slug"], plain(row["name"]))}
        self._names = {row["slug"]: row["name"] for row in document["themes"]}
        self._unknown: dict[str, UnknownName] = {}
        self.making = Making(document)

    @property
    def unknown(self) -> tuple[UnknownName, ...]:
        """In the order in which the sheet has them."""
        return tuple(self._unknown.values())

    def theme_of(self, typed: str) -> str | None:
        """The slug of a theme that is there."""
        theme = self._themes.get(plain(typed))
        return theme["slug"] if theme else None

    def category_of(self, theme: str, typed: str) -> str | None:
        """The slug of a category of this theme (slug)."""
        found = self._named(theme, plain(typed))
        return found.category if found else None

    def of(
        self,
        typed_theme: str,
        typed_category: str,
        now: tuple[str, str] | None = None,
        told: frozenset[str] = BOTH,
    ) -> Filed:
        """Where a row belongs that says this; ``now`` is where its case is filed today, if it is there. ``told`` are
        those of ``theme`` and ``category`` for which the sheet has a column: without one it is asked once for all rows,
        for nobody can write it into their cells."""
        wanted, category = plain(typed_theme), plain(typed_category)
        if not wanted and not category:
            return Filed(*now) if now else self._nothing_said() if told else self._for_all("", "", "")
        if not wanted:
            return self._by_category_alone(typed_category, category, now)
        theme = self._themes.get(wanted)
        if theme is None:
            return self._unknown_theme(typed_theme, wanted, typed_category, told)
        return self._within(theme, typed_category, told)

    def _within(self, theme: Row, typed: str, told: frozenset[str]) -> Filed:
        """A category of a theme that is there."""
        wanted = plain(typed)
        if not wanted and "category" not in told and len(theme["categories"]) != 1:
            return self._for_all(theme["slug"], theme["name"], theme["slug"])
        if not wanted:
            return self._only_category(theme)
        if found := self._named(theme["slug"], wanted):
            return Filed(theme["slug"], found.category)
        return self._unknown_category(theme["slug"], theme["name"], typed, theme["slug"])

    def _only_category(self, theme: Row) -> Filed:
        if len(theme["categories"]) == 1:
            only = theme["categories"][0]
            caution = (
                f"分類が空なので、テーマ「{theme['name']}」のただ1つの分類「{only['name']}」に入れます。"
            )
            return Filed(theme["slug"], only["slug"], caution=caution)
        names = tuple(each["name"] for each in theme["categories"])
        return _wrong("category", f"分類を書いてください（テーマ「{theme['name']}」）。", names)

    def _nothing_said(self) -> Filed:
        names = tuple(row["name"] for row in self._document["themes"])
        missing = Filed(problems=(Problem("theme", "テーマを書いてください。"),), options={"theme": names})
        return Filed(
            problems=(*missing.problems, Problem("category", "分類を書いてください。")),
            options=missing.options,
        )

    def _by_category_alone(self, typed: str, wanted: str, now: tuple[str, str] | None) -> Filed:
        """Without a theme: a category of the theme the case is in now, or the only one of this name."""
        if now and (found := self._named(now[0], wanted)):
            return Filed(now[0], found.category)
        found_in = self._called(wanted)
        if len(found_in) == 1:
            return Filed(found_in[0].theme, found_in[0].category)
        if found_in:
            names = tuple(each.theme_name for each in found_in)
            reason = f"分類「{quotable(typed)}」は、いくつかのテーマにあります。テーマも書いてください。"
            return _wrong("theme", reason, names)
        names = tuple(row["name"] for row in self._document["themes"])
        return _wrong(
            "theme", f"分類「{quotable(typed)}」は登録されていません。テーマも書いてください。", names
        )

    def _for_all(self, theme: str, theme_name: str, theme_key: str) -> Filed:
        """One category for all rows that say none, because the sheet has no column for it; none can be made so."""
        key = f"category:{theme_key}/"
        chosen = self._chosen.get(key)
        chosen = chosen if chosen in self._places else None
        self._count(key, "", theme_name, chosen, lambda: _offered(self._of_theme(theme)))
        if chosen is None:
            return Filed()
        chosen_theme, _, chosen_category = chosen.partition("/")
        return Filed(chosen_theme, chosen_category)

    def _unknown_theme(self, typed: str, wanted: str, typed_category: str, told: frozenset[str]) -> Filed:
        key = f"theme:{wanted}"
        chosen = self._decided(key, self._names)
        self._count(key, typed, "", chosen, lambda: self._near_themes(wanted))
        if chosen is None:
            return Filed()
        if chosen != NEW:
            return self._within(self._themes[chosen], typed_category, told)
        if "category" not in told:
            typed_category = typed  # a new theme needs one: that of its own name
        if not plain(typed_category):
            reason = f"テーマ「{quotable(typed)}」を新しく作るときは、分類も書いてください。"
            return _wrong("category", reason, ())
        slug = self.making.theme(typed)
        return self._unknown_category(slug, typed, typed_category, f"{NEW}{wanted}")

    def _unknown_category(self, theme: str, theme_name: str, typed: str, theme_key: str) -> Filed:
        """What is new under a new theme is made with it, unless there is a category of that name elsewhere."""
        wanted = plain(typed)
        key = f"category:{theme_key}/{wanted}"
        chosen = self._decided(key, self._places)
        if chosen is None and theme_key.startswith(NEW) and not self._called(wanted):
            chosen = NEW
        self._count(key, typed, theme_name, chosen, lambda: self._near_categories(theme, wanted))
        if chosen is None:
            return Filed()
        if chosen == NEW:
            return Filed(theme, self.making.category(theme, theme_name, typed))
        chosen_theme, _, chosen_category = chosen.partition("/")
        return Filed(chosen_theme, chosen_category)

    def _decided(self, key: str, known: Mapping[str, Any]) -> str | None:
        chosen = self._chosen.get(key)
        return chosen if chosen == NEW or chosen in known else None

    def _count(self, key: str, typed: str, theme: str, chosen: str | None, near: Near) -> None:
        seen = self._unknown.get(key)
        if seen is None:
            self._unknown[key] = UnknownName(key, typed.strip(), theme.strip(), 1, chosen, tuple(near()))
        else:
            self._unknown[key] = UnknownName(
                key, seen.typed, seen.typed_theme, seen.rows + 1, chosen, seen.near
            )

    def _near_themes(self, wanted: str) -> Iterable[tuple[str, str]]:
        rows = self._document["themes"]
        return nearest((likeness(wanted, plain(row["name"])), (row["slug"], row["name"])) for row in rows)

    def _near_categories(self, theme: str, wanted: str) -> Iterable[tuple[str, str]]:
        """That of the same name under another theme first, then those of the theme, then what reads alike."""
        near = nearest((likeness(wanted, plain(each.name)), each) for each in self._shelves)
        return _offered((*self._called(wanted), *self._of_theme(theme), *near))

    def _called(self, wanted: str) -> list[Shelf]:
        return [each for each in self._shelves if wanted in each.names]

    def _of_theme(self, theme: str) -> list[Shelf]:
        return [each for each in self._shelves if each.theme == theme]

    def _named(self, theme: str, wanted: str) -> Shelf | None:
        return next((each for each in self._of_theme(theme) if wanted in each.names), None)


def _offered(found: Iterable[Shelf]) -> Iterable[tuple[str, str]]:
    return dict.fromkeys((each.value, each.label) for each in found)


def _wrong(path: str, reason: str, options: tuple[str, ...]) -> Filed:
    return Filed(problems=(Problem(path, reason),), options={path: options})
