"""The parts a case's document is made of: statements, outcomes, figures, sources, and what else names its sources."""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, pre_load, validate, validates_schema

from catalogue.domain.vocabulary import LinkRole, SourceKind
from catalogue.schemas.earlier_cases import without_the_register
from catalogue.schemas.fields import (
    PARAGRAPH,
    SHORT,
    Document,
    Flag,
    Many,
    NodeKey,
    Number,
    PartialDate,
    Percent,
    PictureFile,
    Slug,
    Text,
    WebAddress,
    Word,
    optional,
)


class Cited(Document):
    """Whatever states something: the keys of the sources that say so."""

    sources = Many(Slug(), most=20)


class StatementSchema(Cited):
    """One sentence or bullet."""

    text = Text(PARAGRAPH, lines=True, required=True)


class DateSchema(Cited):
    """A date of the case itself, with who says so."""

    date = PartialDate(required=True)
    note = optional(Text())


class PopulationSchema(Cited):
    """A population the sources give for the case's own time (当時の人口)."""

    value = Number(required=True, validate=validate.Range(min=0, error="0以上の数で書いてください。"))
    approximate = Flag(load_default=False)
    as_of = optional(PartialDate())
    as_of_note = optional(Text())


class PartnerSchema(Cited):
    """Who took part, and as what."""

    name = Text(required=True)
    role = optional(Text())


class OutcomeSchema(Cited):
    """One result. ``value`` is in its source's own words; ``number`` and ``unit`` where it is one figure."""

    indicator = Text(required=True)
    value = Text(required=True)
    number = optional(Number())
    unit = optional(Text(SHORT))
    as_of = optional(PartialDate())
    as_of_note = optional(Text())
    note = optional(Text(PARAGRAPH))


class EventSchema(Cited):
    """A dated step."""

    date = PartialDate(required=True)
    text = Text(PARAGRAPH, required=True)


class TableSchema(Cited):
    """A table the sources print."""

    title = Text(required=True)
    columns = Many(Text(SHORT), most=12, required=True)
    rows = Many(Many(Text(PARAGRAPH, lines=True), most=12), most=200, required=True)

    @validates_schema
    def rows_fit_columns(self, data: Mapping[str, Any], **_: Any) -> None:
        """Refuse a row with more or fewer cells than there are columns."""
        for number, row in enumerate(data.get("rows", ())):
            if len(row) != len(data.get("columns", ())):
                raise ValidationError({"rows": {number: ["列の数と見出しの数が合っていません。"]}})


class FigureTextSchema(Cited):
    """What a case says of its use of a picture; what holds wherever it is used stands in the register.

    ``outline_caption`` is the caption the plan's outline prints after 「図.」. ``alternative`` and the focus stand in
    for those of the register, here alone. A picture that is ``withheld`` may wait for its permission while the case
    is public: its caption stands alone.
    """

    caption = Text(required=True)
    outline_caption = optional(Text())
    alternative = optional(Text(PARAGRAPH))
    focus_x = optional(Percent())
    focus_y = optional(Percent())
    withheld = Flag(load_default=False)

    @validates_schema
    def focus_is_a_point(self, data: Mapping[str, Any], **_: Any) -> None:
        """Half of it is none."""
        for given, missing in (("focus_x", "focus_y"), ("focus_y", "focus_x")):
            if data.get(given) is not None and data.get(missing) is None:
                raise ValidationError({missing: ["横と縦の位置は、両方書くか、両方空にしてください。"]})


class FigureSchema(FigureTextSchema):
    """A picture in the case, named by its digest. Earlier revisions said here what the register says now."""

    image = Text(
        64, required=True, validate=validate.Regexp(r"[0-9a-f]{64}\Z", error="画像が登録されていません。")
    )

    @pre_load
    def leave_to_the_register(self, data: Any, **_: Any) -> Any:
        """What was said of the picture before there was a register is in the register now."""
        return without_the_register(data) if isinstance(data, Mapping) else data


class FigureSeedSchema(FigureTextSchema):
    """A picture as a seed names it: by its file in ``seeds/figures``."""

    file = PictureFile(required=True)


class DisagreementSchema(Cited):
    """Where sources do not agree: what the outline states, and what the others say."""

    topic = Text(required=True)
    stated = Text(PARAGRAPH, required=True)
    finding = Text(PARAGRAPH, required=True)


class SourceSchema(Document):
    """Where statements come from. The order of the list gives the numbers on the page."""

    key = Slug(required=True)
    title = Text(required=True)
    publisher = Text(required=True)
    kind = Word(SourceKind, required=True)
    url = optional(WebAddress())
    date = optional(PartialDate())
    accessed = optional(PartialDate())
    note = optional(Text(PARAGRAPH))


class CheckSchema(Document):
    """When and how the content was last checked."""

    on = PartialDate(required=True, calendar_only=True)
    how = Text(required=True)
    by_person = Flag(load_default=False)


class VideoSchema(Document):
    """A video elsewhere: it is linked, never embedded."""

    title = Text(required=True)
    url = WebAddress(required=True)
    licence = optional(Text())


class RelatedAddressSchema(Document):
    """A page elsewhere that is worth reading but is no source of a statement."""

    title = Text(required=True)
    url = WebAddress(required=True)


class ContactSchema(Document):
    """Whom to ask; only what the office itself has made public."""

    name = Text(required=True)
    purpose = optional(Text())
    telephone = optional(Text(SHORT))
    email = optional(Text(SHORT))
    url = optional(WebAddress())
    note = optional(Text(PARAGRAPH))


class LinkSchema(Document):
    """Why a case matters to a node: Ome's judgement, kept beside the case and not in it."""

    node = NodeKey(required=True)
    role = optional(Word(LinkRole))
    rationale = Text(PARAGRAPH, required=True)
