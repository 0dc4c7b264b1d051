"""The dry run of a plan that was brought: its items made nodes, its lineage, the plan as it would be, what is wrong.

Nothing is kept of it: it is made anew from what was read and what was decided, as often as somebody looks.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from sqlmodel import Session

from catalogue.domain.errors import NotFound, Problem
from catalogue.domain.measure_outline.codes import Coded, coded
from catalogue.domain.measure_outline.outline import Entry
from catalogue.domain.plan_changes import PlanChanges, changes
from catalogue.domain.plan_tree import Node, by_code, name_of, places
from catalogue.domain.vocabulary import NodeKind
from catalogue.editing import plans
from catalogue.editing.imports.plans import checks
from catalogue.editing.imports.plans.document import document_of, older_document_of, wrong_with
from catalogue.editing.imports.plans.edges import sorted_edges
from catalogue.editing.imports.plans.judgement import Document, Edge, Judged, Mistake
from catalogue.editing.imports.plans.lineage_judging import edges_of, older_nodes, proposals_of, remarks_of
from catalogue.editing.imports.plans.papers import UNDECIDED, Papers, papers_of, with_papers
from catalogue.editing.imports.plans.reading import Brought, brought
from catalogue.editing.imports.plans.target import Against, Mode, Target, before_of, target_of
from catalogue.editing.imports.plans.work import Work
from catalogue.editing.plan_nodes import codes_ever_used

_NO_TARGET = "取り込む先を選んでください。"
_NO_SUCH_PLAN = "選んだ計画は見つかりませんでした。取り込む先を選び直してください。"
_NO_SUCH_PARENT = "選んだ項目は、いまの計画にありません。取り込む先を選び直してください。"
_BOTH_NEW = "変更前の計画も作れるのは、取り込む計画を新しく作るときだけです。"
_OLD_SHEET = (
    "この表は第{}版から書き出されたものです。いまは第{}版なので、その間の変更を消さないか、"
    "「変わるところ」で確かめてください。"
)
_ANOTHER_SHEET = "この表は、計画「{}」から書き出されたものです。取り込む先を確かめてください。"
_THERE_ALREADY = "「{}」という題名の項目が、取り込む先にもうあります。同じものなら、取り込むと2つになります。"


def judge(session: Session, content: Mapping[str, Any], choices: Mapping[str, Any]) -> Judged:
    """The dry run, with what is decided so far. Nothing is written."""
    work = Work(session, choices, brought(content, choices), target_of(choices), before_of(choices))
    _find_plans(work)
    papers = papers_of(work.target.mode, work.current, work.brought.sheets, choices)
    before = _before(work, papers)
    after = _after(work, papers, before)
    remarks = remarks_of(work, before, after)
    proposals = proposals_of(work, papers, before, after, remarks)
    edges = edges_of(work, papers, before, after, proposals)
    _mistakes(work, papers, after)
    document = _document(work, papers, before, after, edges)
    older = _older(work, papers, before)
    return Judged(
        brought=work.brought,
        target=work.target,
        compared=work.compared,
        after=after.nodes,
        before=before.nodes,
        after_codes=after.codes,
        before_codes=before.codes,
        proposed=proposals,
        edges=edges,
        paper=papers.default if papers.typed is None else None,
        older_name=work.older["short_title"] if work.older else "",
        said_of_edges=choices.get("edges", {}),
        older_nodes=older_nodes(work, before) or (),
        remarks=remarks,
        document=document,
        older=older,
        current=work.current,
        based_on=work.based_on,
        changes=_changes(work, document),
        stuck=_stuck(work, document),
        mistakes=tuple(work.mistakes),
        cautions=tuple(work.cautions),
        unmet=tuple(_unmet(work, before)),
        unsaid=tuple(_unsaid(work, before)),
    )


def _find_plans(work: Work) -> None:
    target, sheets = work.target, work.brought.sheets
    if target.mode is Mode.UNDECIDED:
        work.mistakes.append(Mistake(_NO_TARGET, name="target"))
    elif target.slug:
        work.current, work.based_on = _newest(work, target.slug, "target")
    if target.parent and work.current and target.parent not in by_code(work.current["nodes"]):
        work.mistakes.append(Mistake(_NO_SUCH_PARENT, name="target"))
        work.current = None
    if work.compared.slug:
        work.older, _ = _newest(work, work.compared.slug, "before")
    if work.compared.against is Against.NEW and target.mode is not Mode.NEW:
        work.mistakes.append(Mistake(_BOTH_NEW, name="before"))
    if sheets and sheets.facts and work.current:
        _compare_with_exported(work, sheets.facts.get("slug"), sheets.number)


def _newest(work: Work, slug: str, name: str) -> tuple[Document | None, int | None]:
    try:
        revision = plans.newest(work.session, slug)[1]
    except NotFound:
        work.mistakes.append(Mistake(_NO_SUCH_PLAN, name=name))
        return None, None
    return dict(revision.document), revision.number


def _compare_with_exported(work: Work, slug: str | None, number: int | None) -> None:
    if slug and slug != work.target.slug:
        work.cautions.append(_ANOTHER_SHEET.format(slug))
    elif number and work.based_on and number != work.based_on and work.target.mode is Mode.REPLACE:
        work.cautions.append(_OLD_SHEET.format(number, work.based_on))


def _before(work: Work, papers: Papers) -> Coded:
    known = work.older["nodes"] if work.older else []
    return coded(work.brought.before, known, source=papers.stand_in, own=True)


def _after(work: Work, papers: Papers, before: Coded) -> Coded:
    entries = with_papers(work.brought.after, papers, work.brought.places)
    taken = codes_ever_used(work.session, work.current) if work.current else set()
    if work.target.mode is Mode.REPLACE and work.current:
        return coded(
            entries,
            work.current["nodes"],
            source=papers.stand_in,
            own=True,
            taken=taken,
            filled=work.brought.absent,
        )
    if work.target.mode is Mode.BELOW and work.current:
        _caution_of_twins(work, entries)
        return coded(entries, (), source=papers.stand_in, own=True, taken=taken, below=work.target.parent)
    return coded(entries, before.nodes or work.followed() or (), source=papers.stand_in, own=False)


def _caution_of_twins(work: Work, entries: Sequence[Entry]) -> None:
    assert work.current is not None  # below a plan that was found
    parent = work.target.parent
    siblings = by_code(work.current["nodes"])[parent].node["children"] if parent else work.current["nodes"]
    titles = {node["title"] for node in siblings if node["title"]}
    work.cautions += [_THERE_ALREADY.format(entry.title) for entry in entries if entry.title in titles]


def _mistakes(work: Work, papers: Papers, after: Coded) -> None:
    below = work.target.mode is Mode.BELOW and work.current
    others = list(by_code(work.current["nodes"])) if below and work.current else []
    work.mistakes += _of_cells(work.brought)
    work.mistakes += checks.of_items(work.brought, after.nodes, after.codes, others)
    work.mistakes += papers.mistakes
    quoted = {place.node["source"] for place in places(after.nodes)}
    if work.target.mode is Mode.UNDECIDED:
        return
    if papers.default is None and papers.stand_in in quoted - {paper["key"] for paper in papers.kept}:
        work.mistakes.append(Mistake(UNDECIDED, name="paper"))


def _of_cells(brought: Brought) -> list[Mistake]:
    sheets = brought.sheets
    return [Mistake(each.reason, each.place) for each in sheets.problems] if sheets else []


def _document(
    work: Work, papers: Papers, before: Coded, after: Coded, edges: Sequence[Edge]
) -> Document | None:
    if work.target.mode is Mode.UNDECIDED or (work.target.slug and work.current is None):
        return None
    document = document_of(work.target, work.current, work.brought.sheets, work.choices)
    if work.target.mode is Mode.NEW:
        document["supersedes"] = work.supersedes
    if work.target.mode is Mode.BELOW:
        _join(document["nodes"], after.nodes, work.target.parent)
    else:
        document["nodes"] = after.nodes
    document["sources"] = papers.kept
    document["lineage"] = sorted_edges(edges, document["nodes"], older_nodes(work, before) or ())
    _judge_whole(work, work.target, document, "facts")
    return document


def _judge_whole(work: Work, target: Target, document: Document, facts: str) -> None:
    """What is wrong with the whole plan is only said where its parts are fit; what is wrong with its facts, always."""
    fit = not work.mistakes
    work.mistakes += [each for each in wrong_with(work.session, target, document, facts) if each.name or fit]


def _join(nodes: list[Node], new: Sequence[Node], parent: str | None) -> None:
    siblings = by_code(nodes)[parent].node["children"] if parent else nodes
    siblings.extend(deepcopy(list(new)))


def _older(work: Work, papers: Papers, before: Coded) -> Document | None:
    if work.compared.against is not Against.NEW:
        return None
    document = older_document_of(before.nodes, papers, work.choices)
    _judge_whole(work, Target(Mode.NEW), document, "before_facts")
    return document


def _changes(work: Work, document: Document | None) -> PlanChanges | None:
    return changes(work.current, document) if work.current and document else None


def _stuck(work: Work, document: Document | None) -> tuple[Problem, ...]:
    """What hangs on nodes that would go."""
    if work.current is None or document is None:
        return ()
    gone = by_code(work.current["nodes"]).keys() - by_code(document["nodes"]).keys()
    return tuple(plans.needed_by(work.session, work.target.slug, sorted(gone)))


def _unmet(work: Work, before: Coded) -> list[str]:
    """Items of the text that the older plan does not have."""
    if work.older is None:
        return []
    return [name_of(place.node) for place in places(before.nodes) if place.node["code"] not in before.met]


def _unsaid(work: Work, before: Coded) -> list[str]:
    """Items of the older plan that the text does not have, in the fields it speaks of."""
    if work.older is None or not before.nodes:
        return []
    fields = [node for node in work.older["nodes"] if node["code"] in before.met]
    spoken = fields if any(node["kind"] == NodeKind.FIELD for node in before.nodes) else work.older["nodes"]
    return [name_of(place.node) for place in places(spoken) if place.node["code"] not in before.met]
