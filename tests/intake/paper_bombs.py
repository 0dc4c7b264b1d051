"""Documents, slides and texts made to do harm, and ones that are broken."""

from tests.intake.bombs import BROKEN, DEAR, HEAVY, LINES, MEGABYTE, TEXT, Bombs
from tests.intake.books import packed, parts_of
from tests.intake.papers import box, deck, document, frame, said, table

_NO_WORD = "このファイルからは文字を1つも読み取れませんでした。"

WORDS: Bombs = {
    "frames in frames, 20,000 deep": (
        lambda: document("<w:tbl><w:tr><w:tc>" * 20_000 + said("底") + "</w:tc></w:tr></w:tbl>" * 20_000),
        BROKEN,
    ),
    "30,000 paragraphs": (
        lambda: document(said("事例") * 30_000),
        "行が多すぎます（20,000行まで読めます）。",
    ),
    "a paragraph of 40,000 letters": (
        lambda: document(said("あ" * 40_000)),
        "「ああああああああああああああああああああ…」で始まる段落が長すぎます",
    ),
    "six megabytes of text": (lambda: document(said("a" * 30_000) * 220), TEXT),
    "three million paragraphs without a word": (lambda: document("<w:p/>" * 3_000_000), HEAVY),
    "a document type": (
        lambda: packed(
            {**parts_of(document("")), "word/document.xml": '<!DOCTYPE d [<!ENTITY x "y">]><d>&x;</d>'}
        ),
        BROKEN,
    ),
    "nothing in it": (lambda: document("<w:p/>"), _NO_WORD),
    "no body": (lambda: packed({**parts_of(document("")), "word/document.xml": "<d/>"}), BROKEN),
}
SLIDES: Bombs = {
    "groups in groups, 20,000 deep": (
        lambda: deck(["<p:grpSp>" * 20_000 + box("底") + "</p:grpSp>" * 20_000]),
        BROKEN,
    ),
    "a hundred thousand shapes": (
        lambda: deck([box("事例", at=(1, 1)) * 100_000]),
        (DEAR, LINES),
    ),
    "a table of 600,000 cells": (
        lambda: deck([frame(table(*[["あ"] * 200] * 3_000), at=(0, 0))]),
        DEAR,
    ),
    "a slide that is not there": (
        lambda: packed(
            {k: v for k, v in parts_of(deck([box("あ")])).items() if k != "ppt/slides/slide1.xml"}
        ),
        BROKEN,
    ),
    "a place that is no number": (
        lambda: deck([box("あ", at=(1, 1)).replace('x="914400"', 'x="左"')]),
        BROKEN,
    ),
    "nothing on the slides": (lambda: deck(["", ""]), _NO_WORD),
}
TEXTS: Bombs = {
    "ten megabytes of one line": (lambda: b"a" * (10 * MEGABYTE), TEXT),
    "a line of 40,000 letters": (lambda: b"a" * 40_000, "1行目が長すぎます（1行は32,767文字まで読めます）。"),
    "30,000 lines": (lambda: "・事例\n".encode() * 30_000, "行が多すぎます（20,000行まで読めます）。"),
    "a megabyte of empty lines": (lambda: b"\n" * MEGABYTE, _NO_WORD),
    "five megabytes of spaces": (lambda: b"# a" + b" " * 5_000_000 + b"b", "1行目が長すぎます"),
}
