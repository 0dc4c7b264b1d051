"""What is said with a decision, and of a field: reasons, comments, the number of the paper it was decided on."""

from collections.abc import Mapping
from typing import Any

from marshmallow import pre_load

from catalogue.schemas.fields import PARAGRAPH, SHORT, Document, Text, optional


class Said(Document):
    """What was left empty counts as not said."""

    @pre_load
    def drop_empty(self, data: Mapping[str, Any], **_: Any) -> dict[str, Any]:
        """A form sends every field, also those nobody touched."""
        return {name: value for name, value in data.items() if value and value.strip()}


class RemarkSchema(Said):
    """A comment that may be left out, and the number of a paper (文書番号)."""

    reason = optional(Text(PARAGRAPH, lines=True))
    reference = optional(Text(SHORT))


class ReasonSchema(Said):
    """The same, where nothing is decided without a reason."""

    reason = Text(PARAGRAPH, lines=True, required=True)
    reference = optional(Text(SHORT))


class CommentSchema(Said):
    """What is said of a field; no ``path``: of the whole."""

    path = Text(load_default="")
    text = Text(PARAGRAPH, lines=True, required=True)
