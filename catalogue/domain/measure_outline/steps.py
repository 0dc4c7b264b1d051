"""An outline of numbered lines, headings and bullets as a forest: who stands below whom.

A line stands below the last one of another style; where its own style has been met, it closes what was opened since.
So it does not matter which numbers a plan uses for its steps, as long as it uses them alike.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from catalogue.domain.case_pages.marks import theme_mark
from catalogue.domain.measure_outline.lines import Line
from catalogue.domain.measure_outline.marks import Mark, Style, mark
from catalogue.domain.paper import Form
from catalogue.domain.vocabulary import NodeKind

# Deeper than any plan; a text made to go deeper gets no deeper tree.
DEEPEST = 6
_LONGEST_LABEL = 100
# 10年後の姿（将来像）案 heads a list, though copied from a page it has lost the form of a heading; so do 他市の事例.
_NAMES_A_LIST = re.compile(r"(?<![がはもを])(?:原則|将来像|課題|施策の?体系)[)）]?\s*(?:[(（]?案[)）]?)?\Z")
_LONGEST_LIST_NAME = 30
_LIST = ("将", 1)


@dataclass
class Step:
    """An item while the text is read. ``texts`` are the lines below it that begin nothing."""

    line: Line
    style: Style
    label: str
    title: str
    kind: NodeKind | None
    priority: bool = False
    texts: list[Line] = field(default_factory=list)
    below: list["Step"] = field(default_factory=list)

    @property
    def is_plain(self) -> bool:
        """A bullet without a number."""
        return self.style[0] == "-"

    @property
    def names_a_list(self) -> bool:
        """A line that only says what the items below it are."""
        return self.style == _LIST

    @property
    def is_bare_heading(self) -> bool:
        """A heading without a number: it may be an item or only say what follows."""
        return self.style[0] in ("#", "【", _LIST[0]) and not self.label


def forest(lines: Sequence[Line]) -> tuple[list[Step], list[Line]]:
    """The items of a text, and what are none: the lines before the first of them, those of tables, and breaks."""
    roots: list[Step] = []
    open_steps: list[Step] = []
    loose: list[Line] = []
    for line in lines:
        begun = None if line.form in (Form.ROW, Form.BREAK) else _begun(line)
        if begun is not None:
            _close(open_steps, begun.style)
            (open_steps[-1].below if open_steps else roots).append(begun)
            open_steps.append(begun)
        elif not open_steps or line.form in (Form.ROW, Form.BREAK):
            loose.append(line)
        elif not open_steps[-1].title:
            open_steps[-1].title = line.text
        else:
            open_steps[-1].texts.append(line)
    return roots, loose


def _begun(line: Line) -> Step | None:
    said = mark(line.text)
    if line.form is Form.HEADING:
        return _step(line, ("#", line.level), said)
    if said is not None and len(said.label) <= _LONGEST_LABEL:
        return _step(line, said.style, said)
    if line.form is Form.BULLET:
        return _step(line, ("-", line.level), None)
    if line.text.startswith("【") and line.text.endswith("】"):
        return _step(line, ("【", 1), None)
    return _step(line, _LIST, None) if line.form is Form.LINE and _names_a_list(line.text) else None


def _names_a_list(text: str) -> bool:
    is_list = len(text) <= _LONGEST_LIST_NAME and _NAMES_A_LIST.search(text) is not None
    return is_list or theme_mark(text, is_heading=False) is not None


def _step(line: Line, style: Style, said: Mark | None) -> Step:
    if said is None:
        return Step(line, style, "", line.text, None)
    return Step(line, style, said.label, said.title, said.kind, said.priority)


def _close(open_steps: list[Step], style: Style) -> None:
    """Leave open what the new item stands below."""
    family, rank = style

    def ends(other: Style) -> bool:
        if family == "#":
            return other[0] != "#" or other[1] >= rank
        if style == _LIST:
            return other[0] not in ("#", "第")
        # Chapters and what stands in 【】 are never below a bullet.
        is_over_bullets = family in ("第", "【") and other[0] == "-"
        return is_over_bullets or (other[0] == family and other[1] >= rank)

    keep = next((at for at, step in enumerate(open_steps) if ends(step.style)), len(open_steps))
    del open_steps[min(keep, DEEPEST - 1) :]
