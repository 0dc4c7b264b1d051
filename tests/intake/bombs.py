"""Files made to do harm, and ones that are broken; each put together when it is asked for."""

import struct
from collections.abc import Callable

from xlsxwriter.workbook import Workbook

from tests.intake.books import MAIN, by_hand, changed, packed, parts_of, texts, written

MEGABYTE = 1024 * 1024
_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
_A_STRING = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'

BROKEN = "ファイルが途中で切れているか、壊れています。"
UNPACKED = "このファイルは開くと大きくなりすぎるため、受け取れません（50MBまで）。"
PARTS = "このファイルには画像や図形などが多すぎるため、受け取れません（合わせて1,000個まで）。"
HEAVY = "このファイルは開くのに多くのメモリを使うため、受け取れません。"
DEAR = "このファイルは開くのに"  # too long, or too much memory: whichever comes first on this machine
LINES = "行が多すぎます（20,000行まで読めます）。"
TEXT = "文字が多すぎます（合わせて5MBまで読めます）。"

# Of each: how it is made, and how the sentence begins with which it is refused; any of several, where it depends on the
# machine which limit is reached first.
Bombs = dict[str, tuple[Callable[[], bytes], str | tuple[str, ...]]]


def sound() -> bytes:
    """A workbook nothing is wrong with."""
    return by_hand(texts("事例名", "自治体") + texts("自動運転バス", "境町", row=2))


def with_part(name: str, part: bytes | str) -> bytes:
    """The same with one more part."""
    return packed({**parts_of(sound()), name: part})


def _lying() -> bytes:
    """A part of 60 MB, of which the list says that it has ten bytes."""
    data = with_part("xl/worksheets/sheet2.xml", bytes(60 * MEGABYTE))
    return data.replace(struct.pack("<L", 60 * MEGABYTE), struct.pack("<L", 10))


def _twice() -> bytes:
    """Two parts of one name; under another name first, for the library warns of what it is about to do."""
    data = with_part("xl/worksheets/sheet0.xml", "<worksheet/>")
    return data.replace(b"xl/worksheets/sheet0.xml", b"xl/worksheets/sheet1.xml")


def _locked() -> bytes:
    """Every part is said to be encrypted (bit 0 of the flags, APPNOTE 4.4.4)."""
    data, place = bytearray(sound()), 0
    while (place := data.find(b"PK\x01\x02", place)) >= 0:
        data[place + 8] |= 1
        place += 4
    return bytes(data)


def _with_one_byte_changed() -> bytes:
    """Within a part that is packed: its checksum no longer holds."""
    data = bytearray(sound())
    data[data.index(b"sharedStrings.xml") + 30] ^= 0xFF
    return bytes(data)


def _declaring(entities: str, text: str, encoding: str = "utf-8") -> bytes:
    kept = f'<!DOCTYPE sst [{entities}]><sst xmlns="{MAIN}"><si><t>{text}</t></si></sst>'
    return changed(
        by_hand(_A_STRING), strings=f'<?xml version="1.0" encoding="{encoding}"?>{kept}'.encode(encoding)
    )


def _numbers(rows: int, columns: int) -> str:
    return "".join(f"<row>{'<c><v>1</v></c>' * columns}</row>" for _ in range(rows))


def _merged(areas: str) -> str:
    return f"<mergeCells>{areas}</mergeCells>"


def _sheets(count: int, row: int = 0, column: int = 0) -> bytes:
    def fill(book: Workbook) -> None:
        for number in range(count):
            book.add_worksheet(f"{number + 1}枚目").write(row, column, "事例")

    return written(fill)


PACKED: Bombs = {
    "300 MB of zeros": (lambda: with_part("xl/worksheets/sheet2.xml", bytes(300 * MEGABYTE)), UNPACKED),
    "60 MB the list does not tell of": (_lying, BROKEN),
    "1,001 parts": (lambda: packed({**parts_of(sound()), **{f"{n}.png": b"" for n in range(995)}}), PARTS),
    "a list of 200,000 parts": (lambda: b"PK\x03\x04" + b"PK\x01\x02" * 200_000, PARTS),
    "a part that is there twice": (_twice, BROKEN),
    "a part whose name leads out": (lambda: with_part("xl/../../passwd", b"x"), BROKEN),
    "a part with a name of 300 letters": (lambda: with_part("x" * 300, b"x"), BROKEN),
    "a part with a line break in its name": (lambda: with_part("x\ny", b"x"), BROKEN),
    "locked parts": (_locked, BROKEN),
    "half a workbook": (lambda: sound()[:900], BROKEN),
    "one byte changed": (_with_one_byte_changed, BROKEN),
}
BOOKS: Bombs = {
    "a billion laughs": (lambda: _declaring(f'<!ENTITY l0 "lol">{_LAUGHS}', "&l9;"), BROKEN),
    "an entity that reads a file": (
        lambda: _declaring('<!ENTITY x SYSTEM "file:///etc/passwd">', "&x;"),
        BROKEN,
    ),
    "an entity in UTF-16": (lambda: _declaring('<!ENTITY x "y">', "&x;", "utf-16"), BROKEN),
    "a cell at XFD1048576": (
        lambda: by_hand('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        "行が多すぎます（シート「表」のXFD1048576に値があります）。読めるのは1シート5,000行までです。",
    ),
    "a cell at XFD1": (
        lambda: by_hand('<row r="1"><c r="XFD1"><v>1</v></c></row>'),
        "列が多すぎます（シート「表」のXFD1に値があります）。読めるのは1シート200列（GR列）までです。",
    ),
    "a row 99999999999": (lambda: by_hand('<row r="99999999999"><c><v>1</v></c></row>'), BROKEN),
    "5,001 rows": (
        lambda: by_hand(_numbers(5_001, 1)),
        "行が多すぎます（シート「表」のA5001に値があります）。読めるのは1シート5,000行までです。",
    ),
    "201 columns": (lambda: by_hand(_numbers(1, 201)), "列が多すぎます（シート「表」のGS1に値があります）。"),
    "31 sheets": (lambda: _sheets(31), "シートが多すぎます（31枚）。30枚までのファイルに分けて"),
    "two sheets of 400,000 cells": (
        lambda: _sheets(2, 1_999, 199),
        "シート「2枚目」の表が大きすぎます（すべてのシートを合わせて500,000セルまで読めます）。",
    ),
    "20,000 merged full rows": (
        lambda: by_hand(
            texts("事例"),
            behind=_merged("".join(f'<mergeCell ref="A{n}:XFD{n}"/>' for n in range(1, 20_001))),
        ),
        "シート「表」には結合されたセルが多すぎます（20,000か所）。読めるのは1,000か所までです。"
        "Excelでシート全体を選び、「セル結合の解除」をして保存し直してください。",
    ),
    "merged cells in a thousand layers": (
        lambda: by_hand(_numbers(2_000, 1), behind=_merged('<mergeCell ref="A1:GR2000"/>' * 1_000)),
        "シート「表」の表が大きすぎます",
    ),
    "a long text merged over a sheet": (
        lambda: by_hand(
            texts("あ" * 30_000) + '<row r="99"><c><v>1</v></c></row>',
            behind=_merged('<mergeCell ref="A1:GR99"/>'),
        ),
        TEXT,
    ),
    "twelve million empty cells": (lambda: by_hand(b"<row>" + b"<c/>" * 12_000_000 + b"</row>"), DEAR),
    "eight million empty rows": (lambda: by_hand(b"<row/>" * 8_000_000), DEAR),
    "ten million strings": (lambda: by_hand(texts("事例"), strings=b"<si/>" * 10_000_000), DEAR),
    "elements a million deep": (
        lambda: by_hand(b"<row><c>" + b"<a>" * 1_000_000 + b"</a>" * 1_000_000 + b"</c></row>"),
        HEAVY,
    ),
    "a cell of ten megabytes": (
        lambda: by_hand(texts("あ" * (10 * MEGABYTE // 3))),
        "シート「表」のA1の値が長すぎます（1つのセルは32,767文字まで読めます）。",
    ),
    "a string of forty megabytes": (
        lambda: by_hand(_A_STRING, strings=b"<si><t>" + b"a" * (40 * MEGABYTE) + b"</t></si>"),
        "シート「表」のA1の値が長すぎます（1つのセルは32,767文字まで読めます）。",
    ),
    "one string in 400,000 cells": (
        lambda: by_hand(
            ("<row>" + '<c t="s"><v>0</v></c>' * 200 + "</row>") * 2_000,
            strings=f"<si><t>{'あ' * 100}</t></si>",
        ),
        TEXT,
    ),
    "nothing written anywhere": (lambda: by_hand('<row r="5"/>'), "どのシートにも何も書かれていません。"),
    "a string that is not there": (lambda: by_hand(_A_STRING), BROKEN),
    "a string before the first": (lambda: by_hand('<row><c t="s"><v>-1</v></c></row>'), BROKEN),
    "a number that is none": (lambda: by_hand("<row><c><v>1,5</v></c></row>"), BROKEN),
    "a cell of no known type": (lambda: by_hand('<row><c t="x"><v>1</v></c></row>'), BROKEN),
    "a sheet that is no XML": (lambda: changed(sound(), sheet="<worksheet><sheetData>"), BROKEN),
}
CSVS: Bombs = {
    "two megabytes of commas": (lambda: b"," * (2 * MEGABYTE), "どのシートにも何も書かれていません。"),
    "a megabyte of empty lines": (lambda: b"\n" * MEGABYTE, "どのシートにも何も書かれていません。"),
    "two megabytes in a row": (lambda: b"1," * MEGABYTE, "列が多すぎます（GS1に値があります）。"),
    "two million rows": (lambda: b"1\n" * 2_000_000, "行が多すぎます（A5001に値があります）。"),
    "a cell of ten megabytes": (
        lambda: b"a" * (10 * MEGABYTE),
        "1行目から始まる値が長すぎます",
    ),
    "a cell of 40,000 letters": (lambda: b"a" * 40_000, "A1の値が長すぎます（1つのセルは32,767文字まで"),
    "six megabytes of text": (lambda: (b"a" * 3_000 + b"\n") * 2_000, TEXT),
}
