"""Which municipalities are meant: by a code, by prefecture and name as a list of somebody else writes them, or as a
paper prints them, （福井県鯖江市、越前市）: the leading one first."""

from collections.abc import Sequence
from dataclasses import dataclass

from catalogue.domain.case_pages.marks import places_in, prefecture_before
from catalogue.domain.text import quotable
from catalogue.search.folding import fold
from catalogue.search.place_names import LONGEST_NAME, Meant, Place, meant

# A document holds so many that took part.
MOST_OTHERS = 30
_MOST_OPTIONS = 10
# Guessing what a name may be that nobody has takes long: of so many names at most. Where more are wrong, it is no list
# of places.
_MOST_GUESSED = 20
NO_MUNICIPALITY = "市区町村を書いてください。"
_OTHERWISE = (
    "都道府県から書いてみてください。会社や国の取組なら、行われた市区町村を書き、名前は「主体」に書きます。"
)
_NO_PREFECTURE = "都道府県「{}」は見つかりません。市区町村の名前から、{}とします。"


@dataclass(frozen=True, slots=True)
class Town:
    """``code`` where it is certain; otherwise the ``reason`` it is not, and the places it may be (``options``).
    ``caution`` is what should be looked at though it is certain."""

    code: str | None = None
    reason: str = ""
    options: tuple[str, ...] = ()
    caution: str = ""


@dataclass(frozen=True, slots=True)
class Where:
    """The municipalities of a case. ``typed`` is what is printed or was mended; ``town`` the leading one, ``others``
    those that took part too, each with its name."""

    typed: str
    town: Town
    others: tuple[tuple[str, Town], ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """Of those of the others that are certain."""
        return tuple(town.code for _, town in self.others if town.code)

    @property
    def uncertain(self) -> tuple[str, ...]:
        """Of the others, the names that are not."""
        return tuple(name for name, town in self.others if not town.code)


class Towns:
    """All municipalities by all their names. A name is looked up once, however many rows have it."""

    def __init__(self, known: Sequence[Place]) -> None:
        self._known = known
        self._by_place = {place.place: place for place in known}
        self._by_code = {place.code: place for place in known}
        self._found: dict[tuple[str, str], Town] = {}
        self._guessed = 0

    def place(self, code: str | None) -> Place | None:
        """The municipality of a code."""
        return self._by_code.get(code or "")

    def of(self, prefecture: str, name: str) -> Town:
        """The municipality of this name or code; ``prefecture`` may be empty, or stand before the name too."""
        key = (prefecture.strip(), name.strip())
        if key not in self._found:
            self._found[key] = self._of(*key)
        return self._found[key]

    def _of(self, prefecture: str, name: str) -> Town:
        if not name:
            return self._prefecture_alone(prefecture)
        if len(name) > LONGEST_NAME:
            return _not_certain(name, (), ())
        if found := self._by_place.get(prefecture + name):
            return Town(found.code)
        if (figures := fold(name).text).isdecimal():
            return self._by_figures(prefecture, name, figures)
        together = self._meant(prefecture + name) if prefecture else Meant()
        one = together if together.code else self._meant(name)
        return self._judged(prefecture, name, one, together)

    def _meant(self, name: str) -> Meant:
        found = meant(self._known, name, guess=self._guessed < _MOST_GUESSED)
        self._guessed += not found.code and not found.candidates
        return found

    def _judged(self, prefecture: str, name: str, one: Meant, together: Meant) -> Town:
        """A prefecture that is no municipality's own tells those of one name apart."""
        within = self._within(prefecture)
        if one.code and (within is None or one.code in within):
            unknown = bool(prefecture) and within is None and one is not together
            return Town(one.code, caution=self._not_a_prefecture(prefecture, one.code) if unknown else "")
        fitting = [place for place in one.candidates if within is None or place.code in within]
        if one.code is None and within is not None and len(fitting) == 1:
            return Town(fitting[0].code)
        if one.code and within is not None:
            return self._not_within(prefecture, name, self._by_code[one.code], together)
        return _not_certain(prefecture + name, fitting or one.candidates, together.near or one.near)

    def _not_within(self, prefecture: str, name: str, found: Place, together: Meant) -> Town:
        near = together.candidates or together.near
        options = tuple(dict.fromkeys(place.place for place in (found, *near)))
        reason = f"「{quotable(name)}」は{found.place}です。都道府県（{quotable(prefecture)}）と合いません。"
        return Town(None, reason, options[:_MOST_OPTIONS])

    def _not_a_prefecture(self, typed: str, code: str) -> str:
        return _NO_PREFECTURE.format(quotable(typed), self._by_code[code].place)

    def _within(self, prefecture: str) -> frozenset[str] | None:
        """The codes of the municipalities of a prefecture; nothing where none is meant."""
        if not prefecture:
            return None
        head = self._by_code.get(self._prefecture_code(prefecture))
        return frozenset(code for code in self._by_code if code[:2] == head.code[:2]) if head else None

    def _prefecture_code(self, prefecture: str) -> str:
        code = meant(self._known, prefecture[:LONGEST_NAME], guess=False).code or ""
        return code if code[2:5] == "000" else ""

    def _prefecture_alone(self, prefecture: str) -> Town:
        """What a prefecture did itself is written with its name in both places, or its code."""
        head = self._by_code.get(self._prefecture_code(prefecture)) if prefecture else None
        if head is None:
            return Town(None, NO_MUNICIPALITY)
        reason = f"{NO_MUNICIPALITY}都道府県が行った取組なら、市区町村にも「{head.place}」と書いてください。"
        return Town(None, reason, (head.place,))

    def _by_figures(self, prefecture: str, name: str, figures: str) -> Town:
        """A code with all its digits, without its check digit, or without the 0 a spreadsheet took from its front."""
        within = self._within(prefecture)
        codes = {place.code for place in self._known if figures in (place.code, place.code[:5])}
        codes |= {place.code for place in self._known if place.code.lstrip("0") == figures}
        codes |= {place.code for place in self._known if place.code[:5].lstrip("0") == figures}
        fitting = sorted(code for code in codes if within is None or code in within)
        if len(fitting) == 1:
            return Town(fitting[0])
        places = [self._by_code[code] for code in fitting or sorted(codes)]
        if places:
            return _not_certain(name, places, ())
        return Town(None, f"自治体コード「{quotable(name)}」はありません。市区町村の名前で書いてください。")

    def prefecture_of(self, code: str) -> str:
        """What the prefecture of a municipality is called."""
        head = next(place for place in self._known if place.code[:2] == code[:2] and place.code[2:5] == "000")
        return head.place

    def named(self, typed: str) -> Where:
        """Those a text names."""
        first, *more = places_in(typed)[: MOST_OTHERS + 1] or [""]
        prefecture, rest = prefecture_before(first)
        leading = self.of(prefecture, rest) if rest else self.of("", first)
        return Where(typed, leading, self.others(more, prefecture))

    def others(self, names: Sequence[str], prefecture: str) -> tuple[tuple[str, Town], ...]:
        """Those that took part too, each with what was typed. Where several places have the name, the one in the
        ``prefecture`` of the leading municipality is meant."""
        return tuple((name, self._other(name, prefecture)) for name in names)

    def _other(self, name: str, prefecture: str) -> Town:
        alone = self.of("", name)
        if alone.code is None and prefecture and (near := self.of(prefecture, name)).code:
            return near
        return alone


def _not_certain(typed: str, candidates: Sequence[Place], near: Sequence[Place]) -> Town:
    words = quotable(typed)
    options = tuple(place.place for place in (candidates or near)[:_MOST_OPTIONS])
    if candidates:
        return Town(
            None, f"「{words}」に当てはまる自治体がいくつかあります。どれかを選んでください。", options
        )
    if near:
        return Town(None, f"「{words}」という自治体は見つかりません。次のどれかではありませんか。", options)
    return Town(None, f"「{words}」という自治体は見つかりません。{_OTHERWISE}")
