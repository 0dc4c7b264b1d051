"""Shift_JIS as Windows has it (cp932), and what becomes of letters it lacks.

Files in it are still asked for. What it lacks is lost in them; who reads such a file back must know what a text looked
like in there, to see whether anybody changed it.
"""

import re

# 下駄: what Japanese printers set where they had no letter.
NO_SUCH_LETTER = "〓"
# Letters Windows' Shift_JIS has under another code point, or as one letter with the one before.
_OTHER_CODE_POINTS = (("m²", "㎡"), ("〜", "～"), ("−", "－"), ("—", "―"), ("‖", "∥"), ("\xa0", " "))
# They choose between drawings of the letter before them, which stays.
_VARIATION_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def encoded(text: str) -> bytes:
    """The bytes: a letter it has not becomes 〓, but for the few it knows in another form (〜 as ～, m² as ㎡)."""
    text = _VARIATION_SELECTORS.sub("", text)
    for letters, there in _OTHER_CODE_POINTS:
        text = text.replace(letters, there)
    try:
        return text.encode("cp932")
    except UnicodeEncodeError:
        return b"".join(_letter(letter) for letter in text)


def as_it_comes_back(text: str) -> str:
    """What a text reads after it has been in such a file."""
    return encoded(text).decode("cp932")


def holds(text: str) -> bool:
    """Whether all of its letters can be written."""
    try:
        text.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True


def _letter(letter: str) -> bytes:
    try:
        return letter.encode("cp932")
    except UnicodeEncodeError:
        return NO_SUCH_LETTER.encode("cp932")
