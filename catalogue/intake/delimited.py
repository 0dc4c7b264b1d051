"""A table in a text file (RFC 4180, and what programs make of it): commas, tabs or semicolons between the cells."""

import csv
from collections.abc import Iterator
from io import StringIO

from catalogue.domain.errors import Invalid
from catalogue.domain.grid import Grid
from catalogue.intake.encodings import decoded
from catalogue.intake.letters import plain_letters
from catalogue.intake.limits import MOST_LETTERS, MOST_ROWS, Allowance, must_fit
from catalogue.intake.sentences import NOTHING_IN_SHEETS

_NAMES = {",": "コンマ", "\t": "タブ", ";": "セミコロン"}
_QUOTE = '"'
_SHOWN = 5
_UNCLOSED = (
    '{}行目から始まる値の引用符（"）が閉じていないか、正しい位置にありません。'
    "値の前後の引用符がそろっているか確かめるか、Excelで開いて保存し直してお試しください。"
)
_TOO_LONG = (
    f"{{}}行目から始まる値が長すぎます（1つのセルは{MOST_LETTERS:,}文字まで読めます）。"
    '引用符（"）の閉じ忘れがないか確かめ、短くしてお試しください。'
)


def grid(data: bytes, name: str) -> Grid:
    """The one sheet of such a file, called ``name``.

    Raises:
        Invalid: its letters are unknown, a quotation mark is not closed, or there is nothing or too much.
    """
    read = decoded(data)
    between = delimiter(read.text)
    rows = list(_rows(read.text, between))
    while rows and not any(rows[-1]):
        rows.pop()
    width = max((column + 1 for row in rows for column, text in enumerate(row) if text), default=0)
    if not width:
        raise Invalid(NOTHING_IN_SHEETS)
    Allowance().take_cells(len(rows) * width, "")
    padded = tuple(tuple(row[:width] + [""] * (width - len(row))) for row in rows)
    return Grid(name, padded, remarks=(*read.remarks, *_remarks(between, rows)))


def delimiter(text: str) -> str:
    """What stands between the cells: of the three, what the first line that says anything has most of, unquoted."""
    first = _first_row(text)
    return max(_NAMES, key=first.count)


def _first_row(text: str) -> str:
    """The first row that says anything, without what is quoted."""
    row: list[str] = []
    for place, part in enumerate(text.lstrip().split(_QUOTE)):
        if place % 2:
            continue
        line, end, _ = part.partition("\n")
        row.append(line)
        if end:
            break
    return "".join(row)


def _rows(text: str, between: str) -> Iterator[list[str]]:
    allowance = Allowance()
    csv.field_size_limit(2 * MOST_LETTERS)
    reader = csv.reader(StringIO(text, newline=""), delimiter=between, strict=True)
    number, began = 0, 1
    try:
        for row in reader:
            cells = [plain_letters(cell) for cell in row]
            for column, cell in enumerate(cells):
                if cell:
                    must_fit("", number, column, cell)
                    allowance.take_text(cell)
            # A filled row further down has been refused.
            if number < MOST_ROWS:
                yield cells
            number, began = number + 1, reader.line_num + 1
    except csv.Error as error:
        # What is not closed is one value up to the next mark or to the end, and often too long before that.
        sentence = _TOO_LONG if "limit" in str(error) else _UNCLOSED
        raise Invalid(sentence.format(f"{began:,}")) from error


def _remarks(between: str, rows: list[list[str]]) -> Iterator[str]:
    """What separated the cells, where it was no comma, and which rows are of another length than the headings."""
    if between != ",":
        yield f"区切りは{_NAMES[between]}として読み取りました。"
    usual = next(len(row) for row in rows if any(row))
    lengths = {number: len(row) for number, row in enumerate(rows, start=1) if any(row)}
    if short := [number for number, length in lengths.items() if length < usual]:
        yield f"見出しより列の少ない行があります（{_listed(short)}）。足りないところは空として読み取りました。"
    if long := [number for number, length in lengths.items() if length > usual]:
        yield (
            f"見出しより列の多い行があります（{_listed(long)}）。"
            f"値の中の{_NAMES[between]}で列が分かれていないか確かめてください。"
        )


def _listed(numbers: list[int]) -> str:
    more = "など" if len(numbers) > _SHOWN else ""
    return "、".join(f"{number:,}行目" for number in numbers[:_SHOWN]) + more
