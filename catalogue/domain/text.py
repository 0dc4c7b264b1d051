"""Cleaning of text at the gate, once, for everything that enters.

What is stored is what is shown, so it is NFC and keeps its full-width forms; only the search index folds further.
Control characters, lone surrogates and non-characters are refused rather than repaired, because each of them
breaks at least one file format the catalogue writes.
"""

import re
import unicodedata

_LINE_ENDS = re.compile(r"\r\n?")
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane * 0x10000 + low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
    + "]"
)


def has_forbidden_characters(text: str) -> bool:
    """Whether ``text`` holds a control character (but tab and newline), surrogate or non-character."""
    return bool(_FORBIDDEN.search(text))


def drop_forbidden_characters(text: str) -> str:
    """``text`` without them, for words of a stranger that are only looked up and never stored."""
    return _FORBIDDEN.sub("", text)


def clean(text: str) -> str:
    """``text`` in NFC with ``\\n`` line ends and no space around it."""
    return unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text)).strip()
