"""Which words, tables and pictures stand on which slide, and where: everything but the writing of the file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from catalogue.exports.brief import SOURCES, Line, Picture, Section, Sources, numbered
from catalogue.exports.slides.draft import Draft, drafts_of, picture_width
from catalogue.exports.slides.fit import Fitted
from catalogue.exports.slides.flow import Paragraph
from catalogue.exports.slides.form import Box, Form
from catalogue.exports.slides.grid import GAP, Grid
from catalogue.exports.slides.items import Item, kicker_of, title_of

_TEXT, _CAPTION = "本文", "図の説明"
FURTHER_NOTES = "出典（スライドの一覧）"


@dataclass(frozen=True, slots=True)
class Words:
    """Paragraphs in one box of text."""

    box: Box
    paragraphs: tuple[Paragraph, ...]
    name: str


@dataclass(frozen=True, slots=True)
class GridPlace:
    """A table, or as much of it as stands here."""

    box: Box
    grid: Grid


@dataclass(frozen=True, slots=True)
class PicturePlace:
    """A picture in its proportions."""

    box: Box
    picture: Picture


Piece = Words | GridPlace | PicturePlace


@dataclass(frozen=True, slots=True)
class SlidePlan:
    """One slide but for its foot."""

    title: Fitted
    kicker: Fitted
    pieces: tuple[Piece, ...]
    notes: tuple[str, ...] = ()


def slides_of(section: Section, form: Form, *, before: Sequence[Line] = ()) -> list[SlidePlan]:
    """The slides of a section, in the font size that takes the fewest. The lines ``before`` stand first."""
    notes = notes_of(section)
    return [
        SlidePlan(
            title=title_of(section.title, form, continued=index > 0),
            kicker=kicker_of(section.kicker, form),
            pieces=tuple(_pieces(draft, form)),
            notes=notes if index == 0 else (),
        )
        for index, draft in enumerate(drafts_of(section, form, before))
    ]


def notes_of(section: Section) -> tuple[str, ...]:
    """For whoever presents it, and each source of the slide the notes do not speak of already."""
    said = "\n".join(section.notes)
    listed = [line for block in section.blocks if isinstance(block, Sources) for line in block.lines]
    missing = [line for line in listed if line.text not in said]
    if not missing:
        return section.notes
    return (
        *section.notes,
        FURTHER_NOTES,
        *(f"{numbered(line).text}　{line.url or ''}".rstrip() for line in missing),
    )


def _pieces(draft: Draft, form: Form) -> Iterator[Piece]:
    body = form.body
    yield from stacked(draft.items, replace(body, width=draft.width))
    beneath = sum(each.height(body.width) for each in draft.sources)
    if draft.picture:
        width = picture_width(draft, form)
        height = body.height - (beneath + GAP if beneath else 0)
        yield from _picture_pieces(draft, Box(body.right - width, body.top, width, height))
    if draft.sources:
        alone = not draft.items and not draft.picture
        box = Box(body.left, body.top if alone else body.bottom - beneath, body.width, beneath)
        yield Words(box, tuple(draft.sources), SOURCES)


def _picture_pieces(draft: Draft, area: Box) -> Iterator[Piece]:
    """As large as its proportions allow, its caption right beneath."""
    assert draft.picture is not None  # or there would be nothing to place
    across, down = max(draft.picture.width, 1), max(draft.picture.height, 1)
    beneath = sum(each.height(area.width) for each in draft.caption)
    scale = min(area.width / across, (area.height - beneath - GAP) / down)
    width, height = across * scale, down * scale
    left = area.left + (area.width - width) / 2
    yield PicturePlace(Box(left, area.top, width, height), draft.picture)
    yield Words(Box(area.left, area.top + height + 2, area.width, beneath), tuple(draft.caption), _CAPTION)


def stacked(items: Sequence[Item], area: Box) -> Iterator[Piece]:
    """One below the other; paragraphs that follow each other share a box, so that they can be edited as one text."""
    top, together = area.top, list[Paragraph]()
    for item in items:
        if isinstance(item, Paragraph):
            together.append(item)
            continue
        if together:
            words = _words(together, area, top)
            yield words
            top, together = words.box.bottom, []
        height = item.height(area.width)
        yield GridPlace(Box(area.left, top + GAP, area.width, height - 2 * GAP), item)
        top += height
    if together:
        yield _words(together, area, top)


def _words(paragraphs: Sequence[Paragraph], area: Box, top: float) -> Words:
    """The room above the first paragraph becomes room above the box: some programs leave it out within one."""
    height = sum(each.height(area.width) for each in paragraphs)
    first, *others = paragraphs
    above = first.style.before
    set_flush = replace(first, style=replace(first.style, before=0.0))
    return Words(Box(area.left, top + above, area.width, height - above), (set_flush, *others), _TEXT)
