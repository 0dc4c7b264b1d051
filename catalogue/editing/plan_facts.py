"""What a plan says of itself: its title, its period, and the papers its wording is quoted from."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from catalogue.domain.errors import Conflict, Invalid, NotFound, Problem
from catalogue.domain.plan_changes import FACTS
from catalogue.domain.plan_tree import places
from catalogue.domain.roles import Permission
from catalogue.editing import plans, revisions
from catalogue.editing.acting import Actor
from catalogue.editing.plans import WRONG, Document, alter, load
from catalogue.models import Plan, finding
from catalogue.schemas.plan import PlanSchema, PlanSourceSchema

# /desk/plans/new is where a plan begins.
_TAKEN_ADDRESS = "new"
NO_SOURCE = "この資料は見つかりませんでした。"


def start(session: Session, actor: Actor, raw: Mapping[str, Any]) -> str:
    """Begin a plan: its facts, and no node yet. Returns what was done. The caller commits.

    Raises:
        Forbidden: they may not.
        Invalid: a fact is missing or wrong, or there is such a plan already.
    """
    actor.must(Permission.WRITE)
    document = load(PlanSchema(), dict(raw))
    slug = document["slug"]
    if slug == _TAKEN_ADDRESS or finding.find(session, finding.PLAN, slug) or session.get(Plan, slug):
        raise Invalid(
            WRONG, [Problem("slug", f"「{slug}」は、もう使われています。ほかの名前にしてください。")]
        )
    dossier = revisions.opened(session, finding.PLAN, slug)
    said = f"計画「{document['short_title']}」を作りました"
    plans.keep(session, actor, dossier, None, document, said)
    return said


def set_facts(session: Session, actor: Actor, slug: str, raw: Mapping[str, Any], based_on: int) -> str | None:
    """Write the facts anew; those that ``raw`` does not name stay. Raises as :func:`catalogue.editing.plans.alter`."""
    given = {name: raw[name] for name in FACTS if name in raw}
    bare = {"slug": slug, "title": None, "short_title": None, "standing": None}
    facts = load(PlanSchema(), bare | given)

    def change(document: Document) -> str:
        if facts["supersedes"] != document["supersedes"] and "supersedes" in given:
            _must_be_free_to_follow(session, document)
        document.update({name: facts[name] for name in given})
        return "計画の題名や説明を直しました"

    return alter(session, actor, slug, based_on, change)


def _must_be_free_to_follow(session: Session, document: Document) -> None:
    if document["lineage"] or session.get(Plan, document["slug"]):
        reason = "系譜を書いた計画や、公開した計画では、前の計画を変えられません。"
        raise Invalid(WRONG, [Problem("supersedes", reason)])


def put_source(
    session: Session, actor: Actor, slug: str, key: str | None, raw: Mapping[str, Any], based_on: int
) -> str | None:
    """Add a paper to the plan, or (``key``) write one anew. Raises as :func:`catalogue.editing.plans.alter`."""
    paper = load(PlanSourceSchema(), dict(raw) | {"key": key or "new"})

    def change(document: Document) -> str:
        keys = [each["key"] for each in document["sources"]]
        if key is None:
            document["sources"].append(paper | {"key": _free_key(keys)})
            return f"資料「{paper['title']}」を加えました"
        document["sources"][_number(keys, key)] = paper
        return f"資料「{paper['title']}」を直しました"

    return alter(session, actor, slug, based_on, change)


def _free_key(keys: list[str]) -> str:
    """By what nodes name the paper; nobody sees it."""
    return next(key for number in range(1, len(keys) + 2) if (key := f"paper-{number}") not in keys)


def drop_source(session: Session, actor: Actor, slug: str, key: str, based_on: int) -> str | None:
    """Take a paper away that nothing is quoted from.

    Raises:
        Forbidden, NotFound, Conflict: as :func:`catalogue.editing.plans.alter`; Conflict also where wording is quoted
            from it.
    """

    def change(document: Document) -> str:
        number = _number([each["key"] for each in document["sources"]], key)
        quoted = [place.node["source"] for place in places(document["nodes"])]
        quoted += [edge["source"] for edge in document["lineage"]]
        if key in quoted:
            raise Conflict(
                f"この資料を出典にしている項目や系譜が{quoted.count(key)}件あるため、消せません。"
                "先に、それぞれの出典をほかの資料に変えてください。"
            )
        return f"資料「{document['sources'].pop(number)['title']}」を消しました"

    return alter(session, actor, slug, based_on, change)


def _number(keys: list[str], key: str) -> int:
    if key not in keys:
        raise NotFound(NO_SOURCE)
    return keys.index(key)
