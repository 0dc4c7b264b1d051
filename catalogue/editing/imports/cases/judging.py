"""The dry run: every row of a sheet judged at once, and what would be saved if it were taken in now.

Nothing is written. What the catalogue has is asked in a few questions for all rows together, so that a thousand rows
are judged while somebody waits.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlmodel import Session

from catalogue.domain.clock import day_in_tokyo
from catalogue.domain.difference import Words
from catalogue.domain.document_in_words import words_with
from catalogue.domain.errors import Invalid
from catalogue.domain.grid import Grid
from catalogue.domain.roles import Permission
from catalogue.domain.theme_table import Document
from catalogue.domain.vocabulary import Status
from catalogue.editing import gate, reference, themes
from catalogue.editing.acting import Actor
from catalogue.editing.imports.cases import known, laying, naming, verdicts
from catalogue.editing.imports.cases.doubles import doubles
from catalogue.editing.imports.cases.filing import Filing
from catalogue.editing.imports.cases.judgement import Choice, Judgement, Mistake, RowJudged, Verdict
from catalogue.editing.imports.cases.making import Making
from catalogue.editing.imports.cases.rows import Work, begun, load, with_usual
from catalogue.editing.imports.towns import Towns
from catalogue.editing.lookup import Lookup, look_up
from catalogue.schemas.case_sheet.sheets import CaseSheets
from catalogue.schemas.case_sheet.upon import upon
from catalogue.search.place_names import places

Choices = Mapping[str, Any]

NO_REVISION = "この版は、この事例にありません。版の番号を確かめるか、空にしてください。"
NO_CASE = "版の番号がありますが、このIDの事例はありません。IDを確かめてください。新しい事例なら、版を空にしてください。"


@dataclass(frozen=True, slots=True)
class DryRun:
    """What would be done: ``works`` are the rows in the order of the sheet, ``making`` the themes and categories that
    have to be made first, into the table whose revision has ``themes_number``."""

    judgement: Judgement
    works: Sequence[Work]
    making: Making
    themes_number: int

    def to_save(self) -> Iterator[tuple[Work, RowJudged]]:
        """The rows that would become a revision."""
        for work, row in zip(self.works, self.judgement.rows, strict=True):
            if row.verdict in (Verdict.NEW, Verdict.CHANGE):
                yield work, row


@dataclass(slots=True)
class _Run:
    """What is asked of the catalogue once, for all rows."""

    session: Session
    actor: Actor
    choices: Choices
    works: list[Work]
    lookup: Lookup
    towns: Towns
    filing: Filing
    table: Document
    typed: verdicts.Typed
    mistakes: list[Mistake] = field(default_factory=list)


def dry_run(
    session: Session, actor: Actor, sheets: CaseSheets, choices: Choices, grids: Sequence[Grid] = ()
) -> DryRun:
    """Judge all of ``sheets``, which were read from ``grids``, with what was decided so far."""
    table, number = themes.current(session)
    run = _Run(
        session=session,
        actor=actor,
        choices=choices,
        works=[begun(row, _of(choices, "rows").get(str(row.place))) for row in sheets.rows],
        lookup=look_up(session),
        towns=Towns(places(session)),
        filing=Filing(table, _of(choices, "names")),
        table=table,
        typed=verdicts.typed_in(grids),
    )
    taken = known.slugs(session)
    _find_cases(run, taken)
    for work in run.works:
        if work.choice is not Choice.SKIP:
            _read(run, work)
    naming.name_all(run.works, taken)
    naming.refuse_repeats(work for work in run.works if work.choice is not Choice.SKIP)
    words = _words(run)
    _join(run, words)
    rows = _judged(run, words)
    return DryRun(_judgement(run, sheets, rows), run.works, run.filing.making, number)


def _of(choices: Choices, part: str) -> Mapping[str, str]:
    found: Mapping[str, str] = choices.get(part) or {}
    return found


def _find_cases(run: _Run, taken: frozenset[str]) -> None:
    """Which case each row means, and the document it began from."""
    for work in run.works:
        if work.updates and work.updates not in taken:
            work.choice, work.updates = None, ""
    meant = [(work, slug) for work in run.works if (slug := _meant(work)) in taken]
    there = known.cases(run.session, {slug for _, slug in meant})
    for work, slug in meant:
        work.known = there[slug]
    began = {(each.dossier_id, number) for each, number in map(_began, run.works) if each and number}
    documents = known.earlier(run.session, began)
    for work in run.works:
        case, number = _began(work)
        if case is not None:
            work.base = documents.get((case.dossier_id, number)) if number else case.document
        if work.base is None and work.row.number is not None:
            work.wrong("revision", NO_REVISION if case else NO_CASE)
        if case is not None and work.base is None:
            work.base = case.document


def _meant(work: Work) -> str:
    if work.choice is Choice.AS_NEW:
        return ""
    return work.updates or naming.identity_of(work.row.identity)


def _began(work: Work) -> tuple[known.Known | None, int | None]:
    """The case, and the number of the earlier revision the row was written upon, where it is not the newest."""
    case, number = work.known, work.row.number
    return case, number if case and number != case.number else None


def _read(run: _Run, work: Work) -> None:
    """What the row says, as a document."""
    naming.find_places(work, run.towns)
    naming.file_away(work, run.filing)
    if work.base is None:
        raw = with_usual(upon(work.row, None), day_in_tokyo(run.actor.now))
    elif work.choice is Choice.UPDATE:
        raw = laying.rewritten(upon(work.row, None), work.base)
    else:
        raw = upon(work.row, work.base)
        raw["status"] = raw.get("status") or Status.UNKNOWN.value
        laying.keep_cited(work, raw, work.base)
    load(work, raw)


def _join(run: _Run, words: Words) -> None:
    """With what is there, and with what others wrote meanwhile; then what a document refers to is judged."""
    lookup = _as_it_would_be(run)
    for work in run.works:
        if work.mine is None:
            continue
        laying.bring_together(work, _of(run.choices, "fields"), words)
        if work.final is not None and work.theme and work.category and work.code:
            work.problems += gate.case_problems(work.final, lookup)


def _as_it_would_be(run: _Run) -> Lookup:
    """The catalogue with the themes and categories that would be made."""
    making = run.filing.making
    if not making.words:
        return run.lookup
    try:
        after, _ = themes.judged(run.session, run.table, making.change)
    except Invalid as refusal:
        run.mistakes += [Mistake(f"テーマや分類を作れません。{each.reason}") for each in refusal.problems]
        return run.lookup
    return replace(
        run.lookup,
        themes={row.slug: row for row in reference.theme_rows(after["themes"])},
        categories={row.slug: row for row in reference.category_rows(after["themes"])},
    )


def _words(run: _Run) -> Words:
    municipalities = {code: row.place for code, row in run.lookup.municipalities.items()}
    return words_with(
        {
            "theme": {slug: row.name for slug, row in run.lookup.themes.items()},
            "category": {slug: row.name for slug, row in run.lookup.categories.items()},
            "municipality": municipalities,
            "other_municipalities": municipalities,
        }
    )


def _judged(run: _Run, words: Words) -> tuple[RowJudged, ...]:
    codes = {work.code for work in run.works if work.is_new and work.code}
    names = {code: run.lookup.municipalities[code].name for code in codes}
    found = doubles(run.works, known.by_municipality(run.session, codes), names)
    return tuple(
        verdicts.judged(work, found.get(work.row.place, verdicts.NO_DOUBLE), run.typed, words)
        for work in run.works
    )


def _judgement(run: _Run, sheets: CaseSheets, rows: tuple[RowJudged, ...]) -> Judgement:
    left_out = {place for place, choice in _of(run.choices, "rows").items() if choice == Choice.SKIP}
    told = (each for each in sheets.problems if str(each.place) not in left_out)
    wrong = (*verdicts.of_cells(told, run.typed), *run.mistakes)
    unknown, makes = run.filing.unknown, run.filing.making.words
    confirmed = _of(run.choices, "columns")
    unconfirmed = any(not each.sure and str(each.place) not in confirmed for each in sheets.headings)
    needs_approval = bool(makes) and not run.actor.may(Permission.APPROVE)
    counts = Counter(row.verdict for row in rows)
    in_the_way = (
        unconfirmed or wrong or needs_approval or any(name.chosen is None for name in unknown)
    ) or not all(row.clear for row in rows)
    return Judgement(
        headings=sheets.headings,
        rows=rows,
        unknown=unknown,
        mistakes=wrong,
        remarks=sheets.remarks,
        makes=makes,
        needs_approval=needs_approval,
        unconfirmed=unconfirmed,
        ready=not in_the_way and bool(counts[Verdict.NEW] + counts[Verdict.CHANGE]),
        counts=dict(counts),
    )
