"""The whole road: a file goes to a child of its own, and what comes back has the shape of what is read."""

import json
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from catalogue.domain.errors import Invalid, Unavailable
from catalogue.domain.paper import Form
from catalogue.intake import workshop
from tests.confined.costs import counted_in
from tests.intake.bombs import sound
from tests.intake.books import by_hand, texts
from tests.intake.papers import box, deck, document, said

DOCUMENTS = Path(__file__).parents[1] / "documents"
GRID = {"name": "表", "rows": [["a", "b"]], "formulas": [[0, 1]], "remarks": []}
PIECE = {"form": "line", "text": "a", "number": 1, "level": 0, "cells": [], "raw": "a"}


def answering(monkeypatch: pytest.MonkeyPatch, said: object) -> None:
    """Let the child answer this, whatever it is sent."""
    program = f"import sys; sys.stdin.buffer.read(); print({json.dumps(said)!r})"
    monkeypatch.setattr(workshop, "CHILD", replace(workshop.CHILD, command=(sys.executable, "-c", program)))


def refusal(act: Callable[[bytes, str], object], data: bytes, name: str) -> str:
    with pytest.raises(Invalid) as refused:
        act(data, name)
    return refused.value.message


def test_tables_come_back_from_the_child() -> None:
    (grid,) = workshop.book(sound(), "事例.xlsx")
    assert (grid.name, grid.rows) == ("表", (("事例名", "自治体"), ("自動運転バス", "境町")))
    (grid,) = workshop.book("事例名,自治体\n髙橋,①\n".encode("cp932"), "C:\\資料\\一覧表.csv")
    assert (grid.name, grid.rows) == ("一覧表", (("事例名", "自治体"), ("髙橋", "①")))


@pytest.mark.parametrize(
    ("name", "called"),
    [("", "表"), ("\0\n.csv", "表"), ("あ" * 300 + ".csv", "あ" * 31), ("a\nb.csv", "a b")],
)
def test_a_table_is_called_as_its_file_as_far_as_that_is_a_name(name: str, called: str) -> None:
    (grid,) = workshop.book(b"a,b\n", name)
    assert grid.name == called


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("## 計画\n".encode(), "計画.md"),
        (document(said("計画", '<w:outlineLvl w:val="1"/>')), "計画.docx"),
    ],
)
def test_papers_come_back_from_the_child(data: bytes, name: str) -> None:
    (piece,) = workshop.paper(data, name).pieces
    assert (piece.form, piece.level, piece.text) == (Form.HEADING, 2, "計画")


def test_slides_come_back_from_the_child() -> None:
    assert [piece.text for piece in workshop.paper(deck([box("題", kind="title")]), "計画.pptx").pieces] == [
        "題"
    ]


def test_the_outline_comes_back_whole() -> None:
    data = (DOCUMENTS / "outline.txt").read_bytes()
    raw = [piece.raw for piece in workshop.paper(data, "構成骨子.txt").pieces]
    assert raw == [line for line in data.decode().split("\n") if line.strip()]


def test_an_ordinary_sheet_costs_little() -> None:
    rows = "".join(texts(*(f"事例{row}の{column}" for column in range(20)), row=row) for row in range(1, 301))
    with counted_in(workshop) as cost:
        (grid,) = workshop.book(by_hand(rows), "事例.xlsx")
    assert (len(grid.rows), len(grid.rows[0])) == (300, 20)
    assert cost.megabytes <= 100


# --- a child that a file has taken over ---


@pytest.mark.parametrize(
    "said",
    [
        {}, {"grids": []}, {"grids": 3}, {"grids": [3]}, {"grids": [{**GRID, "rows": []}]},
        {"grids": [{**GRID, "rows": [["a", "b"], ["c"]]}]}, {"grids": [{**GRID, "rows": [["a", 3]]}]},
        {"grids": [{**GRID, "rows": [["a", "\x07"]]}]}, {"grids": [{**GRID, "rows": [["a", "\ud800"]]}]},
        {"grids": [{**GRID, "rows": [["a" * 40_000, ""]]}]}, {"grids": [{**GRID, "rows": [[""] * 201]}]},
        {"grids": [{**GRID, "rows": [["", ""]] * 5_001}]}, {"grids": [{**GRID, "formulas": [[1, 0]]}]},
        {"grids": [{**GRID, "formulas": [["0", 0]]}]}, {"grids": [{**GRID, "formulas": 3}]}, {"grids": [GRID, GRID]},
        {"grids": [{**GRID, "name": 3}]}, {"grids": [{**GRID, "remarks": [None]}]},
        {"grids": [{**GRID, "remarks": "ab\0"}]},
        {"grids": [{**GRID, "name": f"{n}"} for n in range(31)]},
    ],
)  # fmt: skip
def test_an_answer_that_is_no_table_is_not_taken(monkeypatch: pytest.MonkeyPatch, said: object) -> None:
    answering(monkeypatch, said)
    assert refusal(workshop.book, sound(), "事例.xlsx").startswith("ファイルが途中で切れているか")


@pytest.mark.parametrize(
    "said",
    [
        {}, {"paper": {}}, {"paper": {"pieces": [], "remarks": []}},
        {"paper": {"pieces": [PIECE, PIECE], "remarks": []}},
        {"paper": {"pieces": [{**PIECE, "form": "script"}], "remarks": []}},
        {"paper": {"pieces": [{**PIECE, "text": 3}], "remarks": []}},
        {"paper": {"pieces": [{**PIECE, "text": "\0"}], "remarks": []}},
        {"paper": {"pieces": [{**PIECE, "level": "1"}], "remarks": []}},
        {"paper": {"pieces": [{**PIECE, "level": -1}], "remarks": []}},
        {"paper": {"pieces": [{**PIECE, "number": None}], "remarks": []}},
        {"paper": {"pieces": [{**PIECE, "cells": [3]}], "remarks": []}},
        {"paper": {"pieces": [{**PIECE, "more": 3}], "remarks": []}},
        {"paper": {"pieces": [PIECE], "remarks": [3]}},
    ],
)  # fmt: skip
def test_an_answer_that_is_no_paper_is_not_taken(monkeypatch: pytest.MonkeyPatch, said: object) -> None:
    answering(monkeypatch, said)
    assert refusal(workshop.paper, b"a\n", "計画.txt").startswith("ファイルが途中で切れているか")


def test_answers_of_the_right_shape_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, {"grids": [GRID]})
    assert workshop.book(sound(), "事例.xlsx")[0].formulas == {(0, 1)}
    answering(monkeypatch, {"paper": {"pieces": [PIECE], "remarks": ["x"]}})
    assert workshop.paper(b"a\n", "計画.txt").remarks == ("x",)


@pytest.mark.parametrize(
    ("ending", "sentence"),
    [
        ("os.kill(os.getpid(), signal.SIGSEGV)", "ファイルが途中で切れているか、壊れています。"),
        ("os.kill(os.getpid(), signal.SIGKILL)", "このファイルは開くのに多くのメモリを使うため"),
        ("os.kill(os.getpid(), signal.SIGPROF)", "このファイルは開くのに時間がかかりすぎるため"),
    ],
)
def test_however_the_process_ends_there_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, ending: str, sentence: str
) -> None:
    command = (sys.executable, "-c", f"import os, signal, sys; sys.stdin.buffer.read(); {ending}")
    monkeypatch.setattr(workshop, "CHILD", replace(workshop.CHILD, command=command))
    assert refusal(workshop.book, sound(), "事例.xlsx").startswith(sentence)


def test_a_system_without_limits_still_reads_files(monkeypatch: pytest.MonkeyPatch) -> None:
    unlimited = (
        "import runpy, signal, sys; sys.modules['resource'] = None; del signal.setitimer; "
        "runpy.run_module('catalogue.intake.worker', run_name='__main__')"
    )
    monkeypatch.setattr(workshop, "CHILD", replace(workshop.CHILD, command=(sys.executable, "-c", unlimited)))
    assert workshop.book(sound(), "事例.xlsx")[0].rows[1] == ("自動運転バス", "境町")


# --- several at once ---


def test_files_that_come_together_are_read_one_after_the_other() -> None:
    with ThreadPoolExecutor(3) as pool:
        read = [pool.submit(workshop.book, sound(), "事例.xlsx") for _ in range(3)]
    assert len({each.result() for each in read}) == 1


def test_who_comes_while_another_file_is_read_for_long_is_asked_to_wait(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    begun = tmp_path / "begun"
    program = f"import sys, time; sys.stdin.buffer.read(); open({str(begun)!r}, 'w'); time.sleep(600)"
    slow = replace(workshop.CHILD, command=(sys.executable, "-c", program), patience=3.0)
    monkeypatch.setattr(workshop, "CHILD", slow)
    monkeypatch.setattr(workshop, "TURN_SECONDS", 0.05)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(refusal, workshop.book, sound(), "事例.xlsx")
        while not begun.exists():
            time.sleep(0.01)
        with pytest.raises(Unavailable, match="いま、ほかのファイルを読み取っています。"):
            workshop.paper(b"a\n", "計画.txt")
    assert first.result().startswith("このファイルは開くのに時間がかかりすぎるため")
