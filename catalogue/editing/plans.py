"""Writing a plan: every act is one new revision of its document. Nothing the public sees changes until it is published.

An act says from which revision it began. If somebody else has changed the plan since, it is refused, and whoever sent a
form keeps what they typed.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy
from typing import Any

from marshmallow import Schema
from sqlmodel import Session, col, select

from catalogue.domain.acts import Act
from catalogue.domain.case_in_words import labelled
from catalogue.domain.errors import Conflict, Invalid, Problem
from catalogue.domain.plan_tree import by_code, name_of
from catalogue.domain.roles import Permission
from catalogue.editing import gate, revisions
from catalogue.editing.acting import Actor, record
from catalogue.models import Dossier, Lineage, LinkRecord, PlanNode, Revision, finding
from catalogue.schemas.plan import PlanSchema

Document = dict[str, Any]
# Changes a document in place, and says in a sentence what was done.
Change = Callable[[Document], str]

WRONG = "保存できませんでした。入力を確かめてください。"
STILL_NEEDED = "事例が関連付けられている項目や、ほかの計画の系譜にある項目は、計画から外せません。"


def newest(session: Session, slug: str) -> tuple[Dossier, Revision]:
    """The dossier of a plan and its newest revision. Raises NotFound."""
    dossier = finding.plan_of(session, slug)
    return dossier, finding.newest_of(session, dossier)


def alter(session: Session, actor: Actor, slug: str, based_on: int, change: Change) -> str | None:
    """Save the plan with a change, as a new revision, and return what was done; nothing where the change left
    everything as it was. ``based_on`` is the number of the revision the actor had before their eyes. The caller
    commits.

    Raises:
        Forbidden: they may not.
        NotFound: there is no such plan.
        Conflict: somebody else changed the plan meanwhile.
        Invalid: the plan would break a rule.
    """
    actor.must(Permission.WRITE)
    dossier, before = newest(session, slug)
    must_be_newest(before, based_on)
    document = deepcopy(before.document)
    said = change(document)
    return keep(session, actor, dossier, before, document, said)


def must_be_newest(revision: Revision, based_on: int) -> None:
    """Raises Conflict where ``revision``, the newest, is not the one the actor began from."""
    if revision.number != based_on:
        done = f"：{revision.note}" if revision.note else ""
        raise Conflict(
            f"開いている間に、ほかの人がこの計画を変えました（第{revision.number}版、{revision.author}{done}）。"
            "まだ保存していません。いまの内容を確かめて、もう一度操作してください。"
        )


def keep(
    session: Session, actor: Actor, dossier: Dossier, before: Revision | None, document: Document, said: str
) -> str | None:
    """The document as the next revision, once it has passed the gates; ``said`` again, or nothing where the document is
    the same as before."""
    judged = _judged(session, document)
    if before and judged == before.document:
        return None
    revision = revisions.save(
        session, dossier, judged, author=actor.name, author_id=actor.id, note=said, now=actor.now
    )
    record(session, actor, Act.PLAN_SAVED, dossier.slug, f"第{revision.number}版：{said}")
    return said


def load(schema: Schema, raw: Mapping[str, Any]) -> Document:
    """A part of the document as its schema loads it.

    Raises:
        Invalid: it breaks a rule; the paths are those of the part.
    """
    return gate.loaded(schema, raw, WRONG)


def _judged(session: Session, document: Document) -> Document:
    """The whole plan, through the gates that a seed passes."""
    schema = PlanSchema()
    loaded = load(schema, schema.dump(document))
    if problems := list(gate.plan_problems(loaded, _codes_of_others(session, loaded["slug"]))):
        raise Invalid(WRONG, problems)
    return loaded


def _codes_of_others(session: Session, slug: str) -> Mapping[str, set[str]]:
    """The codes of every other plan, those of nodes still being written among them."""
    codes: dict[str, set[str]] = {
        other: set(by_code(document["nodes"]))
        for other, document in newest_documents(session)
        if other != slug
    }
    for node in session.exec(select(PlanNode).where(PlanNode.plan_slug != slug)):
        codes.setdefault(node.plan_slug, set()).add(node.code)
    return codes


def newest_documents(session: Session) -> Iterator[tuple[str, Document]]:
    """Every plan as it is being written, by its slug."""
    query = (
        select(Dossier.slug, Revision.document)
        .join(Revision, col(Revision.dossier_id) == col(Dossier.id))
        .where(Dossier.kind == finding.PLAN, finding.is_newest())
        .order_by(col(Dossier.id))
    )
    yield from ((slug, dict(document)) for slug, document in session.exec(query))


def restore(session: Session, actor: Actor, slug: str, number: int, based_on: int) -> str | None:
    """Save what an older revision said as a new one.

    Raises:
        Forbidden, NotFound, Conflict, Invalid: as :func:`alter`; Conflict also where the older revision lacks a node
            that something hangs on meanwhile.
    """

    def change(document: Document) -> str:
        dossier = finding.plan_of(session, slug)
        older = deepcopy(finding.revision_of(session, dossier, number).document)
        refuse_if_needed(session, slug, by_code(document["nodes"]).keys() - by_code(older["nodes"]).keys())
        document.clear()
        document.update(older)
        if number == based_on - 1:
            return f"直前の変更を取り消しました（第{number}版の内容）"
        return f"第{number}版の内容に戻しました"

    return alter(session, actor, slug, based_on, change)


def refuse_if_needed(session: Session, slug: str, codes: Iterable[str]) -> None:
    """Raises Conflict where cases or newer plans hang on a node of the plan; ``problems`` has the code of each."""
    if problems := list(needed_by(session, slug, sorted(codes))):
        raise Conflict(STILL_NEEDED, problems)


def needed_by(session: Session, slug: str, codes: list[str]) -> Iterator[Problem]:
    """What hangs on these nodes, as sentences: links, the waiting ones too; edges of newer plans, the unpublished ones
    too."""
    keys = {f"{slug}:{code}": code for code in codes}
    linked = Counter(
        session.exec(select(LinkRecord.node_key).where(col(LinkRecord.node_key).in_(keys))).all()
    )
    names = _names(session, slug)
    for key, code in keys.items():
        if linked[key]:
            yield Problem(code, f"「{names[code]}」に、事例が{linked[key]}件関連付けられています。")
    for code, plan in sorted(_named_by_newer(session, slug, codes)):
        title = newest(session, plan)[1].document["short_title"]
        yield Problem(code, f"計画「{title}」の系譜が、「{names[code]}」を指しています。")


def _names(session: Session, slug: str) -> Mapping[str, str]:
    """Of the nodes of a plan, by code: as they are being written, else as they are public."""
    public = session.exec(select(PlanNode).where(PlanNode.plan_slug == slug)).all()
    written = by_code(newest(session, slug)[1].document["nodes"])
    return {node.code: labelled(node.label, node.name) for node in public} | {
        code: name_of(place.node) for code, place in written.items()
    }


def _named_by_newer(session: Session, slug: str, codes: list[str]) -> set[tuple[str, str]]:
    """Pairs of a code and a plan whose lineage names it."""
    written = {
        (edge["older"], other)
        for other, document in newest_documents(session)
        if document["supersedes"] == slug
        for edge in document["lineage"]
        if edge["older"] in codes
    }
    keys = [f"{slug}:{code}" for code in codes]
    public = session.exec(
        select(Lineage.older_key, Lineage.plan_slug).where(col(Lineage.older_key).in_(keys))
    ).all()
    return written | {(str(key).partition(":")[2], other) for key, other in public}
