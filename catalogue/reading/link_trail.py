"""The trail of links, as the desk shows it: who did what to which link and when, with the sentence before and after."""

from collections.abc import Iterable
from typing import Any

from sqlmodel import Session, col, select

from catalogue.domain.acts import Act
from catalogue.domain.clock import moment_in_words
from catalogue.domain.letters import letters
from catalogue.domain.vocabulary import LinkRole
from catalogue.domain.workflow import author_in_words
from catalogue.models import LinkChange
from catalogue.reading.desk_nodes import DeskNodes

Row = dict[str, Any]

NO_ROLE = "役割は未定"


def of_case(session: Session, slug: str, nodes: DeskNodes, linked: Iterable[str]) -> list[Row]:
    """The trail of all links of a case, the newest first. A row may be undone (``undo``: role and sentence to put back)
    where nothing has happened to the link since; ``linked`` are the nodes linked now."""
    changes = session.exec(
        select(LinkChange).where(LinkChange.case_slug == slug).order_by(col(LinkChange.id))
    )
    present = set(linked)
    return _rows(changes, {(slug, key) for key in present}, nodes)


def of_node(session: Session, key: str, nodes: DeskNodes, linked: Iterable[str]) -> list[Row]:
    """The same of all links to a node; ``linked`` are the cases linked now."""
    changes = session.exec(select(LinkChange).where(LinkChange.node_key == key).order_by(col(LinkChange.id)))
    return _rows(changes, {(slug, key) for slug in linked}, nodes)


def role_in_words(role: str | None) -> str:
    """What a link calls its role."""
    return LinkRole(role).label if role else NO_ROLE


def _rows(changes: Iterable[LinkChange], linked: set[tuple[str, str]], nodes: DeskNodes) -> list[Row]:
    last: dict[tuple[str, str], LinkChange] = {}
    rows: list[Row] = []
    newest: dict[tuple[str, str], Row] = {}
    for change in changes:
        pair = change.case_slug, change.node_key
        newest[pair] = _row(change, last.get(pair), nodes)
        rows.append(newest[pair])
        last[pair] = change
    for pair, row in newest.items():
        row["undo"] = _undo(row, pair in linked)
    return rows[::-1]


def _row(change: LinkChange, before: LinkChange | None, nodes: DeskNodes) -> Row:
    act = Act(change.act)
    was = before if before and before.act != Act.LINK_REMOVED else None
    node = nodes.get(change.node_key)
    return {
        "case": change.case_slug,
        "key": change.node_key,
        "node": node.title if node else change.node_key,
        "act": act,
        "act_label": "順番を変えた" if was and act is Act.LINK_CHANGED and _same(change, was) else act.label,
        "author": author_in_words(change.author),
        "at": moment_in_words(change.made_at),
        "role": role_in_words(change.role),
        "role_before": role_in_words(was.role) if was and was.role != change.role else "",
        "rationale": change.rationale,
        "pieces": letters(was.rationale, change.rationale)
        if was and was.rationale != change.rationale
        else (),
        "change": change,
        "before": was,
        "undo": None,
    }


def _same(one: LinkChange, other: LinkChange) -> bool:
    return (one.role, one.rationale) == (other.role, other.rationale)


def _undo(row: Row, linked: bool) -> LinkChange | None:
    """What is put back to undo the newest act on a link: what was taken away, or what it said before."""
    if row["act"] is Act.LINK_REMOVED:
        removed: LinkChange = row["change"]
        return None if linked else removed
    before: LinkChange | None = row["before"]
    return before if linked and before and not _same(row["change"], before) else None
