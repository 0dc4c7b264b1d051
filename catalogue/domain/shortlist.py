"""参考事例リスト: an ordered choice of cases, each with a note; what may be done with one, and how long it may become.

A list is a value. Where it is kept (a visitor's cookie, an address) is no concern of this file, but both are short, so
everything in a list has an end.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from catalogue.domain.errors import Conflict, Invalid, Problem

NO_LIST = "お探しのリストはありません。消されたか、ほかの人のリストです。"
MOST = 60
LONGEST_NOTE = 300
LONGEST_TITLE = 60
WRONG_LENGTH = "長すぎるところがあるため、保存できませんでした。"
ELSEWHERE = (
    "同じところが、ほかの画面でも書き換えられています。まだ保存していません。"
    "下の入力欄は、この画面で入力した内容です。これでよければ、もう一度「保存する」を押してください。"
)
# Stands for what is noted about a case that is no longer in the list: unlike anything somebody could have seen there.
_DROPPED = "\0"


@dataclass(frozen=True, slots=True)
class Entry:
    """A case, and what somebody noted about it."""

    slug: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Shortlist:
    """A list. No case stands in it twice; whoever makes one sees to that, the methods keep it so."""

    entries: tuple[Entry, ...] = ()
    title: str = ""

    @property
    def slugs(self) -> tuple[str, ...]:
        """The cases, in order."""
        return tuple(entry.slug for entry in self.entries)

    @property
    def notes(self) -> dict[str, str]:
        """The notes there are, by case."""
        return {entry.slug: entry.note for entry in self.entries if entry.note}

    def add(self, more: Iterable[Entry]) -> "Shortlist":
        """With these at the end; of a case that is in the list already only the note, if it has none yet.

        Raises:
            Invalid: that would be more than :data:`MOST`; nothing is added.
        """
        listed = {entry.slug: entry for entry in self.entries}
        for entry in more:
            mine = listed.get(entry.slug)
            listed[entry.slug] = mine if mine and mine.note else entry
        if len(listed) > MOST:
            raise Invalid(_too_many(len(self.entries)))
        return replace(self, entries=tuple(listed.values()))

    def drop(self, slugs: Iterable[str]) -> "Shortlist":
        """Without these, as far as they are in it."""
        gone = set(slugs)
        return replace(self, entries=tuple(entry for entry in self.entries if entry.slug not in gone))

    def move(self, slug: str, by: int) -> "Shortlist":
        """With this case so many places further down (up, if negative), as far as there are places."""
        if slug not in self.slugs:
            return self
        place = self.slugs.index(slug)
        left = [entry for entry in self.entries if entry.slug != slug]
        left.insert(max(0, place + by), self.entries[place])
        return replace(self, entries=tuple(left))

    def annotate(self, typed: Mapping[str, str], seen: Mapping[str, str]) -> "Shortlist":
        """With what was typed: a note for each case and, under ``""``, the title. ``seen`` are the fingerprints of what
        stood there before somebody typed, so that a page left open does not undo what another one has saved since.

        Raises:
            Invalid: something is too long.
            Conflict: the same was changed here and elsewhere; the problems say what is saved.
        """
        saved = {"": self.title} | {entry.slug: entry.note for entry in self.entries}
        changed = {name: words for name, words in typed.items() if fingerprint(words) != seen.get(name)}
        _refuse_too_long(changed)
        clashes = [
            name
            for name, words in changed.items()
            if words != saved.get(name, "") and fingerprint(saved.get(name, _DROPPED)) != seen.get(name)
        ]
        if clashes:
            raise Conflict(ELSEWHERE, [Problem(name, _is_saved(saved.get(name))) for name in clashes])
        now = saved | changed
        return Shortlist(tuple(Entry(slug, now[slug]) for slug in self.slugs), now[""])

    def longest_note(self) -> Entry | None:
        """The entry to begin with if something must be shortened; none where nothing is noted."""
        return max(
            (each for each in self.entries if each.note), key=lambda each: len(each.note), default=None
        )


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a visitor: the list, and the list as it was before something was last taken out of it."""

    now: Shortlist = Shortlist()
    before: Shortlist | None = None


def fingerprint(words: str) -> str:
    """Short, and another one for other words."""
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def _refuse_too_long(typed: Mapping[str, str]) -> None:
    limits = {name: ("メモ", LONGEST_NOTE) if name else ("リストの名前", LONGEST_TITLE) for name in typed}
    problems = [
        Problem(name, f"{what}は{most}文字までです（いま{len(typed[name])}文字）。短くしてください。")
        for name, (what, most) in limits.items()
        if len(typed[name]) > most
    ]
    if problems:
        raise Invalid(WRONG_LENGTH, problems)


def _is_saved(words: str | None) -> str:
    if words is None:
        return "この事例は、ほかの画面でリストからはずされています。"
    return f"ほかの画面で保存された内容：{words or '（空）'}"


def _too_many(listed: int) -> str:
    left = MOST - listed
    room = f"いま{listed}件あるので、あと{left}件入れられます。" if left else f"いま{listed}件あります。"
    return (
        f"リストに入れられるのは{MOST}件までです。{room}"
        "いらない事例をはずしてから、もう一度お試しください。リストは変わっていません。"
    )
