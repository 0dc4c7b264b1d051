"""What people have done since with a case that an import wrote: whatever it is, it keeps the case from going back.

A revision is deleted only where nothing in the catalogue speaks of it any more; so every table that names a revision, a
dossier or a case is asked here, each once for all cases of the import.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from catalogue.domain.vocabulary import DecisionKind
from catalogue.models import (
    Case,
    CaseUse,
    Comment,
    Decision,
    Dossier,
    Draft,
    Inquiry,
    KeptList,
    LinkChange,
    LinkRecord,
    Report,
    Revision,
    Staff,
)
from catalogue.models.finding import CASE, in_document, is_newest, portions

# What one entry of an import's result says of a case.
Entry = Mapping[str, Any]
Reasons = dict[str, list[str]]

GONE = "この事例の原稿は、もうありません。"
# What is made for a case that came with the import would name nothing once the case has gone.
_NAMING: Sequence[tuple[Any, str]] = (
    (LinkRecord.case_slug, "計画との関連付けがあります。"),
    (LinkChange.case_slug, "関連付けの記録があります。"),
    (CaseUse.case_slug, "使った場所の記録か、この事例を入れた会議資料があります。"),
    (Report.case_slug, "誤りの報告があります。"),
    (Inquiry.case_slug, "照会文があります。"),
    (Case.slug, "公開されています。"),
)


@dataclass(frozen=True, slots=True)
class Standing:
    """The revision an import wrote, as it is now: the rows that would go."""

    dossier: Dossier
    revision: Revision


def standing(session: Session, entries: Sequence[Entry]) -> dict[str, Standing]:
    """By slug, for those that are still there."""
    numbers = {entry["slug"]: entry["number"] for entry in entries}
    found: dict[str, Standing] = {}
    for some in portions(numbers):
        query = (
            select(Dossier, Revision)
            .join(Revision, col(Revision.dossier_id) == col(Dossier.id))
            .where(Dossier.kind == CASE, col(Dossier.slug).in_(some))
        )
        for dossier, revision in session.exec(query):
            if revision.number == numbers[dossier.slug]:
                found[dossier.slug] = Standing(dossier, revision)
    return found


def reasons_to_stay(
    session: Session, entries: Sequence[Entry], there: Mapping[str, Standing]
) -> Mapping[str, Sequence[str]]:
    """By slug, for those that somebody has touched: what was done, each in a sentence."""
    found: Reasons = defaultdict(list)
    for entry in entries:
        if entry["slug"] not in there:
            found[entry["slug"]].append(GONE)
    for slug, reason in (
        *_saved_since(session, there),
        *_decided(session, there),
        *_commented(session, there),
        *_drafted(session, entries),
        *_asked_since(session, there, entries),
        *_named(session, [entry["slug"] for entry in entries if entry["created"]]),
    ):
        found[slug].append(reason)
    _keep_what_stays_together(session, entries, found)
    return found


def _saved_since(session: Session, there: Mapping[str, Standing]) -> Iterator[tuple[str, str]]:
    for some in portions(there):
        query = (
            select_columns(col(Dossier.slug), col(Revision.number), col(Revision.author))
            .join(Revision, col(Revision.dossier_id) == col(Dossier.id))
            .where(col(Dossier.kind) == CASE, is_newest(), col(Dossier.slug).in_(some))
        )
        for slug, number, author in session.execute(query):
            if number != there[slug].revision.number:
                yield slug, f"{author}が、あとから第{number}版を保存しています。"


def _decided(session: Session, there: Mapping[str, Standing]) -> Iterator[tuple[str, str]]:
    slugs = {each.revision.id: slug for slug, each in there.items()}
    last: dict[str, str] = {}
    for some in portions(slugs):
        query = select(Decision).where(col(Decision.revision_id).in_(some)).order_by(col(Decision.id))
        for decision in session.exec(query):
            kind = DecisionKind(decision.kind).label
            last[slugs[decision.revision_id]] = f"{decision.actor}による「{kind}」の記録があります。"
    yield from last.items()


def _commented(session: Session, there: Mapping[str, Standing]) -> Iterator[tuple[str, str]]:
    slugs = {each.revision.id: slug for slug, each in there.items()}
    for some in portions(slugs):
        query = select(Comment.revision_id).where(col(Comment.revision_id).in_(some)).distinct()
        for revision_id in session.exec(query):
            yield slugs[revision_id], "コメントが付いています。"


def _drafted(session: Session, entries: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    """Whoever began to write upon the revision, or upon a case that would go."""
    by_slug = {entry["slug"]: entry for entry in entries}
    for some in portions(by_slug):
        query = select(Draft, Staff.display).join(Staff, col(Staff.id) == col(Draft.staff_id))
        for draft, display in session.exec(query.where(col(Draft.slug).in_(some))):
            entry = by_slug[draft.slug or ""]
            if entry["created"] or draft.based_on == entry["number"]:
                yield entry["slug"], f"{display}の書きかけがあります。"


def _asked_since(
    session: Session, there: Mapping[str, Standing], entries: Sequence[Entry]
) -> Iterator[tuple[str, str]]:
    """What another city is asked about a case that stays goes by what the import wrote."""
    changed = [entry["slug"] for entry in entries if not entry["created"] and entry["slug"] in there]
    for some in portions(changed):
        query = select(Inquiry.case_slug, Inquiry.made_at).where(col(Inquiry.case_slug).in_(some))
        for slug, made_at in session.exec(query):
            if made_at >= there[slug].revision.saved_at:
                yield slug, "取り込んだあとに作られた照会文があります。"


def _named(session: Session, created: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What would name a case that has gone."""
    for some in portions(created):
        for column, reason in _NAMING:
            for slug in session.exec(select(col(column)).where(col(column).in_(some)).distinct()):
                yield slug, reason
    listed = {slug for entries in session.exec(select(KeptList.entries)) for slug, _ in entries}
    for slug in created:
        if slug in listed:
            yield slug, "保存したリストに入っています。"


def _keep_what_stays_together(session: Session, entries: Sequence[Entry], found: Reasons) -> None:
    """A case that another one names as related stays, unless that one goes as well."""
    created = {entry["slug"] for entry in entries if entry["created"]}
    named_by = _related(session, created)
    while kept := {
        slug: other
        for slug, others in named_by.items()
        if slug not in found and (other := next((o for o in others if o not in created or o in found), None))
    }:
        for slug, other in kept.items():
            found[slug].append(f"ほかの事例（{other}）の「関連する事例」になっています。")


def _related(session: Session, created: Iterable[str]) -> Mapping[str, Sequence[str]]:
    """For each of these cases, the others whose newest or public revision names it."""
    wanted = set(created)
    found: dict[str, list[str]] = defaultdict(list)
    if not wanted:
        return found
    query = (
        select_columns(col(Dossier.slug), in_document("related_cases"))
        .join(Revision, col(Revision.dossier_id) == col(Dossier.id))
        .where(col(Dossier.kind) == CASE, is_newest() | (col(Revision.number) == col(Dossier.public_number)))
    )
    for slug, related in session.execute(query):
        for each in wanted & set(json.loads(related or "[]")):
            if each != slug:
                found[each].append(slug)
    return found
