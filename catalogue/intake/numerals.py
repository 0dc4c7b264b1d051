"""The numbers office programs write before paragraphs by themselves: they are in no text, only in what counts them.

Names of the formats: ECMA-376 Part 1, 17.18.59 (Word) and 20.1.10.61 (slides).
"""

from collections.abc import Sequence

_KANJI = "〇一二三四五六七八九"
_KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_CIRCLED = (("①", 1, 20), ("㉑", 21, 35), ("㊱", 36, 50))
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_HIGHEST = 3_000


def numeral(count: int, kind: str) -> str:
    """A number as Word's format ``kind`` writes it; in plain figures where the format is none of these."""
    if not 0 <= count <= _HIGHEST:
        return str(count)
    match kind:
        case "decimalFullWidth" | "decimalFullWidth2":
            return str(count).translate(_WIDE)
        case "decimalZero":
            return f"{count:02}"
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese":
            return _circled(count)
        case "upperRoman" | "lowerRoman":
            return _cased(_roman(count), kind)
        case "upperLetter" | "lowerLetter":
            return _cased(_of(count, "abcdefghijklmnopqrstuvwxyz"), kind)
        case "aiueo" | "aiueoFullWidth":
            return _of(count, _KANA)
        case "iroha" | "irohaFullWidth":
            return _of(count, _IROHA)
        case "japaneseCounting" | "ideographDigital" | "japaneseDigitalTenThousand" | "chineseCounting":
            return _kanji(count)
    return str(count)


def _circled(count: int) -> str:
    for first, low, high in _CIRCLED:
        if low <= count <= high:
            return chr(ord(first) + count - low)
    return f"({count})"


def _roman(count: int) -> str:
    letters = ""
    for value, sign in _ROMAN:
        times, count = divmod(count, value)
        letters += sign * times
    return letters


def _of(count: int, letters: Sequence[str]) -> str:
    """The letter at this place; after the last the first again, twice (aa, bb)."""
    if not count:
        return ""
    rounds, place = divmod(count - 1, len(letters))
    return letters[place] * (rounds + 1)


def _kanji(count: int) -> str:
    if not count:
        return _KANJI[0]
    words = ""
    for value, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, count = divmod(count, value)
        if digit:
            words += (_KANJI[digit] if digit > 1 or not sign else "") + sign
    return words


def _cased(letters: str, kind: str) -> str:
    return letters.upper() if kind.startswith("upper") else letters
