"""A plan's tree from a sheet or a text: kept as it was read, judged as often as somebody looks, taken in at once.

What is taken in becomes one new revision of each plan it touches, saved as any act at the desk: nothing of it is public
until somebody publishes the plan.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session

from catalogue.domain.acts import Act
from catalogue.domain.errors import Conflict, Invalid, Problem
from catalogue.domain.grid import Grid
from catalogue.domain.importing import ImportKind
from catalogue.domain.measure_outline.outline import walk
from catalogue.domain.measure_outline.reading import recognised, table_of
from catalogue.domain.paper import Paper
from catalogue.domain.plan_changes import Mark, PlanChanges
from catalogue.domain.plan_tree import by_code
from catalogue.domain.roles import Permission
from catalogue.editing import plan_facts, plans
from catalogue.editing.acting import Actor, record
from catalogue.editing.imports import keeping
from catalogue.editing.imports.plans.checks import MOST_ITEMS
from catalogue.editing.imports.plans.decisions import merged
from catalogue.editing.imports.plans.document import raw_of
from catalogue.editing.imports.plans.judgement import Document, Judged
from catalogue.editing.imports.plans.judging import judge
from catalogue.editing.imports.plans.reading import texts_of
from catalogue.editing.imports.plans.target import Against, Mode, first_choices
from catalogue.models import Import
from catalogue.schemas.plan_sheet.reading import read

NO_ITEMS = (
    "計画の項目が見つかりませんでした。題名の列のある表か、「施策方針1」「1」「(1)」「①」のような番号や、見出し・箇条書きの"
    "ある文章にしてください。"
)
MOST_LINES = 5_000
TOO_LONG = f"文章が長すぎます。計画の体系が書かれたところだけにしてください（{MOST_LINES:,}行まで）。"
MOST_BLOCKS = 200
TOO_MANY = "項目が多すぎます。計画の体系が書かれたところだけを、いくつかに分けてください。"
NOT_READY = "まだ取り込めません。残っているところを確かめてください。"
CHANGED = (
    "確かめている間に、取り込む先の計画が変わりました。結果を見てから、もう一度「取り込む」を押してください。"
)


def begin(
    session: Session,
    actor: Actor,
    name: str,
    *,
    grids: Sequence[Grid] = (),
    paper: Paper | None = None,
    target: str = "",
) -> Import:
    """Keep what was read of the sheets or the text called ``name``; ``target`` is the plan one came from. The caller
    commits.

    Raises:
        Forbidden: they may not write.
        Invalid: there is nothing in it that could be an item, or more than can be taken in.
    """
    actor.must(Permission.WRITE)
    content = _of_paper(paper) if paper else _of_grids(grids)
    choices = first_choices(session, content, target)
    return keeping.keep(session, actor, ImportKind.PLAN, name, content, choices)


def _of_grids(grids: Sequence[Grid]) -> dict[str, Any]:
    """Reading takes long: it must come before the first question, which holds the database."""
    if not read(grids).headings:
        raise Invalid(NO_ITEMS)
    return {"grids": [grid.as_json() for grid in grids]}


def _of_paper(paper: Paper) -> dict[str, Any]:
    """A text; one that has nothing but a table is taken as a sheet, and its lines are kept beside."""
    if len(paper.pieces) > MOST_LINES:
        raise Invalid(TOO_LONG)
    kept = paper.as_json()
    outline = recognised(paper.pieces)
    items = sum(1 for block in outline.blocks for _ in walk(block.entries))
    if len(outline.blocks) > MOST_BLOCKS or items > 2 * MOST_ITEMS:
        raise Invalid(TOO_MANY)
    if outline.blocks:
        return kept
    table = table_of(paper.pieces)
    if table is None:
        raise Invalid(NO_ITEMS)
    return kept | {"grids": [table.as_json()]}


def judged(session: Session, bringing: Import) -> Judged:
    """What taking it in would do, with what is decided so far. Nothing is written."""
    return judge(session, bringing.content, bringing.choices)


def decide(session: Session, actor: Actor, import_id: int, version: int, said: Mapping[str, Any]) -> Import:
    """Keep what a form says: ``target`` (``new``, ``replace:<plan>``, ``below:<plan>:<code>``), ``before`` (``none``,
    ``compare:<plan>``, ``new``), ``paper`` (a key), ``way``, ``sheet``; the fields of ``facts``, ``before_facts`` and
    ``paper_facts``; by place ``columns`` and ``cells``; by key ``blocks`` (column, group, sort), ``entries``,
    ``remarks`` (the item each is about) and ``edges``. The caller commits.

    Raises:
        Forbidden: they may not write.
        NotFound: there is no such import of a plan.
        Conflict: it is no longer open, or somebody has decided since ``version``.
        Invalid: it is more than can be kept.
    """
    bringing = keeping.to_change(session, actor, import_id, version, ImportKind.PLAN)
    choices = _with(session, bringing, said)
    if choices != bringing.choices:
        keeping.decided(session, bringing, choices)
    return bringing


def as_typed(session: Session, bringing: Import, said: Mapping[str, Any]) -> Import:
    """The import as it would be with what a form says, which could not be kept: so that the page loses none of it."""
    return Import(**(bringing.model_dump() | {"choices": _with(session, bringing, said)}))


def _with(session: Session, bringing: Import, said: Mapping[str, Any]) -> dict[str, Any]:
    texts = texts_of(bringing.content, bringing.choices) if said.get("cells") else {}
    return merged(judged(session, bringing), bringing.choices, said, texts)


def take_in(session: Session, actor: Actor, import_id: int, version: int, based_on: int | None) -> Import:
    """Write it into the plan, or into a new one. ``based_on`` is the revision of the plan the actor had before their
    eyes. The caller commits.

    Raises:
        Forbidden, NotFound, Conflict: as :func:`decide`; Conflict also where the plan has changed since, or where cases
            or newer plans hang on what would go.
        Invalid: something is not decided, or wrong (``problems``).
    """
    bringing = keeping.to_change(session, actor, import_id, version, ImportKind.PLAN)
    run = judged(session, bringing)
    if run.stuck:
        raise Conflict(plans.STILL_NEEDED, run.stuck)
    if run.document is None or run.mistakes:
        raise Invalid(NOT_READY, [Problem(each.name, each.reason) for each in run.mistakes])
    if run.based_on != based_on:
        raise Conflict(CHANGED)
    touched = _older(session, actor, run) + _written(session, actor, bringing.name, run, run.document)
    said = "。".join(each["said"] for each in touched if each["said"]) or "変わったところはありませんでした"
    unread = run.brought.outline.unread if run.brought.outline else ()
    left = [(each.number, each.text) for each in unread]
    keeping.done(session, actor, bringing, {"plans": touched, "said": said}, left)
    record(session, actor, Act.PLAN_IMPORTED, bringing.name, said)
    return bringing


def _older(session: Session, actor: Actor, run: Judged) -> list[dict[str, Any]]:
    """The plan before, where it becomes a plan too: first, for the other one follows it."""
    if run.compared.against is not Against.NEW or run.older is None:
        return []
    return [_begun(session, actor, run.older)]


def _written(
    session: Session, actor: Actor, name: str, run: Judged, document: Document
) -> list[dict[str, Any]]:
    if run.target.mode is Mode.NEW:
        return [_begun(session, actor, document)]
    assert run.changes is not None  # there is a plan to compare with
    told = f"「{name}」から取り込みました（{in_words(run.changes)}）"

    def change(there: Document) -> str:
        gone = by_code(there["nodes"]).keys() - by_code(document["nodes"]).keys()
        plans.refuse_if_needed(session, run.target.slug, gone)
        there.clear()
        there.update(document)
        return told

    said = plans.alter(session, actor, run.target.slug, run.based_on or 0, change)
    return [_touched(session, run.target.slug, run.based_on, said)]


def _begun(session: Session, actor: Actor, document: Document) -> dict[str, Any]:
    said = plan_facts.start(session, actor, raw_of(document))
    return _touched(session, document["slug"], None, said)


def _touched(session: Session, slug: str, before: int | None, said: str | None) -> dict[str, Any]:
    number = plans.newest(session, slug)[1].number
    return {"slug": slug, "number": number, "before": before, "said": said}


def in_words(changes: PlanChanges) -> str:
    """How many items come, change and go, and whether anything else changes."""
    counts = {mark: sum(mark in change.marks for change in changes.nodes) for mark in Mark}
    parts = [f"{mark.label}{count}件" for mark, count in counts.items() if count]
    parts += [f"系譜{len(changes.edges)}件"] if changes.edges else []
    parts += [f"資料{len(changes.sources)}件"] if changes.sources else []
    parts += [f"計画の説明{len(changes.facts)}件"] if changes.facts else []
    return "、".join(parts) or "変わったところはありません"
