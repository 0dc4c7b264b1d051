"""What was brought, as a row that can be left and taken up again: by everybody who may write, until it is done.

Whoever decides about it says which version they had before their eyes, so that nothing is decided over anybody's head.

What was read and what was decided are kept for as long as somebody can still decide about it. With the end, be it taken
in or given up, both are emptied, but for the name of the file: what came of it stands in ``result``, with the lines of
a text that became nothing, which is also all that taking it back needs. So the table does not grow by the size of every
sheet, and no list of another office stays.
"""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from sqlmodel import Session, func, select

from catalogue.domain.acts import Act
from catalogue.domain.errors import Conflict, Invalid
from catalogue.domain.importing import ImportKind, ImportState
from catalogue.domain.roles import Permission
from catalogue.domain.text import quotable
from catalogue.editing.acting import Actor, record
from catalogue.models import Import, finding

# Of what was read and of what was decided about it, as JSON.
MOST_BYTES = 5_000_000
MOST_OPEN = 200
LONGEST_NAME = 100
# Of the content, what the file was called that the text came in.
FILE = "file"

TOO_LARGE = "内容が多すぎて、一度には取り込めません。行を分けて、いくつかのファイルにしてください。"
TOO_MANY = (
    f"確認中の取込みが{MOST_OPEN}件あり、これ以上は始められません。"
    "取込みの一覧で、使わないものを取りやめてください。"
)
TOO_MANY_CHOICES = "直した内容が多すぎて、残せません。元のファイルを直して、もう一度選んでください。"
CHANGED_MEANWHILE = (
    "このあいだに、ほかの人がこの取込みについて決めました。いまの内容を確かめて、もう一度お試しください。"
)
_NOT_OPEN: Mapping[str, str] = {
    ImportState.DONE: "この取込みは、もう取り込まれています。",
    ImportState.UNDONE: "この取込みは、取り込んだあとに取り消されています。",
    ImportState.DROPPED: "この取込みは、取りやめになっています。",
}
_NOT_DONE: Mapping[str, str] = {
    ImportState.OPEN: "この取込みは、まだ取り込まれていないので、取り消すものがありません。",
    ImportState.UNDONE: "この取込みは、もう取り消されています。",
    ImportState.DROPPED: "この取込みは、取りやめになっているので、取り消すものがありません。",
}
_HALF_A_LETTER = re.compile("[\ud800-\udfff]")


def keep(
    session: Session,
    actor: Actor,
    kind: ImportKind,
    name: str,
    content: Mapping[str, Any],
    choices: Mapping[str, Any],
) -> Import:
    """Keep what was read of a file called ``name``, and the first ``choices`` about it. The caller commits.

    Raises:
        Forbidden: they may not write.
        Invalid: it is more than can be kept, or too many wait already.
    """
    actor.must(Permission.WRITE)
    kept = _kept(content, TOO_LARGE)
    waiting = select(func.count()).select_from(Import).where(Import.state == ImportState.OPEN.value)
    if session.exec(waiting).one() >= MOST_OPEN:
        raise Invalid(TOO_MANY)
    brought = Import(
        kind=kind.value,
        name=_called(name, kind),
        state=ImportState.OPEN.value,
        staff_id=actor.id,
        begun_by=actor.name,
        begun_at=actor.now,
        content=kept,
        choices=_kept(choices, TOO_MANY_CHOICES),
    )
    session.add(brought)
    session.flush()
    record(session, actor, Act.IMPORT_BEGUN, brought.name, f"{kind.label}（確認中）")
    return brought


def replaced(session: Session, actor: Actor, brought: Import, name: str, content: Mapping[str, Any]) -> None:
    """Another file takes the place of what was read. Raises Invalid where it is more than can be kept."""
    kind = ImportKind(brought.kind)
    brought.name, brought.content = _called(name, kind), _kept(content, TOO_LARGE)
    record(session, actor, Act.IMPORT_BEGUN, brought.name, f"{kind.label}（ファイルの入替え）")


def to_change(
    session: Session, actor: Actor, import_id: int, version: int | None = None, kind: ImportKind | None = None
) -> Import:
    """An open import that this actor may decide about, held so that nobody else decides at the same time.

    Raises:
        Forbidden: they may not write.
        NotFound: there is none, or none of this kind.
        Conflict: it is no longer open, or ``version`` is not that of what somebody has decided since.
    """
    actor.must(Permission.WRITE)
    brought = finding.import_of(session, import_id, kind, held=True)
    if brought.state != ImportState.OPEN:
        raise Conflict(_NOT_OPEN[brought.state])
    if version is not None and brought.version != version:
        raise Conflict(CHANGED_MEANWHILE)
    return brought


def decided(session: Session, brought: Import, choices: Mapping[str, Any]) -> None:
    """What holds from now on of what was decided. Raises Invalid where it is more than can be kept."""
    brought.choices = _kept(choices, TOO_MANY_CHOICES)
    _next(session, brought)


def done(
    session: Session,
    actor: Actor,
    brought: Import,
    result: Mapping[str, Any],
    left: Iterable[tuple[int, str]] = (),
) -> None:
    """It has been taken in; ``result`` says what came of it, ``left`` are the lines of a text that became nothing, each
    with its number, for who looks for one later."""
    brought.result = {**result, "left": [*map(list, left)]}
    _end(session, actor, brought, ImportState.DONE)


def drop(session: Session, actor: Actor, import_id: int, kind: ImportKind) -> None:
    """Give it up: what was read is thrown away, that it was there stays. The caller commits. Raises as
    :func:`to_change`."""
    brought = to_change(session, actor, import_id, kind=kind)
    _end(session, actor, brought, ImportState.DROPPED)
    record(session, actor, Act.IMPORT_DROPPED, brought.name)


def taken_in(session: Session, import_id: int, kind: ImportKind, *, held: bool = False) -> Import:
    """An import that can be taken back; ``held`` by whoever does it.

    Raises:
        NotFound: there is none of this kind.
        Conflict: it has not been taken in, or was taken back already.
    """
    brought = finding.import_of(session, import_id, kind, held=held)
    if brought.state != ImportState.DONE:
        raise Conflict(_NOT_DONE[brought.state])
    return brought


def undone(session: Session, actor: Actor, brought: Import, said: str, **result: Any) -> None:
    """It has been taken back, which ``said`` says in words; ``result`` says how far, beside what came of it."""
    brought.state = ImportState.UNDONE.value
    brought.result = {**(brought.result or {}), **result, "undone_said": said}
    brought.undone_by, brought.undone_at = actor.name, actor.now
    _next(session, brought)
    record(session, actor, Act.IMPORT_UNDONE, brought.name, said)


def _end(session: Session, actor: Actor, brought: Import, state: ImportState) -> None:
    brought.state = state.value
    brought.content = {name: value for name, value in brought.content.items() if name == FILE}
    brought.choices = {}
    brought.ended_by, brought.ended_at = actor.name, actor.now
    _next(session, brought)


def _next(session: Session, brought: Import) -> None:
    brought.version += 1
    session.add(brought)
    session.flush()


def _called(name: str, kind: ImportKind) -> str:
    return quotable(name, LONGEST_NAME) or kind.label


def _kept(value: Mapping[str, Any], too_much: str) -> dict[str, Any]:
    kept: dict[str, Any] = _storable(value)
    if len(json.dumps(kept, ensure_ascii=False).encode()) > MOST_BYTES:
        raise Invalid(too_much)
    return kept


def _storable(value: Any) -> Any:
    """Half a letter cannot be written as UTF-8; a spreadsheet can hold one."""
    if isinstance(value, str):
        return _HALF_A_LETTER.sub("\ufffd", value)
    if isinstance(value, Mapping):
        return {_storable(name): _storable(each) for name, each in value.items()}
    return [*map(_storable, value)] if isinstance(value, list | tuple) else value
