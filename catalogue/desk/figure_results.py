"""What became of files that were sent, as a page tells it: what was added, what the register had, what stood in the
case already, and which of them look like others. It can be told again from the address of the page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from catalogue.context import session
from catalogue.desk import case_sheets
from catalogue.desk.figure_uploads import MOST_FILES, Result
from catalogue.desk.figure_views import PictureView, views_of
from catalogue.domain.figure_in_words import name_of
from catalogue.editing.figures import Outcome
from catalogue.reading import desk_picture, desk_pictures

# Of more pictures that look like one, those nearest to it are shown.
_MOST_ALIKE = 4
_SENTENCES: Mapping[Outcome, str] = {
    Outcome.NEW: "{name}として加えました。",
    Outcome.KNOWN: "{name}として加えました。この画像は台帳にあったので、台帳の権利と説明をそのまま使います。",
    Outcome.THERE: "この画像は、もう{name}にあるので、加えませんでした。",
}


@dataclass(frozen=True, slots=True)
class Alike:
    """A picture of the register that looks like one that was added; ``name`` is what it is called where it stands in
    the case too."""

    picture: PictureView
    name: str


@dataclass(frozen=True, slots=True)
class Taken:
    """One picture that was taken; ``name`` is that of its figure: 図３."""

    outcome: Outcome
    picture: PictureView
    name: str
    alikes: tuple[Alike, ...]

    @property
    def sentence(self) -> str:
        """What became of it."""
        return _SENTENCES[self.outcome].format(name=self.name)


@dataclass(frozen=True, slots=True)
class Told:
    """All that was taken, in order; ``sent`` counts the files that came, ``asked`` is what an address says of them."""

    pictures: Sequence[Taken]
    sent: int

    @property
    def asked(self) -> dict[str, Any]:
        """Digests by what became of them, as lists."""
        asked: dict[str, Any] = {}
        for each in self.pictures:
            asked.setdefault(each.outcome.value, []).append(each.picture.entry.digest)
        return asked

    @property
    def added(self) -> int:
        """How many figures there are more."""
        return sum(1 for each in self.pictures if each.outcome is not Outcome.THERE)

    @property
    def headline(self) -> str:
        """How many of how many."""
        if self.added == self.sent:
            return f"{self.added}件の図を加えました。保存すると版に入ります。"
        if self.added:
            return f"{self.sent}件のうち{self.added}件を加えました。保存すると版に入ります。"
        return "新しく加えた図はありません。"

    @property
    def first(self) -> PictureView | None:
        """The picture of which something is to be written first: a new one, or one that may not be public yet."""
        wanting = (
            each.picture
            for each in self.pictures
            if each.outcome is Outcome.NEW or each.picture.entry.refused
        )
        return next(wanting, None)


def told_of(slug: str, results: Sequence[Result]) -> Told:
    """Of files that were sent just now."""
    found = [(each.outcome, each.digest) for each in results if each.outcome]
    return Told(_taken(slug, found), len(results))


def told_of_address(slug: str, asked: MultiDict[str, str]) -> Told:
    """Of what an address names, as far as it stands in the draft of whoever looks."""
    named = [(outcome, digest) for outcome in Outcome for digest in asked.getlist(outcome.value)]
    pictures = _taken(slug, named[: 2 * MOST_FILES])
    return Told(pictures, len(pictures))


def _taken(slug: str, found: Iterable[tuple[Outcome, str]]) -> list[Taken]:
    """Once each, in the order of the figures."""
    there = case_sheets.begun(slug).pictures
    outcomes: dict[str, Outcome] = {}
    for outcome, digest in found:
        if digest in there:
            outcomes.setdefault(digest, outcome)
    alike = _alike([each for each, way in outcomes.items() if way is Outcome.NEW])
    views = views_of(slug, {*outcomes, *(other for others in alike.values() for other in others)})
    names = {digest: name_of(place) for place, digest in enumerate(there, start=1)}
    return [
        Taken(
            outcomes[digest],
            views[digest],
            names[digest],
            tuple(
                Alike(views[other], names.get(other, "")) for other in alike.get(digest, ()) if other in views
            ),
        )
        for digest in there
        if digest in outcomes and digest in views
    ]


def _alike(digests: Sequence[str]) -> dict[str, list[str]]:
    """For each of these pictures those of the register that look like it, the nearest first."""
    images = desk_pictures.images(session(), digests).values()
    return {digest: found[:_MOST_ALIKE] for digest, found in desk_picture.alike(session(), images).items()}
