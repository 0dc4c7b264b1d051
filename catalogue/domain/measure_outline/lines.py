"""The lines of a text, put right where a flattened table glued two of them together or broke one in two."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from catalogue.domain.measure_outline.words import group, is_remark, item, plain
from catalogue.domain.odd_letters import Oddity, odd_letters, odd_words
from catalogue.domain.paper import Form, Piece

_AFTER_A_REMARK = re.compile(
    r"(?:変更なし|を(?:変更|追加|削除|廃止|統合|新設|分割|移動|修正))(?=[^\s、。,.・)\]】」』ぁ-ん])"
)
_BEFORE_A_DIRECTION = re.compile(r"(?:施策の?方針|基本方針|基本目標)\s*[0-9]{1,3}(?=[\s(]|\Z)")
# A line that ends so goes on in the next one.
_UNFINISHED = re.compile(r"[のをにがでと、・]\Z")
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or a part of one. ``key`` names it: the number of its line, and where it was glued, of its part."""

    key: str
    number: int
    text: str
    form: Form = Form.LINE
    level: int = 0


def lines_of(pieces: Sequence[Piece]) -> tuple[list[Line], list[Oddity]]:
    """The lines of a text, and what was odd about them. Rows of tables and breaks between pages are lines too."""
    oddities = [*odd_letters(pieces), *odd_words(pieces)]
    parts = [line for piece in pieces for line in _unglued(piece, oddities)]
    return _joined(parts, oddities), sorted(oddities, key=lambda oddity: oddity.number)


def _unglued(piece: Piece, oddities: list[Oddity]) -> Iterator[Line]:
    # A number by itself is that of a page: it is no title and no text of what is above it.
    form = Form.BREAK if piece.text.isdecimal() else piece.form
    whole = " ".join(piece.text.split()) if piece.form is not Form.ROW else piece.text
    parts = list(_parts(whole)) if piece.form is not Form.ROW and len(whole) <= _LONGEST else [whole]
    if len(parts) > 1 and not _is_group_and_item(parts):
        said = "」「".join(parts)
        told = f"{piece.number}行目は、2つ以上の言葉がつながって印字されているとみて、「{said}」に分けて読みました。"
        oddities.append(Oddity(piece.number, told))
    for place, part in enumerate(parts):
        key = f"{piece.number}.{place}" if place else str(piece.number)
        yield Line(key, piece.number, part, form if not place else Form.LINE, piece.level)


def _is_group_and_item(parts: Sequence[str]) -> bool:
    """(工業振興施策)施策方針1 is how tables print it, and nothing to wonder at."""
    return len(parts) == 2 and group(parts[0]) is not None and item(parts[1]) is not None


def _parts(text: str) -> Iterator[str]:
    """``text`` cut where two things are glued together."""
    begins = group(text)
    if begins and begins[1]:
        yield text[: len(text) - len(begins[1])].strip()
        yield from _parts(begins[1])
        return
    cut = _first_cut(text)
    if not cut:
        yield text
        return
    yield text[:cut].strip()
    yield from _parts(text[cut:].strip())


def _first_cut(text: str) -> int:
    """Behind a remark that goes on with something else, or before a direction that is glued to a remark; 0 where there
    is nothing to cut."""
    if item(text):
        return 0
    seen = plain(text)
    cuts = [found.end() for found in _AFTER_A_REMARK.finditer(seen) if is_remark(text[: found.end()])]
    cuts += [
        found.start() for found in _BEFORE_A_DIRECTION.finditer(seen) if _ends_a_remark(text[: found.start()])
    ]
    return min(cuts, default=0)


def _ends_a_remark(before: str) -> bool:
    """Also a part of one: what was broken over two lines begins on the line before."""
    return bool(before) and (is_remark(before) or is_remark(f"施策の{before}"))


def _joined(lines: Sequence[Line], oddities: list[Oddity]) -> list[Line]:
    """Remarks that were broken in two are one again."""
    joined: list[Line] = []
    for line in lines:
        if joined and _goes_on(joined[-1], line):
            whole = joined[-1].text + line.text
            number = joined[-1].number
            told = f"{number}行目は、途中で折り返されているとみて、次の行と「{whole}」につなげて読みました。"
            oddities.append(Oddity(number, told))
            joined[-1] = replace(joined[-1], text=whole)
        else:
            joined.append(line)
    return joined


def _goes_on(before: Line, line: Line) -> bool:
    if {before.form, line.form} != {Form.LINE} or item(before.text):
        return False
    whole = before.text + line.text
    return bool(_UNFINISHED.search(before.text)) and item(line.text) is None and is_remark(whole)
