"""Cases from a sheet: kept as they were read, judged as often as somebody looks, and taken in at once.

What is taken in becomes one revision a case, saved as if somebody had typed it: nothing of it is public until somebody
approves.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlmodel import Session

from catalogue.domain.acts import Act
from catalogue.domain.errors import Invalid, Problem
from catalogue.domain.grid import Grid, grid_of, mended
from catalogue.domain.importing import ImportKind
from catalogue.domain.roles import Permission
from catalogue.editing import themes, writing
from catalogue.editing.acting import Actor, record
from catalogue.editing.imports import keeping
from catalogue.editing.imports.cases.decisions import carried, merged
from catalogue.editing.imports.cases.judgement import NEEDS_APPROVAL, Judgement
from catalogue.editing.imports.cases.judging import DryRun, dry_run
from catalogue.editing.lookup import look_up
from catalogue.models import Import
from catalogue.schemas.case_sheet.reading import headings, read

MOST_ROWS = 1_000
NO_ROWS = (
    "事例の行が見つかりませんでした。1行目に見出し（題名、市区町村など）があり、その下に1行に1つの事例が書かれた表を"
    "選んでください。書き方は、ひな型で確かめられます。"
)
TOO_MANY_ROWS = (
    f"一度に取り込める事例は{MOST_ROWS:,}件までです。行を分けて、いくつかのファイルにしてください。"
)
NOT_READY = "まだ取り込めません。残っているところを確かめてください。"


def begin(session: Session, actor: Actor, name: str, grids: Sequence[Grid]) -> Import:
    """Keep the sheets of the file ``name`` as an open import. The caller commits.

    Raises:
        Forbidden: they may not write.
        Invalid: there is no row that could be a case, or more than can be taken in.
    """
    actor.must(Permission.WRITE)
    return keeping.keep(session, actor, ImportKind.CASES, name, _content(grids), {})


def bring_again(
    session: Session, actor: Actor, import_id: int, version: int, name: str, grids: Sequence[Grid]
) -> Import:
    """Go on with the open import with what was read of a mended file, which takes the place of what was read before:
    what was decided about columns and names still holds, where they are still there; what was decided about rows and
    cells does not, for they may stand elsewhere now. The caller commits.

    Raises:
        Forbidden: they may not write.
        NotFound: there is no such import of cases.
        Conflict: it is no longer open, or somebody has decided since ``version``.
        Invalid: there is no row that could be a case, or more than can be taken in or kept.
    """
    actor.must(Permission.WRITE)
    content, after = _content(grids), headings(grids)
    bringing = keeping.to_change(session, actor, import_id, version, ImportKind.CASES)
    before = bringing.choices
    held = {part: before.get(part) or {} for part in ("names", "sources")}
    if columns := before.get("columns"):
        held["columns"] = carried(columns, headings([*map(grid_of, bringing.content["grids"])]), after)
    keeping.replaced(session, actor, bringing, name, content)
    keeping.decided(session, bringing, {part: decided for part, decided in held.items() if decided})
    return bringing


def _content(grids: Sequence[Grid]) -> dict[str, Any]:
    """What is kept of them. Reading takes long: it must come before the first question, which holds the database."""
    sheets = read(grids, {})
    if not sheets.rows:
        raise Invalid(sheets.problems[0].reason if sheets.problems else NO_ROWS)
    if len(sheets.rows) > MOST_ROWS:
        raise Invalid(TOO_MANY_ROWS)
    return {"grids": [grid.as_json() for grid in grids]}


def judged(session: Session, actor: Actor, bringing: Import) -> Judgement:
    """What taking it in would do, with what is decided so far, if this actor did it. Nothing is written."""
    return _run(session, actor, bringing).judgement


def touches_the_public(judgement: Judgement) -> bool:
    """Whether taking it in changes what the public sees: only themes and categories that it makes do."""
    return bool(judgement.makes)


def decide(
    session: Session, actor: Actor, import_id: int, version: int, decisions: Mapping[str, Any]
) -> Import:
    """Keep decisions beside those there are, each in place of an earlier one about the same:
    ``{"columns": {place: field, "" to leave it out}, "cells": {place: text}, "rows": {place: "new", "skip" or
    "update:<slug>"}, "names": {key: "+", "theme" or "theme/category"}, "fields": {key: "mine" or "theirs"},
    "sources": {"all": that of all rows that name none}}``; nothing (None) takes a decision back. The caller commits.

    Raises:
        Forbidden: they may not write.
        NotFound: there is no such import of cases.
        Conflict: it is no longer open, or somebody has decided since ``version``.
        Invalid: a decision is none.
    """
    bringing = keeping.to_change(session, actor, import_id, version, ImportKind.CASES)
    keeping.decided(session, bringing, merged(bringing.choices, decisions))
    return bringing


def take_in(session: Session, actor: Actor, import_id: int, version: int) -> Import:
    """Save every row, and make the themes and categories it needs before: all of it, or nothing. The caller commits,
    in a transaction that changes what the public sees where :func:`touches_the_public`.

    Raises:
        Forbidden: they may not write.
        NotFound: there is no such import of cases.
        Conflict: it is no longer open, or somebody has decided since ``version``.
        Invalid: something stands in its way; ``problems`` say what, with the cell as their path.
    """
    bringing = keeping.to_change(session, actor, import_id, version, ImportKind.CASES)
    run = _run(session, actor, bringing)
    if not run.judgement.ready:
        raise Invalid(
            NEEDS_APPROVAL if run.judgement.needs_approval else NOT_READY, list(_problems(run.judgement))
        )
    if run.judgement.makes:
        themes.change(session, actor, run.themes_number, run.making.change)
    cases = list(_saved(session, actor, bringing.name, run))
    made = [{"theme": theme, "category": category} for theme, category in run.making.made]
    words = dict(zip(map(str, made), run.judgement.makes, strict=True))
    result = {
        "cases": cases,
        "themes": [{**each, "words": words[str(each)]} for each in made],
    }
    said = _said(result)
    keeping.done(session, actor, bringing, {**result, "said": said})
    record(session, actor, Act.CASES_IMPORTED, bringing.name, said)
    return bringing


def _run(session: Session, actor: Actor, bringing: Import) -> DryRun:
    grids = mended([*map(grid_of, bringing.content.get("grids", ()))], bringing.choices.get("cells") or {})
    source = (bringing.choices.get("sources") or {}).get("all", "")
    sheets = read(grids, bringing.choices.get("columns") or {}, source)
    return dry_run(session, actor, sheets, bringing.choices, grids)


def _problems(judgement: Judgement) -> Iterator[Problem]:
    for each in (*judgement.mistakes, *(mistake for row in judgement.rows for mistake in row.mistakes)):
        yield Problem(str(each.place or ""), each.reason)


def _saved(session: Session, actor: Actor, name: str, run: DryRun) -> Iterator[dict[str, Any]]:
    """Each row as a revision; what is kept of it is what an undo must know."""
    lookup, note = look_up(session), f"取込み（{name}）"
    for work, row in run.to_save():
        assert work.final is not None
        was = work.known.number if work.known else None
        revision = writing.save_case(session, actor, row.slug, work.final, was, note, lookup=lookup)
        yield {
            "slug": row.slug,
            "number": revision.number,
            "was": was,
            "created": was is None,
            "title": revision.document["title"],
            "row": str(row.place),
        }


def _said(result: Mapping[str, Any]) -> str:
    created = sum(case["created"] for case in result["cases"])
    changed = len(result["cases"]) - created
    parts = [
        f"新しい事例{created}件" if created else "",
        f"書き換えた事例{changed}件" if changed else "",
        f"作ったテーマ・分類{len(result['themes'])}件" if result["themes"] else "",
    ]
    return "、".join(part for part in parts if part)
