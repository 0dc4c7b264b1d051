"""Cleaning of text at the gate, once, for everything that enters.

What is stored is what is shown, so it is NFC and keeps its full-width forms; only the search index folds further.
Control characters, lone surrogates and non-characters are refused rather than repaired, because each of them
breaks at least one file format the catalogue writes; and signs that turn the direction of writing, because they make
what stands around them say something else.
"""

import re
import unicodedata
from collections.abc import Iterable

_LINE_ENDS = re.compile(r"\r\n?")
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane * 0x10000 + low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
    + "]"
)
# Controls, surrogates, private and unassigned letters, signs of direction, separators of lines.
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_MOST_DIGITS = 9  # what a whole number of any database can hold


def has_forbidden_characters(text: str) -> bool:
    """Whether ``text`` holds a control character (but tab and newline), one that turns the direction of writing, a
    surrogate or a non-character."""
    return bool(_FORBIDDEN.search(text))


def drop_forbidden_characters(text: str) -> str:
    """``text`` without them, for words of a stranger that are only looked up and never stored."""
    return _FORBIDDEN.sub("", text)


def quotable(words: str, longest: int = 40) -> str:
    """The beginning of a stranger's ``words``, as they may stand in a sentence of ours: on one line, without controls
    and signs that turn the direction of writing, so that they cannot change what stands around them."""
    seen = "".join(letter for letter in words[: 2 * longest] if unicodedata.category(letter) not in _UNSEEN)
    line = " ".join(seen.split())
    return f"{line[:longest]}…" if len(line) > longest or len(words) > 2 * longest else line


def quoted(words: str) -> str:
    """``words`` between 「 and 」: what is quoted within them is quoted by 『』."""
    return f"「{words.replace('「', '『').replace('」', '』')}」"


def run_on(lines: Iterable[str]) -> str:
    """Lines that were broken where a page was full, as one: Latin words are parted by a space, Japanese ones are
    not."""
    parts = [""]
    for line in filter(None, lines):
        if parts[-1] and parts[-1][-1].isascii() and line[0].isascii():
            parts.append(" ")
        parts.append(line)
    return "".join(parts)


def number_in(text: str | None) -> int | None:
    """The number that an address or a form says, in full-width figures too; nothing where it says none, or one that
    nothing here could have."""
    return int(text) if text and text.isdecimal() and len(text) <= _MOST_DIGITS else None


def clean(text: str) -> str:
    """``text`` in NFC with ``\\n`` line ends and no space around it."""
    return unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text)).strip()
