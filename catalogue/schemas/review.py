"""What is said with a decision, and of a field: reasons, comments, the number of the paper it was decided on."""

from catalogue.schemas.fields import PARAGRAPH, SHORT, Form, Text, optional


class RemarkSchema(Form):
    """A comment that may be left out, and the number of a paper (文書番号)."""

    reason = optional(Text(PARAGRAPH, lines=True))
    reference = optional(Text(SHORT))


class ReasonSchema(Form):
    """The same, where nothing is decided without a reason."""

    reason = Text(PARAGRAPH, lines=True, required=True)
    reference = optional(Text(SHORT))


class CommentSchema(Form):
    """What is said of a field; no ``path``: of the whole."""

    path = Text(load_default="")
    text = Text(PARAGRAPH, lines=True, required=True)
