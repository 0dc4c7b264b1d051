"""Rows of somebody else's list that are no cases: the name of a theme above its cases, a note below them, one source
for all; and cells that mean what stands above them (〃, or a theme that is written once)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from catalogue.domain.text import quotable
from catalogue.schemas.case_sheet.cells import unguarded
from catalogue.schemas.case_sheet.headings import SheetFound
from catalogue.schemas.case_sheet.lines import Part, addresses_of, date_of, host_of
from catalogue.schemas.case_sheet.names import without_number

_DITTO = frozenset({"〃", "同上", "″", "々", '"', "仝", "同"})
_SOURCE = re.compile(r"[（(※*\s]*(?:出典|出所|資料|典拠|引用元)\s*[：:]\s*(?P<source>.+?)\s*\Z", re.DOTALL)
_THEME = re.compile(r"\s*[【■◆●]?\s*(?:テーマ|分野)\s*[：:]\s*(?P<theme>[^\n]{1,40}?)\s*】?\s*\Z")
_DECORATED = re.compile(r"\A[■□◆◇●○◎▼▽★☆【〔［\[<＜\s]+|[】〕］\]>＞\s]+\Z")
_LONGEST_THEME, _LONGEST_LINE = 40, 500
_LEAST_COLUMNS = 3  # a list of fewer cannot tell a case from a line of its own
# What a sheet's name says beside its theme; and names that say none: Sheet1, 令和5年度, 埼玉県.
_BEHIND_THEME = re.compile(r"の?(?:先進|優良|取組)?(?:事例)?(?:集|一覧|一覧表|リスト|シート)?\Z")
_NO_THEME = re.compile(
    r"(?:sheet|シート|表|list|data)?[-(（]?\d*[)）]?\Z|.{1,7}[都道府県市区町村]\Z", re.IGNORECASE
)
_NOTE = re.compile(r"[（(]?\s*(?:※|\*|注\d*[）)：:]|備考[：:]|以上\Z)")
_SUM = re.compile(r"(?:合|小|総)?\s*計(?:\s*\d+\s*件)?\Z")
_QUOTED = 30


@dataclass(slots=True)
class Listed:
    """The rows of one list, ``sheet`` with what its cells mean. ``themes`` names that of a row where no cell does
    (``theme`` is the one that holds where it is read), ``filled`` says of rows that their theme stands above them;
    ``skipped`` rows are no cases, ``notes`` the texts of those nobody needs, ``sources`` what is named for all."""

    sheet: SheetFound
    themes: dict[int, str] = field(default_factory=dict)
    filled: dict[int, str] = field(default_factory=dict)
    theme: str = ""
    skipped: set[int] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    sources: list[Part] = field(default_factory=list)


def listed(sheet: SheetFound, *, several: bool) -> Listed:
    """The rows of a list of somebody else; ``several`` says that the file has more such lists, so that the names of
    its sheets tell them apart."""
    found = Listed(sheet)
    lines = [text.strip() for row in sheet.grid.rows[: sheet.row] for text in dict.fromkeys(row)]
    above = [text for text in lines if text and len(text) <= _LONGEST_LINE]
    found.sources += [part for text in above for part in _sources_in(text)]
    theme = next((said["theme"] for text in above if (said := _THEME.match(text))), "")
    found.theme = theme or (_theme_of_sheet(sheet.grid.name) if several else "")
    rows = [list(row) for row in sheet.grid.rows]
    last: list[str] = []
    for at in range(sheet.row + 1, len(rows)):
        if not any(rows[at][taken.at].strip() for taken in sheet.taken) and _lone(sheet, rows[at]) is None:
            continue  # nothing is read of it: empty, or a sum
        if _is_sum(rows[at]):
            found.skipped.add(at)
            continue
        lone = _lone(sheet, rows[at])
        if lone is None or _is_case(sheet, rows, at, lone):
            _fill_down(rows[at], last, at, found)
            last = rows[at]
        else:
            found.skipped.add(at)
            last = _read_lone(rows, at, lone, last, found)
    found.sheet = replace(sheet, grid=replace(sheet.grid, rows=tuple(map(tuple, rows))))
    return found


def _read_lone(rows: list[list[str]], at: int, lone: str, last: list[str], found: Listed) -> list[str]:
    """A row of one text: the theme of those below it, a source, or a note. What signs below it mean."""
    if _only_in(found.sheet, rows[at], "theme"):
        return rows[at]
    if _heads(rows, at) and _at(found.sheet, "theme") is None and len(lone) <= _LONGEST_THEME:
        found.theme = _plain_theme(lone)
    elif sources := _sources_in(lone):
        found.sources += sources
    else:
        found.notes.append(lone)
    return last


def told(found: Listed) -> Iterator[str]:
    """What to know of rows that are no cases."""
    for note in found.notes:
        words = quotable(" ".join(note.split()), _QUOTED)
        yield f"「{found.sheet.grid.name}」のシートの「{words}」の行は、事例ではないものとして読みませんでした。"


def sources_in(text: str) -> list[Part]:
    """Sources for all rows, one a line: 「題名（発行者、2023年3月） https://…」. Only what can stand as a source."""
    return [
        part
        for line in text.split("\n")
        for part in addresses_of(unguarded(line).strip())
        if part.get("publisher") or host_of(str(part.get("url") or ""))
    ]


def _sources_in(text: str) -> list[Part]:
    said = _SOURCE.match(text)
    return sources_in(said["source"]) if said else []


def _theme_of_sheet(name: str) -> str:
    plain = _BEHIND_THEME.sub("", without_number(name)).strip()
    return "" if date_of(plain) or _NO_THEME.match(plain) else plain


def _plain_theme(text: str) -> str:
    said = _THEME.match(text)
    return said["theme"] if said else without_number(_DECORATED.sub("", text)).strip()


def _lone(sheet: SheetFound, texts: Sequence[str]) -> str | None:
    """The one text of a row that has no other, be it merged over all of it."""
    said = {text.strip() for text in texts if text.strip()}
    lone = said.pop() if len(said) == 1 and len(sheet.taken) >= _LEAST_COLUMNS else None
    return lone if lone and len(lone) <= _LONGEST_LINE else None


def _is_sum(texts: Sequence[str]) -> bool:
    """Whether a row only counts what stands above it: 計, 3件."""
    said = [text.strip() for text in texts if text.strip()]
    return len(said) <= _LEAST_COLUMNS and _SUM.match(said[0]) is not None if said else False


def _is_case(sheet: SheetFound, rows: Sequence[Sequence[str]], at: int, lone: str) -> bool:
    """Whether it is a case of which nothing is known yet but its title."""
    if not _only_in(sheet, rows[at], "title") or _SOURCE.match(lone) or _NOTE.match(lone):
        return False
    return _at(sheet, "theme") is not None or not _heads(rows, at)


def _heads(rows: Sequence[Sequence[str]], at: int) -> bool:
    """Whether a whole row follows."""
    below = next((row for row in rows[at + 1 :] if any(text.strip() for text in row)), ())
    return len({text for text in below if text.strip()}) >= _LEAST_COLUMNS


def _only_in(sheet: SheetFound, texts: Sequence[str], name: str) -> bool:
    return [at for at, text in enumerate(texts) if text.strip()] == [_at(sheet, name)]


def _at(sheet: SheetFound, name: str) -> int | None:
    return next((taken.at for taken in sheet.taken if taken.column.name == name), None)


def _fill_down(row: list[str], above: Sequence[str], at: int, found: Listed) -> None:
    """Signs for what stands above, and a theme that is written once, with its category."""
    theme = _at(found.sheet, "theme")
    if theme is None and found.theme:
        found.themes[at] = found.theme
    if not above:
        return
    for taken in found.sheet.taken:
        if row[taken.at].strip() in _DITTO:
            row[taken.at] = above[taken.at]
    columns = [place for place in (theme, _at(found.sheet, "category")) if place is not None]
    if theme is None or any(row[place].strip() for place in columns) or not above[theme].strip():
        return
    for place in columns:
        row[place] = above[place]
    words = quotable(above[theme].strip(), _QUOTED)
    found.filled[at] = f"テーマが空なので、上の行の「{words}」のままとして読みました。"
