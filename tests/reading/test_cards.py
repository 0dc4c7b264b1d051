from flask import Flask
from sqlmodel import select

from catalogue.context import transaction
from catalogue.domain.card import card_of
from catalogue.editing.lookup import look_up
from catalogue.editing.revisions import project_again
from catalogue.models import CasePage
from catalogue.reading.cards import all_cards, cards, pages_by_slug
from tests.conftest import kit_of

TWO = ("kiryu-cocotomo", "hachioji-open-factory")


def test_every_case_keeps_the_card_of_its_page(app: Flask) -> None:
    with kit_of(app).readers() as session:
        rows = session.exec(select(CasePage)).all()
        assert len(all_cards(session)) == len(rows) > 0
    assert all(row.card == card_of(row.data) for row in rows)


def test_cards_come_in_the_order_asked_for_without_cases_that_are_gone(app: Flask) -> None:
    with kit_of(app).readers() as session:
        assert [card["slug"] for card in cards(session, [TWO[0], "gone", TWO[1], TWO[0]])] == list(TWO)
        assert list(pages_by_slug(session, [TWO[1], "gone", TWO[0]])) == [TWO[1], TWO[0]]


def test_a_card_that_no_longer_fits_its_page_is_written_anew(own_app: Flask) -> None:
    with own_app.app_context(), transaction() as session:
        row = session.get_one(CasePage, TWO[0])
        right, row.card = row.card, {"slug": TWO[0]}
        session.add(row)
        session.flush()
        assert project_again(session, look_up(session)) == 1
        assert session.get_one(CasePage, TWO[0]).card == right
        assert project_again(session, look_up(session)) == 0
