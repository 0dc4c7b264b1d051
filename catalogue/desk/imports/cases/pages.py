"""The pages of a sheet of cases, put together: the dry run while it is open, and all its rows."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from flask import make_response, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from catalogue.context import session
from catalogue.desk.guard import actor, may
from catalogue.desk.imports.cases import words
from catalogue.desk.imports.cases.dry_run import DryRun, counted, dry_run, of_fate
from catalogue.desk.imports.cases.ended import Report, ended
from catalogue.desk.imports.cases.parts import asked_now
from catalogue.desk.imports.cases.typed import cells_before, place_named, typed_cells
from catalogue.desk.imports.cases.words import Fate
from catalogue.desk.imports.one import answered, in_short
from catalogue.domain.errors import CatalogueError
from catalogue.domain.grid import letters_of
from catalogue.domain.importing import ImportKind, ImportState
from catalogue.domain.paging import paging
from catalogue.domain.text import number_in, quoted
from catalogue.editing.imports.cases import acts
from catalogue.editing.imports.cases.judgement import NEEDS_APPROVAL, RowJudged, UnknownName
from catalogue.models import Import, finding
from catalogue.reading import desk_cases
from catalogue.schemas.case_form import label_of
from catalogue.schemas.case_sheet.headings import offered

# What the page of the dry run shows of what needs nobody's hand; the rest is on the page of all rows.
CHANGES, FRESH, CAUTIONS, MENDED = 10, 20, 20, 100
ROWS_ON_A_PAGE, CHANGES_ON_A_PAGE = 100, 20
_CHECKED = {
    "yes": "決めたことと直した内容を保存し、確かめ直しました。",
    "file": "表を入れ替えて、確かめ直しました。",
}


def page(
    import_id: int, error: CatalogueError | None = None, file_error: str = "", report: Report | None = None
) -> Response:
    """Where this import stands; with ``error``, why the last act was not done, and all that was typed. ``file_error``
    is what is wrong with a file that was sent to take the place of its own, ``report`` what has just been done."""
    found = finding.import_of(session(), import_id, ImportKind.CASES)
    if found.state != ImportState.OPEN:
        return answered(ended(found, error, report), error)
    asked = asked_now()
    judgement = acts.judged(session(), actor(), found)
    shown = dry_run(judgement, found.choices.get("columns", {}), asked)
    text = render_template(
        "desk/imports/cases/show.html",
        one=in_short(found),
        shown=shown,
        error=None if file_error else error,
        file_error=file_error,
        writes=may("write"),
        checked=_CHECKED.get(request.args.get("checked", ""), "") if request.method == "GET" else "",
        typed=request.form if error else MultiDict(),
        not_taken_cells=typed_cells(request.form, found) if error else [],
        at=asked.parameters(),
        page_of=lambda part, number: asked.turned(part, number).url(import_id, part),
        rows_of=lambda fate: url_for("desk.case_imports.rows", import_id=import_id, fate=fate or None),
        **_said(found, shown),
        **_offered(),
    )
    return answered(text, error)


def _said(found: Import, shown: DryRun) -> dict[str, Any]:
    """What the page says, beside the parts themselves."""
    judgement = shown.judgement
    public = acts.touches_the_public(judgement)
    barred = judgement.needs_approval and not may("approve")
    titles = {row.place: row.title for row in judgement.rows}
    several = len({each.place.sheet for each in judgement.headings}) > 1
    return {
        "will": words.will_do(shown.counts, judgement.makes, shown.emptied, public),
        "barred": NEEDS_APPROVAL if barred else "",
        "mended": _mended(found, shown),
        "decided": found.choices.get("columns", {}),
        "source": (found.choices.get("sources") or {}).get("all", ""),
        "lacks_sources": sum(_lacks_source(row) for row in judgement.rows),
        "parts": _parts(shown),
        "several_sheets": several,
        "quoted": quoted,
        "letters_of": letters_of,
        "cell_name": lambda place: place if several else place.rpartition("!")[2],
        "title_at": lambda place: titles.get(place, ""),
        "label_of": label_of,
        "most_changes": CHANGES,
        "most_fresh": FRESH,
        "most_cautions": CAUTIONS,
        "most_mended": MENDED,
    }


def _lacks_source(row: RowJudged) -> bool:
    """Whether a row names no source at all, and its sheet gave it none."""
    return any(each.label == label_of("sources") for each in row.mistakes)


def _parts(shown: DryRun) -> set[str]:
    """The parts that are on the page, by their anchors."""
    if shown.judgement.unconfirmed:
        return {"columns"}
    there = {
        "columns": True,
        "names": shown.names.all,
        "doubles": shown.doubles.all,
        "clashes": shown.clashes.all,
        "mend": shown.mend.cells,
        "take": shown.decided,
    }
    return {name for name, is_there in there.items() if is_there}


def _mended(found: Import, shown: DryRun) -> list[dict[str, str]]:
    """The cells that somebody has mended here, the last first."""
    cells = found.choices.get("cells", {})
    before = cells_before(found, cells)
    headings = {(each.place.sheet, each.place.column): each.text for each in shown.judgement.headings}

    def heading(name: str) -> str:
        place = place_named(name)
        return headings.get((place.sheet, place.column), "") if place else ""

    return [
        {"place": place, "heading": heading(place), "now": now, "before": before[place]}
        for place, now in reversed(cells.items())
    ]


def _offered() -> dict[str, Any]:
    """What can be chosen."""
    themes = desk_cases.themes(session())
    categories = desk_cases.categories(session())
    labels = dict(themes) | {value: label for _, some in categories for value, label in some}

    def choices(name: UnknownName) -> Sequence[tuple[str, Sequence[tuple[str, str]]]]:
        return categories if name.typed_theme or not name.typed else [("登録されているテーマ", themes)]

    return {
        "fields": fields_by_part(),
        "labels": dict(offered()),
        "choices": choices,
        "label_of_choice": labels.get,
        "ways": words.ways,
        "chosen": words.chosen,
    }


def fields_by_part() -> list[tuple[str, list[tuple[str, str]]]]:
    """The fields a column may be taken for: those of the case itself, then those of its parts, each under its part."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name, label in offered():
        part, colon, _ = label.partition("：")
        found[part if colon else "事例"].append((name, label))
    return list(found.items())


def rows_page(import_id: int) -> Response:
    """Every row of an open import, or those of one fate."""
    found = finding.import_of(session(), import_id, ImportKind.CASES)
    if found.state != ImportState.OPEN:
        return page(import_id)
    judgement = acts.judged(session(), actor(), found)
    asked = request.args.get("fate", "")
    fate = Fate(asked) if asked in set(Fate) else None
    rows = of_fate(judgement, fate)
    size = CHANGES_ON_A_PAGE if fate is Fate.CHANGE else ROWS_ON_A_PAGE
    at = paging(len(rows), number_in(request.args.get("page")) or 1, size)

    def url(fate: Fate | None, number: int | None = None) -> str:
        return url_for("desk.case_imports.rows", import_id=import_id, fate=fate and fate.value, page=number)

    counts: list[tuple[Fate | None, str, int]] = [(None, "すべて", len(judgement.rows))]
    counts += [(each, each.label, count) for each, count in counted(judgement).items()]
    text = render_template(
        "desk/imports/cases/rows.html",
        one=in_short(found),
        total=len(judgement.rows),
        rows=at.of(rows),
        fate=fate,
        filters=[
            {"label": label, "count": count, "url": url(each), "chosen": each is fate}
            for each, label, count in counts
        ],
        found=at,
        pages={number: url(fate, number) for number in at.offered},
        fate_of=words.fate_of,
        details=words.details,
        label_of=label_of,
    )
    return make_response(text)
