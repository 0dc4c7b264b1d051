"""What is written about a person of the desk: the name they sign in with, the one others see, their roles."""

import unicodedata
from collections.abc import Mapping
from typing import Any

from marshmallow import pre_load, validate

from catalogue.domain.roles import Role
from catalogue.schemas.fields import Document, Many, Text, Word

LONGEST_NAME, LONGEST_DISPLAY = 60, 40
_NAME = validate.Regexp(
    r"[a-z0-9](?:[a-z0-9._@-]*[a-z0-9])?\Z",
    error="半角の英小文字と数字、記号（. _ - @）で書き、英小文字か数字で始めて終えてください。",
)
_SOME = validate.Length(min=1, error="役割を1つ以上選んでください。")


def as_name(typed: str) -> str:
    """A name as it is kept, however it was typed: half-width, in small letters."""
    return unicodedata.normalize("NFKC", typed).strip().lower()


class Roles(Many):
    """One role or more, each once."""

    def __init__(self, **options: Any) -> None:
        super().__init__(Word(Role), len(Role), required=True, **options)
        self.validators.append(_SOME)


class PersonDocument(Document):
    """How others see somebody, and what they may do."""

    display = Text(LONGEST_DISPLAY, required=True)
    roles = Roles()


class NewPersonDocument(PersonDocument):
    """The same of somebody new."""

    name = Text(LONGEST_NAME, required=True, validate=_NAME)

    @pre_load
    def write_name_plainly(self, data: Mapping[str, Any], **_options: Any) -> dict[str, Any]:
        """Full-width and capital letters are no mistake."""
        name = data.get("name")
        return {**data, "name": as_name(name)} if isinstance(name, str) else {**data}
