"""What taking a sheet in would do, row by row, and what stands in the way: the dry run as data."""

from dataclasses import dataclass, field

from catalogue.domain.difference import Difference
from catalogue.domain.grid import Place
from catalogue.domain.vocabulary import Named
from catalogue.editing.duplicates import Alike
from catalogue.schemas.case_sheet.sheets import Heading

NEEDS_APPROVAL = (
    "新しいテーマや分類を作るには、承認の役割が必要です。承認の役割を持つ人に、この取込みを開いて取り込むよう頼むか、"
    "登録されているテーマや分類から選んでください。"
)


class Verdict(Named):
    """What would become of a row; a problem also while a name in it is to be decided about."""

    NEW = "new", "新しく登録"
    CHANGE = "change", "内容を変える"
    SAME = "same", "変わらない"
    SKIP = "skip", "取り込まない"
    PROBLEM = "problem", "直す必要がある"


class Choice(Named):
    """What somebody decided about a row that is like a case which is there, or like another row."""

    AS_NEW = "new", "別の事例として登録する"
    UPDATE = "update", "その事例を書き換える"
    SKIP = "skip", "この行は取り込まない"


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing to mend. ``place`` is the cell, where there is one; ``typed`` what stands in it now; ``label`` the
    field in Japanese; ``options`` the words that are allowed, where there are few."""

    reason: str
    place: Place | None = None
    typed: str = ""
    label: str = ""
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clashing:
    """A field that the row changes, and that somebody else has changed since the revision the row began from: as it
    was, as the row says, as it is now. ``key`` names the decision in a form; ``chosen`` is :class:`Side` ``mine`` (the
    row) or ``theirs``, nothing while undecided."""

    key: str
    label: str
    base: str
    mine: str
    theirs: str
    chosen: str | None = None


@dataclass(frozen=True, slots=True)
class RowJudged:
    """One row. ``slug`` is the case it changes, or the one it would become; "" where that is not known yet. ``alike``
    are cases that may be the same, ``twins`` rows of the sheet (places) above it that may be; a choice is needed while
    ``undecided``, and ``suggested`` is the one that is likely. ``updates`` is the case that was chosen to be rewritten
    by it. ``changes`` is what would be different in a case that is there, ``number`` its newest revision. ``clashes``
    must all be decided. ``cautions`` do not stand in the way."""

    place: Place
    title: str
    where: str
    slug: str
    verdict: Verdict
    mistakes: tuple[Mistake, ...] = ()
    alike: tuple[Alike, ...] = ()
    twins: tuple[Place, ...] = ()
    undecided: bool = False
    choice: Choice | None = None
    changes: tuple[Difference, ...] = ()
    cautions: tuple[str, ...] = ()
    suggested: Choice | None = None
    updates: str = ""
    number: int | None = None
    clashes: tuple[Clashing, ...] = ()

    @property
    def key(self) -> str:
        """What a form calls the decision about it."""
        return str(self.place)

    @property
    def clear(self) -> bool:
        """Whether nothing about the row stands in the way."""
        return self.verdict is not Verdict.PROBLEM and not self.undecided


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A theme (``theme`` is "") or a category of a theme that the catalogue does not have. ``typed_theme`` and
    ``typed`` are the words of the sheet, ``rows`` how many rows use them. ``chosen`` is what was decided: the
    ``theme`` or ``theme/category`` to use instead, ``+`` to make one, nothing while undecided. ``key`` names the
    decision in a form. ``near`` are choices that read alike, best first. ``typed`` is "" where the sheet has no column
    of categories (nor of themes, if ``typed_theme`` is "" too): then a category is chosen for all these rows."""

    key: str
    typed: str
    typed_theme: str
    rows: int
    chosen: str | None
    near: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """The whole dry run. ``mistakes`` are those of no case: a row of a part that belongs to none, which is left out by
    deciding ``skip`` about its place, or a name no theme can have. ``ready`` says that nothing stands in the way of
    taking it in; ``makes`` are the themes and categories that would be made, in words, for which one must be allowed to
    (``needs_approval``). ``unconfirmed`` says that somebody must still confirm what the columns mean."""

    headings: tuple[Heading, ...]
    rows: tuple[RowJudged, ...]
    unknown: tuple[UnknownName, ...]
    mistakes: tuple[Mistake, ...] = ()
    remarks: tuple[str, ...] = ()
    makes: tuple[str, ...] = ()
    needs_approval: bool = False
    unconfirmed: bool = False
    ready: bool = False
    counts: dict[Verdict, int] = field(default_factory=dict)


def field_key(place: Place, field: str) -> str:
    """What a form calls the decision about a field of a row that two have changed."""
    return f"{place}:{field}"
