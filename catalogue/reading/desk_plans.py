"""Plans as the desk shows them: the document being written beside what is public."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from catalogue.domain.clock import moment_in_words
from catalogue.domain.errors import NotFound
from catalogue.domain.plan_changes import Mark, PlanChanges, changes
from catalogue.domain.plan_tree import Node, Place, branch, by_code, name_of, places
from catalogue.domain.vocabulary import DecisionKind, LinkRole, NodeKind
from catalogue.models import Decision, Dossier, LinkRecord, Revision
from catalogue.reading.desk_states import newest

Row = dict[str, Any]

NO_PLAN = "お探しの計画は見つかりませんでした。"
NO_NODE = "この項目は、いまの原稿にありません。ほかの人が外したのかもしれません。"


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
        return "初期データ" if self.revision.from_seed else self.revision.author

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
    dossier = session.exec(select(Dossier).where(Dossier.kind == "plan", Dossier.slug == slug)).first()
    if dossier is None:
        raise NotFound(NO_PLAN)
    return _at_desk(session, dossier)


def plans(session: Session) -> list[PlanAtDesk]:
    """Every plan, those begun last first."""
    dossiers = session.exec(select(Dossier).where(Dossier.kind == "plan").order_by(col(Dossier.id).desc()))
    return [_at_desk(session, dossier) for dossier in dossiers]


def _at_desk(session: Session, dossier: Dossier) -> PlanAtDesk:
    of_this = select(Revision).where(Revision.dossier_id == dossier.id)
    last = session.exec(of_this.order_by(col(Revision.number).desc())).first()
    if last is None:
        raise NotFound(NO_PLAN)
    public = session.exec(of_this.where(Revision.number == dossier.public_number)).first()
    return PlanAtDesk(dossier.slug, last, dossier.public_number, public.document if public else None)


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
    query = (
        select(Revision)
        .join(Dossier, col(Dossier.id) == col(Revision.dossier_id))
        .where(Dossier.kind == "plan", Dossier.slug == slug)
        .order_by(col(Revision.number).desc())
    )
    found = session.exec(query).all()
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
            "author": "初期データ" if each.from_seed else each.author,
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
