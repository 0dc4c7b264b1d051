"""What a form brings that takes either a file or a pasted text."""

from collections.abc import Callable
from typing import TypeVar

from flask import request

from catalogue.domain.errors import Invalid, Problem
from catalogue.domain.paper import Paper, read
from catalogue.editing.imports.text.acts import MOST_LETTERS, NO_TEXT, TOO_LONG
from catalogue.intake.letters import lines_kept

T = TypeVar("T")

FILE, TEXT = "file", "text"
LABELS = {FILE: "ファイル", TEXT: "文章"}
BOTH = (
    "文章とファイルの両方があります。どちらか一方にしてください（ファイルは、選び直さなければ送られません）。"
)


def file_name() -> str:
    """What the file is called; nothing where a text was pasted.

    Raises:
        Invalid: there is neither, or both.
    """
    file, text = request.files.get(FILE), request.form.get(TEXT, "").strip()
    name = (file.filename or "") if file else ""
    if name and text:
        raise _refused(TEXT, BOTH)
    if not name and not text:
        raise _refused(TEXT, NO_TEXT)
    return name


def opened(reader: Callable[[bytes, str], T]) -> T:
    """The file as ``reader`` reads it; what it refuses is said beside the field. Raises Invalid, Unavailable."""
    file = request.files[FILE]
    try:
        return reader(file.read(), file.filename or "")
    except Invalid as refusal:
        raise _refused(FILE, refusal.message) from refusal


def pasted() -> Paper:
    """The text. Raises Invalid where it is too long."""
    text = request.form[TEXT]
    if len(text) > MOST_LETTERS:
        raise _refused(TEXT, TOO_LONG.format(len(text)))
    return Paper(read("\f".join(lines_kept(part) for part in text.split("\f"))))


def _refused(field: str, reason: str) -> Invalid:
    return Invalid(reason, [Problem(field, reason)])
