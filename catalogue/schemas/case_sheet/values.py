"""The value of one cell, read as its column has it. What cannot be read stays as it was typed, for the schema to speak
of; where the schema's words would not help somebody at a spreadsheet, the sentence is said here."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from catalogue.domain.vocabulary import Status
from catalogue.schemas.case_sheet.cells import (
    items_of_cell,
    names_nothing_but_numbers,
    numbers_in,
    without_mark,
    words_of_cell,
)
from catalogue.schemas.case_sheet.column import Column, Holds
from catalogue.schemas.case_sheet.lines import date_of
from catalogue.schemas.form_inputs import Kind
from catalogue.schemas.form_values import as_stored

YES = frozenset({"はい", "yes", "true", "1", "○", "〇", "◯", "✓", "✔", "有", "あり", "約"})
NO = frozenset({"いいえ", "no", "false", "0", "×", "無", "なし", "-", "－"})
# Other words of lists for what our closed list calls by one.
_ALSO: Mapping[str, Mapping[str, Status]] = {
    "status": {
        "継続": Status.ONGOING, "実施中": Status.ONGOING, "継続実施": Status.ONGOING, "実施": Status.ONGOING,
        "実証中": Status.TRIAL, "実証実験中": Status.TRIAL, "実証実験": Status.TRIAL, "試行": Status.TRIAL,
        "試行中": Status.TRIAL, "完了": Status.ENDED, "廃止": Status.ENDED, "事業終了": Status.ENDED,
        "不明": Status.UNKNOWN,
    },
}  # fmt: skip
_PEOPLE = re.compile(r"約?\s*(?P<number>[\d,，]+)\s*(?:人|名)?\Z")


NO_DATE = (
    "日付として読み取れません。「2020年4月」「令和2年4月1日」「R2.4」「令和2年度」のように書いてください。"
    "分からないときは空けておきます。"
)


class Unreadable(ValueError):
    """A cell that cannot be what its column holds; the message is the sentence that says so."""


def value_of(column: Column, text: str) -> Any:
    """What the document holds for a cell that is not empty; statements and citations have the numbers of sources as
    text for keys.

    Raises:
        Unreadable: with the sentence that says what to mend.
    """
    return _READERS.get(column.holds, _value)(column, text)


def _value(column: Column, text: str) -> Any:
    if column.name == "population.value":
        found = _PEOPLE.match(unicodedata.normalize("NFKC", text).strip())
        text = found["number"] if found else text
    if column.kind is Kind.DATE:
        if date := date_of(text):
            return date
        raise Unreadable(NO_DATE)
    # A line cannot be broken; a cell may be, only to be narrow.
    kind = Kind.PARAGRAPH if column.kind is Kind.LINE else column.kind
    return as_stored(kind, text)


def _flag(_: Column, text: str) -> bool:
    word = unicodedata.normalize("NFKC", text).strip().casefold()
    if word in YES or text.strip() in YES:
        return True
    if word in NO or text.strip() in NO:
        return False
    raise Unreadable("「はい」か「いいえ」で書いてください。")


def word_of(column: Column, text: str) -> str | None:
    """The stored word for its Japanese name, or for itself; nothing where it is none of the list."""
    typed = _plain(text)
    for stored, label in column.choices:
        if typed in (_plain(stored), _plain(label)):
            return stored
    other = _ALSO.get(column.name, {}).get(typed)
    return other.value if other else None


def _plain(text: str) -> str:
    return re.sub(r"[\s・･]", "", unicodedata.normalize("NFKC", text)).casefold()


def _choice(column: Column, text: str) -> str:
    stored = word_of(column, text)
    if stored is None:
        raise Unreadable(_not_in_list(column, text))
    return stored


def _choices(column: Column, text: str) -> list[str]:
    words = words_of_cell(text)
    for word in words:
        if word_of(column, word) is None:
            raise Unreadable(_not_in_list(column, word))
    return list(dict.fromkeys(word_of(column, word) or "" for word in words))


def _not_in_list(column: Column, word: str) -> str:
    allowed = "、".join(label for _, label in column.choices)
    return f"「{word.strip()}」は選べません。次のどれかを書いてください：{allowed}"


def _statement(_: Column, text: str) -> dict[str, Any]:
    said, cited = without_mark(text)
    return {"text": said} | ({} if cited is None else {"sources": [str(number) for number in cited]})


def _statements(column: Column, text: str) -> list[dict[str, Any]]:
    return [_statement(column, item) for item in items_of_cell(text)]


def _sentences(_: Column, text: str) -> list[str]:
    return items_of_cell(text)


def _words(column: Column, text: str) -> Any:
    words = words_of_cell(text)
    return as_stored(column.kind, "\n".join(words)) if column.kind is Kind.CASES else words


def _cited(_: Column, text: str) -> list[str]:
    if not names_nothing_but_numbers(text):
        raise Unreadable("「出典」の番号を「1、3」のように書いてください。")
    return [str(number) for number in numbers_in(text)]


_READERS: Mapping[Holds, Callable[[Column, str], Any]] = {
    Holds.FLAG: _flag,
    Holds.CHOICE: _choice,
    Holds.CHOICES: _choices,
    Holds.STATEMENT: _statement,
    Holds.STATEMENTS: _statements,
    Holds.SENTENCES: _sentences,
    Holds.WORDS: _words,
    Holds.CITED: _cited,
}
