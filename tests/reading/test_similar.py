from typing import Any

from flask import Flask
from sqlmodel import Session, select

from catalogue.domain.errors import Unavailable
from catalogue.models import Case
from catalogue.reading.cases import page
from catalogue.reading.similar import similar
from catalogue.search.memory_index import MemoryIndex
from catalogue.search.port import Answer, Query
from tests.conftest import kit_of


def test_similar_cases_are_said_to_be_so_and_why(app: Flask) -> None:
    with kit_of(app).readers() as session:
        found = similar(session, kit_of(app).index, page(session, "hachioji-open-factory"))
    assert len(found) == 3
    assert {card["category"]["slug"] for card in found} == {"open-factory"}
    assert all("同じ分類【オープンファクトリー】" in card["reason"] for card in found)


def test_a_case_is_not_similar_to_itself(app: Flask) -> None:
    with kit_of(app).readers() as session:
        found = similar(session, kit_of(app).index, page(session, "kiryu-cocotomo"), most=58)
    assert "kiryu-cocotomo" not in {card["slug"] for card in found}


class AwayIndex(MemoryIndex):
    """An index that cannot be reached."""

    def search(self, query: Query) -> Answer:
        raise Unavailable("索引がありません。")


def test_without_the_index_shared_themes_and_nodes_still_tell(app: Flask) -> None:
    with kit_of(app).readers() as session:
        found = similar(session, AwayIndex(), page(session, "kiryu-cocotomo"))
    assert len(found) == 3
    assert all(card["reason"] for card in found)


def likenesses(app: Flask, session: Session) -> list[tuple[Any, Any]]:
    """Every case's page with each of the cards said to be like it."""
    pages = [page(session, slug) for slug in session.exec(select(Case.slug))]
    return [(own, card) for own in pages for card in similar(session, kit_of(app).index, own)]


def test_the_reason_names_what_is_shared_and_nothing_else(app: Flask) -> None:
    with kit_of(app).readers() as session:
        for own, card in likenesses(app, session):
            other = page(session, card["slug"])
            same_category = own["category"] == other["category"]
            same_theme = own["theme"] == other["theme"]
            assert (f"同じ分類【{own['category']['name']}】" in card["reason"]) == same_category
            named_theme = f"同じテーマ「{own['theme']['name']}」" in card["reason"]
            assert named_theme == (same_theme and not same_category)
            assert ("関連する事例として登録" in card["reason"]) == (card["slug"] in own["related_cases"])


def test_the_reason_names_the_nodes_and_the_words_both_have(app: Flask) -> None:
    with kit_of(app).readers() as session:
        for own, card in likenesses(app, session):
            other = page(session, card["slug"])
            keys = {link["key"] for link in own["links"]}
            nodes = [link["label"] or link["name"] for link in other["links"] if link["key"] in keys]
            words = [word for word in own["keywords"] if word in other["keywords"]]
            assert ("同じ施策・将来像に関連（" in card["reason"]) == bool(nodes)
            assert ("共通する言葉（" in card["reason"]) == bool(words)
            assert all(name in card["reason"] for name in (*nodes[:2], *words[:2]))


def test_what_somebody_registered_as_related_comes_first(app: Flask) -> None:
    with kit_of(app).readers() as session:
        registered = [page(session, slug) for slug in session.exec(select(Case.slug))]
        registered = [own for own in registered if own["related_cases"]]
        for own in registered:
            wanted = own["related_cases"]
            first = similar(session, kit_of(app).index, own, most=len(wanted))
            assert {card["slug"] for card in first} == set(wanted)
    assert registered
