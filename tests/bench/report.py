"""Figures and goals: what is printed while measuring, and once more in short at the end."""

from dataclasses import dataclass, field

REACHED, MISSED = "達成", "未達"


@dataclass(frozen=True)
class Goal:
    """A bound a figure has to keep; ``least`` says that it is a lower one."""

    bound: float
    least: bool = False

    def reached(self, value: float) -> bool:
        """Whether the figure keeps it."""
        return value >= self.bound if self.least else value <= self.bound

    def in_words(self, unit: str) -> str:
        """目標 2.5倍以下."""
        return f"目標 {self.bound:g}{unit}{'以上' if self.least else '以下'}"


def at_most(bound: float) -> Goal:
    """A goal from above."""
    return Goal(bound)


def at_least(bound: float) -> Goal:
    """A goal from below."""
    return Goal(bound, least=True)


@dataclass
class Report:
    """Prints as it goes, and remembers what had a goal."""

    _judged: list[tuple[bool, str]] = field(default_factory=list)
    _part: str = ""

    def part(self, title: str) -> None:
        """Begin another part."""
        self._part = title
        print(f"\n■ {title}", flush=True)

    def note(self, text: str) -> None:
        """Something to know that has no goal."""
        print(f"  {text}", flush=True)

    def figure(self, what: str, value: float, unit: str, goal: Goal | None = None, digits: int = 2) -> None:
        """A figure; with a goal, whether it was reached."""
        told = f"{what} {value:,.{digits}f}{unit}"
        if goal is None:
            self.note(told)
            return
        reached = goal.reached(value)
        told += f"（{goal.in_words(unit)}）"
        self._judged.append((reached, f"{self._part}｜{told}"))
        self.note(f"{told} → {REACHED if reached else MISSED}")

    def end(self) -> None:
        """All that had a goal, what was missed first."""
        missed = sum(not reached for reached, _ in self._judged)
        print(f"\n■ まとめ：目標{len(self._judged)}項目のうち、{MISSED}{missed}項目")
        for reached, told in sorted(self._judged, key=lambda judged: judged[0]):
            print(f"  {REACHED if reached else MISSED}　{told}", flush=True)
