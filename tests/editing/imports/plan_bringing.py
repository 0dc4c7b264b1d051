"""Bringing a plan, as tests do it: the document as it stands, the seeds as sheets, and the acts on them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask

from catalogue.context import private_transaction, session
from catalogue.domain.grid import Grid
from catalogue.domain.paper import Paper, read
from catalogue.domain.roles import Role
from catalogue.editing import plans
from catalogue.editing.acting import Actor
from catalogue.editing.imports.plans import acts
from catalogue.editing.imports.plans.judgement import Judged
from catalogue.models import Import
from catalogue.schemas.plan_sheet.sheets import SHEETS, laid_out
from tests.editing.plan_acts import acting

DOCUMENTS = Path(__file__).parents[2] / "documents"
REVISION = (DOCUMENTS / "revision.txt").read_text(encoding="utf-8")
OUTLINE = (DOCUMENTS / "outline.txt").read_text(encoding="utf-8")
# From the table of the 施策体系 on.
TABLE = REVISION[REVISION.index("【現 行 計 画】") :]
FACTS = {"slug": "new-plan", "title": "試験の計画", "short_title": "試験", "standing": "案"}
PAPER = {"title": "試験の資料（表題・日付未確認）", "publisher": "青梅市"}


def writer(app: Flask) -> Actor:
    """Somebody who writes."""
    return acting(app, "henshu", Role.EDITOR)


def sheets_of(document: Mapping[str, Any] | None, number: int | None = None) -> tuple[Grid, ...]:
    """A plan as the sheets that are exported, as whatever opens spreadsheets gives them."""
    rows = laid_out(document, number)
    return tuple(
        Grid(name, (tuple(column.label for column in columns), *rows[name]))
        for name, columns in SHEETS.items()
    )


def table(*rows: tuple[str, ...], name: str = "施策体系") -> tuple[Grid, ...]:
    """One sheet of somebody else's."""
    return (Grid(name, rows),)


def bring(actor: Actor, brought: str | tuple[Grid, ...], target: str = "") -> int:
    """Begin an import of a text or of sheets."""
    with private_transaction() as writing:
        given = {"paper": Paper(read(brought))} if isinstance(brought, str) else {"grids": brought}
        bringing = acts.begin(writing, actor, "試験の表", target=target, **given)
        assert bringing.id is not None
        return bringing.id


def kept(import_id: int) -> Import:
    """The import as it is now."""
    return session().get_one(Import, import_id)


def judged(import_id: int) -> Judged:
    """Its dry run."""
    return acts.judged(session(), kept(import_id))


def decide(actor: Actor, import_id: int, **said: Any) -> Judged:
    """Decide, and look again."""
    with private_transaction() as writing:
        acts.decide(writing, actor, import_id, kept(import_id).version, said)
    return judged(import_id)


def take_in(actor: Actor, import_id: int) -> dict[str, Any]:
    """Take it in; what came of it."""
    based_on = judged(import_id).based_on
    with private_transaction() as writing:
        acts.take_in(writing, actor, import_id, kept(import_id).version, based_on)
    return kept(import_id).result or {}


def reasons(run: Judged) -> list[str]:
    """What stands in the way."""
    return [each.reason for each in run.mistakes] + [each.reason for each in run.stuck]


def newest(slug: str) -> dict[str, Any]:
    """What a plan says now."""
    return dict(plans.newest(session(), slug)[1].document)


def number_of(slug: str) -> int:
    """The number of its newest revision."""
    return plans.newest(session(), slug)[1].number
