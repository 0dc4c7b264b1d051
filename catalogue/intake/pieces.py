"""The pieces of a paper while it is read: numbered as they come, and never more than we allow."""

from collections.abc import Sequence
from unicodedata import normalize

from catalogue.domain.errors import Invalid
from catalogue.domain.paper import Form, Piece, read
from catalogue.domain.text import run_on
from catalogue.intake.letters import lines_kept, plain_letters
from catalogue.intake.limits import MOST_LETTERS, MOST_PIECES, TOO_MANY_PIECES, Allowance

_TOO_LONG = (
    f"「{{}}…」で始まる段落が長すぎます（1つの段落は{MOST_LETTERS:,}文字まで読めます）。"
    "段落を分けてお試しください。"
)
_SHOWN = 20


class Pieces:
    """What was read so far.

    A line that no style makes anything of is read like one of plain text, for many who write put ``・`` before a line
    by hand; ``indent`` of such lines, in letters, is how deep they are.
    """

    def __init__(self) -> None:
        self._pieces: list[Piece] = []
        self._lines: list[str] = []
        self._is_break_due = False
        self._allowance = Allowance()

    def heading(self, text: str, level: int) -> None:
        """Add a heading, its lines as one."""
        self._add(Form.HEADING, one_line(text), level)

    def bullet(self, text: str, level: int) -> None:
        """Add an entry of a list, its lines as one."""
        self._add(Form.BULLET, one_line(text), level)

    def row(self, cells: Sequence[str]) -> None:
        """Add the row of a table; one that says nothing is left out."""
        kept = tuple(plain_letters(cell) for cell in cells)
        if any(kept):
            self._add(Form.ROW, "\t".join(cell.replace("\n", " ") for cell in kept), 0, kept)

    def lines(self, text: str, indent: int = 0) -> None:
        """Add lines of which only their text says what they are."""
        for line in normalize("NFC", lines_kept(text)).split("\n"):
            if line.strip():
                self._lines.append("\u3000" * indent + line)

    def page_break(self) -> None:
        """A new page or slide begins; it is one only if something stands before and behind it."""
        self._read_lines()
        self._is_break_due = bool(self._pieces)

    def all(self) -> tuple[Piece, ...]:
        """What was read."""
        self._read_lines()
        return tuple(self._pieces)

    def _add(self, form: Form, text: str, level: int = 0, cells: tuple[str, ...] = ()) -> None:
        self._read_lines()
        if text.strip():
            self._keep(form, text, level, cells)

    def _read_lines(self) -> None:
        """Read the lines that have come together, with each other: how deep a bullet is, the others say."""
        found, self._lines = read("\n".join(self._lines)), []
        for piece in found:
            if piece.form is Form.BREAK:
                self.page_break()
            else:
                self._keep(piece.form, piece.text, piece.level, piece.cells)

    def _keep(self, form: Form, text: str, level: int, cells: tuple[str, ...]) -> None:
        if self._is_break_due:
            self._is_break_due = False
            self._pieces.append(Piece(Form.BREAK, "", len(self._pieces) + 1))
        if len(text) > MOST_LETTERS:
            raise Invalid(_TOO_LONG.format(text[:_SHOWN]))
        self._allowance.take_text(text)
        self._pieces.append(Piece(form, text, len(self._pieces) + 1, level, cells, raw=text))
        if len(self._pieces) > MOST_PIECES:
            raise Invalid(TOO_MANY_PIECES)


def one_line(text: str) -> str:
    """Lines that were broken to look better, as one: Latin words are parted by a space, Japanese ones are not."""
    return run_on(map(str.strip, plain_letters(text).split("\n"))).replace("\t", " ")
