"""Folding: one form for what readers hold to be the same letters, with the way back to the original.

Full and half width, ligatures such as ㈱, upper and lower case fall together (Unicode NFKC, UAX #15, then
lower case); kanji in their old forms and the variants usual in names become the plain ones; invisible characters
vanish; what cannot be text (controls, lone surrogates) becomes a space.
NFKC changes lengths (㈱ becomes three characters, ﾄﾞ one), so every folded character remembers which stretch
of the original it came from. What is shown is always the original; only the index folds.
"""

import re
import unicodedata
from dataclasses import dataclass

# Letters that fold to themselves whatever follows, unless a combining mark does.
_PLAIN = "\n !-@\\[-`a-z{-~、。「」・ぁ-ゖァ-ヺー一-鿿"
_COMBINING = "\u0300-\u036f\u3099\u309a\uff9e\uff9f\ufe00-\ufe0f\U000e0100-\U000e01ef"
_UNEVEN = re.compile(f"[^{_PLAIN}][{_COMBINING}]*|[{_PLAIN}][{_COMBINING}]+")
_VARIANTS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_KEPT_CONTROLS = "\n\t"

# Left out are those that tell names apart: 鹿嶋 is not 鹿島.
_OLD_FORMS = (
    "會圓學縣國實寶應惠榮櫻淺澁眞禮藏證豐鐵關靜壽舊萬與變總續體臺燈爐獨戶黑"
    "橫德澤濱瀧廣邊邉髙﨑冨栁齋齊薗邨縱驛麥圖團畫發賣讀鄕晝氣稅"
)
_NEW_FORMS = (
    "会円学県国実宝応恵栄桜浅渋真礼蔵証豊鉄関静寿旧万与変総続体台灯炉独戸黒"
    "横徳沢浜滝広辺辺高崎富柳斎斉園村縦駅麦図団画発売読郷昼気税"
)
_NEW_FORM = str.maketrans(_OLD_FORMS, _NEW_FORMS)
_OLD_FORM = re.compile(f"[{_OLD_FORMS}]")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text. Its character ``i`` came from ``original[starts[i]:ends[i]]``."""

    text: str
    starts: range | list[int]
    ends: range | list[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original that ``text[start:end]``, not empty, came from."""
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """The text folded, with its offsets."""
    if _OLD_FORM.search(text):
        text = text.translate(_NEW_FORM)
    first = _UNEVEN.search(text)
    if first is None:
        return Folded(text, range(len(text)), range(1, len(text) + 1))
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for match in _UNEVEN.finditer(text, first.start()):
        begin, end = match.span()
        folded = _fold_cluster(match.group())
        pieces += text[done:begin], folded
        starts += *range(done, begin), *[begin] * len(folded)
        ends += *range(done + 1, begin + 1), *[end] * len(folded)
        done = end
    pieces.append(text[done:])
    starts += range(done, len(text))
    ends += range(done + 1, len(text) + 1)
    return Folded("".join(pieces), starts, ends)


def _fold_cluster(cluster: str) -> str:
    """One letter with the marks that belong to it. Variation selectors go first: they would keep a mark from
    joining."""
    bare = _VARIANTS.sub("", cluster)
    return "".join(map(_as_text, unicodedata.normalize("NFKC", bare).lower()))


def _as_text(character: str) -> str:
    match unicodedata.category(character):
        case "Cf":
            return ""
        case "Cc" | "Cs" | "Cn" | "Co" if character not in _KEPT_CONTROLS:
            return " "
        case _:
            return character
