"""What can be chosen about a plan that was brought, as choices of forms."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from catalogue.context import session
from catalogue.domain.measure_outline.outline import Column, Sort, Way
from catalogue.domain.vocabulary import LineageKind, NodeKind
from catalogue.editing.imports.plans.judgement import Judged
from catalogue.editing.imports.plans.target import Against, Before, Mode, Target
from catalogue.reading import desk_plans
from catalogue.reading.desk_plans import PlanAtDesk
from catalogue.schemas.plan_sheet.headings import offered as offered_columns

Choice = tuple[str, str]

KINDS = tuple((kind.value, kind.label) for kind in NodeKind)
EDGE_KINDS = (*((kind.value, kind.label) for kind in LineageKind), ("", "この系譜は書かない"))
COLUMNS = tuple((column.value, column.label) for column in Column)
SORTS = tuple((sort.value, sort.label) for sort in Sort)
WAYS = tuple((way.value, way.label) for way in Way)
NOT_CHOSEN = ("", "選んでください")
NO_GROUP = ("", "分野に分けない（いちばん上の段）")


@dataclass(frozen=True, slots=True)
class Offered:
    """``targets`` are groups of choices, each with its name; an empty name stands for choices without a group."""

    targets: Sequence[tuple[str, Sequence[Choice]]]
    befores: Sequence[Choice]
    followed: Sequence[Choice]
    papers: Sequence[Choice]
    groups: Sequence[Choice]
    columns: Sequence[Choice]
    sheets: Sequence[Choice]


def offered(run: Judged) -> Offered:
    """All of it for one import."""
    plans = desk_plans.plans(session())
    sheets = run.brought.sheets
    return Offered(
        targets=[("", [NOT_CHOSEN, (str(Target(Mode.NEW)), "新しい計画を作る")]), *_targets(plans)],
        befores=list(_befores(plans)),
        followed=[("", "なし"), *((at.slug, at.document["title"]) for at in plans)],
        papers=list(_papers(run)),
        groups=[*((name, name) for name in run.brought.groups), NO_GROUP],
        columns=offered_columns(),
        sheets=[(name, name) for name in (sheets.sheets if sheets else ())],
    )


def targets() -> list[tuple[str, Sequence[Choice]]]:
    """The same before anything is brought: what can be replaced, or nothing yet."""
    plans = desk_plans.plans(session())
    return [
        ("", [("", "あとで決める")]),
        ("", [(at.slug, f"計画「{at.document['short_title']}」") for at in plans]),
    ]


def _targets(plans: Sequence[PlanAtDesk]) -> Iterator[tuple[str, Sequence[Choice]]]:
    yield (
        "いまある計画の項目を、すべて置き換える",
        [
            (str(Target(Mode.REPLACE, at.slug)), f"「{at.document['short_title']}」の項目を置き換える")
            for at in plans
        ],
    )
    for at in plans:
        name = at.document["short_title"]
        nodes = desk_plans.choices(at.document["nodes"])
        yield (
            f"「{name}」に加える",
            [
                (str(Target(Mode.BELOW, at.slug)), f"「{name}」のいちばん上の段に加える"),
                *((str(Target(Mode.BELOW, at.slug, code)), f"{words} の下に加える") for code, words in nodes),
            ],
        )


def _befores(plans: Sequence[PlanAtDesk]) -> Iterator[Choice]:
    for at in plans:
        compared = str(Before(Against.COMPARE, at.slug))
        yield compared, f"計画「{at.document['short_title']}」とくらべて、系譜を書く"
    yield str(Before(Against.NEW)), "変更前の計画も、新しく作る"
    yield str(Before(Against.NOTHING)), "使わない（系譜は書かない）"


def _papers(run: Judged) -> Iterator[Choice]:
    """Those of the plan it goes to, or of the sheet; the last is written by hand."""
    document = run.document or run.current
    there = (
        run.current["sources"]
        if run.current
        else (run.brought.sheets.papers or () if run.brought.sheets else ())
    )
    for paper in there:
        yield str(paper["key"]), str(paper["title"])
    yield "", "新しい資料（下に書く）" if there or document else "資料（下に書く）"
