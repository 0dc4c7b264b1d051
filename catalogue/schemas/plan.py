"""The document of a plan: its tree in the document's exact words, and what became of the plan before it.

Official wording (``label``, ``title``, ``subtitle``, ``text``, ``words``) is quoted and names its source. What is ours
(``heading``, ``reading``, ``introduction``) stands in fields of its own, so that no page can mix them up.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from marshmallow import ValidationError, validates_schema

from catalogue.domain.vocabulary import LineageKind, NodeKind
from catalogue.schemas.fields import (
    PARAGRAPH,
    SHORT,
    Document,
    Flag,
    Many,
    One,
    PartialDate,
    Slug,
    Text,
    WebAddress,
    Word,
    optional,
    some,
)

_ONE_ENDED = {LineageKind.ADDED.value: "from", LineageKind.DROPPED.value: "to"}


class PlanSourceSchema(Document):
    """A paper the plan's wording is quoted from."""

    key = Slug(required=True)
    title = Text(required=True)
    publisher = Text(required=True)
    date = optional(PartialDate())
    url = optional(WebAddress())
    note = optional(Text(PARAGRAPH))


class NodeSchema(Document):
    """One node and all below it."""

    # /plans/<plan>/changes is the comparison table, so no node can have that address.
    code = Slug(required=True, reserved=("changes",))
    kind = Word(NodeKind, required=True)
    label = optional(Text(SHORT))
    title = optional(Text())
    subtitle = optional(Text())
    heading = optional(Text(SHORT))
    text = optional(Many(Text(PARAGRAPH), most=30))
    priority = Flag(load_default=False)
    source = Slug(required=True)
    children = Many(One(lambda: NodeSchema()), most=100)

    @validates_schema
    def has_a_name(self, data: Mapping[str, Any], **_: Any) -> None:
        """A node without a printed title needs a heading of ours, or lists could not name it."""
        if not data.get("title") and not data.get("heading"):
            raise ValidationError(
                {"heading": ["title のない項目には heading（当サイトの見出し）が必要です。"]}
            )


class LineageSchema(Document):
    """An edge from the plan before to this one; ``words`` are the paper's, ``reading`` is ours."""

    older = optional(Slug(data_key="from"))
    newer = optional(Slug(data_key="to"))
    kind = Word(LineageKind, required=True)
    words = optional(Many(Text(), most=10))
    reading = optional(Text(PARAGRAPH))
    source = Slug(required=True)

    @validates_schema
    def has_its_ends(self, data: Mapping[str, Any], **_: Any) -> None:
        """Added and dropped have one end, every other kind has two."""
        absent = _ONE_ENDED.get(data["kind"])
        for name, value in (("from", data.get("older")), ("to", data.get("newer"))):
            if (value is None) != (name == absent):
                raise ValidationError({name: ["この種類の系譜に合う端（from / to）を書いてください。"]})


class PlanSchema(Document):
    """The whole document."""

    slug = Slug(required=True)
    title = Text(required=True)
    short_title = Text(SHORT, required=True)
    standing = Text(SHORT, required=True)
    period = optional(Text())
    supersedes = optional(Slug())
    introduction = optional(Text(PARAGRAPH, lines=True))
    sources = some(PlanSourceSchema, most=20)
    nodes = some(NodeSchema)
    lineage = some(LineageSchema, most=500)

    @validates_schema
    def codes_are_unique(self, data: Mapping[str, Any], **_: Any) -> None:
        """A code names one node of its plan."""
        seen: set[str] = set()
        for node in walk(data["nodes"]):
            if node["code"] in seen:
                raise ValidationError({"nodes": [f"コード「{node['code']}」が2回使われています。"]})
            seen.add(node["code"])

    @validates_schema
    def sources_exist(self, data: Mapping[str, Any], **_: Any) -> None:
        """Wording is quoted from a paper the plan lists."""
        known = {source["key"] for source in data["sources"]}
        for part in (*walk(data["nodes"]), *data["lineage"]):
            if part["source"] not in known:
                raise ValidationError({"sources": [f"出典「{part['source']}」は sources にありません。"]})

    @validates_schema
    def lineage_ends_here(self, data: Mapping[str, Any], **_: Any) -> None:
        """The newer end of an edge is a node of this plan, and there is a plan before it."""
        codes = {node["code"] for node in walk(data["nodes"])}
        for number, edge in enumerate(data["lineage"]):
            if edge["newer"] is not None and edge["newer"] not in codes:
                raise ValidationError({"lineage": {number: {"to": ["この計画にないコードです。"]}}})
        if data["lineage"] and not data["supersedes"]:
            raise ValidationError({"supersedes": ["系譜を書くには、前の計画が必要です。"]})


def walk(nodes: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Every node of a loaded tree, parents before children, in the order of the document."""
    for node in nodes:
        yield node
        yield from walk(node["children"])
