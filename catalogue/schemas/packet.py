"""What somebody asks for who makes the papers for a meeting."""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, validates_schema

from catalogue.domain import packet
from catalogue.domain.packet import Form, Part
from catalogue.schemas.fields import Document, Many, NodeKey, One, Text, Word, optional
from catalogue.schemas.kept_list import EntrySchema


class DayAsTyped(Text):
    """A day as an office writes it (令和8年11月22日); loads as the stored shape of a date."""

    default_error_messages = {"day": packet.NO_SUCH_DAY}

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **options: Any
    ) -> Any:
        try:
            return packet.day_as_typed(super()._deserialize(value, attr, data, **options))
        except ValueError as error:
            if isinstance(error, ValidationError):
                raise
            raise self.make_error("day") from error


class PacketSchema(Document):
    """The whole request; ``entries`` are the cases in the order of the papers."""

    number = Text(packet.LONGEST_NUMBER, required=True)
    meeting = Text(packet.LONGEST_MEETING, required=True)
    held_on = optional(DayAsTyped())
    title = Text(packet.LONGEST_TITLE, required=True)
    node_key = optional(NodeKey())
    form = Word(Form, required=True)
    parts = Many(Word(Part), most=len(Part))
    entries = Many(One(EntrySchema), most=packet.MOST)

    @validates_schema(skip_on_field_errors=False)
    def holds_something(self, data: Mapping[str, Any], **_: Any) -> None:
        """Papers without a case, or without a single part, are none."""
        if not data.get("entries"):
            raise ValidationError({"entries": ["事例を1件以上選んでください。"]})
        if not set(data.get("parts", ())) - {Part.NOTES}:
            raise ValidationError({"parts": ["資料に入れるものを1つ以上選んでください。"]})
