"""Slides while they are being filled: how much of a section goes onto each, and what of it stands beside a picture."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from catalogue.exports.brief import Line, Picture, Section
from catalogue.exports.slides.flow import Paragraph, fill
from catalogue.exports.slides.form import Form
from catalogue.exports.slides.grid import GAP, Grid
from catalogue.exports.slides.items import MANY_COLUMNS, Item, caption_of, items_of, sources_of

# Font sizes of running text and of sources; smaller ones are used only where they save a slide.
_SIZES = ((14.0, 9.0), (13.0, 9.0), (12.0, 8.0))
# What a picture leaves to the words beside it, and what words below must leave to a picture.
_TEXT_SHARE, _GUTTER, _LEAST_PICTURE, _MOST_CAPTION = 0.58, 0.03, 150.0, 0.4
# How much of a slide may stay empty so that a list stays whole.
_MOST_TOGETHER = 0.45


@dataclass(slots=True)
class Draft:
    """A slide while it is being filled: its words, the picture beside them, the sources beneath both."""

    items: list[Item]
    width: float
    picture: Picture | None = None
    caption: list[Paragraph] = field(default_factory=list)
    sources: list[Paragraph] = field(default_factory=list)

    def taken(self, picture_width: float) -> float:
        """How much of the height what is there needs at least."""
        words = sum(item.height(self.width) for item in self.items)
        if self.picture is None:
            return words
        beneath = sum(each.height(picture_width) for each in self.caption)
        return max(words, _LEAST_PICTURE + GAP + beneath)


def drafts_of(section: Section, form: Form, before: Sequence[Line] = ()) -> list[Draft]:
    """The slides of a section: as few as can be had, then in the largest size, then with lists that are not parted.
    The lines ``before`` stand first."""
    fewest: list[Draft] = []
    for text, small in _SIZES:
        items, sources = list(items_of(section, form, before, text)), list(sources_of(section, small))
        for together in (True, False):
            drafts = _drafts(list(items), section, form, together=together)
            drafts = _with_sources(drafts, sources, form, together=together)
            if not fewest or len(drafts) < len(fewest):
                fewest = drafts
            if len(fewest) == 1:
                return fewest
    return fewest


def _drafts(items: list[Item], section: Section, form: Form, *, together: bool) -> list[Draft]:
    """Fill slide after slide."""
    pictures = deque(block for block in section.blocks if isinstance(block, Picture))
    drafts: list[Draft] = []
    while items or pictures or not drafts:
        draft = Draft([], form.body.width)
        beside = _beside(items)
        if pictures and (beside or not items):
            over = _place_picture(draft, pictures.popleft(), form, narrow=bool(items))
            items[beside:beside] = over
        here = items[:beside] if draft.picture else items
        draft.items, rest = fill(here, draft.width, form.body.height)
        if together:
            draft.items, rest = _unparted(draft.items, rest, draft.width, form.body.height)
        items = rest + items[len(here) :]
        drafts.append(draft)
    return drafts


def _unparted(
    placed: list[Item], rest: list[Item], width: float, height: float
) -> tuple[list[Item], list[Item]]:
    """A list that would go on overleaf goes there whole, with its heading, unless it is long or one of it is cut."""
    if not rest or rest[0].keep or isinstance(rest[0], Grid) or rest[0].continued:
        return placed, rest
    last = _last_group(placed, width, height * _MOST_TOGETHER)
    return placed[:last], placed[last:] + rest


def _last_group(placed: Sequence[Item], width: float, most: float) -> int:
    """Where the last heading stands, if it and what it names take no more than ``most`` and are not all; or the end."""
    heads = [index for index, item in enumerate(placed) if item.keep]
    if not heads or heads[-1] == 0:
        return len(placed)
    taken = sum(item.height(width) for item in placed[heads[-1] :])
    return heads[-1] if taken <= most else len(placed)


def _beside(items: Sequence[Item]) -> int:
    """How many items may stand beside a picture: all before a table of many columns and its caption."""
    wide = (
        index
        for index, item in enumerate(items)
        if isinstance(item, Grid) and len(item.shares) >= MANY_COLUMNS
    )
    end = next(wide, len(items))
    while end < len(items) and end and items[end - 1].keep:
        end -= 1
    return end


def _place_picture(draft: Draft, picture: Picture, form: Form, *, narrow: bool) -> list[Paragraph]:
    """Give a slide its picture; what is returned of the caption has no room under it."""
    draft.picture = picture
    if narrow:
        draft.width = form.body.width * _TEXT_SHARE
    draft.caption, over = fill(
        caption_of(picture), picture_width(draft, form), form.body.height * _MOST_CAPTION
    )
    return over


def _with_sources(drafts: list[Draft], rest: list[Paragraph], form: Form, *, together: bool) -> list[Draft]:
    """The sources come under the last slide, or on the next with the end of the text, or on slides of their own."""
    last, width, height = drafts[-1], form.body.width, form.body.height
    needed = sum(each.height(width) for each in rest) + GAP
    if not rest or needed <= height - last.taken(picture_width(last, form)):
        last.sources = rest
        return drafts
    group = (
        _last_group(last.items, width, min(height * _MOST_TOGETHER, height - needed))
        if together
        else len(last.items)
    )
    if group < len(last.items):
        following = Draft(last.items[group:], width, sources=rest)
        last.items = last.items[:group]
        return [*drafts, following]
    return [*(drafts if last.items or last.picture else drafts[:-1]), *_of_their_own(rest, width, height)]


def _of_their_own(rest: list[Paragraph], width: float, height: float) -> Iterator[Draft]:
    while rest:
        placed, rest = fill(rest, width, height)
        yield Draft([], width, sources=placed)


def picture_width(draft: Draft, form: Form) -> float:
    """What a picture and its caption have: all of a slide without words, else what the words leave."""
    whole = form.body.width
    return whole if draft.width == whole else whole * (1 - _TEXT_SHARE - _GUTTER)
