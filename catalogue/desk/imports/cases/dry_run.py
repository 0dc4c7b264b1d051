"""The dry run of a sheet as its page shows it: where it stands in a sentence, what is to be done next, and each part of
it a page at a time, so that a sheet of two thousand rows stays a light page."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from catalogue.desk.imports.cases.mending import ToMend, to_mend, wrong_columns
from catalogue.desk.imports.cases.parts import Asked, Part, alike, clashing, left_out, unknown_names
from catalogue.desk.imports.cases.words import Fate, fate_of, read_only, sentence
from catalogue.editing.imports.cases.judgement import Judgement, RowJudged
from catalogue.schemas.case_sheet.sheets import Heading

NOTHING = "決めることはありません"
LATER = "列が決まると分かります"


class Stage(StrEnum):
    """How far a step is: nothing is left to do there, something is, or that cannot be told yet."""

    DONE = "done"
    TODO = "todo"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Step:
    """One step on the way: ``said`` is how far it is in words, ``here`` that it is the next thing to do."""

    name: str
    anchor: str
    said: str
    stage: Stage
    number: int = 0
    here: bool = False


@dataclass(frozen=True, slots=True)
class DryRun:
    """The whole page. ``columns`` are those a person must look at or has, ``known`` the others, ``wrong_columns`` what
    is wrong with some, by their places; ``left`` what is still to be done, in words."""

    judgement: Judgement
    sentence: str
    counts: Mapping[Fate, int]
    steps: Sequence[Step]
    left: str
    columns: Sequence[Heading]
    known: Sequence[Heading]
    wrong_columns: Mapping[str, str]
    names: Part
    doubles: Part
    clashes: Part
    mend: ToMend
    skipped: Part
    changes: Sequence[RowJudged]
    fresh: Sequence[RowJudged]
    cautions: Sequence[RowJudged]

    @property
    def takes(self) -> int:
        """How many cases taking it in would write."""
        return len(self.changes) + len(self.fresh)

    @property
    def decided(self) -> bool:
        """Whether nothing is left to be decided or mended; only somebody who may approve may have to press the last
        button."""
        return not self.left and bool(self.takes)

    @property
    def emptied(self) -> int:
        """How much of cases that are there would be gone, because the sheet says nothing there."""
        return sum(not each.after for row in self.changes for each in row.changes)

    def step(self, anchor: str) -> Step:
        """The step of this part."""
        return next(step for step in self.steps if step.anchor == anchor)


def dry_run(judgement: Judgement, decided: Mapping[str, object], asked: Asked) -> DryRun:
    """What the page shows; ``decided`` are, by their places, the columns that somebody has confirmed."""
    wrong = wrong_columns(judgement)
    columns = [
        each
        for each in judgement.headings
        if not each.sure or str(each.place) in decided or str(each.place) in wrong
    ]
    unsure = sum(not each.sure and str(each.place) not in decided for each in columns)
    counts = counted(judgement)
    shown = DryRun(
        judgement=judgement,
        sentence=read_only(len(judgement.rows), unsure) if judgement.unconfirmed else sentence(counts),
        counts=counts,
        steps=(),
        left="",
        columns=columns,
        known=[each for each in judgement.headings if each not in columns],
        wrong_columns=wrong,
        names=unknown_names(judgement, asked.names),
        doubles=alike(judgement, asked.doubles),
        clashes=clashing(judgement, asked.clashes),
        mend=to_mend(judgement, asked.mend, asked.each),
        skipped=left_out(judgement, asked.skipped),
        changes=of_fate(judgement, Fate.CHANGE),
        fresh=of_fate(judgement, Fate.NEW),
        cautions=[row for row in judgement.rows if row.cautions],
    )
    steps = _steps(shown, unsure)
    left = "、".join(f"{step.name} {step.said}" for step in steps[:-1] if step.stage is Stage.TODO)
    return replace(shown, steps=steps, left=left)


def counted(judgement: Judgement) -> Mapping[Fate, int]:
    """How many rows there are of each fate that any has, in the order in which they are told."""
    counts = Counter(fate_of(row) for row in judgement.rows)
    return {fate: counts[fate] for fate in Fate if counts[fate]}


def of_fate(judgement: Judgement, fate: Fate | None) -> list[RowJudged]:
    """The rows of which this would become; all of them where nothing is asked for."""
    return [row for row in judgement.rows if fate in (None, fate_of(row))]


def _steps(shown: DryRun, unsure: int) -> list[Step]:
    """The way through, in the order in which it is gone; the first thing to do is where one is. Only what was exported
    can clash with what others saved since."""
    steps = [_columns(shown, unsure), _names(shown), _doubles(shown)]
    steps += [_clashes(shown)] if shown.clashes.all else []
    steps.append(_mend(shown))
    if shown.judgement.unconfirmed:
        steps[1:] = [replace(step, said=LATER, stage=Stage.LATER) for step in steps[1:]]
    waits = any(step.stage is not Stage.DONE for step in steps)
    ready = shown.judgement.ready
    said = "取り込めます" if ready else _why_not(shown, waits=waits)
    steps.append(Step("取り込む", "take", said, Stage.TODO if ready else Stage.LATER))
    first = next((number for number, step in enumerate(steps) if step.stage is Stage.TODO), len(steps) - 1)
    return [replace(step, number=number + 1, here=number == first) for number, step in enumerate(steps)]


def _columns(shown: DryRun, unsure: int) -> Step:
    wrong = len(shown.wrong_columns)
    said = [f"{unsure}列を確かめる"] * bool(unsure) + [f"{wrong}列を直す"] * bool(wrong)
    return _step("列", "columns", said, "すべて分かりました")


def _names(shown: DryRun) -> Step:
    count = shown.names.open
    return _step("テーマ・分類", "names", [f"{count}つを決める"] * bool(count), NOTHING)


def _doubles(shown: DryRun) -> Step:
    count = shown.doubles.open
    return _step("重複", "doubles", [f"{count}行を決める"] * bool(count), NOTHING)


def _clashes(shown: DryRun) -> Step:
    count = shown.clashes.open
    return _step("食い違い", "clashes", [f"{count}項目を決める"] * bool(count), NOTHING)


def _mend(shown: DryRun) -> Step:
    rows, cells = shown.mend.rows, shown.mend.cells
    said = ([f"{rows}行"] * bool(rows) + [f"{cells}か所"]) if cells else []
    return _step("直すところ", "mend", said, "ありません")


def _step(name: str, anchor: str, todo: Sequence[str], done: str) -> Step:
    return Step(name, anchor, "、".join(todo) or done, Stage.TODO if todo else Stage.DONE)


def _why_not(shown: DryRun, *, waits: bool) -> str:
    """Why it cannot be taken in."""
    if waits:
        return "ここまで済むと取り込めます"
    return "承認の役割の人が取り込めます" if shown.judgement.needs_approval else "取り込むものがありません"
