"""The page of an imported plan: what was read, what is to be decided, and what it would come to."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from flask import render_template, request
from werkzeug.wrappers import Response

from catalogue.context import session
from catalogue.desk.imports.one import answered, in_short
from catalogue.desk.imports.plans import choices, trees
from catalogue.desk.imports.plans.cells import mended, to_mend
from catalogue.desk.imports.plans.typed import decisions_of
from catalogue.domain.errors import CatalogueError
from catalogue.domain.importing import ImportKind, ImportState
from catalogue.domain.measure_outline.outline import Column
from catalogue.domain.plan_changes import Mark
from catalogue.domain.plan_tree import by_code
from catalogue.editing.imports.plans import acts
from catalogue.editing.imports.plans.judgement import Judged
from catalogue.editing.imports.plans.papers import FIRST_PAPER
from catalogue.editing.imports.plans.target import Against, Mode
from catalogue.editing.imports.plans.undoing import undoing
from catalogue.models import Import, finding
from catalogue.reading import desk_plan_imports, desk_plans
from catalogue.schemas.plan_form import FACTS, NODE, SOURCE

Row = dict[str, Any]

MOST_UNREAD, MOST_CELLS = 300, 100
CHECKED = "確かめ直しました。"
NOTHING_NEW = "いまの計画と違うところはありません。"
_LABELS = FACTS | {"publisher": SOURCE["publisher"], "date": SOURCE["date"], "url": SOURCE["url"]}
# The parts and the fields that are asked for, in the order of the page; others come behind them.
_PARTS = ("", "target", "before", "facts", "before_facts", "paper_facts")
_FIELDS = ("", "title", "short_title", "slug", "standing", "period", "supersedes", *SOURCE)


class Todo(NamedTuple):
    """Something to be done before it can be taken in: the part or the field of the page, and in how many places."""

    anchor: str
    said: str
    many: int = 1


def page(import_id: int, error: CatalogueError | None = None, *, checked: bool = False) -> Response:
    """The dry run of what is still open; else what came of it."""
    found = finding.import_of(session(), import_id, ImportKind.PLAN)
    is_open = found.state == ImportState.OPEN
    if is_open and error and request.form:
        found = acts.as_typed(session(), found, decisions_of(request.form))
    html = _open_page(found, error, checked=checked) if is_open else _ended_page(found, error)
    return answered(html, error)


def _open_page(found: Import, error: CatalogueError | None, *, checked: bool) -> str:
    run = acts.judged(session(), found)
    cells = to_mend(run, found.content, found.choices)
    todo = list(_todo(run, len(cells)))
    return render_template(
        "desk/imports/plans/show.html",
        one=in_short(found),
        error=error,
        checked=CHECKED if checked else "",
        run=run,
        sentence=_sentence(run, todo),
        todo=todo,
        takes=run.is_ready and (run.changes is None or len(run.changes) > 0),
        removed=sum(Mark.REMOVED in change.marks for change in run.changes.nodes) if run.changes else 0,
        typed=_typed(found, run),
        offered=choices.offered(run),
        wrong={each.name: each.reason for each in run.mistakes if each.name and not each.key},
        labels={"facts": FACTS, "node": NODE, "source": SOURCE},
        words=choices,
        is_new=run.target.mode is Mode.NEW,
        both_new=run.compared.against is Against.NEW,
        changes=_changes(run),
        cells=cells,
        mended_cells=mended(run, found.content, found.choices),
        most_cells=MOST_CELLS,
        chosen_paper=run.paper or "",
        asks_paper=_asks_paper(found, run),
        before_name=run.older_name or Column.BEFORE.label,
        **_read(found, run),
        **_shown(run),
    )


def _read(found: Import, run: Judged) -> Row:
    """What was read, and what of it was odd."""
    outline, sheets = run.brought.outline, run.brought.sheets
    unread = outline.unread if outline else ()
    return {
        "outline": outline,
        "sheets": sheets,
        "oddities": outline.oddities if outline else (),
        "unread": unread[:MOST_UNREAD],
        "unread_more": max(0, len(unread) - MOST_UNREAD),
        "told": [*found.content.get("remarks", ()), *(sheets.remarks if sheets else ()), *run.cautions],
    }


def _shown(run: Judged) -> Row:
    """The parts of the page, row by row."""
    return {
        "blocks": list(trees.blocks(run)),
        "remarks": list(trees.remarks(run)),
        "before": trees.tree(run, Column.BEFORE),
        "after": trees.tree(run, Column.AFTER),
        "edges": list(trees.edges(run)),
        "ends": trees.ends(run),
    }


def _todo(run: Judged, cells: int) -> Iterator[Todo]:
    """What is to be done first, each with the part of the page that has its field, in the order of the page."""
    yield from sorted(_of_fields(run), key=lambda each: _on_the_page(each.anchor))
    keys = dict.fromkeys(each.key for each in run.mistakes if each.key and not each.place)
    items = [key for key in keys if "~" not in key]
    counts = (
        ("mend-1", "セル{}か所", cells),
        (trees.anchor(items[0]) if items else "", "項目{}件", len(items)),
        ("lineage", "系譜{}件", len(keys) - len(items)),
        ("stuck", "なくなる項目につながっているもの{}件", len(run.stuck)),
    )
    yield from (Todo(anchor, words.format(count), count) for anchor, words, count in counts if count)


def _of_fields(run: Judged) -> Iterator[Todo]:
    for each in run.mistakes:
        if each.name and not each.key:
            label = each.label or _LABELS.get(each.name.rpartition(".")[2], "")
            yield Todo(_field_of(each.name), f"{label}：{each.reason}" if label else each.reason)
        elif not each.place and not each.key:
            yield Todo("", each.reason)


def _on_the_page(field: str) -> tuple[int, int]:
    part, _, name = field.partition(".")
    return (
        _PARTS.index(part) if part in _PARTS else len(_PARTS),
        _FIELDS.index(name) if name in _FIELDS else len(_FIELDS),
    )


def _field_of(name: str) -> str:
    return "paper_facts.title" if name == "paper" else name


def _asks_paper(found: Import, run: Judged) -> bool:
    """Not while each item of a sheet names its own, and nothing else was said."""
    sheets = run.brought.sheets
    names_all = sheets and sheets.papers and not any(each.name == "paper" for each in run.mistakes)
    said = found.choices.get("paper") or found.choices.get("paper_facts")
    return run.document is not None and not (names_all and not said)


def _typed(found: Import, run: Judged) -> Row:
    """What stands in the fields: of a new plan, what the sheet says of it counts until something else is typed."""
    new = run.document if run.target.mode is Mode.NEW and run.document else {}
    facts = {name: new.get(name) or "" for name in FACTS}
    said = {name: found.choices.get(name, {}) for name in ("before_facts", "paper_facts")}
    paper = FIRST_PAPER | said["paper_facts"]
    return {"facts": facts, "before_facts": said["before_facts"], "paper_facts": paper}


def _sentence(run: Judged, todo: Sequence[Todo]) -> str:
    """How it stands, first of all."""
    if todo:
        return f"取り込むまでに、決めるところ・直すところが{sum(each.many for each in todo)}か所あります。"
    if run.changes is not None:
        return f"取り込めます（{acts.in_words(run.changes)}）。" if len(run.changes) else NOTHING_NEW
    return f"取り込めます。項目が{len(by_code(list(run.after)))}件の計画を作ります。"


def _changes(run: Judged) -> Any:
    if run.current is None or run.document is None:
        return None
    return desk_plan_imports.changes(session(), run.target.slug, run.document)


def _ended_page(found: Import, error: CatalogueError | None) -> str:
    plans = {at.slug: at for at in desk_plans.plans(session())}
    touched = (found.result or {}).get("plans", [])
    return render_template(
        "desk/imports/plans/ended.html",
        one=in_short(found),
        error=error,
        touched=[each | {"at": plans.get(each["slug"])} for each in touched],
        undoing=undoing(session(), found) if found.state == ImportState.DONE else [],
    )
