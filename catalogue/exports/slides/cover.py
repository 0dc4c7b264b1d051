"""The first slide of several subjects, and what stands at the foot of each."""

from dataclasses import dataclass

from catalogue.exports.brief import Brief, Line
from catalogue.exports.slides.fit import Fitted, fitted
from catalogue.exports.slides.flow import Paragraph, Style, fill, paragraph, width
from catalogue.exports.slides.form import Box, Form
from catalogue.exports.slides.items import title_of
from catalogue.exports.slides.plan import Piece, SlidePlan, stacked

MORE = "この資料について"
ORIGIN = "もとのページ"
_TITLES = (32.0, 28.0, 24.0, 20.0, 18.0, 16.0, 14.0, 12.0)
_SUBTITLES = (18.0, 16.0, 14.0, 12.0, 11.0)
_NUMBERS = (16.0, 14.0, 12.0, 10.0, 9.0, 8.0)
_ORIGINS = (9.0, 8.0)
_BOX_EDGE = 10.0


@dataclass(frozen=True, slots=True)
class CoverPlan:
    """The first slide. ``number`` has its own box, as wide as it needs."""

    title: Fitted
    subtitle: Fitted
    number: Fitted
    number_box: Box
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Foot:
    """What each slide says at its bottom besides its own number."""

    number: Fitted
    origin: Fitted


def foot_of(brief: Brief, form: Form) -> Foot:
    """The foot of all slides."""
    return Foot(
        number=fitted(brief.number, form.number, (11.0, 10.0, 9.0, 8.0)),
        origin=fitted("　".join(filter(None, (_made(brief), brief.address))), form.origin, _ORIGINS),
    )


def cover_of(brief: Brief, form: Form) -> tuple[CoverPlan, list[SlidePlan]]:
    """The first slide, and those for what its remarks have no room in."""
    title = fitted(brief.title, form.cover_title, _TITLES)
    subtitle = fitted(brief.subtitle, form.cover_subtitle, _SUBTITLES)
    number = fitted(brief.number, form.cover_number, _NUMBERS)
    items = [*_cut(title, subtitle, number), *_about(brief)]
    placed, rest = fill(items, form.cover_body.width, form.cover_body.height)
    cover = CoverPlan(
        title, subtitle, number, _number_box(number, form), tuple(stacked(placed, form.cover_body))
    )
    return cover, _further(rest, form)


def lines_before(brief: Brief) -> tuple[Line, ...]:
    """What a single subject says before anything else, as it has no first slide."""
    subtitle = (Line(brief.subtitle),) if brief.subtitle else ()
    return (*subtitle, *(Line(remark) for remark in brief.remarks))


def origin_in_notes(brief: Brief, form: Form) -> tuple[str, ...]:
    """The address of the page, where the foot has no room for all of it and there is no first slide to bear it."""
    return (f"{ORIGIN}：{brief.address}",) if foot_of(brief, form).origin.is_cut else ()


def _made(brief: Brief) -> str:
    return f"作成日：{brief.made_on}" if brief.made_on else ""


def _cut(*fits: Fitted) -> list[Paragraph]:
    return [paragraph(Line(fit.whole), Style(12, before=4)) for fit in fits if fit.is_cut]


def _about(brief: Brief) -> list[Paragraph]:
    made, plain, small = Style(14, before=4), Style(12, before=6), Style(10, before=8)
    return [
        *([paragraph(Line(_made(brief)), made)] if brief.made_on else []),
        *(paragraph(Line(remark), plain) for remark in brief.remarks),
        *([paragraph(Line(brief.address, url=brief.address), small)] if brief.address else []),
    ]


def _number_box(number: Fitted, form: Form) -> Box:
    """In the upper right corner, no wider than the number."""
    area = form.cover_number
    across = min(width(number.shown, number.size) + 2 * _BOX_EDGE, area.width)
    return Box(area.right - across, area.top, across, area.height)


def _further(rest: list[Paragraph], form: Form) -> list[SlidePlan]:
    plans: list[SlidePlan] = []
    while rest:
        placed, rest = fill(rest, form.body.width, form.body.height)
        title = title_of(MORE, form, continued=bool(plans))
        plans.append(SlidePlan(title, Fitted("", 12, ""), tuple(stacked(placed, form.body))))
    return plans
