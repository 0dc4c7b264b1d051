"""The outline as people have it: as text, as a Word document, as slides; and bringing it, for tests."""

from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from itertools import groupby
from pathlib import Path

import docx
import pptx
from flask import Flask
from pptx.util import Cm

from catalogue.context import private_transaction
from catalogue.domain.paper import Form, Paper, Piece, read
from catalogue.editing.acting import Actor
from catalogue.editing.imports.text import acts as text
from catalogue.editing.imports.text.choices import Choices, choices_of
from catalogue.editing.imports.text.judged import TextJudged, judged
from catalogue.models import finding
from catalogue.search.place_names import places
from tests.editing.loading import looking

OUTLINE = Path(__file__).parents[2] / "documents" / "outline.txt"
FACTS = {
    "title": "青梅市商・工業振興プラン 構成骨子（案）",
    "publisher": "青梅市",
    "date": "2026-05",
    "kind": "official",
}


def outline() -> str:
    """Its text, as it is."""
    return OUTLINE.read_text(encoding="utf-8")


def as_word(text_of_it: str) -> bytes:
    """A Word document of the same headings, lists, tables and lines."""
    document = docx.Document()
    for form, run in _runs(read(text_of_it)):
        if form is Form.ROW:
            table = document.add_table(rows=0, cols=max(len(piece.cells) for piece in run))
            for piece in run:
                for cell, words in zip(table.add_row().cells, piece.cells, strict=False):
                    cell.text = words
            continue
        for piece in run:
            if form is Form.HEADING:
                document.add_heading(piece.text, piece.level)
            elif form is Form.BULLET:
                document.add_paragraph(piece.text, "List Bullet" if piece.level == 1 else "List Bullet 2")
            else:
                document.add_paragraph(piece.text)
    return _saved(document)


def as_slides(text_of_it: str) -> bytes:
    """A slide for each heading: what stands below it is in its body, captions and tables are shapes of their own."""
    presentation = pptx.Presentation()
    slide, body = None, None
    for form, run in _runs(read(text_of_it)):
        if form is Form.HEADING:
            for piece in run:
                slide = presentation.slides.add_slide(presentation.slide_layouts[1])
                slide.shapes.title.text = piece.text
                body = slide.placeholders[1].text_frame
        elif form is Form.ROW:
            _add_table(slide, run)
        elif form is Form.BULLET:
            for piece in run:
                paragraph = body.paragraphs[0] if not body.text else body.add_paragraph()
                paragraph.text, paragraph.level = piece.text, piece.level - 1
        else:
            for piece in run:
                box = slide.shapes.add_textbox(Cm(1), Cm(16), Cm(20), Cm(1))
                box.text_frame.text = piece.text
    return _saved(presentation)


def _add_table(slide: object, run: Sequence[Piece]) -> None:
    width = max(len(piece.cells) for piece in run)
    table = slide.shapes.add_table(len(run), width, Cm(1), Cm(6), Cm(20), Cm(6)).table
    for row, piece in enumerate(run):
        for column, words in enumerate(piece.cells):
            table.cell(row, column).text = words


def _runs(pieces: Sequence[Piece]) -> Iterator[tuple[Form, list[Piece]]]:
    for form, run in groupby(pieces, key=lambda piece: piece.form):
        yield form, [*run]


def _saved(document: object) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def bring(app: Flask, actor: Actor, paper: str | Paper) -> int:
    """Begin an import of a paper called as the outline is; its number."""
    with app.app_context(), private_transaction() as session:
        read_of_it = paper if isinstance(paper, Paper) else Paper(read(paper))
        found = text.begin(session, actor, read_of_it, FACTS).id
        assert found is not None
        return found


def judged_now(app: Flask, import_id: int) -> TextJudged:
    """The paper as it would be taken in."""
    with looking(app) as session:
        brought = finding.import_of(session, import_id)
        return judged(session, brought, choices_of(brought.choices), places(session))


def decide(app: Flask, actor: Actor, import_id: int, change: Callable[[Choices], Choices]) -> None:
    """Change what was decided."""
    with app.app_context(), private_transaction() as session:
        brought = finding.import_of(session, import_id)
        text.decide(session, actor, import_id, brought.version, change(choices_of(brought.choices)))


def take(app: Flask, actor: Actor, import_id: int) -> list[dict[str, list[str]]]:
    """Make the drafts; the form of each."""
    with app.app_context(), private_transaction() as session:
        brought = finding.import_of(session, import_id)
        made = text.take_in(session, actor, import_id, brought.version, places(session))
        return [draft.form for draft in made]
