"""The field types all documents are made of, with messages in Japanese.

A document is plain data: what these fields load is text, numbers, lists and dicts, so that it can be kept as
JSON as it is. Text is cleaned here and nowhere else.
"""

from collections.abc import Mapping
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, pre_load, validate

from catalogue.domain import text as texts
from catalogue.domain import wareki
from catalogue.domain.vocabulary import Named

SHORT, LINE, PARAGRAPH, LONG = 100, 200, 2_000, 20_000

_EVERY_FIELD = {
    "required": "必ず記入してください。",
    "null": "空にはできません。",
    "validator_failed": "値が正しくありません。",
}


class Document(Schema):
    """A schema that refuses what it does not know, and says so in Japanese."""

    class Meta:
        unknown = RAISE

    error_messages = {
        "unknown": "この名前の項目はありません。つづりを確かめてください。",
        "type": "項目と値の組で書いてください。",
    }


class Form(Document):
    """The same as a browser sends it: what was left empty counts as not said."""

    @pre_load
    def drop_empty(self, data: Mapping[str, Any], **_: Any) -> dict[str, Any]:
        """A form sends every field, also those nobody touched."""
        return {name: value for name, value in data.items() if value and value.strip()}


class Text(fields.String):
    """Cleaned text of at most ``most`` characters; ``lines`` allows line breaks."""

    default_error_messages = {
        **_EVERY_FIELD,
        "invalid": "文字で書いてください。",
        "empty": "空にはできません。",
        "long": "{most}文字までにしてください（いまは{length}文字）。",
        "characters": "使えない文字（制御文字など）が含まれています。",
        "lines": "改行は使えません。",
    }

    def __init__(self, most: int = LINE, *, lines: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.most = most
        self.lines = lines

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **options: Any
    ) -> Any:
        text = super()._deserialize(value, attr, data, **options)
        if texts.has_forbidden_characters(text.replace("\r", "\n")):
            raise self.make_error("characters")
        text = texts.clean(text)
        if not text:
            raise self.make_error("empty")
        if not self.lines and "\n" in text:
            raise self.make_error("lines")
        if len(text) > self.most:
            raise self.make_error("long", most=self.most, length=len(text))
        return text


class Slug(Text):
    """A name made for addresses: small Latin letters, digits and hyphens."""

    def __init__(self, reserved: tuple[str, ...] = (), **options: Any) -> None:
        """``reserved`` are names that mean something else in the same place of an address."""
        pattern = validate.Regexp(
            r"[a-z0-9]+(?:-[a-z0-9]+)*\Z", error="半角の英小文字、数字、ハイフンで書いてください。"
        )
        free = validate.NoneOf(reserved, error="この名前は、ほかの用途で使っています。")
        super().__init__(80, validate=[pattern, free], **options)


class MunicipalityCode(Text):
    """全国地方公共団体コード: six digits with the check digit, kept as text."""

    def __init__(self, **options: Any) -> None:
        pattern = validate.Regexp(
            r"\d{6}\Z", error="6桁の全国地方公共団体コードを、引用符で囲んで書いてください。"
        )
        super().__init__(6, validate=pattern, **options)


class NodeKey(Text):
    """A plan node across plans: ``r9:v1-1``."""

    def __init__(self, **options: Any) -> None:
        pattern = validate.Regexp(
            r"[a-z0-9-]+:[a-z0-9-]+\Z", error="「計画:コード」の形（例 r9:v1-1）で書いてください。"
        )
        super().__init__(80, validate=pattern, **options)


class PartialDate(Text):
    """A date as exact as its source: 2025, 2025-03, 2025-03-14, FY2025."""

    def __init__(self, *, calendar_only: bool = False, **options: Any) -> None:
        """``calendar_only`` refuses fiscal years, so that the stored texts sort in time."""
        super().__init__(10, validate=_check_day if calendar_only else _check_date, **options)


def _check_date(value: str) -> None:
    try:
        wareki.parse(value)
    except ValueError:
        raise ValidationError(
            "年月日は 2025、2025-03、2025-03-14、年度は FY2025 の形で書いてください。"
        ) from None


def _check_day(value: str) -> None:
    _check_date(value)
    if wareki.parse(value).fiscal:
        raise ValidationError("年度ではなく、2025、2025-03、2025-03-14 の形で書いてください。")


class PictureFile(Text):
    """The name of a file in ``seeds/figures``."""

    def __init__(self, **options: Any) -> None:
        check = validate.Regexp(r"[A-Za-z0-9][A-Za-z0-9._-]*\Z", error="seeds/figures の中のファイル名です。")
        super().__init__(SHORT, validate=check, **options)


class Word(Text):
    """One word of a closed list."""

    def __init__(self, words: type[Named], **options: Any) -> None:
        shown = "、".join(f"{word.value}（{word.label}）" for word in words)
        choice = validate.OneOf([word.value for word in words], error=f"次のどれかを選んでください：{shown}")
        super().__init__(SHORT, validate=choice, **options)
        self.words = words


class WebAddress(Text):
    """An address on the web; only http and https, so that no link can run a script."""

    def __init__(self, **options: Any) -> None:
        check = validate.URL(
            schemes={"http", "https"}, error="http:// か https:// で始まる正しいアドレスを書いてください。"
        )
        super().__init__(2_000, validate=check, **options)


class Whole(fields.Integer):
    """A whole number."""

    default_error_messages = {**_EVERY_FIELD, "invalid": "整数で書いてください。"}

    def __init__(self, **options: Any) -> None:
        super().__init__(strict=True, **options)


class Number(fields.Float):
    """A number."""

    default_error_messages = {
        **_EVERY_FIELD,
        "invalid": "数で書いてください。",
        "special": "数で書いてください。",
    }


class Percent(Whole):
    """A place along a side of a picture, 0 to 100 from the left or from the top."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            validate=validate.Range(min=0, max=100, error="0から100までの整数で書いてください。"), **options
        )


class Flag(fields.Boolean):
    """Yes or no."""

    default_error_messages = {**_EVERY_FIELD, "invalid": "true か false で書いてください。"}


class Many(fields.List[Any]):
    """A list of at most ``most`` items, empty when left out."""

    default_error_messages = {**_EVERY_FIELD, "invalid": "一覧（リスト）で書いてください。"}

    def __init__(self, item: fields.Field[Any], most: int = 100, **options: Any) -> None:
        length = validate.Length(max=most, error="{max}件までにしてください。")
        if not options.get("required"):
            options["load_default"] = list
        super().__init__(item, validate=length, **options)


class One(fields.Nested):
    """A document within a document."""

    default_error_messages = {**_EVERY_FIELD, "type": "項目と値の組で書いてください。"}


def some(schema: type[Document], most: int = 100) -> Many:
    """A list of documents."""
    return Many(One(schema), most)


def optional(field: fields.Field[Any]) -> fields.Field[Any]:
    """The same field, where 「未確認」 (left out or null) is an answer; it loads as ``None``."""
    field.allow_none = True
    field.load_default = None
    field.required = False
    return field
