"""施策方針 and 施策 in a text whose columns ran together: which block is whose, and what looks odd."""

from time import perf_counter

import pytest

from catalogue.domain.measure_outline.outline import Column, Outline, Way, walk
from catalogue.domain.measure_outline.reading import recognised, table_of
from catalogue.domain.paper import read
from catalogue.domain.vocabulary import NodeKind

ONE = "施策方針1\n人材の育成\n- 施策1 学ぶ場\n- 施策2 働く場\n"
SEVERAL = "施策方針1\n創業の支援\n- 施策1 相談\n施策方針2\n経営の支援\n- 施策1 融資\n"


def outline(text: str) -> Outline:
    return recognised(read(text))


def columns(text: str) -> list[tuple[str, Column]]:
    return [(block.group, block.column) for block in outline(text).blocks]


def reasons(text: str) -> list[str]:
    return [oddity.text for oddity in outline(text).oddities]


def test_a_tree_that_stands_alone_is_what_is_to_be_taken_in() -> None:
    assert columns(SEVERAL) == [("", Column.AFTER)]
    assert columns(f"(商業振興施策)\n{ONE}(工業振興施策)\n{SEVERAL}") == [
        ("商業振興施策", Column.AFTER),
        ("工業振興施策", Column.AFTER),
    ]


def test_columns_in_their_own_order_are_read_by_their_heads() -> None:
    both = f"(商業振興施策)\n{ONE}(工業振興施策)\n{SEVERAL}"
    text = f"現行計画\n{both}改訂計画\n{both}"
    assert columns(text) == [
        ("商業振興施策", Column.BEFORE),
        ("工業振興施策", Column.BEFORE),
        ("商業振興施策", Column.AFTER),
        ("工業振興施策", Column.AFTER),
    ]
    assert not any(block.doubts for block in outline(text).blocks)


def test_a_field_that_only_the_newer_column_has_is_new() -> None:
    text = f"【現行計画】\n(商業振興施策)\n{ONE}【改訂計画】\n(商業振興施策)\n{ONE}(観光振興施策)\n{SEVERAL}"
    assert columns(text)[-1] == ("観光振興施策", Column.AFTER)


def test_a_third_block_of_one_field_is_left_out_and_says_so() -> None:
    third = outline(f"【現行計画】\n(商業振興施策)\n{ONE}(商業振興施策)\n{ONE}(商業振興施策)\n{ONE}").blocks[
        2
    ]
    assert third.column is Column.LEFT
    assert "ほかに2つ" in third.doubts[0]


@pytest.mark.parametrize(
    ("line", "label", "title", "priority"),
    [
        ("施策方針1(重点方針)", "施策方針1", None, True),
        ("施策方針１　人材の育成", "施策方針１", "人材の育成", False),
        ("基本方針Ⅱ：人材の育成（重点）", "基本方針Ⅱ", "人材の育成", True),
        ("基本目標①　人材の育成", "基本目標①", "人材の育成", False),
        ("施策の方針 2 人材の育成", "施策の方針 2", "人材の育成", False),
    ],
)
def test_a_direction_is_known_however_it_is_printed(
    line: str, label: str, title: str | None, priority: bool
) -> None:
    entry = outline(f"{line}\n- 施策1 学ぶ場").blocks[0].entries[0]
    assert entry.kind is NodeKind.DIRECTION
    assert (entry.label, entry.priority) == (label, priority)
    assert entry.title == (title or "学ぶ場") if title else entry.title is None
    assert [child.label for child in entry.children] == ["施策1"]


@pytest.mark.parametrize(
    "line", ["施策3つを進める", "施策2のタイトルを変更", "施策1は変えない", "施策2025年度版", "施策一覧"]
)
def test_a_sentence_about_measures_is_no_measure(line: str) -> None:
    found = outline(f"{SEVERAL}\n{line}\n")
    labels = [entry.label for block in found.blocks for entry in walk(block.entries)]
    assert labels == ["施策方針1", "施策1", "施策方針2", "施策1"]


def test_a_bullet_without_a_number_belongs_to_the_measure_above_it() -> None:
    measure = (
        outline("施策方針1 人材\n施策1 学ぶ場\n- 講座を開く\n- 相談に応じる").blocks[0].entries[0].children[0]
    )
    assert measure.text == ("講座を開く", "相談に応じる")


def test_glued_lines_are_parted_and_broken_ones_joined_and_both_are_told() -> None:
    glued = (
        "施策1を追加委員からのご意見を踏まえ、施策2の\nタイトルを変更施策方針1\n人材の育成\n- 施策1 学ぶ場"
    )
    text = f"(工業振興施策)\n{ONE}{glued}"
    found = outline(text)
    assert [remark.text for remark in found.remarks] == [
        "施策1を追加",
        "委員からのご意見を踏まえ、施策2のタイトルを変更",
    ]
    assert len(found.blocks) == 2
    told = " ".join(reasons(text))
    assert "つながって印字されている" in told
    assert "途中で折り返されている" in told


def test_blank_lines_between_all_lines_change_nothing() -> None:
    broken = f"(工業振興施策)\n{ONE}委員からのご意見を踏まえ、施策2の\nタイトルを変更\n(商業振興施策)\n{ONE}"
    spaced = outline(broken.replace("\n", "\n\n"))
    assert [remark.text for remark in spaced.remarks] == [remark.text for remark in outline(broken).remarks]
    assert spaced.unread == ()


def test_letters_that_japanese_does_not_have_are_told_and_kept() -> None:
    told = reasons("施策方針1\n检讨の推進\n- 施策1 学ぶ場\n- 改订の準備")
    assert told == [
        "「检讨の推進」の「检」は、日本語でふつう使わない文字です（2行目）。「検討の推進」ではありませんか。",
        "「检讨の推進」の「讨」は、日本語でふつう使わない文字です（2行目）。「検討の推進」ではありませんか。",
        "「改订の準備」の「订」は、日本語でふつう使わない文字です（4行目）。「改訂の準備」ではありませんか。",
    ]
    assert outline("施策方針1\n检讨の推進\n- 施策1 学ぶ").blocks[0].entries[0].title == "检讨の推進"


def test_what_is_in_no_block_is_listed_line_by_line() -> None:
    text = f"目的\n計画を改訂する。\n\n{SEVERAL}資料編\n"
    assert [(line.number, line.text) for line in outline(text).unread] == [
        (1, "目的"),
        (2, "計画を改訂する。"),
        (10, "資料編"),
    ]


def test_a_person_can_have_the_text_read_the_other_way() -> None:
    text = "第1章 商業\n施策方針1 人材\n施策1 学ぶ場\n施策2 働く場"
    assert outline(text).way is Way.MEASURES
    levels = recognised(read(text), Way.LEVELS)
    assert [entry.label for entry in walk(levels.blocks[0].entries)] == [
        "第1章",
        "施策方針1",
        "施策1",
        "施策2",
    ]


def test_the_longest_table_of_a_paper_becomes_a_sheet() -> None:
    grid = table_of(read("前文\n大項目\t小項目\n商業\t相談\n\t融資\n後文\n一つ\t二つ"))
    assert grid is not None
    assert grid.rows[0] == ("大項目", "小項目")
    assert len(grid.rows) == 3
    assert table_of(read("表のない文章")) is None


@pytest.mark.parametrize(
    "text",
    [
        "施策1を追加" * 20_000,
        "施策方針1\n" * 5_000,
        "施策方針1(重点方針)" * 5_000,
        "(" * 50_000 + "\n" + "【" * 50_000,
        "施策" + "1-" * 20_000,
        "施策方針1 " + "あ" * 100_000 + "\n施策1 い",
        "\n".join(f"施策方針{number} 題名\n施策{number} 題名" for number in range(2_000)),
        "委員からのご意見を踏まえ、\n" * 5_000,
        " " * 100_000 + "施策1",
    ],
)
def test_a_text_made_to_be_slow_is_not(text: str) -> None:
    began = perf_counter()
    outline(text)
    assert perf_counter() - began < 10
