"""What the gap matrix can show, and which of it an address asks for.

Somebody follows an old address or types one: what cannot be shown is said in a sentence, and the nearest thing
is shown.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from catalogue.domain.text import quotable
from catalogue.domain.vocabulary import Named, NodeKind

_LONGEST_NAME = 30


class By(Named):
    """What stands across."""

    THEME = "theme", "テーマ"
    ISSUE = "issue", "課題"


class Rows(Named):
    """What stands down."""

    VISIONS = "visions", "将来像"
    MEASURES = "measures", "施策"
    ISSUES = "issues", "課題"
    PRINCIPLES = "principles", "原則"


# The nodes a row is made of, and those that head a group of rows even if nothing stands below them yet.
LEAVES: Mapping[Rows, NodeKind] = {
    Rows.VISIONS: NodeKind.VISION,
    Rows.MEASURES: NodeKind.MEASURE,
    Rows.ISSUES: NodeKind.ISSUE,
    Rows.PRINCIPLES: NodeKind.PRINCIPLE,
}
HEADS: Mapping[Rows, NodeKind] = {
    Rows.VISIONS: NodeKind.VISION_GROUP,
    Rows.MEASURES: NodeKind.DIRECTION,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A plan that can be shown, under its short title, and the rows it has."""

    slug: str
    title: str
    rows: tuple[Rows, ...]


@dataclass(frozen=True, slots=True)
class View:
    """One matrix: whose nodes stand down, and against what; with ``cases``, it counts these alone."""

    plan: str
    rows: Rows
    by: By
    cases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """Everything that can be shown. The first plan is shown unless another is asked for, its first rows, and the first
    of what stands across."""

    plans: tuple[Choice, ...]
    bys: tuple[By, ...] = (By.THEME,)

    def columns(self, rows: Rows) -> tuple[By, ...]:
        """What these rows can stand against: not against themselves."""
        return tuple(by for by in self.bys if not (rows is Rows.ISSUES and by is By.ISSUE))


def rows_of(kinds: Collection[str]) -> tuple[Rows, ...]:
    """The rows that can be made of a plan with nodes of these kinds."""
    return tuple(rows for rows in Rows if LEAVES[rows] in kinds or HEADS.get(rows) in kinds)


def view_of(
    offer: Offer, *, plan: str = "", rows: str = "", by: str = ""
) -> tuple[View | None, tuple[str, ...]]:
    """The matrix an address asks for, and sentences on what it asked for in vain. Without any plan there is none."""
    if not offer.plans:
        return None, ()
    notes: list[str] = []
    chosen = _plan(offer.plans, plan, notes)
    down = _rows(chosen, rows, notes)
    return View(plan=chosen.slug, rows=down, by=_by(offer, down, by, notes)), tuple(notes)


def _plan(plans: Sequence[Choice], asked: str, notes: list[str]) -> Choice:
    found = next((each for each in plans if each.slug == asked), plans[0])
    if asked and found.slug != asked:
        notes.append(f"計画「{_shown(asked)}」の表はないので、{found.title}を表示しています。")
    return found


def _rows(plan: Choice, asked: str, notes: list[str]) -> Rows:
    found = next((rows for rows in plan.rows if rows == asked), plan.rows[0])
    if asked and found != asked:
        words = f"「{Rows(asked).label}」" if asked in set(Rows) else f"「{_shown(asked)}」という行"
        notes.append(f"{plan.title}には{words}がないので、「{found.label}」を表示しています。")
    return found


def _by(offer: Offer, rows: Rows, asked: str, notes: list[str]) -> By:
    columns = offer.columns(rows)
    found = next((by for by in columns if by == asked), columns[0])
    if asked and found != asked:
        words = f"「{By(asked).label}」" if asked in set(By) else f"「{_shown(asked)}」"
        notes.append(
            f"「{rows.label}」の列を{words}にすることはできないので、「{found.label}」を表示しています。"
        )
    return found


def _shown(asked: str) -> str:
    return quotable(asked, _LONGEST_NAME) or "空の指定"
