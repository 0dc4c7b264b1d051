"""Letters as they are kept: those a file may hold and nothing else can, taken out."""

import re

from catalogue.domain.text import clean, drop_forbidden_characters

# A vertical tab is how office programs keep a line break within a paragraph.
_BREAKS = re.compile("[\v\u2028\u2029\x85]")


def plain_letters(text: str) -> str:
    """``text`` in NFC, without control characters and the space around it; line breaks of every kind are ``\\n``."""
    # Most texts have nothing to take out, and this is asked of every cell.
    return clean(text if text.isprintable() else lines_kept(text))


def lines_kept(text: str) -> str:
    """``text`` as it is, but for control characters; what breaks a line within a paragraph is ``\n``."""
    return drop_forbidden_characters(_BREAKS.sub("\n", text))
