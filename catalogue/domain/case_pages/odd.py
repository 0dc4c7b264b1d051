"""What looks odd in the case pages of a paper: in how they are numbered, headed, captioned.

Each is one sentence with the lines it is about. Where nothing is odd, nothing is said.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter

from catalogue.domain.case_pages.marks import caption_mark, ordinal_of
from catalogue.domain.case_pages.pages import CasePages, FoundCase, FoundTheme, Part
from catalogue.domain.odd_letters import (
    Oddity,
    lines_in_words,
    odd_brackets,
    odd_letters,
    odd_spaces,
    odd_words,
    two_spellings,
)
from catalogue.domain.paper import Form, Piece
from catalogue.domain.text import quotable, quoted

LONGEST_TITLE, LONGEST_SENTENCE = 100, 2_000


def oddities(pages: CasePages, pieces: Sequence[Piece]) -> list[Oddity]:
    """All that can be seen in the paper by itself, in its order; ``pieces`` is the whole of it."""
    of_cases = (piece for case in pages.cases for piece in case.pieces)
    of_themes = (piece for theme in pages.themes for piece in theme.pieces)
    theirs = sorted((*of_cases, *of_themes), key=attrgetter("number"))
    found = [
        *_of_ordinals(pages.themes),
        *_of_levels(pages),
        *_of_themes(pages),
        *(each for case in pages.cases for each in _of_case(case, pages)),
        *_of_head_brackets(pages.cases),
        *_of_captions(pages),
        *odd_letters(pieces),
        *odd_words(theirs),
        *two_spellings(theirs),
        *odd_spaces(theirs),
        *odd_brackets(theirs),
    ]
    return sorted(found, key=attrgetter("number"))


def _of_ordinals(themes: Sequence[FoundTheme]) -> Iterator[Oddity]:
    """Numbers that are left out, used twice or out of order. A part of a paper may begin with any number."""
    numbered = [theme for theme in themes if theme.ordinal is not None]
    for before, after in pairwise(numbered):
        assert before.ordinal is not None
        assert after.ordinal is not None
        said = f"事例{before.printed}（{before.number}行目）の次が事例{after.printed}（{after.number}行目）"
        left_out = range(before.ordinal + 1, after.ordinal)
        known = {theme.ordinal for theme in numbered}
        if missing := [_as_printed(each, after.printed) for each in left_out if each not in known]:
            yield Oddity(
                after.number, f"{said}で、{_shortened(missing)}がありません。番号は原文のまま読み取りました。"
            )
        if after.ordinal == before.ordinal:
            names = (
                f"{quoted(before.name)}（{before.number}行目）と{quoted(after.name)}（{after.number}行目）"
            )
            yield Oddity(after.number, f"事例{after.printed}が2つあります：{names}。")
        elif after.ordinal < before.ordinal:
            yield Oddity(after.number, f"{said}で、順番が前後しています。")


def _as_printed(ordinal: int, like: str) -> str:
    return chr(ord("①") + ordinal - 1) if "①" <= like <= "⑳" else str(ordinal)


def _shortened(names: Sequence[str]) -> str:
    return "、".join(names) if len(names) <= 5 else f"{names[0]}から{names[-1]}まで"


def _of_levels(pages: CasePages) -> Iterator[Oddity]:
    """Headings of one kind that stand at several levels."""
    themes = [theme.pieces[0] for theme in pages.themes]
    yield from _uneven("テーマの見出し", themes)
    steps = {
        case.head.level - theme.level
        for case in pages.cases
        if (theme := pages.theme_of(case)) and case.head.form is Form.HEADING and theme.level
    }
    if len(steps) > 1:
        yield from _uneven("事例の見出し", [case.head for case in pages.cases])


def _uneven(what: str, heads: Sequence[Piece]) -> Iterator[Oddity]:
    levels = Counter(head.level for head in heads if head.form is Form.HEADING)
    if len(levels) < 2:
        return
    usual = levels.most_common(1)[0][0]
    others = [head for head in heads if head.form is Form.HEADING and head.level != usual]
    named = "、".join(f"{quoted(quotable(head.text))}（{head.number}行目）" for head in others[:3])
    more = f"など{len(others)}件" if len(others) > 3 else ""
    said = f"{named}{more}は{_level_in_words(others[0].level)}、ほかは{_level_in_words(usual)}です。"
    yield Oddity(
        others[0].number,
        f"{what}の段がそろっていません。{said}段の違いによらずに、同じように読み取りました。",
    )


def _level_in_words(level: int) -> str:
    """As Word and as Markdown call it."""
    return f"「見出し{level}」（{'#' * level}）"


def _of_themes(pages: CasePages) -> Iterator[Oddity]:
    used = {case.theme for case in pages.cases}
    for at, theme in enumerate(pages.themes):
        if at not in used:
            yield Oddity(
                theme.number,
                f"{quoted(quotable(theme.pieces[0].text))}（{theme.number}行目）の下に、事例が見当たりません。",
            )


def _of_case(case: FoundCase, pages: CasePages) -> Iterator[Oddity]:
    """What one case lacks, or has too much of."""
    name = f"{quoted(quotable(case.title))}（{case.number}行目）"
    for lack in _lacks(case, pages):
        yield Oddity(case.number, f"{name}{lack}")
    if len(case.title) > LONGEST_TITLE:
        said = f"の題名が{len(case.title)}文字あります。{LONGEST_TITLE}文字までにしてください。"
        yield Oddity(case.number, name + said)
    for line in case.lines:
        if len(line.text) > LONGEST_SENTENCE:
            said = f"{line.number}行目が{len(line.text)}文字あります。{LONGEST_SENTENCE}文字までに分けてください。"
            yield Oddity(line.number, said)
    for table in case.tables:
        if table.ragged:
            said = f"の表は、列の数がそろっていません（{lines_in_words(table.ragged)}が足りません）。"
            yield Oddity(table.ragged[0], f"{name}{said}足りないところは「－」で埋めます。")


def _lacks(case: FoundCase, pages: CasePages) -> Iterator[str]:
    if not case.place:
        yield "の自治体が書かれていません。"
    if not case.category and any(each.category for each in pages.cases):
        yield "に、【 】の分類がありません。"
    if not any(line.part in (Part.BULLET, Part.LINE) for line in case.lines):
        yield "に、見出しのほかの文がありません。"
    if not case.captions and any(each.captions for each in pages.cases):
        yield "に、図の説明がありません。"
    if (first := _same(case, pages)) and first.number < case.number:
        yield f"は、{first.number}行目の事例と題名も自治体も同じです。"


def _same(case: FoundCase, pages: CasePages) -> FoundCase | None:
    return next(
        (each for each in pages.cases if (each.title, each.place) == (case.title, case.place)),
        None,
    )


def _of_head_brackets(cases: Sequence[FoundCase]) -> Iterator[Oddity]:
    """Headings in which the municipality stands in other brackets than in the others."""
    bracketed = [case for case in cases if case.head.text.rstrip().endswith((")", "）"))]
    narrow = [case.number for case in bracketed if case.head.text.rstrip().endswith(")")]
    wide = [case.number for case in bracketed if case.head.text.rstrip().endswith("）")]
    if narrow and wide:
        few, many, sign = (narrow, wide, "半角") if len(narrow) <= len(wide) else (wide, narrow, "全角")
        other = "全角" if sign == "半角" else "半角"
        where = "と".join(f"{number}行目" for number in few[:4]) + ("など" if len(few) > 4 else "")
        yield Oddity(
            few[0], f"自治体を囲むかっこがそろっていません。{where}は{sign}、ほか{len(many)}件は{other}です。"
        )


def _of_captions(pages: CasePages) -> Iterator[Oddity]:
    """Captions that belong to no case, and numbers of figures that are left out or used twice."""
    for rest in pages.rest:
        for piece in rest.pieces if rest.theme is not None else ():
            if caption_mark(piece.text):
                said = f"{quoted(quotable(piece.text))}（{piece.number}行目）は、どの事例の図の説明か分かりません。"
                yield Oddity(piece.number, said)
    last: dict[str, tuple[int, int]] = {}
    for line in sorted(
        (line for case in pages.cases for line in case.captions), key=lambda each: each.number
    ):
        mark = caption_mark(line.text)
        ordinal = ordinal_of(mark.ordinal) if mark and mark.ordinal else None
        if mark is None or ordinal is None:
            continue
        before, where = last.get(mark.kind, (ordinal - 1, 0))
        said = f"{mark.kind}{before}（{where}行目）の次が{mark.kind}{ordinal}（{line.number}行目）"
        if ordinal == before:
            yield Oddity(
                line.number, f"{mark.kind}{ordinal}が2つあります（{where}行目と{line.number}行目）。"
            )
        elif ordinal != before + 1:
            yield Oddity(line.number, f"{said}です。番号が続いていません。")
        last[mark.kind] = (ordinal, line.number)
