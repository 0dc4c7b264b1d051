"""The lineage of a plan that was brought: as the sheet says it, or as it is proposed for a text, mended by people."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from catalogue.domain.measure_outline.likeness import folded
from catalogue.domain.plan_lineage import in_order, wrong_ends
from catalogue.domain.plan_tree import Node, by_code, name_of
from catalogue.domain.vocabulary import LineageKind
from catalogue.editing.imports.plans.judgement import Edge, Mistake
from catalogue.editing.imports.plans.papers import Papers
from catalogue.schemas.plan_sheet.reading import EdgeRow

_UNKNOWN = "「{}」という項目はありません。コードか題名で書いてください。"
_NO_PAPER = "「{}」という資料はありません。シート「資料」の記号か表題を書いてください。"
_NOT_SAID = "出典にする資料を書いてください。"
_TWICE = "同じ組合せの系譜が2つあります。"
NO_PLAN_BEFORE = (
    "系譜を書くには、前の計画が必要です。計画の「前の計画」を決めるか、シート「系譜」の行を消してください。"
)


@dataclass(frozen=True, slots=True)
class Ends:
    """The nodes an edge may join: those of the plan before and those of this one."""

    older: Sequence[Node]
    newer: Sequence[Node]


def key_of(edge: Edge) -> str:
    """The name of a proposed edge in forms and among the choices."""
    return f"{edge['older'] or ''}~{edge['newer'] or ''}"


def of_rows(
    rows: Sequence[EdgeRow], ends: Ends | None, papers: Papers, mistakes: list[Mistake]
) -> list[Edge]:
    """The lineage of a sheet; what cannot be understood is a mistake."""
    if ends is None:
        if rows:
            mistakes.append(Mistake(NO_PLAN_BEFORE, rows[0].cells.place("older")))
        return []
    older, newer = _named(ends.older), _named(ends.newer)
    edges: dict[str, Edge] = {}
    for row in rows:
        edge = _of_row(row, older, newer, papers, mistakes)
        if edge and key_of(edge) in edges:
            mistakes.append(Mistake(_TWICE, row.cells.place("newer" if edge["newer"] else "older")))
        elif edge:
            edges[key_of(edge)] = edge
    return [*edges.values()]


def _named(nodes: Sequence[Node]) -> dict[str, str]:
    """Codes by code, and by what only one node is called."""
    found = by_code(list(nodes))
    names: dict[str, list[str]] = {}
    for code, place in found.items():
        for name in {folded(place.node["title"]), folded(name_of(place.node))} - {""}:
            names.setdefault(name, []).append(code)
    return {name: codes[0] for name, codes in names.items() if len(codes) == 1} | {
        code: code for code in found
    }


def _of_row(
    row: EdgeRow,
    older: Mapping[str, str],
    newer: Mapping[str, str],
    papers: Papers,
    mistakes: list[Mistake],
) -> Edge | None:
    before = len(mistakes)
    ends = {
        name: _end(row, name, typed, known, mistakes)
        for name, typed, known in (("older", row.older, older), ("newer", row.newer, newer))
    }
    if row.kind is not None and len(mistakes) == before:
        chosen = [[each] if each else [] for each in ends.values()]
        for problem in wrong_ends(row.kind, *chosen):
            mistakes.append(
                Mistake(problem.reason, row.cells.place(problem.path), row.cells.text(problem.path))
            )
    source = papers.key_of(row.source) if row.source else papers.default
    if source is None:
        reason = _NO_PAPER.format(row.source[:30]) if row.source else _NOT_SAID
        mistakes.append(Mistake(reason, row.cells.place("source"), row.source))
    if row.kind is None or len(mistakes) > before:
        return None
    words, reading = list(row.words) or None, row.reading or None
    return {**ends, "kind": row.kind.value, "words": words, "reading": reading, "source": source}


def _end(
    row: EdgeRow, name: str, typed: str, known: Mapping[str, str], mistakes: list[Mistake]
) -> str | None:
    if not typed:
        return None
    code = known.get(typed) or known.get(folded(typed))
    if code is None:
        mistakes.append(Mistake(_UNKNOWN.format(typed[:30]), row.cells.place(name), typed))
    return code


def decided(
    proposed: Sequence[Edge], said: Mapping[str, Mapping[str, Any]], ends: Ends, mistakes: list[Mistake]
) -> list[Edge]:
    """The proposals with what people said of them; what is not to be written is left out."""
    codes = {"older": by_code(list(ends.older)), "newer": by_code(list(ends.newer))}
    edges: list[Edge] = []
    for proposal in proposed:
        mended = said.get(key_of(proposal), {})
        edge = proposal | dict(mended)
        if not edge["kind"]:
            continue
        found = list(_wrong(edge, codes)) if mended else []
        if not found and any(key_of(edge) == key_of(other) for other in edges):
            found = [("newer" if edge["newer"] else "older", _TWICE)]
        mistakes += [Mistake(reason, key=key_of(proposal), name=name) for name, reason in found]
        edges += [] if found else [edge]
    return edges


def _wrong(edge: Edge, codes: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for name, known in codes.items():
        if edge[name] and edge[name] not in known:
            yield name, _UNKNOWN.format(edge[name])
    chosen = [[edge[name]] if edge[name] else [] for name in codes]
    for problem in wrong_ends(LineageKind(edge["kind"]), *chosen):
        yield problem.path, problem.reason


def beside(there: Sequence[Edge], edges: Sequence[Edge], newer: Sequence[str]) -> list[Edge]:
    """``edges`` with those that are there already and speak of other nodes, as far as their newer end stays."""
    spoken = {(name, edge[name]) for edge in edges for name in ("older", "newer") if edge[name]}
    kept = [
        dict(edge)
        for edge in there
        if not any((name, edge[name]) in spoken for name in ("older", "newer"))
        and (edge["newer"] is None or edge["newer"] in newer)
    ]
    return [*kept, *edges]


def as_there(proposed: Sequence[Edge], there: Sequence[Edge]) -> list[Edge]:
    """The proposals; where the plan has an edge between the same nodes, what somebody wrote of it."""
    written = {key_of(edge): edge for edge in there}
    return [dict(written.get(key_of(edge), edge)) for edge in proposed]


def sorted_edges(edges: Sequence[Edge], newer: Sequence[Node], older: Sequence[Node]) -> list[Edge]:
    """In the order of the newer plan, as the desk keeps them; as they are where that of the older is not known."""
    if not older:
        return [dict(edge) for edge in edges]
    return in_order(edges, list(by_code(list(newer))), list(by_code(list(older))))
