"""The register of pictures as the desk reads it: all of them sorted by what may be done with them, and single ones."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from catalogue.domain.rights import last_day
from catalogue.domain.rights_in_words import Stand, Verdict, ends_soon, stands_of, verdict_of
from catalogue.domain.vocabulary import FigureKind, Named
from catalogue.models import Figure, Image, ImageRecord
from catalogue.reading import desk_picture_uses as uses
from catalogue.reading.desk_picture_names import names
from catalogue.schemas.image_record_form import FIELDS, blank, entry_of, lacking
from catalogue.search.folding import fold

Row = dict[str, Any]
Entry = Mapping[str, Any]

ON_A_PAGE = 24
_READ_IN = (
    "holder",
    "credit",
    "licence_note",
    "clearance_document",
    "alternative",
    "long_description",
    "note",
)


class Use(Named):
    """Where a picture is used, as the register is sorted by it."""

    PUBLIC = "public", "公開中の事例"
    NOT_PUBLIC = "not-public", "公開中の事例のほか"
    NOWHERE = "nowhere", "どこにも使われていない"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which pictures a list is asked for; nothing asks for all of them. ``words`` stand somewhere in the entry, the
    caption, or the title of a public case that shows it, all of them."""

    words: str = ""
    stand: Stand | None = None
    verdict: Verdict | None = None
    use: Use | None = None
    kind: FigureKind | None = None
    page: int = 1

    @property
    def is_narrow(self) -> bool:
        """Whether anything is left out."""
        return bool(self.words or self.stand or self.verdict or self.use or self.kind)


@dataclass(frozen=True, slots=True)
class Line:
    """One picture in the list. ``caption`` is what it is called; ``public`` are titles of cases by slug; ``drafts``
    counts cases that have it in their newest revision or in somebody's draft and do not show it publicly, ``earlier``
    those of which only earlier revisions have it."""

    digest: str
    entry: Entry
    caption: str
    stands: frozenset[Stand]
    verdict: Verdict
    public: Mapping[str, str]
    drafts: int
    earlier: int
    packets: int

    @property
    def use(self) -> Use:
        """Where it is used, in a word."""
        if self.public:
            return Use.PUBLIC
        return Use.NOT_PUBLIC if self.drafts or self.earlier or self.packets else Use.NOWHERE


@dataclass(frozen=True, slots=True)
class Register:
    """The lines that were asked for, the pictures taken in last first; and how many of all stand under each heading, by
    its word: no two headings share one."""

    lines: Sequence[Line]
    counts: Mapping[str, int]
    total: int


def register(session: Session, wanted: Wanted, today: date, known: uses.Mentions) -> Register:
    """The pictures that are asked for; ``known`` is what :func:`uses.mentions` gave."""
    lines = _lines(session, today, known)
    counts = Counter(word for line in lines for word in _headings(line))
    found = [line for line in lines if _is_wanted(line, wanted)]
    return Register(found, counts, len(lines))


def _headings(line: Line) -> list[str]:
    words = (*line.stands, line.verdict, line.use, line.entry["kind"])
    return [str(word) for word in words if word]


def _is_wanted(line: Line, wanted: Wanted) -> bool:
    return (
        (wanted.stand is None or wanted.stand in line.stands)
        and wanted.verdict in (None, line.verdict)
        and wanted.use in (None, line.use)
        and wanted.kind in (None, line.entry["kind"])
        and all(word in _told(line) for word in fold(wanted.words).text.split())
    )


def _told(line: Line) -> str:
    told = (line.caption, *line.public.values(), *(line.entry[name] or "" for name in _READ_IN))
    return fold("\n".join(told)).text


def captions(session: Session, digests: Collection[str]) -> dict[str, str]:
    """What public cases say below these pictures."""
    query = select(Figure.digest, Figure.caption).where(col(Figure.digest).in_(digests))
    return dict(session.exec(query.order_by(col(Figure.case_slug))).all())


def _lines(session: Session, today: date, known: uses.Mentions) -> list[Line]:
    public, typed = uses.public_cases(session), uses.drafts(session)
    newest, entries = uses.newest_numbers(session), dict(_entries(session))
    called = names(session, entries, {digest: found.caption for digest, found in known.items()})
    lines = []
    for digest, entry in entries.items():
        mentioned, shown = known.get(digest, uses.Mentioned()), public.get(digest, {})
        drafts, earlier = _not_public(mentioned, typed.get(digest, ()), newest, shown)
        line = Line(
            digest=digest,
            entry=entry,
            caption=called[digest],
            stands=stands_of(entry, today),
            verdict=verdict_of(entry, today),
            public=shown,
            drafts=drafts,
            earlier=earlier,
            packets=len(mentioned.packets),
        )
        lines.append(line)
    return lines


def _not_public(
    mentioned: uses.Mentioned,
    typed: Sequence[tuple[int, str | None]],
    newest: Mapping[str, int],
    public: Collection[str],
) -> tuple[int, int]:
    """How many cases have a picture in their newest revision or a draft, and how many in earlier revisions alone; those
    that show it publicly are neither."""
    own = {slug for slug, numbers in mentioned.revisions.items() if newest.get(slug) in numbers}
    written = {slug or f"of {staff_id}" for staff_id, slug in typed}
    drafts = (own | written).difference(public)
    return len(drafts), len(set(mentioned.revisions) - drafts.union(public))


def _entries(session: Session, *conditions: Any) -> list[tuple[str, Entry]]:
    """What is said of each picture, also of those of which nobody has said anything."""
    columns = [col(getattr(ImageRecord, name)) for name in FIELDS]
    query = (
        select_columns(col(Image.digest), col(ImageRecord.digest).label("entered"), *columns)
        .join(ImageRecord, col(ImageRecord.digest) == col(Image.digest), isouter=True)
        .where(*conditions)
        .order_by(col(Image.kept_at).desc().nulls_last(), col(Image.digest))
    )
    return [
        (row.digest, entry_of(row._asdict()) if row.entered else blank()) for row in session.execute(query)
    ]


def entries_of(session: Session, digests: Collection[str]) -> dict[str, Entry]:
    """What is said of these pictures, those that are in the catalogue."""
    return dict(_entries(session, col(Image.digest).in_(digests)))


def unfinished(session: Session, digests: Sequence[str]) -> list[str]:
    """Those of the pictures whose entry does not say yet whether they may be shown, or lacks what is asked of one that
    may; in their order, each once."""
    known = entries_of(session, digests)
    return [digest for digest in dict.fromkeys(digests) if digest in known and lacking(known[digest])]


def images(session: Session, digests: Collection[str]) -> dict[str, Image]:
    """These pictures by their digests."""
    return {row.digest: row for row in session.exec(select(Image).where(col(Image.digest).in_(digests)))}


def ending(session: Session, today: date) -> list[tuple[str, Entry]]:
    """Pictures whose permission ends soon, the next to end first."""
    found = _entries(session, col(ImageRecord.clearance_until).is_not(None))
    soon = [(digest, entry) for digest, entry in found if ends_soon(entry, today)]
    return sorted(soon, key=lambda each: (last_day(each[1]["clearance_until"]), each[0]))


def open_in_public(session: Session, today: date) -> list[tuple[str, Entry]]:
    """Pictures of public cases whose permission is not in order."""
    found = _entries(session, col(Image.digest).in_(select(Figure.digest)))
    return [(digest, entry) for digest, entry in found if Stand.OPEN in stands_of(entry, today)]
