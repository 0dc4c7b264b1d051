"""Loading the seeds: they pass the same gates as everything else and become revisions with the decision 初期登録.

Loading again adds what is new and updates what only seeds have written so far. A case or plan that staff have
since taken over is left alone and reported; one whose file is gone stays public and is reported.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from catalogue.domain.clock import day_in_tokyo
from catalogue.domain.errors import Invalid, Problem
from catalogue.domain.vocabulary import DecisionKind
from catalogue.domain.workflow import SEED
from catalogue.editing import gate, project_plan, reference, reference_dossiers, revisions, upgrades
from catalogue.editing.link_trail import was_removed_by_staff
from catalogue.editing.lookup import Lookup, look_up
from catalogue.editing.remarks import remarks_on
from catalogue.editing.seed_files import Loaded, SeedFiles, read
from catalogue.editing.seed_pictures import KeepImage, keep_pictures, not_in_order, run_out
from catalogue.models import Decision, Dossier, LinkRecord, Plan, Revision, finding
from catalogue.schemas.plan import walk


@dataclass
class Report:
    """What a load did: slugs of cases and plans that are new, changed, left alone because staff took them over, and
    orphaned: written by seeds alone, still here, and without a file now; left out, because staff keep the themes and
    have none for them; what else of themes and synonyms was not merged; and what is worth a second look."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    left_alone: list[str] = field(default_factory=list)
    orphaned: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    unmerged: list[str] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)


def load(session: Session, folder: Path, keep_image: KeepImage, now: datetime) -> Report:
    """Load all seeds in ``folder``; the caller owns the transaction, and may commit nothing when an error is raised.

    Raises:
        Invalid: something is wrong; ``problems`` names file, place and reason of every mistake.
        Conflict: the seeds contradict what is there: a node has vanished from its plan that a case or the lineage of
            another plan needs, or a theme takes the number or name of one that is no longer in the file.
        Unavailable: a picture cannot be kept just now.
    """
    seeds = read(folder)
    _refuse([*seeds.problems, *not_in_order(seeds)])
    themes_are_kept = reference_dossiers.kept(session, reference_dossiers.THEMES) is not None
    reference.write(session, seeds, themes=not themes_are_kept)
    report = Report(unmerged=upgrades.unmerged(session, seeds.themes, folder))
    written = _load_plans(session, seeds, report, now)
    images = keep_pictures(session, seeds, keep_image)
    lookup = look_up(session)
    documents = {slug: _document(case, images) for slug, case in seeds.cases.items()}
    if themes_are_kept:
        _leave_out(session, documents, lookup, report)
    _refuse(_case_problems(documents, seeds, lookup))
    report.remarks = [
        Problem(f"cases/{slug}.yaml: {each.path}", each.reason)
        for slug, document in documents.items()
        for each in remarks_on(document)
    ]
    report.remarks += run_out(seeds, day_in_tokyo(now))
    for slug, document in documents.items():
        _load_case(session, document, seeds.cases[slug]["links"], lookup, report, now)
    revisions.project_again(session, lookup)
    # Last: until now old links, and the lineage of newer plans, may have named a node that is going.
    for plan in written:
        project_plan.drop_vanished(session, plan)
    report.orphaned = _orphaned(session, seeds)
    return report


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise Invalid("初期データに誤りがあります。何も書き込んでいません。", problems)


def _without(loaded: Mapping[str, Any], name: str) -> Loaded:
    return {key: value for key, value in loaded.items() if key != name}


def _load_plans(session: Session, seeds: SeedFiles, report: Report, now: datetime) -> list[Loaded]:
    """Returns the plans that were written."""
    codes = {slug: {node["code"] for node in walk(plan["nodes"])} for slug, plan in seeds.plans.items()}
    problems = [
        Problem(f"plans/{slug}.yaml: {each.path}", each.reason)
        for slug, plan in seeds.plans.items()
        for each in gate.plan_problems(plan, codes)
    ]
    _refuse(problems)
    written = []
    for position, plan in enumerate(seeds.plans.values()):
        dossier = revisions.opened(session, finding.PLAN, plan["slug"])
        saved = _save_if_new(session, dossier, plan, report, now)
        last = finding.latest(session, dossier)
        if last and last.from_seed:  # otherwise staff write it, and publish it when they are ready
            dossier.public_number = last.number
            if saved or session.get(Plan, plan["slug"]) is None:
                project_plan.write(session, plan, position)
                written.append(plan)
        if public := session.get(Plan, plan["slug"]):
            public.position = position
    return written


def _save_if_new(
    session: Session, dossier: Dossier, document: Loaded, report: Report, now: datetime
) -> Revision | None:
    """A new revision, unless the document is the latest already or staff have taken the dossier over."""
    before = finding.latest(session, dossier)
    if _taken_over(session, dossier):
        report.left_alone.append(dossier.slug)
        return None
    if before and before.document == document:
        return None
    revision = revisions.save(session, dossier, document, author=SEED, now=now, from_seed=True)
    revisions.decide(session, revision, DecisionKind.SEEDED, actor=SEED, now=now)
    (report.updated if before else report.added).append(dossier.slug)
    return revision


def _taken_over(session: Session, dossier: Dossier) -> bool:
    """Whether staff have written or decided anything in it: a case they have withdrawn must not come back."""
    of_seeds = col(Revision.from_seed) & (col(Decision.kind) == DecisionKind.SEEDED.value)
    query = (
        select(Revision.id)
        .join(Decision, col(Decision.revision_id) == col(Revision.id), isouter=True)
        .where(Revision.dossier_id == dossier.id, ~of_seeds)
    )
    return session.exec(query).first() is not None


def _document(case: Loaded, images: Mapping[str, str]) -> Loaded:
    figures = [_without(figure, "file") | {"image": images[figure["file"]]} for figure in case["figures"]]
    return _without(case, "links") | {"figures": figures}


def _case_problems(documents: Mapping[str, Loaded], seeds: SeedFiles, lookup: Lookup) -> list[Problem]:
    # A node of the seeds that staff took out of its plan is no mistake: links to it wait for ever.
    nodes = {f"{slug}:{node['code']}" for slug, plan in seeds.plans.items() for node in walk(plan["nodes"])}
    nodes |= lookup.nodes.keys()
    return [
        Problem(f"cases/{slug}.yaml: {each.path}", each.reason)
        for slug, document in documents.items()
        for each in (
            *gate.case_problems(document, lookup),
            *gate.link_problems(seeds.cases[slug]["links"], nodes),
        )
    ]


def _leave_out(session: Session, documents: dict[str, Loaded], lookup: Lookup, report: Report) -> None:
    """Without those whose theme or category staff have taken away: cases that are here already stay as they are."""
    known = upgrades.known_cases(session)
    for slug in upgrades.without_place(documents, lookup):
        del documents[slug]
        (report.left_alone if slug in known else report.left_out).append(slug)


def _load_case(
    session: Session, document: Loaded, links: list[Loaded], lookup: Lookup, report: Report, now: datetime
) -> None:
    dossier = revisions.opened(session, finding.CASE, document["slug"])
    _put_links(session, document["slug"], links, now)
    if revision := _save_if_new(session, dossier, document, report, now):
        revisions.publish_case(session, dossier, revision, lookup)


def _put_links(session: Session, slug: str, links: list[Loaded], now: datetime) -> None:
    """Bring the links that seeds wrote up to date. Those that staff wrote or changed are left alone, and one they took
    away does not come back."""
    kept = {record.node_key: record for record in revisions.links_of(session, slug)}
    for position, link in enumerate(links):
        record = kept.pop(link["node"], None)
        if record is None and not was_removed_by_staff(session, slug, link["node"]):
            session.add(_link_record(slug, link, position, now))
        elif record and record.from_seed:
            if (record.role, record.rationale) != (link["role"], link["rationale"]):
                record.role, record.rationale, record.saved_at = link["role"], link["rationale"], now
            record.position = position
    for record in kept.values():
        if record.from_seed:
            session.delete(record)
    session.flush()


def _link_record(slug: str, link: Loaded, position: int, now: datetime) -> LinkRecord:
    return LinkRecord(
        case_slug=slug,
        node_key=link["node"],
        role=link["role"],
        rationale=link["rationale"],
        position=position,
        author=SEED,
        from_seed=True,
        saved_at=now,
    )


def _orphaned(session: Session, seeds: SeedFiles) -> list[str]:
    """Cases and plans that seeds alone have written, though there is no such file any more."""
    files = {finding.CASE: seeds.cases, finding.PLAN: seeds.plans}
    query = select(Dossier).where(col(Dossier.kind).in_(files)).order_by(col(Dossier.id))
    without_file = [each for each in session.exec(query) if each.slug not in files[each.kind]]
    return [
        each.slug for each in without_file if finding.latest(session, each) and not _taken_over(session, each)
    ]
