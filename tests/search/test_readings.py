import pytest

from catalogue.search.readings import reading_of, to_hiragana


@pytest.mark.parametrize(
    ("term", "reading"),
    [
        ("商店街", "しょうてんがい"),
        ("ドローン", "どろーん"),
        ("取り組み", "とりくみ"),
        ("まちづくり", "まちづくり"),
        ("dx", ""),
        ("2025", ""),
        ("web3", ""),
        ("ai活用", "えーあいかつよう"),
        ("☆", ""),
        ("", ""),
    ],
)
def test_a_term_is_read_in_hiragana_or_not_at_all(term: str, reading: str) -> None:
    assert reading_of(term) == reading


def test_only_katakana_is_turned() -> None:
    assert to_hiragana("ヴァーチャル青梅ヶ丘ABC") == "ゔぁーちゃる青梅ゖ丘ABC"
