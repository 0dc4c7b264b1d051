"""Reference data: municipalities, themes and categories."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from marshmallow import ValidationError, validate, validates_schema

from catalogue.domain.likeness import Indicator
from catalogue.domain.municipality_code import has_right_check_digit
from catalogue.domain.vocabulary import MunicipalityKind
from catalogue.schemas.fields import (
    PARAGRAPH,
    SHORT,
    Document,
    Flag,
    MunicipalityCode,
    Number,
    One,
    PartialDate,
    Slug,
    Text,
    WebAddress,
    Whole,
    Word,
    optional,
    some,
)


class MunicipalitySchema(Document):
    """One line of the code list."""

    code = MunicipalityCode(required=True)
    name = Text(SHORT, required=True)
    kana = Text(SHORT, required=True)
    prefecture = Text(SHORT, required=True)
    kind = Word(MunicipalityKind, required=True)
    valid_from = optional(PartialDate())
    valid_to = optional(PartialDate())
    successor_code = optional(MunicipalityCode())

    @validates_schema
    def check_digit_is_right(self, data: Mapping[str, Any], **_: Any) -> None:
        """A mistyped code is caught by its last digit."""
        if not has_right_check_digit(data["code"]):
            raise ValidationError({"code": ["検査数字（6桁目）が合いません。"]})


_ORIGIN = validate.OneOf(["outline", "editorial"], error="outline か editorial のどちらかです。")


class CategorySchema(Document):
    """The label in 【】."""

    slug = Slug(required=True)
    name = Text(SHORT, required=True)
    origin = Text(SHORT, required=True, validate=_ORIGIN)


class ThemeSchema(Document):
    """A theme; ``number`` is the outline's own (事例①) and is never given anew."""

    slug = Slug(required=True)
    number = optional(Whole(validate=validate.Range(min=1, max=9, error="1から9までの数です。")))
    name = Text(SHORT, required=True)
    introduction = Text(PARAGRAPH, required=True)
    origin = Text(SHORT, required=True, validate=_ORIGIN)
    categories = some(CategorySchema)


class ProfileSourceSchema(Document):
    """Where figures of municipalities come from."""

    key = Slug(required=True)
    title = Text(required=True)
    publisher = Text(required=True)
    url = optional(WebAddress())


class ProfileFigureSchema(Document):
    """One dated figure."""

    indicator = Word(Indicator, required=True)
    value = Number(required=True)
    as_of = PartialDate(required=True)
    source = Slug(required=True)


class FiscalTypeSchema(Document):
    """類似団体 of one edition; ``chosen`` is false where the table marks 非選定."""

    name = Text(SHORT, required=True)
    edition = Text(SHORT, required=True)
    chosen = Flag(required=True)
    source = Slug(required=True)


class ProfileSchema(Document):
    """The figures of one municipality."""

    code = MunicipalityCode(required=True)
    figures = some(ProfileFigureSchema)
    fiscal_type = One(FiscalTypeSchema, required=True)


class ProfilesSchema(Document):
    """All of them, with the sources they name by key."""

    sources = some(ProfileSourceSchema)
    profiles = some(ProfileSchema, most=2_000)

    @validates_schema
    def nothing_stands_twice(self, data: Mapping[str, Any], **_: Any) -> None:
        """A key names one source, a municipality has one profile, and there one figure of each indicator."""
        _refuse_repeats(
            _places("sources", data["sources"], "key"),
            _places("profiles", data["profiles"], "code"),
            *(
                _places(f"profiles[{number}].figures", profile["figures"], "indicator")
                for number, profile in enumerate(data["profiles"])
            ),
        )

    @validates_schema
    def sources_exist(self, data: Mapping[str, Any], **_: Any) -> None:
        """A figure names a source of the list."""
        known = {source["key"] for source in data["sources"]}
        for number, profile in enumerate(data["profiles"]):
            for part in (*profile["figures"], profile["fiscal_type"]):
                if part["source"] not in known:
                    reason = f"出典「{part['source']}」は sources にありません。"
                    raise ValidationError({"profiles": {number: {"source": [reason]}}})


class ThemesSchema(Document):
    """All of them, in the order of the file."""

    themes = some(ThemeSchema)

    @validates_schema
    def nothing_stands_twice(self, data: Mapping[str, Any], **_: Any) -> None:
        """Slugs, numbers and names tell themes apart, and a category's slug tells it from those of every theme."""
        themes = data["themes"]
        categories = (
            place
            for number, theme in enumerate(themes)
            for place in _places(f"themes[{number}].categories", theme["categories"], "slug")
        )
        names = (_places("themes", themes, name) for name in ("slug", "number", "name"))
        _refuse_repeats(*names, categories)


def _places(path: str, rows: Iterable[Mapping[str, Any]], name: str) -> Iterator[tuple[str, Any]]:
    """What every row calls ``name``, each with its place in the document."""
    for number, row in enumerate(rows):
        yield f"{path}[{number}].{name}", row[name]


def _refuse_repeats(*lists: Iterable[tuple[str, Any]]) -> None:
    """Name every place whose value has stood before in the same list."""
    repeats = {
        place: [f"「{value}」が2回書かれています。"] for each in lists for place, value in _repeats(each)
    }
    if repeats:
        raise ValidationError(repeats)


def _repeats(values: Iterable[tuple[str, Any]]) -> Iterator[tuple[str, Any]]:
    """A place left empty repeats nothing."""
    seen: set[Any] = set()
    for place, value in values:
        if value is not None and value in seen:
            yield place, value
        seen.add(value)
