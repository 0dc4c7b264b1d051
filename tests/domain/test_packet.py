import pytest

from catalogue.domain.glossary import Term, terms_in
from catalogue.domain.packet import day_as_typed, day_in_era, place_of


@pytest.mark.parametrize(
    "typed", ["令和8年11月22日", "令和8年11月22日（日）", "R8.11.22", "２０２６年１１月２２日", "2026-11-22"]
)
def test_a_day_may_be_typed_as_an_office_writes_it(typed: str) -> None:
    assert day_as_typed(typed) == "2026-11-22"


@pytest.mark.parametrize(
    "typed", ["来週", "令和8年11月", "令和8年度", "令和8年13月1日", "令和8年2月30日", ""]
)
def test_what_is_not_one_day_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"^(?!2026-)"):
        day_as_typed(typed)


def test_the_day_of_a_meeting_is_written_in_the_era_alone() -> None:
    assert day_in_era("2026-11-22") == "令和8年11月22日"
    assert day_in_era("2019-05-01") == "令和元年5月1日"


def test_a_case_remembers_the_meeting_the_number_and_the_day() -> None:
    assert place_of("商工業振興委員会", "資料3", "2026-11-22") == "商工業振興委員会 資料3（令和8年11月22日）"
    assert place_of("商工業振興委員会", "資料3", None) == "商工業振興委員会 資料3"


def test_only_the_words_that_stand_in_the_papers_are_explained() -> None:
    terms = terms_in("根拠の強さ　E2 定量（自動判定）", [])
    assert [term.word for term in terms] == ["根拠の強さ", "E2 定量", "自動判定"]
    assert terms[1].meaning == "成果の数値が、出典とともに記録されています。"


def test_what_the_catalogue_says_of_its_themes_is_added_where_they_stand() -> None:
    more = [Term("DX化", "デジタル化のテーマです。"), Term("グリーン", "環境のテーマです。")]
    assert terms_in("事例② DX化", more) == [more[0]]


def test_a_word_within_another_one_is_not_that_word() -> None:
    assert terms_in("市の資料（青梅市、日付の記載なし）", []) == []
    assert [term.word for term in terms_in("費用と財源　記載なし", [])] == ["記載なし"]


def test_no_technical_term_is_explained_by_guessing() -> None:
    assert terms_in("ソーシャル・インパクト・ボンドとコワーキングスペースの事例", []) == []
