"""Outlines of plans by their numbers, headings and bullets."""

import re
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import pytest

from catalogue.domain.measure_outline.choices import decided
from catalogue.domain.measure_outline.outline import Block, Column, Entry, Sort, walk
from catalogue.domain.measure_outline.reading import recognised
from catalogue.domain.paper import read
from catalogue.domain.vocabulary import NodeKind

OUTLINE = (Path(__file__).parents[1] / "documents" / "outline.txt").read_text(encoding="utf-8")


def blocks(text: str) -> list[Block]:
    return list(decided(recognised(read(text)), {}).blocks)


def lines(entries: tuple[Entry, ...], depth: int = 0) -> list[str]:
    """A tree as one sees it."""
    found = []
    for entry in entries:
        kind = entry.kind.label if entry.kind else "?"
        found.append(f"{'　' * depth}{kind} {entry.label or ''} {entry.name}".replace("  ", " "))
        found += lines(entry.children, depth + 1)
    return found


def test_numbers_of_every_kind_make_steps() -> None:
    text = """第1章 商業の振興
1 にぎわいの創出
(1) 商店街の魅力向上
・空き店舗の活用を進めます。
(2) 個店の支援
2 デジタル化
第2章 工業の振興
1 立地の促進
① 産業用地の確保
② 企業誘致（重点）"""
    (found,) = blocks(text)
    assert lines(found.entries) == [
        "分野 第1章 商業の振興",
        "　施策方針 1 にぎわいの創出",
        "　　施策 (1) 商店街の魅力向上",
        "　　施策 (2) 個店の支援",
        "　施策方針 2 デジタル化",
        "分野 第2章 工業の振興",
        "　施策方針 1 立地の促進",
        "　　施策 ① 産業用地の確保",
        "　　施策 ② 企業誘致",
    ]
    entries = {entry.name: entry for entry in walk(found.entries)}
    assert entries["商店街の魅力向上"].text == ("空き店舗の活用を進めます。",)
    assert entries["企業誘致"].priority


def without_marks(text: str) -> str:
    return re.sub(r"^#+ ", "", text, flags=re.MULTILINE)


def with_dots(text: str) -> str:
    return re.sub(r"^- ", "・", without_marks(text), flags=re.MULTILINE)


def in_bold(text: str) -> str:
    return re.sub(r"^#+ (.*)$", r"**\1**", text, flags=re.MULTILINE)


def with_pages(text: str) -> str:
    """As it is copied from pages of 25 lines."""
    lines = text.split("\n")
    pages = ["\n".join(lines[at : at + 25]) for at in range(0, len(lines), 25)]
    return "\n".join(f"{page}\n- {number} -\n\f\n{number}" for number, page in enumerate(pages, 1))


@pytest.mark.parametrize("change", [str, without_marks, with_dots, in_bold, with_pages])
def test_the_lists_of_the_outline_are_found_however_it_was_copied(change: Callable[[str], str]) -> None:
    taken = recognised(read(change(OUTLINE))).of(Column.AFTER)
    assert [(block.sort, len(block.entries)) for block in taken] == [
        (Sort.ISSUES, 5),
        (Sort.PRINCIPLES, 3),
        (Sort.VISIONS, 5),
    ]
    assert [len(entry.children) for entry in taken[2].entries] == [2, 3, 3, 5, 5]
    assert not any(text.isdecimal() for entry in walk(taken[2].entries) for text in entry.text)


def test_three_steps_that_go_by_words_are_fields_directions_and_measures() -> None:
    text = """基本目標１　試験のまち
　基本施策１　試験の支援
　　個別施策（１）　試験の相談
　　個別施策（２）　試験の融資
　基本施策２　試験の広報
- 3 -
基本目標２　試験のひと
　基本施策１　試験の応援"""
    (found,) = blocks(text)
    assert lines(found.entries) == [
        "分野 基本目標１ 試験のまち",
        "　施策方針 基本施策１ 試験の支援",
        "　　施策 個別施策（１） 試験の相談",
        "　　施策 個別施策（２） 試験の融資",
        "　施策方針 基本施策２ 試験の広報",
        "分野 基本目標２ 試験のひと",
        "　施策方針 基本施策１ 試験の応援",
    ]


def test_headings_and_indented_bullets_make_steps() -> None:
    text = "# 商業振興\n## にぎわいの創出\n- 空き店舗の活用\n- 催しの支援\n## 個店\n- 相談\n# 工業振興\n## 立地\n- 用地"
    (found,) = blocks(text)
    assert [line.strip("　") for line in lines(found.entries)][:3] == [
        "分野 商業振興",
        "施策方針 にぎわいの創出",
        "施策 空き店舗の活用",
    ]
    assert [entry.name for entry in found.entries] == ["商業振興", "工業振興"]


def test_bullets_alone_make_steps_by_how_far_they_are_set_in() -> None:
    (found,) = blocks("- 商業の振興\n  - 空き店舗\n  - 催し\n- 工業の振興\n  - 用地")
    assert lines(found.entries) == [
        "施策方針 商業の振興",
        "　施策 空き店舗",
        "　施策 催し",
        "施策方針 工業の振興",
        "　施策 用地",
    ]


def test_compound_numbers_stand_below_the_simple_ones() -> None:
    (found,) = blocks("1. 商業の振興\n1-1 空き店舗\n1-2 催し\n2. 工業の振興\n2-1 用地")
    assert lines(found.entries) == [
        "施策方針 1. 商業の振興",
        "　施策 1-1 空き店舗",
        "　施策 1-2 催し",
        "施策方針 2. 工業の振興",
        "　施策 2-1 用地",
    ]


def test_a_year_is_no_number_of_an_item() -> None:
    (found,) = blocks("1 商業の振興\n2023年度から始める。\n10年後の姿を描く。\n2 工業の振興")
    assert [entry.label for entry in found.entries] == ["1", "2"]
    assert found.entries[0].text == ("2023年度から始める。", "10年後の姿を描く。")


def test_the_outline_of_the_new_plan_gives_its_visions() -> None:
    found = {block.sort: block for block in blocks(OUTLINE) if block.column is Column.AFTER}
    assert set(found) == {Sort.VISIONS, Sort.PRINCIPLES, Sort.ISSUES}
    visions = found[Sort.VISIONS].entries
    assert [len(group.children) for group in visions] == [2, 3, 3, 5, 5]
    assert {group.kind for group in visions} == {NodeKind.VISION_GROUP}
    first = visions[0]
    assert (first.label, first.title, first.subtitle) == (
        "1.",
        "良好な地域経済循環構造の実現",
        "～誰もが憧れるまちへ～",
    )
    item = first.children[0]
    assert (item.kind, item.label, item.title) == (NodeKind.VISION, "1-①", None)
    assert item.text[0].startswith("美しい山と渓谷を擁する")
    assert item.heading
    assert found[Sort.PRINCIPLES].entries[0].title == "挑戦を歓迎し、失敗を許す"
    assert [len(entry.text) for entry in found[Sort.PRINCIPLES].entries] == [3, 5, 2]
    assert len(found[Sort.ISSUES].entries) == 5


def test_cases_of_other_cities_are_not_taken_for_items() -> None:
    taken = [
        entry for block in blocks(OUTLINE) if block.column is Column.AFTER for entry in walk(block.entries)
    ]
    assert not any("境町" in entry.name or "事例" in entry.name for entry in taken)
    (cases,) = (block for block in blocks(OUTLINE) if "事例③" in block.heading)
    assert "事例ページの取込み" in cases.doubts[0]


def test_nothing_of_the_outline_is_lost() -> None:
    outline = recognised(read(OUTLINE))
    held = {entry.number for block in outline.blocks for entry in walk(block.entries)}
    texts = {text for block in outline.blocks for entry in walk(block.entries) for text in entry.text}
    unread = {line.number for line in outline.unread}
    headings = " ".join(block.heading for block in outline.blocks)
    for piece in read(OUTLINE):
        if not piece.text:
            continue
        known = piece.number in held | unread or " ".join(piece.text.split()) in texts
        assert known or piece.text[:20] in headings, (piece.number, piece.text)


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"{'#' * (number % 6 + 1)} 見出し{number}" for number in range(5_000)),
        "\n".join(f"{' ' * number}- 箇条書き" for number in range(2_000)),
        "\n".join(f"{'1-' * (number % 5)}{number % 90} 題名" for number in range(5_000)),
        "1. " + "将来像" * 50_000,
        "# 将来像\n" + "- あ\n" * 5_000,
        "～" * 100_000,
        "# " + "あ～" * 50_000,
    ],
)
def test_an_outline_made_to_be_slow_is_not(text: str) -> None:
    began = perf_counter()
    blocks(text)
    assert perf_counter() - began < 10
