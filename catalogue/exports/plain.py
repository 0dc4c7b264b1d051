"""A section as plain text, to be copied into a draft.

What a letter cannot show is left to words: numbers of sources stand behind in brackets, a table has a tab between its
cells (which Word and Excel take for a table when it is pasted), of a picture only its caption remains, and
why it may not be shown, where it may not.
"""

from collections.abc import Iterable, Sequence

from catalogue.domain.text import drop_forbidden_characters
from catalogue.exports.brief import (
    SOURCES,
    Block,
    Bullets,
    Heading,
    Line,
    Paragraphs,
    Picture,
    Section,
    Table,
    numbered,
)

_BETWEEN_LINES_OF_A_CELL = "／"
# Not the tab: an empty last cell is still a cell.
_BLANKS = " \u3000\r"


def text_of(section: Section) -> str:
    """The text, its parts with an empty line between them; it ends without a line end."""
    head = [words for words in (section.kicker, section.title) if words]
    parts: list[list[str]] = [head] if head else []
    waiting: list[str] = []
    for block in section.blocks:
        if isinstance(block, Heading):
            parts += [waiting] if waiting else []
            waiting = [*_lines(block)]
        else:
            parts.append([*waiting, *_lines(block)])
            waiting = []
    text = "\n\n".join("\n".join(part) for part in (*parts, waiting) if part)
    return "\n".join(line.rstrip(_BLANKS) for line in drop_forbidden_characters(text).split("\n"))


def _lines(block: Block) -> Iterable[str]:
    if isinstance(block, Heading):
        return [f"■{block.text}"]
    if isinstance(block, Bullets):
        return [f"・{_words(line)}" for line in block.lines]
    if isinstance(block, Paragraphs):
        return [_words(line) for line in block.lines]
    if isinstance(block, Table):
        return _rows(block)
    if isinstance(block, Picture):
        return [_words(block.caption), *(words for words in (block.missing, block.credit) if words)]
    return [SOURCES, *(_words(numbered(line)) for line in block.lines)]


def _words(line: Line) -> str:
    return f"{line.text}{line.tail}"


def _rows(table: Table) -> Iterable[str]:
    if table.caption:
        yield table.caption
    yield "\t".join(map(_flat, table.head))
    for row in table.rows:
        yield "\t".join(_cell(lines) for lines in row)


def _cell(lines: Sequence[Line]) -> str:
    return _BETWEEN_LINES_OF_A_CELL.join(_flat(_words(line)) for line in lines)


def _flat(words: str) -> str:
    """In one line and without tabs, so that a table stays one."""
    return " ".join(words.split())
