"""How much of a file is read, and the sentences for what goes beyond. All of them say what to do instead."""

from dataclasses import dataclass

from catalogue.domain.errors import Invalid
from catalogue.domain.grid import address, letters_of

MEGABYTE = 1024 * 1024
MOST_BYTES = 10 * MEGABYTE
# Of what is packed: all that comes out of it, and how many parts it may have.
MOST_UNPACKED = 50 * MEGABYTE
MOST_PARTS = 1_000

MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 5_000, 200, 30
# What Excel itself allows.
MOST_LETTERS = 32_767
MOST_MERGED = 1_000
# All sheets together: cells within their outermost filled ones, and bytes of text in UTF-8.
MOST_CELLS = 500_000
MOST_TEXT = 5 * MEGABYTE

MOST_PIECES = 20_000

TOO_MUCH_TEXT = (
    f"文字が多すぎます（合わせて{MOST_TEXT // MEGABYTE}MBまで読めます）。"
    "ファイルをいくつかに分けてお試しください。"
)
TOO_MANY_PIECES = (
    f"行が多すぎます（{MOST_PIECES:,}行まで読めます）。ファイルをいくつかに分けてお試しください。"
)


@dataclass(slots=True)
class Allowance:
    """What may still be read of one file, whatever sheet or page it is on."""

    cells: int = MOST_CELLS
    text: int = MOST_TEXT

    def take_text(self, text: str, times: int = 1) -> None:
        """Count a text that is kept so many times."""
        self.text -= len(text.encode()) * times
        if self.text < 0:
            raise Invalid(TOO_MUCH_TEXT)

    def take_cells(self, count: int, sheet: str) -> None:
        """Count the cells of a sheet, empty ones between filled ones too."""
        self.cells -= count
        if self.cells < 0:
            raise Invalid(
                f"{_sheet(sheet)}表が大きすぎます（すべてのシートを合わせて{MOST_CELLS:,}セルまで読めます）。"
                "離れたところに値が残っていないか確かめ、シートごとにファイルを分けてお試しください。"
            )


def must_fit(sheet: str, row: int, column: int, text: str) -> None:
    """Refuse a filled cell that is too far out or too long; ``row`` and ``column`` from 0, no sheet for csv."""
    if row < MOST_ROWS and column < MOST_COLUMNS and len(text) <= MOST_LETTERS:
        return
    place = f"{_sheet(sheet)}{address(row, column)}"
    if row >= MOST_ROWS:
        raise Invalid(
            f"行が多すぎます（{place}に値があります）。読めるのは1シート{MOST_ROWS:,}行までです。"
            f"{MOST_ROWS:,}行ごとにファイルを分けるか、離れたところに残っている値を消してお試しください。"
        )
    if column >= MOST_COLUMNS:
        raise Invalid(
            f"列が多すぎます（{place}に値があります）。読めるのは1シート{MOST_COLUMNS}列"
            f"（{letters_of(MOST_COLUMNS - 1)}列）までです。要らない列を消してお試しください。"
        )
    raise Invalid(
        f"{place}の値が長すぎます（1つのセルは{MOST_LETTERS:,}文字まで読めます）。"
        "短くするか、いくつかのセルに分けてお試しください。"
    )


def _sheet(name: str) -> str:
    return f"シート「{name}」の" if name else ""
