"""What lists of other people call the fields of a case: a guess for each heading, which a person confirms.

Only the heading is looked at. It is compared without blanks, without what stands in brackets (「事業費（千円）」) and
without numbers (「出典1」, 「URL②」, of which the number is kept), and then by its end: 「本市の取組の概要」 is a 概要.
Programs write paths (``sources.0.url``, ``source_url``): these count as one word, and then by their last part.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from catalogue.schemas.case_sheet.synonym_words import NOT_AT_THE_END, WITH_NUMBER, WORDS

_BRACKETED = re.compile(r"[(\[〔【<〈《][^()\[\]〔〕【】<>〈〉《》]*[)\]〕】>〉》]")
_ORDINAL = re.compile(r"第?(?P<number>\d{1,2})(?:つ目|番目|件目)?(?!\d|年)")
# How programs count parts, from 0: sources.0.title, sources[0].title, partners_1.
_INDEX = re.compile(r"(?<=[a-z])(?:[._/](?P<plain>\d{1,2})(?=[._/]|\Z)|\[(?P<boxed>\d{1,2})\])")
_BETWEEN = re.compile(r"[・/／、,&:：\-_.\s]+|および|及び|または")
_TAIL = re.compile(r"(?:など|等|欄|について)\Z")
_MOST = 20  # more is no counting
_LEAST_END = 2
_SHORT = frozenset({"url", "hp", "tel"})  # English words that end a Japanese heading


def normal(heading: str) -> str:
    """A heading as it is compared: half width, small letters, no blanks, no mark of what is required."""
    folded = unicodedata.normalize("NFKC", heading).casefold()
    return re.sub(r"[\s*※]+|[(\[【<〈](?:必須|任意|必須項目)[)\]】>〉]", "", folded)


@dataclass(frozen=True, slots=True)
class Guess:
    """A field a heading may mean; ``ordinal`` is the number in it (「URL2」), ``exact`` that all of it is known."""

    field: str
    ordinal: int | None = None
    exact: bool = False


def guess(heading: str) -> Guess | None:
    """What the heading of a list of somebody else may mean."""
    word, number = _without_number(normal(heading))
    for candidate, exact in _candidates(word):
        field = WITH_NUMBER.get(candidate) if number else None
        if field := field or _FIELDS.get(candidate):
            return Guess(field, number, exact)
    longest = max((known for known in _ENDS if word.endswith(known)), key=len, default=None)
    return Guess(_FIELDS[longest], number) if longest else None


def _without_number(plain: str) -> tuple[str, int | None]:
    """A heading without what stands in brackets, and the number of the part it counts."""
    if index := _INDEX.search(plain):
        return _INDEX.sub("", plain), int(index["plain"] or index["boxed"]) + 1
    bare = _BRACKETED.sub("", plain) or plain.strip("()[]〔〕【】<>〈〉《》")
    ordinal = _ORDINAL.search(bare)
    number = int(ordinal["number"]) if ordinal else None
    return (_ORDINAL.sub("", bare) if number is not None and 1 <= number <= _MOST else bare), number


def _candidates(word: str) -> Iterator[tuple[str, bool]]:
    """The word, without what joins and ends it, and then its parts: the first one first, in English the last one."""
    joined = _BETWEEN.sub("", word)
    for whole in (joined, _TAIL.sub("", joined)):
        yield whole, whole not in NOT_AT_THE_END
    parts = [part for part in _BETWEEN.split(word) if part]
    if word.isascii():
        parts = [part for part in reversed(parts) if part not in NOT_AT_THE_END]
    for part in parts:
        yield _TAIL.sub("", part), False


_FIELDS: dict[str, str] = {}
for _field, _headings in WORDS.items():
    for _heading in (_field, *_headings.split()):
        _FIELDS.setdefault(_BETWEEN.sub("", normal(_heading)), _field)
_ENDS = tuple(
    known
    for known in _FIELDS
    if len(known) >= _LEAST_END and known not in NOT_AT_THE_END and (known in _SHORT or not known.isascii())
)
