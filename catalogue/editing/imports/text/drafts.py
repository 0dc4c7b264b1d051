"""A case of a plan's paper as the form of a new case, filled in as far as the paper goes.

Every sentence names the paper as its source. What has no field of its own stands in the memo, so that nothing of the
paper is lost; what the paper does not say stays open, as in a case nobody has read about yet.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from catalogue.domain.case_pages.marks import caption_mark
from catalogue.domain.case_pages.pages import Part
from catalogue.domain.case_pages.words import STATEMENTS, TableTarget, Target, label_before
from catalogue.domain.text import run_on
from catalogue.editing.imports.text.judged import CaseJudged, LineJudged, TableJudged
from catalogue.schemas.case_form import CASE_INPUTS, with_defaults
from catalogue.schemas.form import flat_of
from catalogue.schemas.form_rows import Filled

KEY = "s1"
EMPTY_CELL = "－"
_CITED = [KEY]


@dataclass(slots=True)
class _Said:
    """One line with those that go on with it."""

    line: LineJudged
    text: str


@dataclass(slots=True)
class _Sorted:
    """What a case says, by where it goes, in its order."""

    by_target: dict[Target, list[_Said]] = field(default_factory=dict)

    def texts(self, target: Target) -> list[str]:
        return [said.text for said in self.by_target.get(target, ())]


def form_of(case: CaseJudged, paper: Mapping[str, Any], today: date) -> Filled:
    """The fields of the form, as somebody would have typed them."""
    document = document_of(case, paper)
    flat = {name: values for name, values in flat_of(CASE_INPUTS, document).items() if any(values)}
    if not case.where.town.code:
        flat["municipality_text"] = [case.where.typed]
    if case.where.uncertain:
        flat["other_municipalities_text"] = ["\n".join(name for name, _ in case.where.others)]
    return with_defaults(flat, "", today)


def document_of(case: CaseJudged, paper: Mapping[str, Any]) -> dict[str, Any]:
    """The same as a document; it lacks what nobody knows yet."""
    said = _sorted(case.lines)
    theme, _, category = case.category.partition("/")
    document: dict[str, Any] = {
        "title": case.title,
        "theme": theme,
        "category": category,
        "municipality": case.where.town.code,
        "other_municipalities": case.where.codes,
        "sources": [{"key": KEY, **paper}],
        "tables": [_table(table) for table in case.tables if table.target is TableTarget.TABLE],
        "notes": "\n".join(_notes(case, said)) or None,
    }
    if summary := "\n".join(said.texts(Target.SUMMARY)):
        document["summary"] = {"text": summary, "sources": _CITED}
    for target in STATEMENTS:
        document[target.value] = [{"text": text, "sources": _CITED} for text in said.texts(target)]
    document["events"] = [_event(each) for each in said.by_target.get(Target.EVENTS, ())]
    # What is no number yet stands whole in the value: to call it by an indicator is for who reads it.
    document["outcomes"] = [{"value": text, "sources": _CITED} for text in said.texts(Target.OUTCOMES)]
    return document


def _sorted(lines: Sequence[LineJudged]) -> _Sorted:
    """Lines that go on with the one before them, if on the page before, are one text with it; the first has none before
    it."""
    found, last = _Sorted(), None
    for line in lines:
        if line.target is Target.SKIP and line.found.part is Part.RULE:
            continue
        if line.target is Target.JOIN and last is not None:
            last.text = run_on((last.text, line.found.text))
            continue
        target = Target.NOTES if line.target is Target.JOIN else line.target
        named, rest = label_before(line.found.text)
        last = _Said(line, rest if named is target else line.found.text)
        found.by_target.setdefault(target, []).append(last)
    return found


def _event(said: _Said) -> dict[str, Any]:
    """The date is that which the line names first; without one, a person types it."""
    dated = said.line.dates[0].stored if said.line.dates else None
    return {"date": dated, "text": said.text, "sources": _CITED}


def _table(table: TableJudged) -> dict[str, Any]:
    found = table.found
    return {
        "title": _table_title(table),
        "columns": [cell or EMPTY_CELL for cell in found.columns],
        "rows": [[cell or EMPTY_CELL for cell in row] for row in found.rows],
        "sources": _CITED,
    }


def _table_title(table: TableJudged) -> str:
    if table.found.title is None:
        return ""
    mark = caption_mark(table.found.title.text)
    return mark.text if mark and mark.text else table.found.title.text


def _notes(case: CaseJudged, said: _Sorted) -> Iterator[str]:
    """What has no place elsewhere; and how the paper prints what was not found here under that name."""
    if not case.category:
        theme = case.theme.pieces[0].text if case.theme else ""
        printed = f"{theme}{f'【{case.found.category}】' if case.found.category else ''}"
        if printed:
            yield f"資料では「{printed}」に載っています（テーマと分類を選んでください）。"
    for each in said.by_target.get(Target.NOTES, ()):
        yield _caption(each.text) if each.line.found.part is Part.CAPTION else each.text
    for table in case.tables:
        if table.target is TableTarget.NOTES:
            yield from _table_as_lines(table)


def _caption(text: str) -> str:
    mark = caption_mark(text)
    said = f"{mark.ordinal} {mark.text}".strip() if mark else text
    return f"図の説明：{said}（画像は、保存したあとに加えます）"


def _table_as_lines(table: TableJudged) -> Iterator[str]:
    if title := _table_title(table):
        yield title
    for row in (table.found.columns, *table.found.rows):
        yield "｜".join(row)
