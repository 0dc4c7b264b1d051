"""Plans as the desk shows them: the document being written beside what is public."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from catalogue.domain.clock import moment_in_words
from catalogue.domain.errors import NotFound
from catalogue.domain.plan_changes import Mark, PlanChanges, changes
from catalogue.domain.plan_tree import NO_NODE, Node, Place, branch, by_code, name_of, places
from catalogue.domain.vocabulary import DecisionKind, LinkRole, NodeKind
from catalogue.domain.workflow import author_in_words
from catalogue.models import Decision, Dossier, LinkRecord, Revision, finding
from catalogue.reading.desk_states import newest

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PlanAtDesk:
    """A plan: its newest revision, and the document the public sees, if it sees any."""

    slug: str
    revision: Revision
    public_number: int | None
    public: Mapping[str, Any] | None

    @property
    def document(self) -> Mapping[str, Any]:
        """What is being written."""
        return self.revision.document

    @property
    def author(self) -> str:
        """Who saved it last."""
        return author_in_words(self.revision.author)

    @property
    def saved(self) -> str:
        """When, in words."""
        return moment_in_words(self.revision.saved_at)

    @property
    def changes(self) -> PlanChanges:
        """What the public does not see yet."""
        return changes(self.public, self.document)


def plan(session: Session, slug: str) -> PlanAtDesk:
    """One plan. Raises NotFound."""
    return _at_desk(session, finding.plan_of(session, slug))


def plans(session: Session) -> list[PlanAtDesk]:
    """Every plan, those begun last first."""
    dossiers = session.exec(
        select(Dossier).where(Dossier.kind == finding.PLAN).order_by(col(Dossier.id).desc())
    )
    return [_at_desk(session, dossier) for dossier in dossiers]


def _at_desk(session: Session, dossier: Dossier) -> PlanAtDesk:
    last, number = finding.newest_of(session, dossier), dossier.public_number
    public = None if number is None else finding.revision_of(session, dossier, number).document
    return PlanAtDesk(dossier.slug, last, number, public)


def outline(session: Session, at: PlanAtDesk) -> list[Row]:
    """The nodes as a nested list, each with its ``marks`` and how many cases are linked to it (``links``, those that
    wait included), and with those that are public and no longer in the document, where they stood (``gone``)."""
    counted = select(LinkRecord.node_key).where(col(LinkRecord.node_key).startswith(f"{at.slug}:"))
    links = Counter(session.exec(counted).all())
    marks = at.changes.marks
    rows: dict[str, Row] = {}
    roots: list[Row] = []
    for place in places(list(at.document["nodes"])):
        row = rows[place.node["code"]] = _row(at, place, links, marks)
        (rows[place.parent]["children"] if place.parent else roots).append(row)
    for code, place in by_code(list(at.public["nodes"]) if at.public else []).items():
        if code not in rows:
            row = rows[code] = _row(at, place, links, marks) | {"gone": True}
            (rows[place.parent]["children"] if place.parent else roots).insert(place.number, row)
    return roots


def _row(
    at: PlanAtDesk, place: Place, links: Mapping[str, int], marks: Mapping[str, tuple[Mark, ...]]
) -> Row:
    code = place.node["code"]
    return {
        "code": code,
        "kind": place.node["kind"],
        "kind_label": NodeKind(place.node["kind"]).label,
        "label": place.node["label"],
        "name": place.node["title"] or place.node["heading"],
        "subtitle": place.node["subtitle"],
        "priority": place.node["priority"],
        "parent": place.parent,
        "marks": marks.get(code, ()),
        "links": links[f"{at.slug}:{code}"],
        "first": place.is_first,
        "last": place.is_last,
        "gone": False,
        "children": [],
    }


def node(at: PlanAtDesk, code: str) -> Place:
    """One node of the document and where it stands. Raises NotFound."""
    found = by_code(list(at.document["nodes"])).get(code)
    if found is None:
        raise NotFound(NO_NODE)
    return found


def choices(nodes: Sequence[Node], without: Iterable[str] = ()) -> list[tuple[str, str]]:
    """The nodes of a tree as choices of a form: code and name, set in by their depth; ``without`` are codes."""
    left_out = set(without)
    return [
        (place.node["code"], f"{'　' * place.depth}{name_of(place.node)}")
        for place in places(list(nodes))
        if place.node["code"] not in left_out
    ]


def measure_places(nodes: Sequence[Node]) -> list[tuple[str, str]]:
    """Where measures may be added, as choices of a form: directions, and the fields that are not divided into any."""
    return [
        (place.node["code"], _with_kind(place.node))
        for place in places(list(nodes))
        if place.node["kind"] == NodeKind.DIRECTION
        or (
            place.node["kind"] == NodeKind.FIELD
            and all(child["kind"] != NodeKind.DIRECTION for child in place.node["children"])
        )
    ]


def _with_kind(node: Node) -> str:
    """What a node is and is called; a label that is printed before its name may say the first already (施策方針1)."""
    kind, name = NodeKind(node["kind"]).label, name_of(node)
    return name if name.startswith(kind) else f"{kind}：{name}"


def parent_of(at: PlanAtDesk, code: str) -> str | None:
    """Below which node one stands; nothing at the top, and where there is no such node."""
    place = by_code(list(at.document["nodes"])).get(code)
    return place.parent if place else None


def linked_below(session: Session, at: PlanAtDesk, place: Place) -> list[Row]:
    """The links, public or waiting, to a node or any below it: case, node, role and sentence."""
    keys = [f"{at.slug}:{code}" for code in branch(place.node)]
    titles = case_titles(session)
    names = {f"{at.slug}:{each.node['code']}": name_of(each.node) for each in places([place.node])}
    records = session.exec(
        select(LinkRecord)
        .where(col(LinkRecord.node_key).in_(keys))
        .order_by(LinkRecord.node_key, LinkRecord.case_slug)
    )
    return [
        {
            "slug": link.case_slug,
            "title": titles.get(link.case_slug, link.case_slug),
            "node": names[link.node_key],
            "code": link.node_key.partition(":")[2],
            "role": LinkRole(link.role).label if link.role else "",
            "rationale": link.rationale,
        }
        for link in records
    ]


def case_titles(session: Session) -> Mapping[str, str]:
    """What every case is called, those nobody has published yet included."""
    return {standing.slug: standing.title for standing in newest(session)}


def history(session: Session, slug: str) -> list[Row]:
    """Every revision, the newest first: number, note, who and when, and in words what was decided about it."""
    of_this = select(Revision).where(Revision.dossier_id == finding.plan_of(session, slug).id)
    found = session.exec(of_this.order_by(col(Revision.number).desc())).all()
    decided: dict[int, list[str]] = {}
    for decision in session.exec(
        select(Decision)
        .where(
            col(Decision.revision_id).in_([each.id for each in found]), Decision.kind != DecisionKind.SEEDED
        )
        .order_by(col(Decision.id))
    ):
        decided.setdefault(decision.revision_id, []).append(_decision_in_words(decision))
    return [
        {
            "number": each.number,
            "note": each.note,
            "from_seed": each.from_seed,
            "author": author_in_words(each.author),
            "at": moment_in_words(each.saved_at),
            "decisions": decided.get(each.id or 0, []),
        }
        for each in found
    ]


def _decision_in_words(decision: Decision) -> str:
    known = (decision.reference and f"文書番号 {decision.reference}", decision.reason)
    said = "、".join(part for part in known if part)
    when = moment_in_words(decision.decided_at)
    return f"{decision.actor}が公開しました（{when}）{f'：{said}' if said else ''}"
