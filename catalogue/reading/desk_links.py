"""Links at the desk, from the side of a case and from the side of a node: what is linked, what waits, what else may be
linked and why, and what became of each link."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlmodel import Session, col, select

from catalogue.domain.clock import moment_in_words
from catalogue.domain.errors import NotFound, Unavailable
from catalogue.domain.workflow import author_in_words
from catalogue.models import Category, LinkRecord, Revision, Theme
from catalogue.reading import link_suggestions, link_trail
from catalogue.reading.cases import NOT_HERE
from catalogue.reading.desk_nodes import DeskNode, DeskNodes, as_choices, desk_node, desk_nodes
from catalogue.reading.desk_states import Standing, newest
from catalogue.search.port import Query, SearchIndex

Row = dict[str, Any]

_PROPOSED, _LOOKED_AT, _FOUND = 6, 12, 20
OTHER_WORDS = "同じ意味の別の言葉"


def of_case(session: Session, slug: str) -> Row:
    """For the page of the case's dossier: its links, in order, and whether they wait for the case (``case_waits``)."""
    standing = _standings(session).get(slug)
    links = _links_of(session, slug, desk_nodes(session), standing)
    return {"links": links, "case_waits": standing is None or standing.public_number is None}


def case_page(session: Session, slug: str) -> Row:
    """All of a case's links, what else it may speak to, every node to choose from, and the trail.

    Raises:
        NotFound: there is no such case.
    """
    standing = _standings(session).get(slug)
    if standing is None:
        raise NotFound(NOT_HERE)
    nodes = desk_nodes(session)
    links = _links_of(session, slug, nodes, standing)
    linked = frozenset(link["key"] for link in links)
    document = session.get_one(Revision, standing.revision_id).document
    return {
        "case": standing,
        "links": links,
        "records": {link["key"]: link["record"] for link in links},
        "suggestions": link_suggestions.suggest_nodes(
            nodes, document, _filed(session)(document), linked, _PROPOSED
        ),
        "choices": as_choices(nodes, without=linked),
        "nodes": nodes,
        "trail": link_trail.of_case(session, slug, nodes, linked),
    }


def node_page(
    session: Session, index: SearchIndex, plan: str, code: str, words: str = "", besides: str = ""
) -> Row:
    """All links to a node, cases it may want, those found by ``words`` and the one named ``besides``, and the trail.

    Raises:
        NotFound: there is no such node, neither public nor in the newest revision of its plan.
    """
    nodes = desk_nodes(session)
    node = desk_node(nodes, plan, code)
    standings = _standings(session)
    links = _links_to(session, node, standings)
    linked = {link["case_slug"] for link in links}
    near = _hits(index, node.words, len(linked) + _LOOKED_AT)
    open_cases = [each for slug, each in standings.items() if slug not in linked]
    return {
        "node": node,
        "links": links,
        "records": {link["case_slug"]: link["record"] for link in links},
        "candidates": _candidates(session, node, nodes, open_cases, near or ()),
        "found": _found(words, _hits(index, words, _FOUND) or () if words else (), standings, besides),
        "linked": linked,
        "index_away": near is None,
        "trail": [
            row | {"case_title": standings[row["case"]].title if row["case"] in standings else row["case"]}
            for row in link_trail.of_node(session, node.key, nodes, linked)
        ],
    }


def _hits(index: SearchIndex, words: str, most: int) -> list[str] | None:
    """The slugs of public cases, best first; none while the index is away."""
    try:
        answer = index.search(Query(text=words, limit=most, facets=(), excerpts=False))
    except Unavailable:
        return None
    return [hit.slug for hit in answer.hits]


def _standings(session: Session) -> Mapping[str, Standing]:
    return {standing.slug: standing for standing in newest(session)}


def _links_of(session: Session, slug: str, nodes: DeskNodes, case: Standing | None) -> list[Row]:
    query = select(LinkRecord).where(LinkRecord.case_slug == slug)
    records = session.exec(query.order_by(col(LinkRecord.position), col(LinkRecord.id))).all()
    return [_link(record, nodes.get(record.node_key), case) for record in records]


def _links_to(session: Session, node: DeskNode, standings: Mapping[str, Standing]) -> list[Row]:
    query = select(LinkRecord).where(LinkRecord.node_key == node.key).order_by(col(LinkRecord.saved_at))
    return [_link(record, node, standings.get(record.case_slug)) for record in session.exec(query)]


def _link(record: LinkRecord, node: DeskNode | None, case: Standing | None) -> Row:
    return {
        "record": record,
        "key": record.node_key,
        "node": node,
        "title": node.title if node else record.node_key,
        "case_slug": record.case_slug,
        "case": case,
        "role": record.role,
        "role_label": link_trail.role_in_words(record.role),
        "rationale": record.rationale,
        "author": author_in_words(record.author),
        "at": moment_in_words(record.saved_at),
        "waits": _waits(node, case),
    }


def _waits(node: DeskNode | None, case: Standing | None) -> str:
    """Why a link is not public yet, as a sentence; empty where it is."""
    if node is None:
        return "計画にこの項目がなくなったため、公開のページには出ていません。"
    waiting = [
        what
        for what, is_public in (
            ("事例", case and case.public_number is not None),
            ("計画の項目", node.public),
        )
        if not is_public
    ]
    return f"{'と'.join(waiting)}が公開されると、この関連付けも公開されます。" if waiting else ""


def _candidates(
    session: Session, node: DeskNode, nodes: DeskNodes, open_cases: Iterable[Standing], hits: Iterable[str]
) -> list[Row]:
    """Of the cases not linked yet: first those that are not public and come near, then the public ones that the index
    finds by the node's words, in its order; each with the words in common, which are not everyday words alone."""
    by_slug = {case.slug: case for case in open_cases}
    drafts = [case for case in by_slug.values() if case.public_number is None]
    public = [by_slug[slug] for slug in hits if slug in by_slug][:_PROPOSED]
    documents, filed = _documents(session, [*drafts, *public]), _filed(session)
    rows: list[Row] = []
    for case in (*drafts, *public):
        document = documents[case.slug]
        score, words = link_suggestions.nearness(nodes, node, document, filed(document))
        rows.append({"case": case, "words": words or (OTHER_WORDS,), "score": score if words else 0.0})
    near = sorted(rows[: len(drafts)], key=lambda row: -row["score"])[:_PROPOSED]
    proposed = [row for row in near if row["score"] >= link_suggestions.NEAR] + rows[len(drafts) :]
    return [row for row in proposed if not link_suggestions.says_little(row["words"])]


def _found(
    words: str, hits: Iterable[str], standings: Mapping[str, Standing], besides: str
) -> list[Standing]:
    """The one named; those whose title holds the words, whether public or not; then what the index found."""
    wanted = words.casefold().strip()
    titled = [
        each.slug
        for each in standings.values()
        if wanted and (wanted in each.title.casefold() or wanted == each.slug)
    ]
    return [standings[slug] for slug in dict.fromkeys((besides, *titled, *hits)) if slug in standings][
        :_FOUND
    ]


def _documents(session: Session, standings: Iterable[Standing]) -> Mapping[str, Mapping[str, Any]]:
    slugs = {each.revision_id: each.slug for each in standings}
    revisions = session.exec(select(Revision).where(col(Revision.id).in_(list(slugs))))
    return {slugs[revision.id or 0]: revision.document for revision in revisions}


def _filed(session: Session) -> Any:
    """What gives the names of a document's theme and category."""
    themes = dict(session.exec(select(Theme.slug, Theme.name)).all())
    categories = dict(session.exec(select(Category.slug, Category.name)).all())
    return lambda document: f"{themes.get(document['theme'], '')}\n{categories.get(document['category'], '')}"
