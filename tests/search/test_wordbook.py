import logging
import os
from pathlib import Path

import pytest

from catalogue.search.concepts import Form
from catalogue.search.wordbook import Wordbook, key
from catalogue.search.wordbook_file import WordbookFile
from tests.search.words import SEEDS, said

TABLE = "groups:\n  - same: [空き店舗, 空店舗]\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "municipalities.csv").write_bytes((SEEDS / "municipalities.csv").read_bytes())
    _write(tmp_path, TABLE)
    return tmp_path


def _write(folder: Path, table: str) -> None:
    """Write the table as somebody would some time later."""
    path = folder / "synonyms.yaml"
    last = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(table, encoding="utf-8")
    os.utime(path, ns=(last + 1_000_000_000, last + 1_000_000_000))


def synonyms(book: Wordbook, word: str) -> list[str]:
    return [form.shown for form in book.synonyms.get(key(word), ())]


def places(book: Wordbook, kana: str) -> list[str]:
    return [said(form) for form in book.places(kana)]


def test_an_empty_wordbook_knows_nothing() -> None:
    book = Wordbook.empty()
    assert book.synonyms == book.names == {}
    assert book.places("おうめ") == book.near("ドロン") == ()


def test_the_shipped_table_can_be_used() -> None:
    book = WordbookFile(SEEDS)()
    assert "クラウドファンディング" in synonyms(book, "クラファン")
    assert "クラファン" in synonyms(book, "クラウド・ファンディング")
    assert "コワーキング" in synonyms(book, "シェアオフィス")
    assert "事例" in book.light


def test_no_word_of_the_shipped_table_is_its_own_synonym() -> None:
    book = WordbookFile(SEEDS)()
    assert [
        word for word, forms in book.synonyms.items() if word in {key(form.shown) for form in forms}
    ] == []


def test_every_place_is_known_with_and_without_its_suffix() -> None:
    book = WordbookFile(SEEDS)()
    assert places(book, "おうめし") == ["青梅市"]
    assert places(book, "おうめ") == ["青梅"]
    assert places(book, "とうきょうと") == ["東京都"]
    assert places(book, "ほっかいどう") == ["北海道"]
    assert places(book, "ふちゅう")[:1] == ["府中"]
    assert set(places(book, "さかい")) >= {"境町", "堺市"}


def test_a_word_one_slip_apart_is_found(folder: Path) -> None:
    _write(folder, "groups:\n  - same: [クラファン, クラウドファンディング]\n")
    near: tuple[Form, ...] = WordbookFile(folder)().near("クラファソ")
    assert [form.shown for form in near] == ["クラファン"]


def test_an_edit_is_seen_at_the_next_call(folder: Path) -> None:
    wordbook = WordbookFile(folder)
    before = wordbook()
    assert wordbook() is before
    _write(folder, "groups:\n  - same: [空き店舗, 空きテナント]\n")
    assert synonyms(wordbook(), "空き店舗") == ["空きテナント"]
    assert places(wordbook(), "おうめ") == ["青梅"]


@pytest.mark.parametrize("broken", ["groups: [", "groups:\n  - same: [空き店舗]\n", "3", "\x00"])
def test_a_broken_table_is_logged_once_and_the_last_good_one_stays(
    folder: Path, broken: str, caplog: pytest.LogCaptureFixture
) -> None:
    wordbook = WordbookFile(folder)
    assert synonyms(wordbook(), "空き店舗") == ["空店舗"]
    _write(folder, broken)
    with caplog.at_level(logging.WARNING):
        assert synonyms(wordbook(), "空き店舗") == ["空店舗"]
        assert synonyms(wordbook(), "空き店舗") == ["空店舗"]
    assert [record.args[0].name for record in caplog.records if isinstance(record.args, tuple)] == [
        "synonyms.yaml"
    ]


def test_a_table_that_is_gone_stays_in_force(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    wordbook = WordbookFile(folder)
    wordbook()
    (folder / "synonyms.yaml").unlink()
    assert synonyms(wordbook(), "空き店舗") == ["空店舗"]
    assert len(caplog.records) == 1


def test_without_any_file_it_knows_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert not WordbookFile(tmp_path)().synonyms
    assert len(caplog.records) == 0
