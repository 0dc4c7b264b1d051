"""The documents of plans as they would be after an import, and what is wrong with them as a whole."""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

from sqlmodel import Session

from catalogue.domain.errors import Invalid
from catalogue.domain.plan_changes import FACTS
from catalogue.domain.plan_tree import Node
from catalogue.editing import gate
from catalogue.editing.imports.plans.judgement import Document, Mistake
from catalogue.editing.imports.plans.papers import Papers
from catalogue.editing.imports.plans.target import Mode, Target
from catalogue.models import Plan, finding
from catalogue.schemas.plan import PlanSchema
from catalogue.schemas.plan_form import FACTS as LABELS
from catalogue.schemas.plan_sheet.reading import PlanSheets

# /desk/plans/new is where a plan begins.
_TAKEN_ADDRESS = "new"
_IN_USE = "「{}」は、もう使われています。ほかの名前にしてください。"
# A sheet changes what a plan says of itself, but neither its address nor what it follows.
_FROM_A_SHEET = tuple(name for name in FACTS if name != "supersedes")
_WHOLE = "計画全体：{}"


def document_of(
    target: Target, current: Document | None, sheets: PlanSheets | None, choices: Mapping[str, Any]
) -> Document:
    """The plan without its nodes, papers and lineage: as it is, with what the sheet of facts says; or a new one."""
    told = dict(sheets.facts) if sheets and sheets.facts else {}
    if target.mode is not Mode.NEW and current is not None:
        document = deepcopy(dict(current))
        if target.mode is Mode.REPLACE and told.get("slug") == target.slug:
            document |= {name: told[name] for name in _FROM_A_SHEET if name in told}
        return document
    typed = {name: str(value).strip() or None for name, value in choices.get("facts", {}).items()}
    return {name: (told | typed).get(name) for name in ("slug", *FACTS)} | {"nodes": []}


def older_document_of(nodes: Sequence[Node], papers: Papers, choices: Mapping[str, Any]) -> Document:
    """The plan before, as a plan of its own; quoted from the paper chosen for both."""
    typed = {name: str(value).strip() or None for name, value in choices.get("before_facts", {}).items()}
    quoted = [paper for paper in papers.kept if paper["key"] == papers.default]
    facts = {name: typed.get(name) for name in ("slug", *FACTS)} | {"supersedes": None}
    return facts | {"nodes": list(nodes), "sources": quoted, "lineage": []}


def raw_of(document: Document) -> dict[str, Any]:
    """A document as a seed file or a form would bring it, to pass the gates."""
    return dict(PlanSchema().dump(document))


def wrong_with(session: Session, target: Target, document: Document, facts: str) -> Iterator[Mistake]:
    """What the gates say against a plan whose parts are fit by themselves. ``facts`` is where its facts are typed."""
    if target.mode is Mode.NEW:
        yield from _in_use(session, document["slug"], facts)
    try:
        gate.loaded(PlanSchema(), raw_of(document), "")
    except Invalid as refusal:
        for problem in refusal.problems:
            if problem.path in LABELS:
                label = LABELS[problem.path]
                yield Mistake(problem.reason, name=f"{facts}.{problem.path}", label=label)
            else:
                yield Mistake(_WHOLE.format(problem.reason))


def _in_use(session: Session, slug: str | None, facts: str) -> Iterator[Mistake]:
    there = slug and (finding.find(session, finding.PLAN, slug) or session.get(Plan, slug))
    if slug == _TAKEN_ADDRESS or there:
        yield Mistake(_IN_USE.format(slug), name=f"{facts}.slug", label=LABELS["slug"])
