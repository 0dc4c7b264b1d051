"""The words of the catalogue that stand in a paper, with their meanings, for people who do not read the catalogue.

Only what the service itself has defined is explained: its marks, its judgements, its grades; then what the catalogue
says of its themes and plans. A technical term of a case is not, for nobody here has a source for what it means.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from catalogue.domain.evidence import MEANINGS
from catalogue.domain.vocabulary import NO_SOURCE, NOT_STATED, UNCONFIRMED


@dataclass(frozen=True, slots=True)
class Term:
    """A word and its meaning."""

    word: str
    meaning: str


# As the page about the catalogue explains them.
_OWN: Sequence[Term] = (
    Term(
        "青梅市にとって",
        "その事例が青梅市の計画のどこに関わるか、なぜ見ておきたいかについての、このカタログの作成者の考えです。"
        "事例を行った自治体の説明でも、青梅市の公式見解でもありません。",
    ),
    Term(
        "青梅市との近さ",
        "事例の自治体と青梅市を、人口、高齢化率、可住地の割合、産業の割合、面積の統計で比べたものです。"
        "地図の上での距離は含みません。取組のよしあしを表すものではありません。",
    ),
    Term(
        "根拠の強さ",
        "成果がどのくらい確かな形で記録されているかを、E0からE4までの5つの段階で示したものです。"
        "取組のよしあしを表すものではありません。",
    ),
    *(Term(f"{grade.value} {grade.label}", meaning) for grade, meaning in MEANINGS.items()),
    Term("自動判定", "根拠の強さを記録から自動で判定したもので、人による確認はまだです。"),
    Term("確認日", "このカタログの作成者が、事例の情報を最後に確かめた日です。"),
    Term(UNCONFIRMED, "調べた資料からは分からなかったことです。推測で埋めていません。"),
    Term(NOT_STATED, "くらべる項目について、事例の記録に書かれていることがないものです。"),
    Term(NO_SOURCE, "成果や経過、人口などのうち、どの資料によるものかを示せないものです。"),
    Term("時点不明", "いつの数字かが資料から分からないものです。"),
    Term(
        "資料によって",
        "資料によって書かれていることが違うときは、どちらが正しいかを決めずに、両方を載せています。",
    ),
    Term("原文のまま", "資料の言葉をそのまま使い、誤りと思われる字も直していないことを示します。"),
    Term(
        "類似団体",
        "市区町村の財政をくらべるために国が設けている、財政上の区分です。まちのようすが似ていることを表すものではありません。",
    ),
)
# What a word is called where it is not what to look for.
_SHOWN = {"資料によって": "資料によって異なること"}
# The end of another word: a source may be 日付の記載なし.
_WITHIN_ANOTHER = re.compile(rf"の{NOT_STATED}")


def terms_in(text: str, more: Iterable[Term]) -> list[Term]:
    """The words that stand in ``text``: of the catalogue's own, then of ``more`` (its themes and plans)."""
    searched = _WITHIN_ANOTHER.sub("", text)
    own = [Term(_SHOWN.get(term.word, term.word), term.meaning) for term in _OWN if term.word in searched]
    return own + [term for term in more if term.word in text]
