"""A small schema with everything a form knows, its words, and a form of it as filled in."""

from catalogue.domain.vocabulary import SourceKind, Status
from catalogue.schemas.case_parts import Cited
from catalogue.schemas.fields import (
    PARAGRAPH,
    Document,
    Flag,
    Many,
    Number,
    One,
    PartialDate,
    Slug,
    Text,
    WebAddress,
    Whole,
    Word,
    optional,
    some,
)
from catalogue.schemas.form import (
    Kind,
    Words,
    inputs_of,
)


class PaperSchema(Document):
    key = Slug(required=True)
    title = Text(required=True)
    kind = optional(Word(SourceKind))


class StepSchema(Cited):
    date = PartialDate(required=True)
    text = Text(PARAGRAPH, required=True)


class NoteSchema(Cited):
    text = Text(lines=True, required=True)
    rough = Flag(load_default=False)


class TrialSchema(Document):
    title = Text(100, required=True)
    state = Word(Status, required=True)
    states = Many(Word(Status), most=3)
    words = Many(Text(), most=5)
    amount = optional(Number())
    size = optional(Whole())
    page = optional(WebAddress())
    head = Many(Text(), most=3)
    grid = Many(Many(Text(lines=True)))
    note = optional(One(NoteSchema))
    lead = One(NoteSchema, required=True)
    steps = some(StepSchema, most=9)
    papers = some(PaperSchema)


PATHS = (
    *("title", "state", "states", "words", "amount", "size", "page", "head", "grid", "note", "lead", "steps"),
    *("papers", "note.text", "note.rough", "lead.text", "lead.rough", "steps.date", "steps.text"),
    *("papers.key", "papers.title", "papers.kind"),
)
WORDS = {path: Words(f"〈{path}〉") for path in PATHS} | {
    "*.sources": Words("出典の番号", kind=Kind.SOURCES),
    "papers.key": Words("鍵", kind=Kind.KEY),
    "head": Words("見出し", kind=Kind.CELLS),
    "steps": Words("歩み", one="歩"),
}
INPUTS = inputs_of(TrialSchema, WORDS)
BY_NAME = {each.name: each for each in INPUTS}

STEPS = {
    "steps-0-date": ["2020"],
    "steps-0-text": ["始める。"],
    "steps-0-sources": ["2, 1"],
    "steps-1-date": ["2021"],
    "steps-1-text": ["続ける。"],
    "steps-1-sources": ["3"],
}
PAPERS = {
    "papers-0-key": ["one"],
    "papers-0-title": ["一"],
    "papers-1-key": ["two"],
    "papers-1-title": ["二"],
    "papers-2-key": ["three"],
    "papers-2-title": ["三"],
}
