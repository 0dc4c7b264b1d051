"""Where each line of a case may go: a proposal, to be corrected by a person line by line.

A plan's page begins with what a place does, and goes on with how; so the first sentence is proposed as the summary and
the others as activities. Where the page itself says 背景 or 成果 it is followed. What is no sentence of the case
(captions, notes, addresses) goes into the memo nobody outside sees: it is kept, and claimed nowhere.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from catalogue.domain import dates_as_typed
from catalogue.domain.case_pages.pages import FoundCase, FoundLine, Part
from catalogue.domain.case_pages.words import Target, label_before, label_in

_ENDS = tuple("。．！？!?」』）)：:")
# A list of a document holds a hundred sentences, and no case of a plan has as many.
MOST_PLACED = 100
_REMARKS = (
    "※",
    "注）",
    "注)",
    "注：",
    "注:",
    "出典",
    "（出典",
    "(出典",
    "資料：",
    "資料:",
    "http",
    "＊",
    "*",
)
_LONG_LINE = 22
_SENTENCE = 25
_YEAR = r"(?:(?:令和|平成|昭和) ?(?:元|[0-9]{1,2})(?: ?\((?:19|20)[0-9]{2}\))?|(?:19|20)[0-9]{2})"
_DATE = re.compile(rf"(?<![0-9]){_YEAR} ?年(?:度|(?: ?[0-9]{{1,2}} ?月(?: ?[0-9]{{1,2}} ?日)?)?)")
_AMOUNT = re.compile(
    r"(?<![0-9A-Za-z.,])約? ?[0-9][0-9,]{0,14}(?:\.[0-9]{1,4})? ?"
    r"(?:%|ポイント|億円|万円|千円|円|万人|人|社|店舗|店|件|倍|便|団体|事業者|世帯|台|か所|箇所)"
)


def proposed(case: FoundCase) -> dict[int, Target]:
    """Where each line of a case is proposed to go, by its number."""
    targets: dict[int, Target] = {}
    said, is_summed_up, before, last = None, False, None, 0
    for line in case.lines:
        if line.part is Part.SUBHEAD:
            said = label_in(line.text)
        target = _proposed(line, said, is_summed_up) if len(targets) < MOST_PLACED else Target.NOTES
        follows = line.number == last + 1
        if before and follows and _is_continued(before, line, targets[before.number]):
            target = Target.JOIN
        targets[line.number] = target
        is_summed_up = is_summed_up or target is Target.SUMMARY
        # A sentence goes on over the number of a page.
        before, last = before if line.part is Part.RULE else line, line.number
    return _summed_up(targets)


def _summed_up(targets: dict[int, Target]) -> dict[int, Target]:
    """A case needs a summary: where the paper's own headings left none, it is the first thing that was done."""
    first = next((number for number, target in targets.items() if target is Target.ACTIVITIES), None)
    if first is not None and Target.SUMMARY not in targets.values():
        targets[first] = Target.SUMMARY
    return targets


def _proposed(line: FoundLine, said: Target | None, is_summed_up: bool) -> Target:
    match line.part:
        case Part.PLACE | Part.REPEATED | Part.RULE:
            return Target.SKIP
        case Part.CAPTION:
            return Target.NOTES
        case Part.SUBHEAD:
            return Target.SKIP if label_in(line.text) else Target.NOTES
    if line.text.startswith(_REMARKS):
        return Target.NOTES
    if target := label_before(line.text)[0] or said:
        return target
    if line.part is Part.LINE and not _is_sentence(line.text):
        return Target.NOTES
    return Target.ACTIVITIES if is_summed_up else Target.SUMMARY


def _is_sentence(text: str) -> bool:
    """Whether a line that is no bullet tells something; a page's number does not."""
    return text.endswith("。") or len(text) >= _SENTENCE


def _is_continued(before: FoundLine, line: FoundLine, target: Target) -> bool:
    """Whether a line goes on where the page was full, as in text copied from a page."""
    may_go_on = before.part in (Part.BULLET, Part.LINE, Part.CAPTION) and target is not Target.SKIP
    is_cut = len(before.text) >= _LONG_LINE and not before.text.endswith(_ENDS)
    return may_go_on and line.part is Part.LINE and is_cut and not line.text.startswith(_REMARKS)


@dataclass(frozen=True, slots=True)
class DateSaid:
    """A date as a line prints it, and as it is stored: 2020年11月, ``2020-11``."""

    printed: str
    stored: str


def dates_in(text: str) -> Iterator[DateSaid]:
    """The dates a line names, in its order. They may belong to steps of the case; a person must say of which."""
    for found in _DATE.finditer(unicodedata.normalize("NFKC", text)):
        try:
            yield DateSaid(found[0], dates_as_typed.stored(found[0]))
        except ValueError:
            continue


def amounts_in(text: str) -> list[str]:
    """The amounts a line names: 3%, 31,632人. They may be results."""
    return [found[0].strip() for found in _AMOUNT.finditer(unicodedata.normalize("NFKC", text))]
