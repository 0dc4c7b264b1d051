"""Texts and Markdown come in line by line, in whatever letters they are written."""

from pathlib import Path

import pytest

from catalogue.domain.errors import Invalid
from catalogue.domain.paper import Form, read
from catalogue.intake.plain import paper

OUTLINE = (Path(__file__).parents[1] / "documents" / "outline.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("codec", "name"), [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8（BOM付き）"), ("utf-16", "UTF-16")]
)
def test_the_outline_comes_in_as_it_is_when_pasted(codec: str, name: str) -> None:
    found = paper(OUTLINE.encode(codec))
    assert found.pieces == read(OUTLINE)
    assert found.remarks == (f"文字コードは{name}として読み取りました。",)


def test_text_in_shift_jis_is_read() -> None:
    found = paper("・髙橋①㈱\r\n".encode("cp932"))
    assert [(piece.form, piece.text) for piece in found.pieces] == [(Form.BULLET, "髙橋①㈱")]


def test_pages_of_a_text_stay_apart_and_nothing_else_is_a_letter() -> None:
    found = paper("前\v続き\f後\x1a".encode())
    assert [(piece.number, piece.text) for piece in found.pieces] == [
        (1, "前"),
        (2, "続き"),
        (3, ""),
        (4, "後"),
    ]
    assert found.pieces[2].form is Form.BREAK


@pytest.mark.parametrize("data", [b"\n \n", b"---\n***\n", b"\f\f"])
def test_a_text_without_a_word_is_refused(data: bytes) -> None:
    with pytest.raises(Invalid, match="文字を1つも読み取れませんでした"):
        paper(data)
