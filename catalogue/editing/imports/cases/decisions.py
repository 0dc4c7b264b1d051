"""What people decide about a sheet before it is taken in, as it is kept: part by part, place by place."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from catalogue.domain.errors import Invalid, Problem
from catalogue.domain.merging import Side
from catalogue.editing.imports.cases.judgement import Choice
from catalogue.schemas.case_sheet.sheets import Heading

PARTS = ("columns", "cells", "rows", "names", "fields", "sources")
# No cell of a spreadsheet holds more; no key of ours is so long.
_LONGEST, _LONGEST_KEY = 32_767, 400
CHECK = "決めた内容を読み取れませんでした。もう一度お試しください。"
TOO_LONG = "長すぎます。短くしてください。"


def merged(before: Mapping[str, Any], decisions: Mapping[str, Any]) -> dict[str, Any]:
    """What holds after these ``decisions``; nothing (None) takes one back.

    Raises:
        Invalid: one of them is none.
    """
    problems = [problem for part in decisions for problem in _wrong(part, decisions[part])]
    if problems:
        raise Invalid(CHECK, problems)
    after = {part: dict(before.get(part) or {}) for part in PARTS}
    for part, decided in decisions.items():
        for key, value in decided.items():
            if value is None:
                after[part].pop(key, None)
            else:
                after[part][key] = value
    return {part: held for part, held in after.items() if held}


def _wrong(part: str, decided: Any) -> list[Problem]:
    if part not in PARTS or not isinstance(decided, Mapping):
        return [Problem(part, CHECK)]
    return [
        Problem(f"{part}[{key}]", TOO_LONG if _is_too_long(key, value) else CHECK)
        for key, value in decided.items()
        if _is_too_long(key, value) or not _is_one(part, value)
    ]


def _is_too_long(key: Any, value: Any) -> bool:
    return isinstance(value, str) and (len(value) > _LONGEST or len(str(key)) > _LONGEST_KEY)


def _is_one(part: str, value: Any) -> bool:
    """Whether it is a decision at all; whether what it names is there is judged whenever somebody looks."""
    if value is None:
        return True
    if not isinstance(value, str):
        return False
    if part == "rows":
        return value in (Choice.AS_NEW, Choice.SKIP) or value.startswith(f"{Choice.UPDATE}:")
    return value in (Side.MINE, Side.THEIRS) if part == "fields" else True


def carried(
    decided: Mapping[str, str], before: Sequence[Heading], after: Sequence[Heading]
) -> dict[str, str]:
    """What was decided about columns, by their places now. A column is known by its heading; where several have the
    same, each by its place besides."""
    counts = Counter(each.text for each in before)
    by_place = {(str(each.place), each.text): decided.get(str(each.place)) for each in before}
    by_text = {text: meant for (_, text), meant in by_place.items() if counts[text] == 1}
    found = {
        str(each.place): by_text.get(each.text, by_place.get((str(each.place), each.text))) for each in after
    }
    return {place: meant for place, meant in found.items() if meant is not None}
