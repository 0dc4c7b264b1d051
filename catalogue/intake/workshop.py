"""Where a file somebody brings is opened: in a process of its own, one for each file and one at a time.

What comes back is plain data, looked at before it is given on: a child that a file has taken over may answer anything.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath
from threading import Lock
from typing import Any

from catalogue.confined.child import Child, Endings, running
from catalogue.domain.errors import Invalid, Unavailable
from catalogue.domain.grid import Grid, grid_of
from catalogue.domain.paper import Paper, paper_of
from catalogue.intake import gate
from catalogue.intake.answers import must_be_grids, must_be_paper
from catalogue.intake.confinement import PATIENCE
from catalogue.intake.letters import plain_letters
from catalogue.intake.sentences import AWAY, BROKEN, BUSY, TOO_HEAVY, TOO_SLOW

CHILD = Child(
    running("catalogue.intake.worker"),
    Endings(broken=BROKEN, too_slow=TOO_SLOW, too_heavy=TOO_HEAVY, away=AWAY),
    PATIENCE,
)

# A workbook of many cells takes some hundred megabytes while it is read.
TURN_SECONDS = 8.0
_turn = Lock()
# What Excel itself allows.
_LONGEST_NAME = 31
_NAMELESS = "表"


def book(data: bytes, file_name: str) -> tuple[Grid, ...]:
    """The sheets of an Excel workbook (.xlsx), or the one of a text file with separators (.csv, .tsv, .txt).

    Sheets in which nothing is written are left out. ``file_name`` says what a text file is; nothing else is told by it.

    Raises:
        Invalid: the file is refused; the message says what to mend.
        Unavailable: other files are being read, no process could be started, or there is no room for its answer.
    """
    said = _answer(gate.form_of_table(data, file_name), data, file_name)
    try:
        grids = tuple(grid_of(each) for each in said["grids"])
        must_be_grids(grids)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Invalid(BROKEN) from error
    return grids


def paper(data: bytes, file_name: str) -> Paper:
    """The lines of a text (.txt, .md), a Word document (.docx) or slides (.pptx), as :func:`book` opens sheets."""
    said = _answer(gate.form_of_paper(data, file_name), data, file_name)
    try:
        read = paper_of(said["paper"])
        must_be_paper(read)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Invalid(BROKEN) from error
    return read


def _answer(form: str, data: bytes, file_name: str) -> dict[str, Any]:
    name = plain_letters(PurePath(file_name.replace("\\", "/")).stem).replace("\n", " ")[:_LONGEST_NAME]
    with _one_at_a_time():
        said, _ = CHILD.answer({"form": form, "name": name or _NAMELESS}, data)
    return said


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Wait until no other file is opened in this process of the service, but not for ever."""
    if not _turn.acquire(timeout=TURN_SECONDS):
        raise Unavailable(BUSY)
    try:
        yield
    finally:
        _turn.release()
