"""A brief as slides that can be edited: real titles, text, tables and pictures, and nothing that runs or is loaded."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum
from io import BytesIO
from typing import Any

from catalogue.exports.brief import Brief
from catalogue.exports.slides.cover import CoverPlan, cover_of, foot_of, lines_before, origin_in_notes
from catalogue.exports.slides.flow import printable
from catalogue.exports.slides.form import A4, WIDE, Form
from catalogue.exports.slides.plan import SlidePlan, slides_of
from catalogue.exports.slides.template import presentation
from catalogue.exports.slides.write import write_cover, write_foot, write_slide

# What the format allows a property of a file.
_LONGEST_PROPERTY = 255


class Shape(StrEnum):
    """The form of a slide."""

    WIDE = "wide"
    A4 = "a4"


_FORMS = {Shape.WIDE: WIDE, Shape.A4: A4}


def shape_of(asked: str) -> Shape:
    """What an address asks for; anything unknown is wide."""
    return Shape(asked) if asked in set(Shape) else Shape.WIDE


def write(brief: Brief, *, shape: Shape = Shape.WIDE) -> bytes:
    """The file: a first slide if there is more than one subject, then each subject on as many slides as it needs."""
    form = _FORMS[shape]
    made = presentation(form)
    plans = list(_plans(brief, form))
    foot = foot_of(brief, form)
    for number, plan in enumerate(plans, start=1):
        slide = _add(made, plan, form)
        write_foot(slide, foot, form, number, len(plans))
    _set_properties(made.core_properties, brief)
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def _plans(brief: Brief, form: Form) -> Iterator[CoverPlan | SlidePlan]:
    if len(brief.sections) == 1:
        first, *others = slides_of(brief.sections[0], form, before=lines_before(brief))
        yield replace(first, notes=(*first.notes, *origin_in_notes(brief, form)))
        yield from others
        return
    cover, further = cover_of(brief, form)
    yield cover
    yield from further
    for section in brief.sections:
        yield from slides_of(section, form)


def _add(made: Any, plan: CoverPlan | SlidePlan, form: Form) -> Any:
    return write_cover(made, plan) if isinstance(plan, CoverPlan) else write_slide(made, plan, form)


def _set_properties(properties: Any, brief: Brief) -> None:
    """The template's own say that its author made this."""
    properties.title = printable(brief.title)[:_LONGEST_PROPERTY]
    properties.subject = printable(brief.subtitle)[:_LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.language = "ja-JP"
    properties.created = properties.modified = datetime.now(UTC)
