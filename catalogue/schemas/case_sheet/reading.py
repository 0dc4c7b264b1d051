"""Sheets of cases, read: our own, the public workbook, or a list of somebody else."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy

from catalogue.domain import shift_jis
from catalogue.domain.grid import Grid, Place
from catalogue.schemas.case_sheet import headings as in_sheets
from catalogue.schemas.case_sheet import sections
from catalogue.schemas.case_sheet.citing import give_keys, name_sources, vouch
from catalogue.schemas.case_sheet.columns import CASE_SHEET
from catalogue.schemas.case_sheet.gathering import Gathered
from catalogue.schemas.case_sheet.headings import Found, SheetFound, doubled, offered
from catalogue.schemas.case_sheet.parts import read_sheet
from catalogue.schemas.case_sheet.rows import read_row
from catalogue.schemas.case_sheet.sections import Listed
from catalogue.schemas.case_sheet.sheets import CaseSheets, CellProblem, Heading, Loss
from catalogue.schemas.case_sheet.sources import complete

__all__ = ["headings", "offered", "read"]

_NO_ID = "どの事例のことか分かりません。IDか事例の題名を書いてください。"
_NOT_THERE = f"「{{name}}」の行が、「{CASE_SHEET.name}」のシートにありません。"
_OF_MEETINGS = {"【分類】事例", "主な成果（時点）"}
_FOR_A_MEETING = (
    "会議用に書き出した表は、取り込めません。"
    "取込みの画面から書き出した取込用の表か、データ用の表を使ってください。"
)
_NO_SOURCE = "すべての行の出典は、アドレス（URL）も発行者も書かれていないので使えません。"
_UPRIGHT = (
    "「{}」のシートは、見出しが縦に並んでいます。見出しを1行目に横に並べ、1行に1つの事例を書いた表にしてください"
    "（Excelの「形式を選択して貼り付け」の「行/列の入れ替え」でできます）。"
)
_TWICE = "このIDの行が2つあります。1つの事例は、1行に書いてください。"
_DOUBLED = "同じ項目の列が2つあります。どちらかを「取り込まない」にしてください。"


def headings(grids: Sequence[Grid]) -> tuple[Heading, ...]:
    """Every column of the sheets that are read, and what it is taken for."""
    return _headings(in_sheets.find(grids, {}))


def _headings(found: Found) -> tuple[Heading, ...]:
    return tuple(heading for sheet in found.sheets for heading in sheet.headings)


def read(grids: Sequence[Grid], chosen: Mapping[str, str], source: str = "") -> CaseSheets:
    """What the sheets say. ``chosen`` gives for columns (by their place) the field a person named, nothing for one to
    be left out; the others are taken as :func:`headings` says. ``source`` is what a person named for all rows that name
    none themselves: 「題名（発行者、2023年3月） https://…」, several one a line."""
    found = in_sheets.find(grids, chosen)
    if refused := [sheet.place(sheet.row, 0) for sheet in found.sheets if _is_for_a_meeting(sheet)]:
        return CaseSheets(_headings(found), (), (CellProblem(refused[0], _FOR_A_MEETING),))
    if upright := [
        sheet for sheet in found.sheets if not sheet.ours and in_sheets.stands_upright(sheet.grid)
    ]:
        reason = _UPRIGHT.format(upright[0].grid.name)
        return CaseSheets(_headings(found), (), (CellProblem(upright[0].place(0, 0), reason),))
    cases: list[Gathered] = []
    problems: list[CellProblem] = []
    for sheet in found.sheets:
        if sheet.kind is CASE_SHEET:
            problems += [CellProblem(sheet.place(sheet.row, each.at), _DOUBLED) for each in doubled(sheet)]
    lists = _lists(found.sheets)
    for one in lists:
        cases += _rows(one)
    given = _give_sources(cases, lists, source)
    _note_twins(cases)
    in_cells = {id(case) for case in cases if case.raw.get("sources")}
    owners = _Owners(cases, problems)
    for sheet in found.sheets:
        if sheet.kind is not CASE_SHEET:
            read_sheet(sheet, tuple(owners.cases), owners.find)
    vouched = _name_sources(owners.cases, in_cells)
    losses = frozenset(_losses(grids, found.sheets))
    return CaseSheets(
        headings=_headings(found),
        rows=tuple(case.as_row(losses) for case in owners.cases),
        problems=tuple(problems),
        remarks=(
            *_remarks(grids, found, vouched),
            *(told for one in lists for told in sections.told(one)),
            *given,
        ),
    )


def _is_for_a_meeting(sheet: SheetFound) -> bool:
    """Whether it is the list the catalogue writes for a meeting, whose cells hold several things in words."""
    return not sheet.ours and set(sheet.grid.rows[sheet.row]) >= _OF_MEETINGS


def _lists(sheets: Sequence[SheetFound]) -> list[Listed]:
    """The sheets of cases; those of other people with what stands in them beside cases."""
    own = [sheet for sheet in sheets if sheet.kind is CASE_SHEET]
    several = sum(not sheet.ours for sheet in own) > 1
    return [Listed(sheet) if sheet.ours else sections.listed(sheet, several=several) for sheet in own]


def _rows(found: Listed) -> Iterator[Gathered]:
    sheet = found.sheet
    head = sheet.grid.rows[sheet.row]
    for at in range(sheet.row + 1, len(sheet.grid.rows)):
        texts = sheet.grid.rows[at]
        empty = not any(texts[taken.at].strip() for taken in sheet.taken)
        if empty or texts == head or at in found.skipped:
            continue
        about = read_row(sheet, at)
        if at in found.themes:
            about.names.setdefault("theme", found.themes[at])
        if at in found.filled:
            about.odd(about.places["theme"], found.filled[at], "theme")
        yield about


def _give_sources(cases: Iterable[Gathered], lists: Sequence[Listed], source: str) -> list[str]:
    """What is named once for all rows goes to those that name none: by a person, or in a line of the list itself."""
    by_sheet = {one.sheet.grid.name: sections.sources_in(source) or one.sources for one in lists}
    if source.strip() and not sections.sources_in(source):
        return [_NO_SOURCE]
    silent = [case for case in cases if "sources" not in case.raw and by_sheet[case.place.sheet]]
    silent = [case for case in silent if not any(each.path.startswith("sources") for each in case.problems)]
    for case in silent:
        case.raw["sources"] = deepcopy(by_sheet[case.place.sheet])
        case.places.setdefault("sources", case.place)
        case.places |= {f"sources[{at}]": case.places["sources"] for at in range(len(case.raw["sources"]))}
        case.emptied.discard("sources")
        complete(case)
    return [f"出典のない{len(silent)}行では、表全体の出典によるものとして読みました。"] * bool(silent)


def _note_twins(cases: Iterable[Gathered]) -> None:
    seen: set[str] = set()
    for case in cases:
        if case.identity and case.identity in seen:
            case.wrong(case.places.get("slug", case.place), _TWICE, "slug")
        seen.add(case.identity)


class _Owners:
    """The cases by ID and by title. Where there is no sheet of cases, the sheets of parts name them themselves."""

    def __init__(self, cases: Sequence[Gathered], problems: list[CellProblem]) -> None:
        self.cases = list(cases)
        self._alone = not cases
        self._problems = problems
        self._by_id = {case.identity: case for case in reversed(self.cases) if case.identity}
        self._by_title: dict[str, Gathered | None] = {}
        for case in self.cases:
            title = str(case.raw.get("title") or "").strip()
            self._by_title[title] = None if title in self._by_title else case

    def find(self, identity: str, title: str, place: Place) -> Gathered | None:
        """The case a row belongs to; nothing, and a problem, where there is none."""
        if identity in self._by_id:
            return self._by_id[identity]
        if not identity and title and (found := self._by_title.get(title)):
            return found
        if identity and self._alone:
            self._by_id[identity] = Gathered(place, identity=identity)
            self.cases.append(self._by_id[identity])
            return self._by_id[identity]
        known_as = identity or title
        reason = _NOT_THERE.format(name=known_as) if known_as else _NO_ID
        self._problems.append(CellProblem(place, reason))
        return None


def _name_sources(cases: Iterable[Gathered], in_cells: set[int]) -> int:
    """Numbers become keys; the number of rows in which the one source was taken to vouch for everything."""
    vouched = 0
    for case in cases:
        give_keys(case)
        name_sources(case)
        if id(case) in in_cells:
            case.made_keys = dict.fromkeys(case.made_keys, 0)
            vouched += vouch(case)
    return vouched


def _losses(grids: Sequence[Grid], sheets: Iterable[SheetFound]) -> Iterator[Loss]:
    if any(sheet.public for sheet in sheets):
        yield Loss.PUBLIC
    if len(grids) == 1 and all(shift_jis.holds(text) for row in grids[0].rows for text in row):
        yield Loss.LETTERS


def _remarks(grids: Sequence[Grid], found: Found, vouched: int) -> Iterator[str]:
    yield from (remark for grid in grids for remark in grid.remarks)
    if calculated := [name for sheet in found.sheets for name in sheet.calculated]:
        names = "、".join(dict.fromkeys(calculated))
        yield f"カタログが計算した値などの列は取り込みません（{names}）。"
    by_columns: dict[tuple[str, ...], list[str]] = {}
    for sheet in found.sheets:
        by_columns.setdefault(sheet.unknown, []).append(sheet.grid.name)
    for unknown, (first, *more) in by_columns.items():
        if unknown:
            names = "、".join(f"「{' '.join(name.split())}」" for name in unknown)
            others = f"など{len(more) + 1}枚" if more else ""
            yield f"「{first}」{others}のシートの{names}の列は取り込みません。"
    for name in found.of_the_catalogue:
        yield f"「{name}」のシートは、事例の内容ではないので取り込みません。"
    for name in found.left_out:
        yield f"「{name}」のシートは、事例の表の見出しが見つからないので読みませんでした。"
    if vouched:
        yield (f"出典が1件だけの{vouched}行では、番号のない文や成果も、その出典によるものとして読みました。")
