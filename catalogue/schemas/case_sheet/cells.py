"""Cells that hold several things: statements with the numbers of their sources, sentences, words.

A cell of statements has one item a line, begun by 「・」 and ended by the numbers of its sources: 「・文〔1、3〕」. A
line without 「・」 goes on with the item above. Whatever a text holds comes back as it was: a line that begins with
「・」 within a text is written with a 「　」 in front, and a text that itself ends in something like 「〔3〕」 gets
its mark after that, an empty one (「〔〕」) where it has no source.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

BULLET = "・"
NO_SOURCE_WORDS = "出典なし"
_LINE_END = re.compile(r"\r\n?|\n")
_MARK = re.compile(rf"〔\s*(?:{NO_SOURCE_WORDS}|[\d\s、，,;；・]*)\s*〕\s*\Z")
# No source has so high a number; what is longer is cut, and then names none.
_NUMBER = re.compile(r"0*(\d{1,9})\d*")
_LOOKS_LIKE_ITEM = re.compile("　*・")
_INDENTED = re.compile("　+・")
# What lists of other people begin their items with.
_BULLETS = re.compile(r"\s*(?P<sign>[・•●○◎■□◆◇▪▶])\s*|\s*(?P<dash>[-－‐])\s+")
# What they count them with: ①, (1), 1. – and in one line without a break: ①相談②補助.
_COUNTED = re.compile(r"\s*(?:(?P<ring>[①-⑳])|[（(]?(?P<plain>\d{1,2})(?:[)）]|[.．](?!\d)))\s*")
_IN_ONE_LINE = re.compile(r"(?<!\A)(?<!\n)(?=[①-⑳](?![のとやをはが・、]))")
_BETWEEN_WORDS = re.compile(r"\s*[、，,;；\n]\s*")
_GUARDED = re.compile(r"'+(?:\s*[=+\-−@＝＋－＠]|[\t\r\n])")

Statement = tuple[str, tuple[int, ...] | None]


def unguarded(text: str) -> str:
    """A cell's text with plain ends of lines, and without the apostrophe that csv puts before what looks like a
    formula."""
    plain = _LINE_END.sub("\n", text)
    return plain[1:] if _GUARDED.match(plain) else plain


def guarded(text: str) -> str:
    """A text as a cell has it, so that :func:`unguarded` gives it back: one that begins like a guarded one is guarded
    itself."""
    return f"'{text}" if _GUARDED.match(text) else text


def with_mark(text: str, numbers: Sequence[int]) -> str:
    """A text and the numbers of its sources: 「文〔1、3〕」."""
    if numbers:
        return f"{text}〔{'、'.join(map(str, numbers))}〕"
    return f"{text}〔〕" if _MARK.search(text) else text


def without_mark(text: str) -> Statement:
    """The text and its numbers; None where it has no mark, nothing in the numbers where the mark says 出典なし."""
    found = _MARK.search(text)
    if not found:
        return text, None
    return text[: found.start()], numbers_in(found[0])


def numbers_in(text: str) -> tuple[int, ...]:
    """The numbers of 「〔1、3〕」, 「[1][3]」 or 「1, 3」, each once."""
    figures = _NUMBER.findall(unicodedata.normalize("NFKC", text))
    return tuple(dict.fromkeys(int(figure) for figure in figures))


def names_nothing_but_numbers(text: str) -> bool:
    """Whether a cell for numbers of sources holds such and nothing else."""
    left = re.sub(r"[\d\s、,;・\[\]〔〕()]|出典なし|なし", "", unicodedata.normalize("NFKC", text))
    return not left


def cell_of_items(items: Iterable[str]) -> str:
    """Items as one cell, each begun by 「・」."""
    return "\n".join(BULLET + _indented(item) for item in items)


def _indented(item: str) -> str:
    first, *more = item.split("\n")
    return "\n".join([first, *(f"　{line}" if _LOOKS_LIKE_ITEM.match(line) else line for line in more)])


def items_of_cell(text: str) -> list[str]:
    """The items of a cell. Where its first line begins with a sign, that sign begins every item; so do numbers, where
    they count from one; where it has none, each line is an item."""
    if counted := _counted(text.strip()):
        return counted
    lines = text.strip("\n").split("\n")
    sign = _sign_of(lines[0])
    if sign is None:
        return [line.strip() for line in lines if line.strip()]
    ours = lines[0].startswith(BULLET)
    items: list[list[str]] = []
    for line in lines:
        begun = _begun_by(sign, line, ours=ours)
        if begun is not None:
            items.append([begun])
        else:
            items[-1].append(line[1:] if ours and _INDENTED.match(line) else line)
    return [item for item in ("\n".join(lines).strip() for lines in items) if item]


def _counted(text: str) -> list[str]:
    """Items that are counted from one, without their numbers; nothing where they are not."""
    lines = (_IN_ONE_LINE.sub("\n", text) if text.startswith("①") else text).split("\n")
    items: list[str] = []
    for line in lines:
        found = _COUNTED.match(line)
        number = (ord(found["ring"]) - ord("①") + 1 if found["ring"] else int(found["plain"])) if found else 0
        if found and number == len(items) + 1:
            items.append(line[found.end() :].strip())
        elif found or not items:
            return []
        else:
            items[-1] = f"{items[-1]}\n{line.strip()}".strip()
    return items if len(items) > 1 and all(items) else []


def _sign_of(line: str) -> str | None:
    found = _BULLETS.match(line)
    return (found["sign"] or found["dash"]) if found else None


def _begun_by(sign: str, line: str, *, ours: bool) -> str | None:
    """What follows the sign; ours stands at the very beginning, or it belongs to the text."""
    if ours:
        return line[1:] if line.startswith(BULLET) else None
    found = _BULLETS.match(line)
    return line[found.end() :] if found and sign in (found["sign"], found["dash"]) else None


def cell_of_words(words: Sequence[str]) -> str:
    """Words as one cell, parted by 「、」; as items where a word has such a sign in it."""
    if any(_BETWEEN_WORDS.search(word) or word.startswith(BULLET) for word in words):
        return cell_of_items(words)
    return "、".join(words)


def words_of_cell(text: str) -> list[str]:
    """The words of a cell: parted by lines where it has several (or items), or else by 「、」 and the like."""
    if "\n" in text.strip() or text.strip().startswith(BULLET):
        return items_of_cell(text.strip())
    return [word for word in _BETWEEN_WORDS.split(text.strip()) if word]
