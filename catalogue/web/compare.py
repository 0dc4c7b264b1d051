"""Two to six cases side by side. The choice, the rows, their orders and the paper are the address."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.datastructures import iter_multi_items
from werkzeug.wrappers import Response

from catalogue.context import remembered, session
from catalogue.domain.comparison import FEWEST, MOST, STANDARD
from catalogue.domain.errors import NotFound
from catalogue.domain.selection import Selection, choose
from catalogue.exports import comparison as documents
from catalogue.exports import comparison_sheets as sheets
from catalogue.exports.brief import Brief
from catalogue.exports.comparison_columns import Comparison
from catalogue.exports.sheets import Use, Workbook
from catalogue.reading import comparison, themes
from catalogue.reading.cards import all_cards, pages_by_slug
from catalogue.reading.comparison_ome import facts_of_ome, ome_column
from catalogue.schemas.comparison import Asked, parse, rearranged
from catalogue.web.asking import known_cases

blueprint = Blueprint("compare", __name__)

Row = dict[str, Any]

TOO_FEW = (
    "ファイルにできるのは、2件以上の事例を並べた比較です。ページで事例を選んでから、お受け取りください。"
)


@blueprint.get("/compare")
def show() -> Response | str:
    """The table, or how to choose."""
    asked, selection = _asked()
    if pressed := rearranged(asked, request.args.to_dict(flat=False)):
        changed, row = pressed
        return redirect(_address(changed, anchor=f"item-{row.value}" if row else None))
    found = _comparison(asked, selection)
    return render_template(
        "web/compare/show.html",
        asked=asked,
        cases=found.pages,
        rows=found.rows,
        ome=found.ome,
        notes=found.notes,
        switches=_switches(asked),
        items=_items(asked),
        hidden=list(iter_multi_items(asked.parameters())),  # for forms that change some of them
        orders=[_moves(asked, place) for place in range(len(asked.cases))],
        rest=_rest(asked, selection),
        choices=remembered("choices of cases", _choices) if len(asked.cases) < MOST else [],
    )


def brief() -> Brief:
    """The comparison as a document or as slides. Raises NotFound with fewer than two cases."""
    return documents.brief_of(_to_file())


def workbook(use: Use) -> Workbook:
    """The comparison as sheets. Raises NotFound with fewer than two cases."""
    return sheets.workbook_of(_to_file(), use)


def _to_file() -> Comparison:
    asked, selection = _asked()
    if len(asked.cases) < FEWEST:
        raise NotFound(TOO_FEW)
    return _comparison(asked, selection)


def _asked() -> tuple[Asked, Selection]:
    """What the address asks for, with the cases that can be shown, and how these were chosen."""
    asked = parse(request.args.to_dict(flat=False))
    selection = choose(asked.cases, known_cases(), MOST, act="くらべられる")
    return asked.having(cases=selection.slugs), selection


def _comparison(asked: Asked, selection: Selection) -> Comparison:
    pages = list(pages_by_slug(session(), asked.cases).values())
    notes = selection.notes + asked.choice.notes
    if len(pages) < FEWEST:
        return Comparison(pages, [], None, notes)
    rows = comparison.rows(pages, asked.rows, only_differences=asked.only_differences)
    ome = ome_column(pages, remembered("facts of Ome", _facts_of_ome)) if asked.ome else None
    return Comparison(pages, rows, ome, notes)


def _facts_of_ome() -> Row:
    return facts_of_ome(session())


def _address(asked: Asked, anchor: str | None = None) -> str:
    return url_for("compare.show", _anchor=anchor, **asked.parameters())


def _switches(asked: Asked) -> dict[str, str]:
    """The addresses where one thing is the other way."""
    return {
        "differences": _address(asked.having(only_differences=not asked.only_differences)),
        "ome": _address(asked.having(ome=not asked.ome)),
        "standard": _address(asked.having(rows=STANDARD)),
    }


def _rest(asked: Asked, selection: Selection) -> Row | None:
    """How many there was no room for, and where they can be seen."""
    if not selection.left_out:
        return None
    return {
        "count": len(selection.left_out),
        "url": _address(asked.having(cases=selection.left_out[:MOST])),
    }


def _items(asked: Asked) -> list[Row]:
    """Every row to choose from: those shown in their order, then the others."""
    shown = [{"key": row.value, "label": row.label, "shown": True} for row in asked.rows]
    return shown + [
        {"key": row.value, "label": row.label, "shown": False} for row in STANDARD if row not in asked.rows
    ]


def _moves(asked: Asked, place: int) -> Mapping[str, str | None]:
    """Where to go to move this column to the left or right, or to take it out."""
    slugs = asked.cases
    return {
        "left_url": _address(asked.having(cases=_swapped(slugs, place - 1))) if place else None,
        "right_url": _address(asked.having(cases=_swapped(slugs, place))) if place + 1 < len(slugs) else None,
        "remove_url": _address(asked.having(cases=(*slugs[:place], *slugs[place + 1 :]))),
    }


def _swapped(slugs: Sequence[str], place: int) -> tuple[str, ...]:
    moved = list(slugs)
    moved[place], moved[place + 1] = moved[place + 1], moved[place]
    return tuple(moved)


def _choices() -> list[Row]:
    """Every case to choose from, by theme."""
    cards = all_cards(session())
    grouped = [
        {"theme": theme, "cases": [card for card in cards if card["theme"]["slug"] == theme["slug"]]}
        for theme in themes.themes(session())
    ]
    return [group for group in grouped if group["cases"]]
