"""Counting the words that no case contains, for staff; the pages never show them.

Anybody can type anything, so what is kept is bounded in every direction: what looks like an address, a number or a text
is left out, so many new words a day and no more, and in a full table the least asked make room.
"""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, func, select

from catalogue.domain.acts import Act
from catalogue.domain.roles import Permission
from catalogue.editing.acting import Actor, record
from catalogue.models import UnfoundWord
from catalogue.search.folding import fold

LONGEST_WORD = 50
MOST_WORDS = 1_000
MOST_NEW_A_DAY = 100
# A query in which more than this is unknown is hardly a person's.
MOST_AT_ONCE = 5
# 2030年 is a word; longer numbers may belong to a person.
MOST_DIGITS = 4


def words_to_count(text: str, missing: Sequence[str]) -> tuple[str, ...]:
    """Those of the ``missing`` words of a query that may be kept, folded as the index folds, each once."""
    if len(missing) > MOST_AT_ONCE or not _harmless(text):
        return ()
    folded = dict.fromkeys(" ".join(fold(word).text.split()) for word in missing)
    return tuple(word for word in folded if 2 <= len(word) <= LONGEST_WORD and _has_letters(word))


def _harmless(text: str) -> bool:
    """Nobody can be written to or rung up by what is in it."""
    folded = fold(text).text
    return "@" not in folded and "://" not in folded and sum(map(str.isdigit, folded)) <= MOST_DIGITS


def _has_letters(word: str) -> bool:
    return word.isprintable() and any(map(str.isalpha, word))


def count(session: Session, words: Sequence[str], today: date) -> None:
    """Count each of these words once more. The caller commits."""
    day = today.isoformat()
    known = {
        row.word: row for row in session.exec(select(UnfoundWord).where(col(UnfoundWord.word).in_(words)))
    }
    for row in known.values():
        row.count += 1
        row.last_on = day
    fresh = [word for word in words if word not in known][: _room(session, day)]
    _make_room(session, len(fresh))
    session.add_all(UnfoundWord(word=word, count=1, first_on=day, last_on=day) for word in fresh)


def _room(session: Session, day: str) -> int:
    """How many new words may still come today."""
    query = select(func.count()).select_from(UnfoundWord).where(UnfoundWord.first_on == day)
    return max(0, MOST_NEW_A_DAY - session.exec(query).one())


def _make_room(session: Session, wanted: int) -> None:
    """Drop the least asked, among them those not asked for longest, if the table would grow too long."""
    held = session.exec(select(func.count()).select_from(UnfoundWord)).one()
    surplus = held + wanted - MOST_WORDS
    if wanted and surplus > 0:
        least = select(UnfoundWord).order_by(
            col(UnfoundWord.count), col(UnfoundWord.last_on), UnfoundWord.word
        )
        for row in session.exec(least.limit(surplus)).all():
            session.delete(row)


def unfound_words(session: Session) -> Sequence[UnfoundWord]:
    """All of them, the most asked first, among equals the latest."""
    query = select(UnfoundWord).order_by(
        col(UnfoundWord.count).desc(), col(UnfoundWord.last_on).desc(), UnfoundWord.word
    )
    return session.exec(query).all()


def clear(session: Session, actor: Actor, words: Sequence[str]) -> int:
    """Take words off the list that have been dealt with; returns how many. Asked for in vain again, they are counted
    anew. The caller commits."""
    actor.must(Permission.WRITE)
    found = session.exec(select(UnfoundWord).where(col(UnfoundWord.word).in_(words))).all()
    for row in found:
        session.delete(row)
    if found:
        quoted = "".join(f"「{row.word}」" for row in found)
        detail = f"さがされて見つからなかった言葉を、済みとして一覧から消しました：{quoted}"
        record(session, actor, Act.UNFOUND_CLEARED, "さがされた言葉", detail)
    return len(found)
