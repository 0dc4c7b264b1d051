"""The entry of a picture in the register: what it is, whose, on what terms, and what it shows."""

from collections.abc import Iterator, Mapping
from typing import Any

from marshmallow import ValidationError, validates_schema

from catalogue.domain import rights
from catalogue.domain.vocabulary import Clearance, FigureKind, Licence
from catalogue.schemas.fields import (
    PARAGRAPH,
    Document,
    Flag,
    PartialDate,
    Percent,
    PictureFile,
    Text,
    Word,
    optional,
    some,
)

# What must be known of a picture before anybody may say that its permission is in order.
_NEEDED = {
    "kind": "画像の種類を選んでください。",
    "holder": "権利者を書いてください。",
    "credit": "クレジット（作成者・提供元の表示）を書いてください。",
    "licence": "利用条件を選んでください。",
}
_DESCRIBED = "画像の代わりになる文を書くか、装飾の印を付けてください。"


class ImageRecordSchema(Document):
    """``clearance_on`` is when it was asked for, given or refused, ``clearance_document`` where that is written down.
    ``printable`` says whether the picture may also stand on paper and in files. All may be unknown, as long as nobody
    says that the permission is in order."""

    kind = optional(Word(FigureKind))
    holder = optional(Text())
    credit = optional(Text())
    licence = optional(Word(Licence))
    licence_note = optional(Text())
    clearance = optional(Word(Clearance))
    clearance_on = optional(PartialDate(calendar_only=True))
    clearance_until = optional(PartialDate(calendar_only=True))
    clearance_document = optional(Text())
    printable = Flag(load_default=True)
    alternative = optional(Text(PARAGRAPH))
    decorative = Flag(load_default=False)
    long_description = optional(Text(PARAGRAPH, lines=True))
    focus_x = Percent(load_default=50)
    focus_y = Percent(load_default=50)
    note = optional(Text(PARAGRAPH, lines=True))

    @validates_schema
    def is_whole_when_in_order(self, data: Mapping[str, Any], **_: Any) -> None:
        """Nobody can answer "may we print this?" from half an entry."""
        if problems := dict(_lacking(data)):
            raise ValidationError({path: [reason] for path, reason in problems.items()})

    @validates_schema
    def is_described_or_ornament(self, data: Mapping[str, Any], **_: Any) -> None:
        """An ornament is passed over by a screen reader; it cannot be read out as well."""
        if data.get("decorative") and data.get("alternative"):
            raise ValidationError(
                {"decorative": ["装飾の印を付けるときは、画像の代わりになる文を空にしてください。"]}
            )


def _lacking(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    clearance, licence = data.get("clearance"), data.get("licence")
    on, until = data.get("clearance_on"), data.get("clearance_until")
    if clearance in rights.IN_ORDER:
        yield from ((path, reason) for path, reason in _NEEDED.items() if not data.get(path))
        if not data.get("decorative") and not data.get("alternative"):
            yield "alternative", _DESCRIBED
    if clearance == Clearance.GRANTED:
        if not on:
            yield "clearance_on", "許諾を得た日を書いてください。"
        if not data.get("clearance_document"):
            yield "clearance_document", "許諾の文書（文書番号やメールの件名、保管場所）を書いてください。"
    if clearance == Clearance.NOT_NEEDED and licence in (Licence.UNKNOWN, Licence.INDIVIDUAL):
        label = Licence(licence).label
        yield "clearance", f"利用条件が「{label}」のときは、許諾を「不要」にできません。"
    if on and until and rights.last_day(until) < rights.last_day(on):
        yield "clearance_until", "許諾の期限が、許諾の日より前になっています。"


class PictureSeedSchema(ImageRecordSchema):
    """The entry of a picture in ``seeds/figures/register.yaml``, which names its file."""

    file = PictureFile(required=True)


class RegisterSchema(Document):
    """The file itself."""

    pictures = some(PictureSeedSchema, most=1_000)

    @validates_schema
    def each_file_has_one_entry(self, data: Mapping[str, Any], **_: Any) -> None:
        """Else it would be chance which one holds."""
        seen: set[str] = set()
        for number, entry in enumerate(data.get("pictures", ())):
            if entry["file"] in seen:
                raise ValidationError({"pictures": {number: {"file": ["この画像の記載が2つあります。"]}}})
            seen.add(entry["file"])
