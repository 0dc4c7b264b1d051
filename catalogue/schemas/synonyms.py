"""The table of synonyms: words that are looked for when another was typed."""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, validate, validates_schema

from catalogue.schemas.fields import SHORT, Document, Many, Text, some


def _words() -> Many:
    long_enough = validate.Length(min=2, error="2文字以上で書いてください。")
    return Many(Text(SHORT, validate=long_enough), most=30)


class SynonymGroupSchema(Document):
    """One line: words that mean the ``same``, or words that ``also`` are looked for when others were ``typed``,
    and not the other way round."""

    same = _words()
    typed = _words()
    also = _words()

    @validates_schema
    def it_is_one_of_the_two(self, data: Mapping[str, Any], **_: Any) -> None:
        """Half a line would be passed over without a word."""
        one_way = data["typed"] or data["also"]
        if data["same"] and one_way:
            raise ValidationError("same と typed・also は、別の行に分けてください。")
        if not one_way and len(data["same"]) < 2:
            raise ValidationError({"same": ["語を2つ以上並べてください。"]})
        if one_way and not (data["typed"] and data["also"]):
            raise ValidationError("typed と also の両方に、語を書いてください。")

    @validates_schema
    def nothing_stands_twice(self, data: Mapping[str, Any], **_: Any) -> None:
        """A word written twice was meant to be another."""
        seen = set()
        for name in ("same", "typed", "also"):
            for number, word in enumerate(data[name]):
                if word in seen:
                    raise ValidationError({name: {number: [f"「{word}」が2回書かれています。"]}})
                seen.add(word)


class SynonymsSchema(Document):
    """The whole table; ``light`` words are looked for but need not be found."""

    groups = some(SynonymGroupSchema, most=2_000)
    light = Many(Text(SHORT), most=200)
