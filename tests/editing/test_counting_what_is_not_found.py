from datetime import date, timedelta

import pytest
from flask import Flask
from sqlmodel import Session

from catalogue.editing import unfound
from catalogue.editing.unfound import count, unfound_words, words_to_count
from catalogue.models import UnfoundWord
from tests.conftest import kit_of

DAY = date(2026, 11, 22)


@pytest.fixture
def session(empty_app: Flask) -> Session:
    return kit_of(empty_app).writers()


def counts(session: Session) -> dict[str, int]:
    return {row.word: row.count for row in unfound_words(session)}


def test_spellings_of_one_word_count_together(session: Session) -> None:
    for typed in ("ﾃﾞｼﾞﾀﾙ田園", "デジタル田園", "　デジタル田園 "):
        count(session, words_to_count(typed, [typed]), DAY)
    assert counts(session) == {"デジタル田園": 3}


def test_first_and_last_day_are_kept_and_the_most_asked_comes_first(session: Session) -> None:
    count(session, ["移動販売", "水素"], DAY)
    count(session, ["水素"], DAY + timedelta(days=3))
    first, second = unfound_words(session)
    assert (first.word, first.count, first.first_on, first.last_on) == ("水素", 2, "2026-11-22", "2026-11-25")
    assert (second.word, second.last_on) == ("移動販売", "2026-11-22")


@pytest.mark.parametrize(
    "text",
    [
        "taro@example.jp",
        "https://example.jp/",
        "０４２８-２２-１１１１",
        "90分" + "9" * 10,
        "!!!",
        "水",
        "商" * 51,
        "",
    ],
)
def test_addresses_numbers_and_texts_are_not_kept(text: str) -> None:
    assert words_to_count(text, [text]) == ()


def test_a_year_in_a_word_does_no_harm() -> None:
    assert words_to_count("2030年問題", ["2030年問題"]) == ("2030年問題",)


def test_nothing_is_kept_of_a_query_that_only_a_machine_would_send() -> None:
    words = [f"言葉{number}" for number in "一二三四五六"]
    assert words_to_count(" ".join(words), words) == ()
    assert len(words_to_count(" ".join(words[:5]), words[:5])) == 5


def test_a_stranger_can_add_only_so_many_words_a_day_but_known_ones_go_on_counting(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unfound, "MOST_NEW_A_DAY", 3)
    for word in ("いち", "にい", "さん", "よん"):
        count(session, [word], DAY)
    count(session, ["いち"], DAY)
    assert counts(session) == {"いち": 2, "にい": 1, "さん": 1}
    count(session, ["よん"], DAY + timedelta(days=1))
    assert counts(session)["よん"] == 1


def test_in_a_full_table_the_least_asked_and_oldest_makes_room(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unfound, "MOST_WORDS", 3)
    days = {"よく聞かれる": 5, "古い": 1, "新しい": 1}
    for after, (word, times) in enumerate(days.items()):
        for _ in range(times):
            count(session, [word], DAY + timedelta(days=after))
    count(session, ["次の言葉"], DAY + timedelta(days=9))
    assert counts(session) == {"よく聞かれる": 5, "次の言葉": 1, "新しい": 1}


def test_the_table_keeps_nothing_but_word_count_and_days() -> None:
    assert set(UnfoundWord.model_fields) == {"word", "count", "first_on", "last_on"}
