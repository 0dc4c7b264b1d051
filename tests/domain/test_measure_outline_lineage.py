"""Which item is which of another tree, what its code is, and what became of it."""

from time import perf_counter
from typing import Any

from catalogue.domain.measure_outline.codes import Coded, coded, number_of
from catalogue.domain.measure_outline.lineage import placed, proposed
from catalogue.domain.measure_outline.outline import Entry, Remark
from catalogue.domain.plan_tree import Node, by_code
from catalogue.domain.vocabulary import NodeKind

MEASURE, DIRECTION, FIELD = NodeKind.MEASURE, NodeKind.DIRECTION, NodeKind.FIELD


def entry(kind: NodeKind, label: str | None, title: str, *children: Entry, **more: Any) -> Entry:
    return Entry(f"{label}{title}", 1, kind, label, title, children=children, **more)


def of(*entries: Entry, known: list[Node] | None = None, own: bool = True, **options: Any) -> Coded:
    return coded(entries, known or [], source="paper-1", own=own, **options)


def tree(*measures: Entry) -> list[Node]:
    return of(entry(DIRECTION, "施策方針1", "人材の育成", *measures)).nodes


def test_a_new_node_is_named_by_its_parent_and_its_number() -> None:
    made = of(
        entry(FIELD, None, "商業", entry(DIRECTION, "施策方針2", "人材", entry(MEASURE, "1-③", "相談")))
    )
    assert list(by_code(made.nodes)) == ["f1", "f1-2", "f1-2-3"]
    assert [number_of(label) for label in ("施策１２", "1-②", "第3章", None)] == [12, 2, 3, None]


def test_a_code_that_was_ever_used_is_not_given_again() -> None:
    made = of(entry(MEASURE, "施策1", "相談"), taken={"kogyo-1"}, below="kogyo")
    assert list(by_code(made.nodes)) == ["kogyo-2"]


def test_a_node_keeps_its_code_when_its_title_moves_or_changes_a_little() -> None:
    there = tree(entry(MEASURE, "施策1", "農商工連携の促進"), entry(MEASURE, "施策2", "情報発信の充実"))
    now = of(
        entry(
            DIRECTION,
            "施策方針1",
            "人材の育成",
            entry(MEASURE, "施策1", "情報発信の充実"),
            entry(MEASURE, "施策2", "まったく別のこと"),
            entry(MEASURE, "施策3", "他産業との連携を含めた農商工連携の促進"),
        ),
        known=there,
    )
    assert list(by_code(now.nodes)) == ["d1", "d1-2", "d1-3", "d1-4"]


def test_in_the_plan_after_the_number_gives_the_code_whatever_it_says() -> None:
    there = tree(entry(MEASURE, "施策1", "産業用地整備方針の作成"))
    other = entry(DIRECTION, "施策方針1", "人材の育成", entry(MEASURE, "施策1", "新たな産業拠点の形成"))
    assert list(by_code(of(other, known=there, own=False).nodes)) == ["d1", "d1-1"]
    assert list(by_code(of(other, known=there).nodes)) == ["d1", "d1-2"]


def kinds(old: list[Node], new: list[Node], **said: Any) -> dict[tuple[str | None, str | None], str]:
    edges = proposed(old, new, said.get("words", {}), "paper-1")
    return {(edge["older"], edge["newer"]): edge["kind"] for edge in edges}


def test_every_kind_of_change_is_proposed() -> None:
    old = tree(
        entry(MEASURE, "施策1", "相談の充実"),
        entry(MEASURE, "施策2", "農商工連携の促進"),
        entry(MEASURE, "施策3", "産業用地整備方針の作成"),
        entry(MEASURE, "施策4", "なくなる施策"),
    )
    direction = entry(
        DIRECTION,
        "施策方針1",
        "人材の育成",
        entry(MEASURE, "施策1", "相談の充実"),
        entry(MEASURE, "施策2", "他産業との農商工連携の促進"),
        entry(MEASURE, "施策3", "新たな拠点"),
        entry(MEASURE, "施策5", "加わる施策"),
    )
    new = of(direction, known=old, own=False).nodes
    assert kinds(old, new) == {
        ("d1", "d1"): "unchanged",
        ("d1-1", "d1-1"): "unchanged",
        ("d1-2", "d1-2"): "retitled",
        ("d1-3", "d1-3"): "replaced",
        (None, "d1-5"): "added",
        ("d1-4", None): "dropped",
    }
    named = kinds(old, new, words={"d1": ["施策3のタイトルを変更"]})
    assert named["d1-3", "d1-3"] == "retitled"


def test_what_stands_elsewhere_now_is_the_same_node() -> None:
    measure = entry(MEASURE, "施策1", "相談の充実")
    old = of(entry(DIRECTION, "施策方針1", "人材", measure), entry(DIRECTION, "施策方針2", "経営")).nodes
    moved = entry(DIRECTION, "施策方針2", "経営", measure)
    new = of(entry(DIRECTION, "施策方針1", "人材"), moved, known=old, own=False).nodes
    assert kinds(old, new)["d1-1", "d1-1"] == "unchanged"


def test_a_remark_is_put_where_it_is_true() -> None:
    same = entry(DIRECTION, "施策方針1", "人材", entry(MEASURE, "施策1", "相談"))
    before = entry(DIRECTION, "施策方針2", "経営", entry(MEASURE, "施策1", "融資"))
    after = entry(
        DIRECTION, "施策方針2", "経営", entry(MEASURE, "施策1", "融資"), entry(MEASURE, "施策2", "創業")
    )
    old = of(entry(FIELD, None, "商業", same, before)).nodes
    new = of(entry(FIELD, None, "商業", same, after), known=old, own=False).nodes
    remarks = [
        Remark("r1", 1, "構成変更なし", "商業"),
        Remark("r2", 2, "施策2を追加", "商業"),
        Remark("r3", 3, "施策5を廃止", "商業"),
    ]
    assert placed(remarks, old, new) == {"r1": "f1-1", "r2": "f1-2"}


def test_two_trees_of_a_thousand_nodes_are_compared_in_a_moment() -> None:
    def many(word: str) -> list[Node]:
        return of(
            *(
                entry(DIRECTION, f"施策方針{number}", f"{word}{number}", *(
                    entry(MEASURE, f"施策{each}", f"{word}の題名{number}と{each}") for each in range(30)
                ))
                for number in range(30)
            )
        ).nodes  # fmt: skip

    began = perf_counter()
    edges = proposed(many("いまの"), many("つぎの"), {}, "paper-1")
    assert len(edges) == 930
    assert perf_counter() - began < 10
