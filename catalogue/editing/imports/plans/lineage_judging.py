"""The lineage of a plan's dry run: remarks given their places, proposals, and what is decided of them."""

from collections.abc import Mapping, Sequence

from catalogue.domain.measure_outline.codes import Coded, in_order
from catalogue.domain.measure_outline.lineage import placed, proposed, said_of, unsure
from catalogue.domain.plan_tree import Node
from catalogue.editing.imports.plans import edges as plan_edges
from catalogue.editing.imports.plans.edges import Ends
from catalogue.editing.imports.plans.judgement import Edge
from catalogue.editing.imports.plans.papers import Papers
from catalogue.editing.imports.plans.target import Against, Mode
from catalogue.editing.imports.plans.work import Work
from catalogue.schemas.plan_sheet.reading import EdgeRow

_NOT_ITS_PLAN = (
    "取り込む先の計画の「前の計画」は「{}」ではないため、系譜は書きません。"
    "系譜も書くときは、計画の「前の計画」を確かめてください。"
)


def remarks_of(work: Work, before: Coded, after: Coded) -> dict[str, str]:
    """The code each remark of the paper is about, by its key; as a person says, else as it seems."""
    if work.brought.outline is None:
        return {}
    found = placed(work.brought.outline.remarks, before.nodes, after.nodes)
    for remark in work.brought.outline.remarks:
        if remark.about is not None:
            found.pop(remark.key, None)
            if remark.about in after.codes:
                found[remark.key] = after.codes[remark.about]
    return found


def proposals_of(
    work: Work, papers: Papers, before: Coded, after: Coded, remarks: Mapping[str, str]
) -> list[Edge]:
    """A lineage from the items of the text that were there before; of a plan that is there, only to its own nodes."""
    outline = work.brought.outline
    if outline is None or not before.nodes or work.compared.against in (None, Against.NOTHING):
        return []
    if work.compared.slug and work.compared.slug != work.supersedes:
        work.cautions.append(
            _NOT_ITS_PLAN.format(work.older["short_title"] if work.older else work.compared.slug)
        )
        return []
    said = said_of(outline.remarks, remarks)
    guessed = unsure(outline.remarks, remarks, after.nodes)
    found = proposed(before.nodes, after.nodes, said, papers.stand_in, guessed)
    if work.older is not None:
        found = [edge for edge in found if edge["older"] is None or edge["older"] in before.met]
    return plan_edges.as_there(found, work.current["lineage"] if work.current else ())


def edges_of(
    work: Work, papers: Papers, before: Coded, after: Coded, proposals: Sequence[Edge]
) -> list[Edge]:
    rows = _rows(work)
    nodes = _nodes_then(work, after)
    older = older_nodes(work, before)
    ends = Ends(older, nodes) if older is not None else None
    if rows is not None:
        edges = plan_edges.of_rows(rows, ends, papers, work.mistakes)
        return edges if work.target.mode is not Mode.BELOW else _beside(work, edges, nodes)
    decided = (
        plan_edges.decided(proposals, work.choices.get("edges", {}), ends, work.mistakes) if ends else []
    )
    return _beside(work, decided, nodes)


def _rows(work: Work) -> Sequence[EdgeRow] | None:
    """The lineage as the sheet says it. An empty one only takes the lineage of the plan it was exported from away."""
    sheets = work.brought.sheets
    if sheets is None or sheets.edges is None:
        return None
    is_of_plan = sheets.facts is not None and sheets.facts.get("slug") == work.target.slug
    return sheets.edges if sheets.edges or is_of_plan else None


def _beside(work: Work, edges: Sequence[Edge], nodes: Sequence[Node]) -> list[Edge]:
    there = work.current["lineage"] if work.current else ()
    return plan_edges.beside(there, edges, in_order(list(nodes)))


def _nodes_then(work: Work, after: Coded) -> list[Node]:
    """The nodes of the plan as it would be."""
    if work.target.mode is Mode.BELOW and work.current:
        return [*after.nodes, *work.current["nodes"]]
    return after.nodes


def older_nodes(work: Work, before: Coded) -> Sequence[Node] | None:
    """The nodes of the plan before: of the text where they become a plan too, else of the plan that is there."""
    return before.nodes if work.compared.against is Against.NEW else work.followed()
