"""Two to six cases side by side. The choice, its order and the rows are the address."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, render_template, request, url_for

from catalogue.context import session
from catalogue.reading import comparison, themes
from catalogue.reading.cards import all_cards, pages_by_slug

blueprint = Blueprint("compare", __name__)

TOO_MANY = f"一度にくらべられるのは{comparison.MOST}件までです。はじめの{comparison.MOST}件を表示しています。"
GONE = "選ばれた事例のうち、見つからないものがありました。"


@blueprint.get("/compare")
def show() -> str:
    """The table, or how to choose."""
    asked = list(dict.fromkeys(request.args.getlist("case")))
    pages = pages_by_slug(session(), asked[: 2 * comparison.MOST])
    slugs = list(pages)[: comparison.MOST]
    only = request.args.get("only") == "differences"
    notes = [GONE] if len(pages) < min(len(asked), 2 * comparison.MOST) else []
    notes += [TOO_MANY] if len(pages) > comparison.MOST else []
    chosen = [pages[slug] for slug in slugs]
    return render_template(
        "web/compare/show.html",
        cases=chosen,
        rows=comparison.rows(chosen, only_differences=only) if len(chosen) >= comparison.FEWEST else [],
        only_differences=only,
        only_url=_address(slugs, only=not only),
        orders=[_moves(slugs, place, only=only) for place in range(len(slugs))],
        choices=_choices(),
        notes=notes,
    )


def _address(slugs: Sequence[str], *, only: bool) -> str:
    return url_for("compare.show", case=list(slugs), only="differences" if only else None)


def _moves(slugs: Sequence[str], place: int, *, only: bool) -> dict[str, Any]:
    """Where to go to move this column to the left or right, or to take it out."""
    return {
        "left_url": _address(_swapped(slugs, place - 1), only=only) if place else None,
        "right_url": _address(_swapped(slugs, place), only=only) if place + 1 < len(slugs) else None,
        "remove_url": _address([*slugs[:place], *slugs[place + 1 :]], only=only),
    }


def _swapped(slugs: Sequence[str], place: int) -> list[str]:
    moved = list(slugs)
    moved[place], moved[place + 1] = moved[place + 1], moved[place]
    return moved


def _choices() -> list[dict[str, Any]]:
    """Every case to choose from, by theme."""
    cards = all_cards(session())
    grouped = [
        {"theme": theme, "cases": [card for card in cards if card["theme"]["slug"] == theme["slug"]]}
        for theme in themes.themes(session())
    ]
    return [group for group in grouped if group["cases"]]
