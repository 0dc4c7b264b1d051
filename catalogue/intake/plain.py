"""A paper in a text file: plain, or Markdown."""

from catalogue.domain.errors import Invalid
from catalogue.domain.paper import Paper, read
from catalogue.intake.encodings import decoded
from catalogue.intake.letters import lines_kept
from catalogue.intake.limits import MOST_LETTERS, MOST_PIECES, TOO_MANY_PIECES, Allowance
from catalogue.intake.sentences import NOTHING_IN_PAPER


def paper(data: bytes) -> Paper:
    """The lines of such a file.

    Raises:
        Invalid: its letters are unknown, or there is nothing or too much.
    """
    found = decoded(data)
    Allowance().take_text(found.text)
    pieces = read("\f".join(map(lines_kept, found.text.split("\f"))))
    if not any(piece.text for piece in pieces):
        raise Invalid(NOTHING_IN_PAPER)
    if len(pieces) > MOST_PIECES:
        raise Invalid(TOO_MANY_PIECES)
    too_long = next((piece.number for piece in pieces if len(piece.raw) > MOST_LETTERS), None)
    if too_long is not None:
        raise Invalid(
            f"{too_long:,}行目が長すぎます（1行は{MOST_LETTERS:,}文字まで読めます）。改行で分けてお試しください。"
        )
    return Paper(pieces, found.remarks)
