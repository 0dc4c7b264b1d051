"""Every line of a text is one piece of the paper, and says what it looks like."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.domain.paper import Form, Paper, Piece, paper_of, piece_of, read

DOCUMENTS = Path(__file__).parents[1] / "documents"


def forms(text: str) -> list[tuple[str, int, str]]:
    """Form, level and text of every piece."""
    return [(piece.form.value, piece.level, piece.text) for piece in read(text)]


@pytest.mark.parametrize("name", ["outline", "revision"])
def test_of_the_client_s_documents_no_line_is_lost(name: str) -> None:
    lines = (DOCUMENTS / f"{name}.txt").read_text(encoding="utf-8").split("\n")
    pieces = read("\n".join(lines))
    assert [piece.raw for piece in pieces] == [line for line in lines if line.strip()]
    assert all(lines[piece.number - 1] == piece.raw for piece in pieces)


def test_the_outline_is_seen_as_it_was_meant() -> None:
    pieces = read((DOCUMENTS / "outline.txt").read_text(encoding="utf-8"))
    found = {piece.text: (piece.form, piece.level) for piece in pieces}
    assert found["他地域の事例① スマートシティ"] == (Form.HEADING, 2)
    assert found["【次世代交通・物流】自動運転バス・ドローン（茨城県境町）"] == (Form.HEADING, 3)
    assert found["少子高齢化がさらに加速し、労働力不足がさらに深刻化"] == (Form.BULLET, 1)
    assert found["図. スマートシティAiCTの外観"] == (Form.LINE, 0)
    (watching,) = (piece for piece in pieces if piece.text.startswith("防犯・見守り"))
    assert (watching.form, watching.level) == (Form.BULLET, 2)
    (heads,) = (piece for piece in pieces if piece.text.startswith("団体名"))
    assert (heads.form, heads.cells) == (Form.ROW, ("団体名", "事業名", "事業の内容"))


@given(st.text(alphabet="#-*・ 　\t|\\\n\r\f\v\u2028\u200b事例a1:", max_size=80))
def test_of_no_text_a_line_is_lost(text: str) -> None:
    pieces = read(text)
    assert [piece.number for piece in pieces] == sorted({piece.number for piece in pieces})
    unseen = dict.fromkeys(map(ord, " \t　\n\r\v\u2028\u200b"))
    assert "".join(piece.raw for piece in pieces).translate(unseen) == text.translate(unseen)


@pytest.mark.parametrize(
    ("line", "level", "text"),
    [
        ("# 計画", 1, "計画"), ("###### 注", 6, "注"), ("##　全角の空白", 2, "全角の空白"),
        ("＃＃ 全角の印", 2, "全角の印"),
        ("## 閉じる ##", 2, "閉じる"), ("# C#", 1, "C#"), ("# 二　語\t三", 1, "二　語 三"),
        ("\ufeff# 印のある先頭", 1, "印のある先頭"),
    ],
)  # fmt: skip
def test_headings_are_those_of_markdown(line: str, level: int, text: str) -> None:
    assert forms(line) == [("heading", level, text)]


@pytest.mark.parametrize(
    "line", ["#青梅", "####### 七つ", "# ", "1. 一つ目", "①項目", "○事業", "-1度", "*強調*", "「・」"]
)
def test_what_only_looks_like_a_mark_is_a_line(line: str) -> None:
    assert forms(line) == [("line", 0, line.strip())]


@pytest.mark.parametrize(
    "line",
    [
        "- 項目",
        "* 項目",
        "+ 項目",
        "・項目",
        "・ 項目",
        "- ・ 項目",
        "-　・項目",
        "･項目",
        "•\t項目",
        "– 項目",
        " ・項目 ",
    ],
)
def test_bullets_lose_their_marks(line: str) -> None:
    assert forms(line) == [("bullet", 1, "項目")]
    assert read(line)[0].raw == line


def test_bold_letters_lose_their_marks() -> None:
    assert forms("## **事例** 一\n- **背景**：人が減った。\n**まとめ**\n2 ** 3") == [
        ("heading", 2, "事例 一"),
        ("bullet", 1, "背景：人が減った。"),
        ("line", 0, "まとめ"),
        ("line", 0, "2 ** 3"),
    ]


def test_bullets_are_as_deep_as_they_are_moved_in() -> None:
    text = "- a\n  - b\n    - c\n  - d\n\n  続き\n  - e\n- f\n　・g\n\t・h\n"
    assert [each[:2] for each in forms(text)] == [
        ("bullet", 1), ("bullet", 2), ("bullet", 3), ("bullet", 2), ("line", 0), ("bullet", 2), ("bullet", 1),
        ("bullet", 2), ("bullet", 3),
    ]  # fmt: skip


@pytest.mark.parametrize("between", ["本文", "## 見出し", "a\tb", "---"])
def test_after_anything_else_a_list_begins_anew(between: str) -> None:
    assert forms(f"- a\n  - b\n{between}\n  - c")[-1] == ("bullet", 1, "c")


def test_rows_are_pasted_with_tabs_or_drawn_with_pipes() -> None:
    text = "団体名\t事業名\n\t学びの場\n\n\tただの字下げ\n| 指標 | 値 |\n|:---|---:|\n| 乗降者\\|数 | |\n|続く行|3"
    assert [(piece.form.value, piece.cells) for piece in read(text)] == [
        ("row", ("団体名", "事業名")), ("row", ("", "学びの場")), ("line", ()), ("row", ("指標", "値")), ("row", ()),
        ("row", ("乗降者|数", "")), ("row", ("続く行", "3")),
    ]  # fmt: skip
    assert read(text)[0].text == "団体名\t事業名"


def test_a_bullet_with_cells_behind_it_is_a_row() -> None:
    assert read("・人口\t3万人")[0].cells == ("・人口", "3万人")


@pytest.mark.parametrize("line", ["---", "***", "* * *", "______", "―――", "\f"])
def test_rules_and_form_feeds_are_breaks(line: str) -> None:
    assert forms(line) == [("break", 0, "")]


@pytest.mark.parametrize("line", ["- 12 -", "－１２－", "― 3 ―", "P.4", "4ページ", "3 / 20"])
def test_the_number_of_a_page_is_a_break(line: str) -> None:
    assert [(piece.form.value, piece.raw) for piece in read(line)] == [("break", line)]


@pytest.mark.parametrize("line", ["12", "- 12", "3/20", "1ページに収める"])
def test_a_number_by_itself_may_be_the_cell_of_a_table(line: str) -> None:
    assert read(line)[0].form.value != "break"


def test_a_form_feed_is_a_line_of_its_own() -> None:
    assert [(piece.number, piece.text) for piece in read("前\n\f後\fさらに後\n\n終")] == [
        (1, "前"), (2, ""), (3, "後"), (4, ""), (5, "さらに後"), (7, "終"),
    ]  # fmt: skip


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\v", "\u2028"])
def test_lines_may_end_in_any_way(end: str) -> None:
    assert [(piece.number, piece.text) for piece in read(end.join(["一", "", "三"]))] == [
        (1, "一"),
        (3, "三"),
    ]


def test_a_paper_is_kept_and_read_back() -> None:
    paper = Paper(read("# 計画\n・a\nb\tc"), ("図が1点あります。",))
    assert paper_of(paper.as_json()) == paper
    piece = Piece(Form.ROW, "a\tb", 3, cells=("a", "b"), raw="a\tb")
    assert piece_of(piece.as_json()) == piece
