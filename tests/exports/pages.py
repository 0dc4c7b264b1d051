"""Pages of cases as the composers get them: those the seeds hold, and one grown out of all proportion."""

import copy
from typing import Any

from flask import Flask

from catalogue.reading.cards import all_cards, pages_by_slug
from tests.conftest import kit_of

Page = dict[str, Any]


def all_pages(app: Flask) -> dict[str, Page]:
    """Every case's page, by slug."""
    with kit_of(app).readers() as session:
        return pages_by_slug(session, [card["slug"] for card in all_cards(session)])


def one_page(app: Flask, slug: str) -> Page:
    """One case's page."""
    with kit_of(app).readers() as session:
        return pages_by_slug(session, [slug])[slug]


def overgrown(page: Page) -> Page:
    """The same case with 40 results and a background of 3,000 characters, in words that say they are for a test."""
    grown = copy.deepcopy(page)
    refs = [1]
    grown["outcomes"] = [
        {
            "indicator": f"試験のための指標{number}",
            "value": f"{number}件",
            "number": float(number),
            "unit": "件",
            "as_of": None,
            "as_of_note": None,
            "as_of_text": "時点不明",
            "note": None,
            "refs": refs,
        }
        for number in range(1, 41)
    ]
    grown["background"] = [{"text": "これは長い文を試すための文です。" * 200, "refs": refs}]
    return grown
