"""How much room words take on a sheet, told without a typesetter.

The answer is never too small: a Japanese letter counts as a full square although many are narrower, a line ends early
so that a comma may hang on, and a Latin word is never divided. Whoever must keep to one sheet asks here first. All
measures are in points.
"""

import math
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from catalogue.exports.brief import (
    Block,
    Bullets,
    Heading,
    Line,
    Picture,
    Section,
    Sources,
    Table,
    in_brackets,
)
from catalogue.exports.word.type import DENSE, FRAME_ROOM, PER_MM, Face, Role, Setting

SHEET_WIDTH, SHEET_HEIGHT = (210 - 2 * DENSE.margin) * PER_MM, (297 - 2 * DENSE.margin) * PER_MM
_NARROW, _CAPITAL, _SUPERSCRIPT = 0.6, 0.75, 0.65
_HELD_BACK = 1.0  # of a line, in letters
_BETWEEN_SCRIPTS = 0.25  # Word's own space where Japanese meets Latin letters or figures
_BORDER = 0.75
_TOKENS = re.compile(r"[!-~]+|.", re.DOTALL)
_SCRIPTS_MEET = re.compile(r"(?<=[0-9A-Za-z])(?=[^\x00-\x7f])|(?<=[^\x00-\x7f])(?=[0-9A-Za-z])")


def width_of(text: str) -> float:
    """Width in letters of full width."""
    return sum(map(_letter, text)) + _BETWEEN_SCRIPTS * len(_SCRIPTS_MEET.findall(text))


def _letter(letter: str) -> float:
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Cf", "Mn"):
        return 0
    if unicodedata.east_asian_width(letter) in ("Na", "H"):
        return _CAPITAL if letter.isupper() or letter in "%&@mw" else _NARROW
    return 1


def shortened(text: str, letters: float) -> str:
    """The beginning of ``text``, at most so wide, with … where it is cut."""
    if width_of(text) <= letters:
        return text
    kept, room = [], letters - 1
    for letter in text:
        room -= _letter(letter)
        if room < 0:
            break
        kept.append(letter)
    return "".join(kept).rstrip() + "…"


@lru_cache(maxsize=2048)
def lines_of(text: str, width: float, size: float) -> int:
    """How many lines ``text`` takes at most, in letters of ``size`` within ``width``."""
    room = max(width / size - _HELD_BACK, 1)
    return sum(_lines_of_paragraph(part, room) for part in text.split("\n"))


def _lines_of_paragraph(text: str, room: float) -> int:
    lines, used = 1, 0.0
    for token in _TOKENS.findall(text):
        wide = width_of(token) + (_BETWEEN_SCRIPTS if token.isascii() and token[0] != " " else 0) * 2
        if used + wide > room:
            lines += max(math.ceil(wide / room), 1)
            used = wide % room
        else:
            used += wide
    return lines


def row_lines(cells: Sequence[Sequence[Line]], widths: Sequence[float], setting: Setting) -> int:
    """How many lines the tallest cell of a row takes."""
    size = setting.faces[Role.CELL].size
    heights = (
        sum(lines_of(_as_wide_as(line), width - 2 * setting.cell_sides, size) for line in each)
        for each, width in zip(cells, widths, strict=True)
    )
    return max(heights, default=1)


def column_widths(table: Table, width: float) -> list[float]:
    """The widths of a table's columns within ``width``, as its shares say."""
    fitting = len(table.shares) == len(table.head) and all(share > 0 for share in table.shares)
    shares = table.shares if fitting else (1.0,) * len(table.head)
    return [width * share / sum(shares) for share in shares]


def picture_size(picture: Picture, width: float, setting: Setting) -> tuple[float, float]:
    """Width and height of a picture within a text of ``width``: never larger than it is at 96 dots to the inch."""
    share, highest = setting.picture
    scale = min(share * width / picture.width, highest * PER_MM / picture.height, 72 / 96)
    return picture.width * scale, picture.height * scale


def sheet_room(section: Section) -> float:
    """What remains of one A4 sheet below a dense section; less than nothing where it does not fit."""
    taken = _paragraph(section.title, DENSE.faces[Role.TITLE])
    taken += _paragraph(section.kicker, DENSE.faces[Role.KICKER]) if section.kicker else 0
    return SHEET_HEIGHT - taken - sum(map(_height, section.blocks))


def _height(block: Block) -> float:
    if isinstance(block, Heading):
        return _paragraph(block.text, DENSE.faces[Role.HEADING])
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Picture):
        return _picture(block)
    if isinstance(block, Sources):
        whole = "　".join(f"[{'00' if line.refs else ''}] {line.text}" for line in block.lines)
        label, face = DENSE.faces[Role.SOURCES], DENSE.faces[Role.SOURCE]
        return _paragraph("", label) + _paragraph(whole, face)
    role = Role.BULLET if isinstance(block, Bullets) else Role.BODY
    indent = DENSE.indent if role is Role.BULLET else 0
    return sum(_paragraph(_as_wide_as(line), DENSE.faces[role], indent) for line in block.lines)


def _paragraph(text: str, face: Face, indent: float = 0) -> float:
    return face.before + face.after + face.line * lines_of(text, SHEET_WIDTH - indent, face.size)


def _as_wide_as(line: Line) -> str:
    """Words as wide as a line with its numbers, which are smaller."""
    numbers = in_brackets(line.refs)
    mark = f"〔{line.mark}〕" if line.mark else ""
    return line.text + " " * math.ceil(len(numbers) * _SUPERSCRIPT) + mark


def _table(table: Table) -> float:
    widths, face = column_widths(table, SHEET_WIDTH), DENSE.faces[Role.CELL]
    rows = ([(Line(words),) for words in table.head], *table.rows)
    lines = sum(row_lines(row, widths, DENSE) for row in rows)
    ends = len(rows) * (2 * DENSE.cell_ends + _BORDER) + DENSE.faces[Role.AFTER_TABLE].line
    caption = _paragraph(table.caption, DENSE.faces[Role.CAPTION]) if table.caption else 0
    return lines * face.line + ends + caption


def _picture(picture: Picture) -> float:
    caption = _paragraph(_as_wide_as(picture.caption), DENSE.faces[Role.CAPTION])
    credit = _paragraph(picture.credit, DENSE.faces[Role.CREDIT]) if picture.credit else 0
    return _picture_itself(picture) + caption + credit


def _picture_itself(picture: Picture) -> float:
    if picture.missing:
        edges = 2 * (FRAME_ROOM + _BORDER)
        return _paragraph(picture.missing, DENSE.faces[Role.FRAME], edges) + edges
    _, height = picture_size(picture, SHEET_WIDTH, DENSE)
    face = DENSE.faces[Role.PICTURE]
    return face.before + height + 2 + face.after
