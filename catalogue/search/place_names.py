"""Municipalities by what people call them: in kanji, in kana of any width, with the prefecture or without, the short
name everybody uses, or the code. Whoever types one asks here, and whoever reads one out of a sheet or a paper.

A name may be that of several places (府中市, 伊達市; 川崎 is a city and two towns): then only who typed it can say
which.
"""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, select

from catalogue.models import Municipality
from catalogue.search.folding import fold
from catalogue.search.readings import to_hiragana

MOST_OFFERED = 10
# No name of a place is longer, its prefecture and district included.
LONGEST_NAME = 60
_NEAR, _MOST_NEAR, _MOST_DOUBLED = 0.6, 5, 1

# 猿島郡 in 茨城県猿島郡境町: the code list names no districts.
_DISTRICT = re.compile(r"^((?:北海道|東京都|(?:京都|大阪)府|.{2,3}県)?)[^都道府県]{1,6}郡(?=.{2,}$)")
_IN_BRACKETS = re.compile(r"^([^(]+)\(([^)]+)\)$")
# What an input method shows before a syllable is complete: さかいm.
_HALF_A_SYLLABLE = re.compile(r"(?<=[ぁ-ゖー])[a-z]{1,3}$")
_KINDS = re.compile(r"(?<=.)[都道府県市区町村]$")
_KINDS_READ = re.compile(r"(?<=.)(?:けん|し|く|ちょう|まち|そん|むら)$")
# 町 and 村 are each read in two ways, and few know which one a place has chosen.
_OTHERWISE_READ = {"ちょう": "まち", "まち": "ちょう", "そん": "むら", "むら": "そん"}


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality under all its names: ``place`` is how a page names it (茨城県境町), unlike any other's. ``whole``
    are its names in full, ``short`` those without what kind of place it is; folded, in hiragana where they are read.
    """

    code: str
    place: str
    kana: str
    whole: frozenset[str]
    short: frozenset[str]


@dataclass(frozen=True, slots=True)
class Meant:
    """What somebody meant: ``code`` where that is certain, otherwise ``candidates`` to choose from. Where there is no
    place of such a name, ``near`` are those whose names are written or read most like it."""

    code: str | None = None
    candidates: Sequence[Place] = ()
    near: Sequence[Place] = ()


def places(session: Session) -> tuple[Place, ...]:
    """All of them, in the order of their codes."""
    rows = session.exec(
        select(Municipality.code, Municipality.name, Municipality.kana, Municipality.prefecture).order_by(
            Municipality.code
        )
    ).all()
    read = {name: kana for _, name, kana, prefecture in rows if name == prefecture}
    return tuple(
        _place(code, name, kana, prefecture, read[prefecture]) for code, name, kana, prefecture in rows
    )


def _place(code: str, name: str, kana: str, prefecture: str, prefecture_kana: str) -> Place:
    """A prefecture stands before the names of its municipalities, and not before its own."""
    alone = name == prefecture
    written = {""} if alone else {"", _folded(prefecture), _bare(prefecture)}
    spoken = {""} if alone else {"", prefecture_kana, _KINDS_READ.sub("", prefecture_kana)}
    whole = {before + _folded(name) for before in written}
    whole |= {before + reading for before in spoken for reading in (kana, *_read_otherwise(kana))}
    short = {before + _bare(name) for before in written}
    short |= {before + _KINDS_READ.sub("", kana) for before in spoken}
    return Place(code, name if alone else prefecture + name, kana, frozenset(whole), frozenset(short))


def _bare(name: str) -> str:
    return _KINDS.sub("", _folded(name))


def _read_otherwise(kana: str) -> list[str]:
    return [kana.removesuffix(end) + other for end, other in _OTHERWISE_READ.items() if kana.endswith(end)]


def _folded(typed: str) -> str:
    """Without spaces, in one width; katakana as hiragana."""
    return to_hiragana("".join(fold(typed[:LONGEST_NAME]).text.split()))


def meant(known: Sequence[Place], typed: str, *, guess: bool = True) -> Meant:
    """Which municipality ``typed`` stands for. A name in full is certain if there is one place of that name, and so is
    a short one; the beginning of a name is only offered. Without ``guess`` only certain names are looked for."""
    for wanted in _ways_to_read(typed):
        for is_called in _CERTAIN:
            found = [place for place in known if is_called(place, wanted)]
            if len(found) == 1:
                return Meant(found[0].code)
            if found:
                return Meant(candidates=found)
    if not guess:
        return Meant()
    offered = offer(known, typed)
    return Meant(candidates=offered) if offered else Meant(near=_near(known, _folded(typed)))


def offer(known: Sequence[Place], typed: str) -> Sequence[Place]:
    """What may be meant by a name that is still being typed: those called so, then those whose name begins so, then
    those that have it somewhere."""
    found = dict.fromkeys(
        place
        for wanted in _ways_to_read(typed)
        for is_called in (*_CERTAIN, _begins_so, _has_it)
        for place in known
        if is_called(place, wanted)
    )
    return list(found)[:MOST_OFFERED]


def _ways_to_read(typed: str) -> list[str]:
    """As the names are kept: folded, the prefecture before the name; then without what may be a district."""
    text = _HALF_A_SYLLABLE.sub("", _IN_BRACKETS.sub(r"\2\1", _folded(typed)))
    return [each for each in dict.fromkeys((text, _DISTRICT.sub(r"\1", text))) if each]


def _has_code(place: Place, wanted: str) -> bool:
    """The last of the six digits only checks the others, and many lists leave it out."""
    return wanted in (place.code, place.code[:5])


def _is_called(place: Place, wanted: str) -> bool:
    return wanted in place.whole


def _is_called_for_short(place: Place, wanted: str) -> bool:
    return wanted in place.short


def _begins_so(place: Place, wanted: str) -> bool:
    return any(name.startswith(wanted) for name in place.whole)


def _has_it(place: Place, wanted: str) -> bool:
    return any(wanted in name for name in place.whole)


_CERTAIN = (_has_code, _is_called, _is_called_for_short)


def _near(known: Sequence[Place], wanted: str) -> Sequence[Place]:
    letters = frozenset(wanted)
    by_name = {
        name: place
        for place in known
        for name in (*place.short, *place.whole)
        if _may_be_near(len(wanted), len(name), len(letters.intersection(name)))
    }
    close = difflib.get_close_matches(wanted, by_name, n=2 * _MOST_NEAR, cutoff=_NEAR)
    return list(dict.fromkeys(by_name[name] for name in close))[:_MOST_NEAR]


def _may_be_near(wanted: int, name: int, shared: int) -> bool:
    """Whether two words so long, with so many letters in common, can be as near as that (difflib's ratio): of several
    thousand names few can, and comparing takes long. A letter may stand in both twice."""
    return 2 * (shared + _MOST_DOUBLED) >= _NEAR * (wanted + name) and shared > 0
