"""Making a plan public: what that will change, said before; and the act, which is one transaction."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, func, select

from catalogue.domain.acts import Act
from catalogue.domain.case_in_words import labelled
from catalogue.domain.errors import Conflict, Forbidden, Problem
from catalogue.domain.plan_tree import by_code
from catalogue.domain.roles import Permission
from catalogue.domain.vocabulary import DecisionKind
from catalogue.domain.workflow import is_own
from catalogue.editing import project_plan, revisions
from catalogue.editing.acting import Actor, record
from catalogue.editing.lookup import Lookup, look_up
from catalogue.editing.plans import must_be_newest, needed_by, newest
from catalogue.editing.project_case import Projection
from catalogue.models import CasePage, Dossier, Plan, PlanNode, Reach, Revision

OWN = (
    "ご自身が最後に保存した計画は、ご自身では公開できません。ほかの「承認」の役割の人に公開を頼んでください。"
)
NOTHING_NEW = "公開していない変更はありません。"
NOT_YET = "このままでは公開できません。"


@dataclass(frozen=True, slots=True)
class CaseEffect:
    """What becomes of one public case: nodes (by name) on which it begins to show because its links waited for them;
    those it begins and ceases to be found from in another way; whether its page reads otherwise."""

    slug: str
    title: str
    appears: Sequence[str]
    found: Sequence[str]
    lost: Sequence[str]
    page_changes: bool


def may_publish(actor: Actor, revision: Revision, approve_own: bool) -> bool:
    """Whether they may: as with a case, nobody decides about what they saved last themselves, unless the setting for an
    office of one says so."""
    return actor.may(Permission.APPROVE) and (approve_own or not is_own(revision.author_id, actor.id))


def obstacles(session: Session, dossier: Dossier, document: Mapping[str, Any]) -> list[Problem]:
    """Why the plan cannot be public as it is, each with what to do."""
    return [*_unready(session, document), *_vanishing(session, dossier.slug, document)]


def _unready(session: Session, document: Mapping[str, Any]) -> Iterator[Problem]:
    if not document["nodes"]:
        yield Problem("nodes", "項目がまだひとつもありません。分野や施策を加えてから公開してください。")
    before = document["supersedes"]
    if before and session.get(Plan, before) is None:
        yield Problem(
            "supersedes", f"前の計画「{before}」がまだ公開されていません。先にそちらを公開してください。"
        )
        return
    for edge in document["lineage"]:
        if edge["older"] and session.get(PlanNode, f"{before}:{edge['older']}") is None:
            yield Problem(
                "lineage",
                f"系譜が指している前の計画の項目「{edge['older']}」が公開されていません。"
                "前の計画を先に公開するか、系譜を直してください。",
            )


def _vanishing(session: Session, slug: str, document: Mapping[str, Any]) -> Iterator[Problem]:
    """What still hangs on public nodes that the document no longer has."""
    public = session.exec(select(PlanNode.code).where(PlanNode.plan_slug == slug)).all()
    yield from needed_by(session, slug, sorted(set(public) - by_code(document["nodes"]).keys()))


def effects(session: Session, document: Mapping[str, Any]) -> list[CaseEffect]:
    """What becomes of each public case that publishing touches. Nothing is written."""
    before = look_up(session)
    after = project_plan.as_if_public(before, document)
    return [_effect(session, projection, before, after) for projection in revisions.differing(session, after)]


def _effect(session: Session, projection: Projection, before: Lookup, after: Lookup) -> CaseEffect:
    slug, page = projection.case.slug, projection.page.data
    now = session.get_one(CasePage, slug).data
    shown = {link["key"] for link in now["links"]}
    appears = [link["key"] for link in page["links"] if link["key"] not in shown]
    then = set(session.exec(select(Reach.node_key).where(Reach.case_slug == slug)))
    will = {row.node_key for row in projection.children if isinstance(row, Reach)}
    return CaseEffect(
        slug=slug,
        title=page["title"],
        appears=_names(after, appears),
        found=_names(after, will - then - set(appears)),
        lost=_names(before, then - will),
        page_changes=now != page,
    )


def _names(lookup: Lookup, keys: Iterable[str]) -> list[str]:
    """In the order of each plan."""
    nodes = sorted((lookup.nodes[key] for key in keys), key=lambda node: (node.plan_slug, node.position))
    return [labelled(node.label, node.name) for node in nodes]


def publish(
    session: Session,
    actor: Actor,
    slug: str,
    based_on: int,
    *,
    approve_own: bool,
    reference: str | None = None,
    comment: str | None = None,
) -> Revision:
    """Make the newest revision of a plan the public one, and write every case anew that shows it. ``reference`` is the
    number of the paper it was decided on. The caller owns the transaction.

    Raises:
        Forbidden: they may not, or may not publish what they saved themselves.
        NotFound: there is no such plan.
        Conflict: somebody changed it meanwhile, there is nothing new, or something stands in the way (``problems``).
    """
    actor.must(Permission.APPROVE)
    dossier, revision = newest(session, slug)
    must_be_newest(revision, based_on)
    if revision.number == dossier.public_number:
        raise Conflict(NOTHING_NEW)
    if not may_publish(actor, revision, approve_own):
        raise Forbidden(OWN)
    if problems := obstacles(session, dossier, revision.document):
        raise Conflict(NOT_YET, problems)
    _project(session, revision.document)
    dossier.public_number = revision.number
    revisions.decide(
        session,
        revision,
        DecisionKind.APPROVED,
        actor=actor.name,
        actor_id=actor.id,
        reason=comment,
        reference=reference,
        now=actor.now,
    )
    record(session, actor, Act.PLAN_PUBLISHED, slug, f"第{revision.number}版を公開しました")
    return revision


def _project(session: Session, document: Mapping[str, Any]) -> None:
    project_plan.write(session, document, _position(session, document["slug"]))
    revisions.project_again(session, look_up(session))
    project_plan.drop_vanished(session, document)


def _position(session: Session, slug: str) -> int:
    """Where it stands among the plans: where it stood, or after all others."""
    public = session.get(Plan, slug)
    last = session.exec(select(func.max(Plan.position))).one()
    return public.position if public else (last if last is not None else -1) + 1
