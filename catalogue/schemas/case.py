"""The document of a case: everything staff can write about it.

It can hold all 34 items of the national data model for case studies (see ``catalogue.schemas.gif``). A statement
names the sources it came from by their keys; an empty list is shown as 出典なし, an absent value as 未確認.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from marshmallow import ValidationError, validates_schema

from catalogue.domain.vocabulary import FundingKind, Method, Status
from catalogue.schemas.case_parts import (
    CheckSchema,
    ContactSchema,
    DateSchema,
    DisagreementSchema,
    EventSchema,
    FigureSchema,
    FigureSeedSchema,
    LinkSchema,
    OutcomeSchema,
    PartnerSchema,
    PopulationSchema,
    RelatedAddressSchema,
    SourceSchema,
    StatementSchema,
    TableSchema,
    VideoSchema,
)
from catalogue.schemas.fields import (
    LONG,
    SHORT,
    Document,
    Many,
    MunicipalityCode,
    One,
    Slug,
    Text,
    Word,
    optional,
    some,
)


class CaseSchema(Document):
    """The whole document."""

    slug = Slug(required=True)
    title = Text(SHORT, required=True)
    subtitle = optional(Text(160))
    yomi = optional(Text())
    theme = Slug(required=True)
    category = Slug(required=True)
    keywords = Many(Text(SHORT), most=30)

    municipality = MunicipalityCode(required=True)
    other_municipalities = Many(MunicipalityCode(), most=30)
    place = optional(Text())
    methods = Many(Word(Method), most=12)
    funding_kinds = Many(Word(FundingKind), most=8)
    organisation = optional(Text())
    service_class = optional(Text())
    population = optional(One(PopulationSchema))

    status = Word(Status, required=True)
    status_note = optional(Text())
    started = optional(One(DateSchema))
    ended = optional(One(DateSchema))

    summary = One(StatementSchema, required=True)
    background = some(StatementSchema)
    purpose = some(StatementSchema)
    activities = some(StatementSchema)
    tables = some(TableSchema, most=10)
    events = some(EventSchema)
    outcomes = some(OutcomeSchema)
    evaluation = some(StatementSchema)
    lead = optional(Text())
    partners = some(PartnerSchema)
    funding = some(StatementSchema)
    challenges = some(StatementSchema)
    devices = some(StatementSchema)
    constraints = some(StatementSchema)
    lessons = some(StatementSchema)
    dissemination = some(StatementSchema)
    sustaining = some(StatementSchema)

    figures = some(FigureSchema, most=20)
    videos = some(VideoSchema, most=20)
    disagreements = some(DisagreementSchema)
    unknowns = Many(Text(), most=30)
    related_addresses = some(RelatedAddressSchema)
    related_cases = Many(Slug(), most=30)
    contact = optional(One(ContactSchema))
    sources = some(SourceSchema)
    checked = One(CheckSchema, required=True)
    notes = optional(Text(LONG, lines=True))

    @validates_schema
    def has_a_source(self, data: Mapping[str, Any], **_: Any) -> None:
        """Every case lists where it comes from."""
        if not data.get("sources"):
            raise ValidationError({"sources": ["出典を1件以上書いてください。"]})

    @validates_schema
    def source_keys_are_unique(self, data: Mapping[str, Any], **_: Any) -> None:
        """One key, one source."""
        seen: set[str] = set()
        for number, source in enumerate(data.get("sources", ())):
            if source["key"] in seen:
                raise ValidationError({"sources": {number: {"key": ["同じ key の出典が2つあります。"]}}})
            seen.add(source["key"])

    @validates_schema
    def cited_sources_exist(self, data: Mapping[str, Any], **_: Any) -> None:
        """A statement can only name a source the case lists."""
        known = {source["key"] for source in data.get("sources", ())}
        for path, key in citations(data):
            if key not in known:
                raise ValidationError(_nest(path, f"出典「{key}」は sources にありません。"))


class CaseSeedSchema(CaseSchema):
    """A case as a seed file holds it: the document, its pictures by file, and the links that start with it."""

    figures = some(FigureSeedSchema, most=20)
    links = some(LinkSchema)

    @validates_schema
    def outcomes_have_sources(self, data: Mapping[str, Any], **_: Any) -> None:
        """What the catalogue starts with claims no result that nobody vouches for."""
        for number, row in enumerate(data.get("outcomes", ())):
            if not row["sources"]:
                reason = "成果には、出典を1件以上書いてください。"
                raise ValidationError({"outcomes": {number: {"sources": [reason]}}})


def citations(part: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every source key named anywhere below ``part`` but in the list of sources itself, with its path."""
    if isinstance(part, Mapping):
        for name, value in part.items():
            if name != "sources":
                yield from citations(value, (*path, name))
            elif path:
                yield from (((*path, name, n), key) for n, key in enumerate(value))
    elif isinstance(part, list):
        for number, value in enumerate(part):
            yield from citations(value, (*path, number))


def _nest(path: tuple[str | int, ...], reason: str) -> dict[str | int, Any]:
    """``reason`` under ``path``, in marshmallow's shape of errors."""
    nested: Any = [reason]
    for step in reversed(path):
        nested = {step: nested}
    return dict(nested)
