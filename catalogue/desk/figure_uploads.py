"""Files that are sent to become figures: each one is judged and kept for itself, and of each it is said what became of
it. What is fit is kept, whatever else comes with it.

The name of a file only tells whoever sent it which one is meant. It is a stranger's text, and is kept nowhere.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

from flask import request
from werkzeug.datastructures import FileStorage

from catalogue.context import kit, private_transaction, session
from catalogue.desk.guard import LARGEST_FORM, actor
from catalogue.domain.errors import Invalid, Problem, Unavailable
from catalogue.domain.text import number_in, quotable, quoted
from catalogue.editing import figures
from catalogue.editing.figures import Outcome
from catalogue.editing.pictures import keep_picture

# The names of the two fields; a browser sends nothing else but the token.
PICTURE, PAGE = "picture", "page"

MOST_FILES = 10
MOST_BYTES = 60 * 1024 * 1024
LARGEST = MOST_BYTES + LARGEST_FORM

NO_FILE = "画像のファイルを選んでください。"
TOO_MANY = f"一度に送れるのは{MOST_FILES}件までです（{{}}件ありました）。何回かに分けて選んでください。"
NO_PAGE = "PDFのページは、1、2のような数で書いてください。"
BUSY = "いま、ほかの画像を取り込んでいます。10秒ほど待ってから、もう一度お試しください。"

# A picture of many million pixels takes some hundred megabytes while it is worked on.
PATIENCE_SECONDS = 8.0
RETRY_AFTER_SECONDS = 10
_turn = Lock()
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one file. ``number`` is its place among those that were sent, from 1, ``name`` what it is called
    in a sentence. Of one that was taken ``digest`` and ``outcome`` are known, and ``place``, that of its figure in the
    case, from zero; of any other ``reason`` says why not, and ``is_busy`` that it may be sent again as it is."""

    number: int
    name: str
    digest: str = ""
    outcome: Outcome | None = None
    place: int = 0
    reason: str = ""
    is_busy: bool = False


def taken(slug: str) -> list[Result]:
    """What became of each file this request brings, in their order.

    Raises:
        Forbidden: whoever sends them may not write.
        Invalid: there is no file, there are too many, or the page is no number; nothing has been looked at.
        NotFound: there is no such case.
    """
    files = [file for file in request.files.getlist(PICTURE) if file.filename]
    page = _page()
    if not files:
        raise Invalid(NO_FILE, [Problem(PICTURE, NO_FILE)])
    if len(files) > MOST_FILES:
        sentence = TOO_MANY.format(len(files))
        raise Invalid(sentence, [Problem(PICTURE, sentence)])
    return [_result(slug, number, file, page) for number, file in enumerate(files, start=1)]


def problems_of(results: Sequence[Result]) -> list[Problem]:
    """Those that were not taken, each by its place and its name."""
    return [
        Problem(
            PICTURE, f"{each.number}番目の{each.name}：{each.reason}" if len(results) > 1 else each.reason
        )
        for each in results
        if each.outcome is None
    ]


def _page() -> int:
    typed = request.form.get(PAGE, "").strip()
    page = number_in(typed) if typed else 1
    if not page:
        raise Invalid(NO_PAGE, [Problem(PAGE, NO_PAGE)])
    return page


def _result(slug: str, number: int, file: FileStorage, page: int) -> Result:
    """All that takes time is done before the transaction: while one lasts, nobody else can write."""
    name = called(file.filename or "")
    try:
        figures.must_have_room(session(), actor(), slug)
        data = file.read()
        with one_at_a_time():
            image = keep_picture(session(), kit().store, data, page)
        with private_transaction() as writing:
            added = figures.add(writing, actor(), slug, image)
    except (Invalid, Unavailable) as refusal:
        return Result(number, name, reason=refusal.message, is_busy=isinstance(refusal, Unavailable))
    return Result(number, name, image.digest, added.outcome, added.place)


def called(filename: str) -> str:
    """A file as a sentence names it: without folders, on one line, not too long."""
    last = re.split(r"[\\/]", filename)[-1]
    name = quotable(last, _LONGEST_NAME)
    return quoted(name) if name else "名前のないファイル"


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """In each process one picture is worked on at a time. Raises Unavailable where another one's takes too long."""
    if not _turn.acquire(timeout=PATIENCE_SECONDS):
        raise Unavailable(BUSY)
    try:
        yield
    finally:
        _turn.release()
