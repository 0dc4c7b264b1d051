"""Terms: one term for a word however it is spelt, where the dictionary's own normalised form leaves two."""

import re
from functools import lru_cache

from catalogue.search.folding import fold

# コンピューター and コンピュータ; コミュニティーバス and コミュニティバス. A short word keeps its bar: バー is no バ.
_BARS = re.compile(r"(?<=[ァ-ヺー]{3})ー\Z|(?<=[ァ-ヺー]ティ)ー(?=[ァ-ヺ])")
_KATAKANA = re.compile(r"[ァ-ヺー]+")

# ヴ and what follows it: リノヴェーション is リノベーション.
_V = re.compile(r"ヴ([ァィェォュ]?)")
_V_SOUNDS = {"ァ": "バ", "ィ": "ビ", "ェ": "ベ", "ォ": "ボ", "ュ": "ビュ", "": "ブ"}

# 茅ヶ崎 and 茅ケ崎, 龍ケ崎 and 竜ケ崎, 桧原 and 檜原: names are written either way, whatever the official one is.
_EITHER_WAY = str.maketrans("ヶ龍檜", "ケ竜桧")

_STEM_ENDINGS = dict(zip("うくぐすつぬぶむる", "いきぎしちにびみり", strict=True))


@lru_cache(maxsize=65_536)
def term_of(normalised: str) -> str:
    """The term for a normalised form of the dictionary."""
    term = fold(normalised).text.translate(_EITHER_WAY)
    if "ヴ" in term:
        term = _V.sub(lambda sound: _V_SOUNDS[sound[1]], term)
    return _BARS.sub("", term) if _KATAKANA.fullmatch(term) else term


def as_noun(verb: str, conjugation: str) -> str:
    """The noun a verb gives by its stem: 受け入れる 受け入れ, 取り組む 取り組み. Empty where it gives none.

    ``conjugation`` is the dictionary's name for it, such as 五段-マ行.
    """
    if conjugation.startswith("五段") and verb[-1] in _STEM_ENDINGS:
        return verb[:-1] + _STEM_ENDINGS[verb[-1]]
    if "一段" in conjugation and verb.endswith("る") and len(verb) > 2:
        return verb[:-1]
    return ""
