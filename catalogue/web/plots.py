"""The plots of the first page, the themes and the plans as markup, drawn once for everybody and kept until the data
change."""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any

from flask import current_app, request
from markupsafe import Markup

from catalogue.context import remembered, session
from catalogue.domain import plots
from catalogue.domain.prefecture_tiles import without_kind
from catalogue.reading import overview as counting
from catalogue.reading import plan_overview
from catalogue.reading.overview import Overview, Part
from catalogue.reading.plans import tree

Row = dict[str, Any]

# Beside the bars stand a sign and a name, or a grade and its name; behind each stands its number.
NAME_LEFT, GRADE_LEFT, NUMBER_ROOM = 174, 150, 30
NAME_FITS = 11
# A part of a bar with no room for its number goes without; the table has it.
DIGIT_WIDE = 9


def overview_section(themes: Sequence[Row]) -> Markup:
    """「数で見る」: the catalogue by theme, year, prefecture and evidence; empty where there is no case."""
    return _kept("overview", lambda: _of_all(themes, "overview", _drawings))


def evidence_by_theme(themes: Sequence[Row]) -> Markup:
    """The cases of each theme by the strength of their evidence; empty where there is no case."""
    return _kept("themes", lambda: _of_all(themes, "by_theme", _split))


def plan_section(plan: str, nodes: Sequence[Row]) -> Markup:
    """The ``nodes`` of a plan (its whole tree) as tiles that are darker where there are more cases; empty where there
    is no node."""
    return _kept(("plan", plan), lambda: _macro("plan_tiles", plan, **_strips(nodes)))


def plan_heads(plan: str) -> Markup:
    """How many cases each group or direction of a plan has, beside each other."""
    return _kept(
        ("heads", plan), lambda: _macro("plan_heads", plan, plan_overview.strips(tree(session(), plan)))
    )


def _kept(kind: Any, make: Callable[[], Markup]) -> Markup:
    """Addresses in it begin with the root the application is mounted at, which is part of what it is kept under."""
    return remembered(("plots", kind, request.script_root), make)


def _of_all(themes: Sequence[Row], macro: str, draw: Callable[[Overview], Row]) -> Markup:
    found = counting.overview(session(), themes)
    return _macro(macro, found, **draw(found)) if found else Markup("")


def _macro(name: str, *values: Any, **more: Any) -> Markup:
    module = current_app.jinja_env.get_template("_macros/plots.html").module
    markup: Markup = getattr(module, name)(*values, **more)
    return markup


def _drawings(found: Overview) -> Row:
    """Where everything lies, by the name of its plot."""
    return {
        "themes": _bars(found.themes.parts, NAME_LEFT),
        "years": _columns(found),
        "tall": plots.TALL,
        "map": _tiles(found.prefectures.parts),
        "legend": plots.growing_steps([part.count for part in found.prefectures.parts]),
        "evidence": _bars(found.evidence.parts, GRADE_LEFT),
        "meaning": counting.meaning,
    }


def _bars(parts: Sequence[Part], left: float) -> list[Row]:
    boxes = plots.bars([part.count for part in parts], left, plots.WIDTH - left - NUMBER_ROOM)
    return [
        {"part": part, "box": box, "name": plots.fitted(part.name, NAME_FITS)}
        for part, box in zip(parts, boxes, strict=True)
    ]


def _columns(found: Overview) -> list[Row]:
    boxes = plots.columns([years.count for years in found.columns])
    named = plots.named(found.columns)
    return [
        {"count": years.count, "box": box, "mark": _mark(years) if place in named else None}
        for place, (years, box) in enumerate(zip(found.columns, boxes, strict=True))
    ]


def _mark(years: plots.Years) -> tuple[str, str]:
    """What stands below a column: its year by both calendars."""
    until = "〜" if years.first is None else ""
    return f"{until}{years.last}", f"{until}{counting.era(years.last)}"


def _tiles(parts: Sequence[Part]) -> list[Row]:
    shades = plots.growing_steps([part.count for part in parts])
    named = [(part, without_kind(part.name)) for part in parts]
    return [
        {
            "name": name,
            "count": part.count,
            "step": plots.step_of(part.count, shades),
            "box": plots.tile(int(part.value[:2]), name),
        }
        for part, name in named
    ]


def _split(found: Overview) -> Row:
    rows = [[part.count for part in split.parts] for split in found.splits]
    stacked = plots.stacks(rows, NAME_LEFT, plots.WIDTH - NAME_LEFT - NUMBER_ROOM)
    return {
        "grades": counting.grades(),
        "rows": [
            {
                "theme": split.theme,
                "name": plots.fitted(split.theme.name, NAME_FITS),
                "end": boxes[-1].right,
                "parts": [
                    {"part": part, "box": box, "wide": DIGIT_WIDE * len(str(part.count)) + 2}
                    for part, box in zip(split.parts, boxes, strict=True)
                    if part.count
                ],
            }
            for split, boxes in zip(found.splits, stacked, strict=True)
        ],
    }


def _strips(nodes: Sequence[Row]) -> Row:
    strips = plan_overview.strips(nodes)
    counts = [node["count"] for strip in strips for node in strip.nodes]
    shades = plots.steps(counts)
    return {
        "groups": [(above, list(group)) for above, group in groupby(strips, key=lambda strip: strip.above)],
        "finding": plan_overview.finding(strips),
        "legend": shades,
        "step_of": {count: plots.step_of(count, shades) for count in counts},
    }
