"""Bringing a plan's paper: kept as it was read, decided about case by case, made into drafts of whoever does so.

A draft is one person's own and opens in the form of a new case. So nothing is saved here that anybody else would see,
and whoever undoes it takes back what nobody has touched since.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlmodel import Session, func, select

from catalogue.domain.acts import Act
from catalogue.domain.case_pages.reading import recognise
from catalogue.domain.clock import day_in_tokyo
from catalogue.domain.errors import Invalid, Problem
from catalogue.domain.importing import ImportKind
from catalogue.domain.paper import Paper
from catalogue.domain.roles import Permission
from catalogue.domain.text import quotable
from catalogue.editing import drafts, gate
from catalogue.editing.acting import Actor, record
from catalogue.editing.drafts import MOST_DRAFTS
from catalogue.editing.imports import keeping
from catalogue.editing.imports.text.choices import Choices, choices_of
from catalogue.editing.imports.text.drafts import form_of
from catalogue.editing.imports.text.judged import CaseJudged, judged
from catalogue.editing.imports.text.standing import fingerprint
from catalogue.models import Draft, Import
from catalogue.schemas.text_import import PaperSchema
from catalogue.search.place_names import Place

MOST_LETTERS = 300_000

MISTAKES = "入力を確かめてください。"
NO_TEXT = "文章を貼り付けるか、ファイルを選んでください。"
TOO_LONG = (
    f"文章が長すぎます（{{:,}}文字）。一度に読み取れるのは{MOST_LETTERS:,}文字までです。"
    "事例のページだけにしてください。"
)
NO_CASE = (
    "事例が見つかりませんでした。「他地域の事例① ○○」のような見出しか、"
    "「【分類】題名（○○県○○市）」のような行があるかを確かめてください。"
)
TOO_MANY_CASES = f"事例が{{}}件あります。一度に読み取れるのは{MOST_DRAFTS}件までです。文章を分けてください。"
NOTHING_TAKEN = "取り込む事例がありません。1件以上を「取り込む」にしてください。"


def begin(
    session: Session, actor: Actor, paper: Paper, facts: Mapping[str, Any], file_name: str = ""
) -> Import:
    """Keep what was read of a paper; ``facts`` are what its schema takes (title, publisher, date, kind), ``file_name``
    is that of the file it came in, if it did. The caller commits.

    Raises:
        Forbidden: they may not write.
        Invalid: the facts are not fit, there is no text, too much of it, no case in it, or more than one person may
            have drafts.
    """
    actor.must(Permission.WRITE)
    source = source_of(facts)
    _must_hold_cases(paper)
    content = {**paper.as_json(), keeping.FILE: quotable(file_name, keeping.LONGEST_NAME)}
    choices = Choices(paper=source).as_json()
    return keeping.keep(session, actor, ImportKind.TEXT, source["title"], content, choices)


def source_of(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The paper as a source of a document has it. Raises Invalid."""
    return gate.loaded(PaperSchema(), facts, MISTAKES)


def _must_hold_cases(paper: Paper) -> None:
    """As many as can become drafts. Reading takes long: it must come before the first question, for that holds the
    database."""
    letters = sum(len(piece.raw or piece.text) for piece in paper.pieces)
    if not letters:
        raise _unreadable(NO_TEXT)
    if letters > MOST_LETTERS:
        raise _unreadable(TOO_LONG.format(letters))
    cases = len(recognise(paper.pieces).cases)
    if not cases:
        raise _unreadable(NO_CASE)
    if cases > MOST_DRAFTS:
        raise _unreadable(TOO_MANY_CASES.format(cases))


def _unreadable(sentence: str) -> Invalid:
    return Invalid(sentence, [Problem("text", sentence)])


def decide(session: Session, actor: Actor, import_id: int, version: int, choices: Choices) -> Import:
    """Keep what was decided and mended. The caller commits.

    Raises:
        Forbidden, NotFound.
        Invalid: the paper is not named, or it is more than can be kept.
        Conflict: it is no longer open, or somebody has decided since.
    """
    brought = keeping.to_change(session, actor, import_id, version, ImportKind.TEXT)
    source_of(choices.paper)
    keeping.decided(session, brought, choices.as_json())
    return brought


def take_in(
    session: Session, actor: Actor, import_id: int, version: int, known: Sequence[Place]
) -> list[Draft]:
    """Make a draft, of whoever does this, of each case that is to be taken. ``known`` are all municipalities. The
    caller commits: it is all of them or none.

    Raises:
        Forbidden, NotFound, Conflict: as :func:`decide`.
        Invalid: no case is to be taken, or more than one person may have drafts.
    """
    brought = keeping.to_change(session, actor, import_id, version, ImportKind.TEXT)
    choices = choices_of(brought.choices)
    now = judged(session, brought, choices, known)
    cases = now.taken
    if not cases:
        raise Invalid(NOTHING_TAKEN)
    if said := _no_room(session, actor, len(cases)):
        raise Invalid(said)
    today = day_in_tokyo(actor.now)
    made = [drafts.keep(session, actor, form_of(case, choices.paper, today)) for case in cases]
    left = [(piece.number, piece.raw or piece.text) for piece in now.left]
    keeping.done(session, actor, brought, _result(choices.paper, zip(cases, made, strict=True)), left)
    record(session, actor, Act.TEXT_IMPORTED, brought.name, f"書きかけを{len(made)}件作りました。")
    return made


def _no_room(session: Session, actor: Actor, wanted: int) -> str:
    """What to do where they would have too many drafts, "" where they would not."""
    there = session.exec(select(func.count()).select_from(Draft).where(Draft.staff_id == actor.id)).one()
    over = there + wanted - MOST_DRAFTS
    if over <= 0:
        return ""
    now, clear = (f"いま{there}件あるので、", "使わない書きかけを消すか、") if there else ("", "")
    return (
        f"書きかけは、1人{MOST_DRAFTS}件までです。{now}{wanted}件は加えられません（{over}件多すぎます）。"
        f"{clear}「取り込まない」事例を増やしてください。"
    )


def _result(paper: Mapping[str, Any], made: Iterator[tuple[CaseJudged, Draft]]) -> dict[str, Any]:
    """What came of it, to be shown and to be undone: of each draft what it held then."""
    rows = [
        {
            "case": case.number,
            "title": case.title,
            "municipality": case.where.town.code,
            "place": case.where.typed,
            "draft": draft.id,
            "form": fingerprint(draft.form),
            "paper": paper["title"],
        }
        for case, draft in made
    ]
    return {"said": f"書きかけ{len(rows)}件", "drafts": rows}
