"""An import that is over: what came of it, where its cases stand by now, and what can be done with all at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template, request, url_for

from catalogue.context import kit, session
from catalogue.desk.guard import actor, may
from catalogue.desk.imports.cases.typed import typed_cells
from catalogue.desk.imports.one import in_short
from catalogue.domain.errors import CatalogueError
from catalogue.domain.importing import ImportState
from catalogue.domain.paging import paging
from catalogue.domain.text import number_in
from catalogue.domain.vocabulary import DecisionKind
from catalogue.domain.workflow import MOVES, State, is_own
from catalogue.editing.imports.cases.together import Left, Together
from catalogue.models import Import
from catalogue.reading import desk_imports
from catalogue.reading.desk_imports import Taken

ON_A_PAGE = 100

_TOLD = {
    ImportState.DONE: "取り込みました。保存した版は「作成中」で、提出して承認されるまで公開されません。",
    ImportState.UNDONE: "取込みは取り消されています。だれかが手を加えた事例だけが残っています。",
    ImportState.DROPPED: "取込みは、何も登録しないまま取りやめになりました。読み取った内容は残していません。",
}


@dataclass(frozen=True, slots=True)
class Report:
    """What came of doing something with all cases at once: a sentence, and the cases that could not go on."""

    said: str
    left: Sequence[Left]


def report_of(done: Together, name: str) -> Report:
    """288件を提出しました。12件は提出できませんでした。"""
    count, left = len(done.done), len(done.left)
    said = [
        f"{count:,}件を{name}しました。" if count else "",
        f"{left:,}件は{name}できませんでした。" if left else "",
    ]
    return Report("".join(said) or f"{name}するものはありませんでした。", done.left)


def ended(found: Import, error: CatalogueError | None = None, report: Report | None = None) -> str:
    """The page."""
    result = found.result or {}
    cases = desk_imports.taken(session(), result) if "cases" in result else []
    at = paging(len(cases), number_in(request.args.get("page")) or 1, ON_A_PAGE)
    counts = desk_imports.counted(cases)
    return render_template(
        "desk/imports/cases/ended.html",
        one=in_short(found),
        told=_TOLD[ImportState(found.state)],
        error=error,
        report=report,
        typed=request.form if error or report else {},
        not_taken_cells=typed_cells(request.form, found) if error else [],
        writes=may("write"),
        made=[each["words"] for each in result.get("themes", ())],
        rows=[_row(each) for each in at.of(cases)],
        total=len(cases),
        states=[(state.label if state else "原稿なし", count) for state, count in counts.items()],
        submittable=_many(cases, DecisionKind.SUBMITTED),
        approvable=_many(cases, DecisionKind.APPROVED, own=kit().settings.approve_own),
        own=_own(cases) if not kit().settings.approve_own else 0,
        stayed=result.get("stayed", ()),
        found=at,
        pages={
            number: url_for("desk.case_imports.show", import_id=found.id, page=number)
            for number in at.offered
        },
    )


def _row(case: Taken) -> dict[str, Any]:
    """One line: what the import wrote, and what has become of it."""
    what = "新しい事例" if case.created else f"第{case.was}版から書き換え"
    since = "" if case.is_as_taken or case.is_gone else f"そのあと、第{case.newest}版が保存されています"
    return {
        "slug": case.slug,
        "title": case.title,
        "line": case.row.rpartition("!")[2].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        "what": f"第{case.number}版（{what}）",
        "state": case.state,
        "there": not case.is_gone,
        "public": case.public_number is not None,
        "since": "この事例の原稿は、もうありません" if case.is_gone else since,
    }


def _many(cases: Sequence[Taken], kind: DecisionKind, *, own: bool = True) -> int:
    """With how many of them this can be done: those nobody has written on since."""
    states, _ = MOVES[kind]
    return sum(
        case.is_as_taken and case.state in states and (own or not is_own(case.author_id, actor().id))
        for case in cases
    )


def _own(cases: Sequence[Taken]) -> int:
    """How many wait for somebody else, because whoever looks has saved them."""
    return sum(
        case.is_as_taken and case.state is State.SUBMITTED and is_own(case.author_id, actor().id)
        for case in cases
    )
