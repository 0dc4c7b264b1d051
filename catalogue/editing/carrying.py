"""Carrying links forward: a case that was linked to a node of an older plan is linked to what that node became.

By lineage the case is found there already, and marked as such. A link of its own says that somebody at the city looked
at the new node and found that the case still has something to say.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from catalogue.domain.acts import Act
from catalogue.domain.errors import Conflict, Invalid, Problem
from catalogue.domain.roles import Permission
from catalogue.domain.vocabulary import LineageKind
from catalogue.editing.acting import Actor
from catalogue.editing.link_trail import was_removed_by_staff
from catalogue.editing.links import put_link
from catalogue.editing.lookup import look_up
from catalogue.editing.plans import newest
from catalogue.models import Lineage, LinkRecord

# What a node of this kind says, the node it came from has said too: its cases fit without a second thought.
_SAME = frozenset({LineageKind.UNCHANGED, LineageKind.RETITLED})
GONE = "選んだ関連付けの一部は、ほかの人が先に引き継いだか、系譜が変わったため、引き継げません。"

Step = tuple[str, LineageKind]


@dataclass(frozen=True, slots=True)
class Offer:
    """A link that can be carried forward: from the node it is at to the node (both keys) that one became, by edges of
    these ``kinds``. ``removed``: somebody took the link to the newer node away before."""

    case: str
    older: str
    newer: str
    kinds: tuple[LineageKind, ...]
    role: str | None
    rationale: str
    removed: bool

    @property
    def name(self) -> str:
        """What a form calls it. Neither slugs nor codes have two hyphens in a row."""
        return f"{self.case}--{self.newer.partition(':')[2]}"

    @property
    def fits(self) -> bool:
        """Whether it can be taken over without a second thought."""
        return _SAME.issuperset(self.kinds) and not self.removed


@dataclass(frozen=True, slots=True)
class Choice:
    """An offer taken (by its name), with role and sentence as they shall stand at the newer node."""

    name: str
    role: str | None
    rationale: str


def offers(session: Session, slug: str) -> list[Offer]:
    """Every link that leads to a node of this plan along the lineage, and has no link there yet: for each case and node
    the nearest one, in the order of the older nodes and cases."""
    document = newest(session, slug)[1].document
    steps = dict(_steps(session, slug, document["supersedes"], document["lineage"]))
    records = session.exec(select(LinkRecord).order_by(LinkRecord.node_key, LinkRecord.case_slug)).all()
    there = {(link.case_slug, link.node_key) for link in records}
    nearest: dict[tuple[str, str], Offer] = {}
    for link in records:
        for newer, kinds in _ways(steps, link.node_key):
            place = (link.case_slug, newer)
            known = nearest.get(place)
            if (
                not newer.startswith(f"{slug}:")
                or place in there
                or (known and len(known.kinds) <= len(kinds))
            ):
                continue
            removed = was_removed_by_staff(session, *place)
            nearest[place] = Offer(
                link.case_slug, link.node_key, newer, kinds, link.role, link.rationale, removed
            )
    return sorted(nearest.values(), key=lambda offer: (offer.older, offer.newer, offer.case))


def _steps(
    session: Session, slug: str, before: str | None, edges: Sequence[Mapping[str, str]]
) -> Iterator[tuple[str, list[Step]]]:
    """From each node to what it became: in this plan as it is being written, in the older ones as they are public."""
    drawn = [
        (f"{before}:{edge['older']}", f"{slug}:{edge['newer']}", LineageKind(edge["kind"]))
        for edge in edges
        if edge["older"] and edge["newer"]
    ]
    for row in session.exec(
        select(Lineage)
        .where(Lineage.plan_slug != slug)
        .order_by(col(Lineage.plan_slug), col(Lineage.position))
    ):
        if row.older_key and row.newer_key:
            drawn.append((row.older_key, row.newer_key, LineageKind(row.kind)))
    for start in dict.fromkeys(older for older, *_ in drawn):
        yield start, [(newer, kind) for older, newer, kind in drawn if older == start]


def _ways(steps: Mapping[str, list[Step]], start: str) -> Iterator[tuple[str, tuple[LineageKind, ...]]]:
    """Where a node led, and by which edges; the nearest first."""
    waiting: list[tuple[str, tuple[LineageKind, ...]]] = [(start, ())]
    seen = {start}
    while waiting:
        here, kinds = waiting.pop(0)
        for newer, kind in steps.get(here, ()):
            if newer not in seen:
                seen.add(newer)
                waiting.append((newer, (*kinds, kind)))
                yield newer, (*kinds, kind)


def carry(session: Session, actor: Actor, slug: str, choices: Sequence[Choice]) -> int:
    """Make the links that were chosen; returns how many. The caller owns the transaction.

    Raises:
        Forbidden: they may not.
        NotFound: there is no such plan.
        Conflict: one of them is no longer on offer.
        Invalid: a role or a sentence is not as it must be; the paths are ``rationale-<name>`` and the like.
    """
    actor.must(Permission.WRITE)
    known = {offer.name: offer for offer in offers(session, slug)}
    if any(choice.name not in known for choice in choices):
        raise Conflict(GONE)
    lookup = look_up(session)
    problems: list[Problem] = []
    for choice in choices:
        offer = known[choice.name]
        try:
            put_link(
                session,
                actor,
                offer.case,
                offer.newer,
                choice.role,
                choice.rationale,
                Act.LINK_CARRIED,
                seen="",
                lookup=lookup,
            )
        except Invalid as error:
            problems += [Problem(f"{each.path}-{choice.name}", each.reason) for each in error.problems]
    if problems:
        raise Invalid("引き継げませんでした。入力を確かめてください。", problems)
    return len(choices)
