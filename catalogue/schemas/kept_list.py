"""A list that somebody keeps at the desk: its name, the measure it is for, the cases with a note each."""

from catalogue.domain.shortlist import LONGEST_NOTE, LONGEST_TITLE, MOST
from catalogue.schemas.fields import Document, Flag, Many, NodeKey, One, Slug, Text, optional


class EntrySchema(Document):
    """A case, and what somebody noted about it."""

    slug = Slug(required=True)
    note = optional(Text(LONGEST_NOTE, lines=True))


class KeptListSchema(Document):
    """The whole list. An empty one is a list too: somebody may gather its cases later."""

    title = Text(LONGEST_TITLE, required=True)
    node_key = optional(NodeKey())
    shared = Flag(load_default=False)
    entries = Many(One(EntrySchema), most=MOST)
