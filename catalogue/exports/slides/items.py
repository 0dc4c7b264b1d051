"""The blocks of a section as what flows over slides, each in its size."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from catalogue.exports.brief import (
    SOURCES,
    Block,
    Bullets,
    Heading,
    Line,
    Paragraphs,
    Picture,
    Section,
    Sources,
    Table,
    numbered,
)
from catalogue.exports.slides.fit import Fitted, fitted
from catalogue.exports.slides.flow import Paragraph, Style, paragraph
from catalogue.exports.slides.form import Form
from catalogue.exports.slides.grid import CONTINUED, Grid, grids_of

# A table of so many columns takes the whole width, and smaller letters.
MANY_COLUMNS = 5
_TABLE, _NARROW_TABLE = 11.0, 10.0
_CAPTION, _CREDIT = 10.5, 8.5
_TITLES = (24.0, 22.0, 20.0, 18.0, 16.0, 14.0, 12.0)
_KICKERS = (12.0, 11.0, 10.0)
_INDENT = 16.0

Item = Paragraph | Grid


def title_of(title: str, form: Form, *, continued: bool = False) -> Fitted:
    """A title in the largest size it has room in."""
    return fitted(title, form.title, _TITLES, ending=CONTINUED if continued else "")


def kicker_of(kicker: str, form: Form) -> Fitted:
    """The small line above the title."""
    return fitted(kicker, form.kicker, _KICKERS)


def items_of(section: Section, form: Form, before: Sequence[Line], size: float) -> Iterator[Item]:
    """The blocks of a section as what flows; first what had no room in the title."""
    plain = Style(size, before=size * 0.45)
    cut = [title_of(section.title, form), kicker_of(section.kicker, form)]
    yield from (paragraph(Line(each.whole, strong=True), plain) for each in cut if each.is_cut)
    yield from (paragraph(line, Style(12, before=3)) for line in before)
    for block in section.blocks:
        yield from _flowing(block, size)


def _flowing(block: Block, size: float) -> Iterator[Item]:
    plain = Style(size, before=size * 0.45)
    if isinstance(block, Heading):
        yield paragraph(
            Line(block.text), Style(size, before=size * 0.8, bold=True, indent=_INDENT, bullet="■"), keep=True
        )
    elif isinstance(block, Paragraphs):
        yield from (paragraph(line, plain) for line in block.lines)
    elif isinstance(block, Bullets):
        style = replace(plain, indent=_INDENT, bullet="•")
        yield from (paragraph(line, style) for line in block.lines)
    elif isinstance(block, Table):
        if block.caption:
            yield paragraph(Line(block.caption), Style(12, before=6, bold=True), keep=True)
        if block.head:
            yield from grids_of(block, _TABLE if len(block.head) < MANY_COLUMNS else _NARROW_TABLE)


def caption_of(picture: Picture) -> list[Paragraph]:
    """What stands under a picture: what it shows, and whose it is."""
    credit = (
        [paragraph(Line(picture.credit), Style(_CREDIT, before=2, centred=True))] if picture.credit else []
    )
    return [paragraph(picture.caption, Style(_CAPTION, before=3, centred=True)), *credit]


def sources_of(section: Section, size: float) -> Iterator[Paragraph]:
    """The sources of a section in small print, under a word that says what they are."""
    lines = [line for block in section.blocks if isinstance(block, Sources) for line in block.lines]
    if lines:
        yield paragraph(Line(SOURCES), Style(size, bold=True), keep=True)
    yield from (paragraph(numbered(line), Style(size, before=1)) for line in lines)
