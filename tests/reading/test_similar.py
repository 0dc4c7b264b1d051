from flask import Flask

from catalogue.domain.errors import Unavailable
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
