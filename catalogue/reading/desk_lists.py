"""Lists kept at the desk, as their pages show them: one's own, and those that others share. Nobody sees the others."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlmodel import Session, col, select

from catalogue.domain.case_in_words import labelled
from catalogue.domain.clock import day_in_tokyo, day_in_words
from catalogue.domain.errors import NotFound
from catalogue.domain.shortlist import NO_LIST
from catalogue.domain.vocabulary import DecisionKind
from catalogue.models import Decision, Dossier, KeptList, Plan, PlanNode, Revision, Staff
from catalogue.models.finding import CASE
from catalogue.reading.cards import cards_by_slug

Row = dict[str, Any]

NODE_GONE = "（いまは公開されていない項目）"


def mine(session: Session, staff_id: int | None) -> list[Row]:
    """Somebody's own lists, those saved last first."""
    return _rows(session, col(KeptList.staff_id) == staff_id)


def shared_by_others(session: Session, staff_id: int | None) -> list[Row]:
    """Lists that others share with the desk, those saved last first."""
    return _rows(session, col(KeptList.shared).is_(True), col(KeptList.staff_id) != staff_id)


def one(session: Session, staff_id: int | None, list_id: int) -> Row:
    """One list with its ``cases`` in order: ``slug``, ``note``, and ``card``, nothing where the case is gone.

    Raises:
        NotFound: there is none that they may see.
    """
    found = session.get(KeptList, list_id)
    if found is None or not (found.shared or found.staff_id == staff_id):
        raise NotFound(NO_LIST)
    (row,) = _with_names(session, [(found, _owner(session, found))])
    return row | {"cases": with_cards(session, found.entries)}


def with_cards(session: Session, entries: Iterable[Sequence[str]]) -> list[Row]:
    """Pairs of slug and note, each with the case's card and title; of a case that is gone there is no card, and the
    title is the one it had when it was public."""
    pairs = list(entries)
    cards = cards_by_slug(session, [slug for slug, _ in pairs])
    titles = _last_titles(session, [slug for slug, _ in pairs if slug not in cards])
    titles |= {slug: card["title"] for slug, card in cards.items()}
    return [
        {"slug": slug, "note": note, "card": cards.get(slug), "title": titles.get(slug, slug)}
        for slug, note in pairs
    ]


def _last_titles(session: Session, slugs: Sequence[str]) -> dict[str, str]:
    """As the public saw them last: what was written since may not be public yet."""
    query = (
        select(Dossier.slug, Revision.document)
        .join(Revision, col(Revision.dossier_id) == col(Dossier.id))
        .join(Decision, col(Decision.revision_id) == col(Revision.id))
        .where(Dossier.kind == CASE, col(Dossier.slug).in_(slugs), col(Decision.kind).in_(_MADE_PUBLIC))
        .order_by(col(Decision.id))
    )
    return {slug: document["title"] for slug, document in session.exec(query)} if slugs else {}


_MADE_PUBLIC = (DecisionKind.SEEDED.value, DecisionKind.APPROVED.value)


def node_choices(session: Session) -> list[tuple[str, str]]:
    """Every node of every public plan with its plan, the newest plan first; for a select."""
    query = (
        select(PlanNode, Plan)
        .join(Plan, col(Plan.slug) == col(PlanNode.plan_slug))
        .order_by(col(Plan.position).desc(), col(PlanNode.position))
    )
    return [(node.key, _node_name(node, plan)) for node, plan in session.exec(query)]


def node_names(session: Session, keys: Iterable[str | None]) -> Mapping[str, str]:
    """What these nodes are called, their plan in front; those that are not public are left out."""
    wanted = {key for key in keys if key}
    query = (
        select(PlanNode, Plan)
        .join(Plan, col(Plan.slug) == col(PlanNode.plan_slug))
        .where(col(PlanNode.key).in_(wanted))
    )
    return {node.key: _node_name(node, plan) for node, plan in session.exec(query)}


def _node_name(node: PlanNode, plan: Plan) -> str:
    return f"{plan.short_title} {labelled(node.label, node.name)}"


def _owner(session: Session, kept: KeptList) -> str:
    return session.get_one(Staff, kept.staff_id).display


def _rows(session: Session, *conditions: Any) -> list[Row]:
    query = (
        select(KeptList, Staff.display)
        .join(Staff, col(Staff.id) == col(KeptList.staff_id))
        .where(*conditions)
        .order_by(col(KeptList.saved_at).desc(), col(KeptList.id).desc())
    )
    return _with_names(session, session.exec(query).all())


def _with_names(session: Session, found: Sequence[tuple[KeptList, str]]) -> list[Row]:
    names = node_names(session, [kept.node_key for kept, _ in found])
    return [
        kept.model_dump()
        | {
            "owner": owner,
            "count": len(kept.entries),
            "node_name": _name_or_gone(kept.node_key, names),
            "saved_on": day_in_words(day_in_tokyo(kept.saved_at)),
        }
        for kept, owner in found
    ]


def _name_or_gone(key: str | None, names: Mapping[str, str]) -> str | None:
    return names.get(key, NODE_GONE) if key else None
