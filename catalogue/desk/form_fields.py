"""The fields of a form as a template shows them, one by one: with their values, their mistakes, their rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from catalogue.desk.figure_views import PictureView
from catalogue.domain import wareki
from catalogue.domain.text import quotable
from catalogue.schemas.form import Flat, Input, Kind, first
from catalogue.schemas.form_presses import dropped_last
from catalogue.schemas.form_rows import keys_cited, new_row, places, source_keys, source_list, with_keys
from catalogue.schemas.form_values import as_stored

Groups = Sequence[tuple[str, Sequence[tuple[str, str]]]]
_LONGEST_TITLE = 30


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field, group or list of rows. ``name`` is that of the field, and its id.

    ``cited`` are the sources a field of numbers names; ``code_name`` and ``code`` are the hidden field beside a
    municipality's name; ``picture`` is shown, where there is one; ``undrop`` says which row can be brought back, and
    ``leads_to`` is the act of the button that leads to where a row is added; ``folded`` is the heading under
    which it is folded away.
    """

    kind: Kind
    name: str
    label: str
    hint: str = ""
    example: str = ""
    required: bool = False
    error: str = ""
    value: str = ""
    values: tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    groups: Groups = ()
    code_name: str = ""
    code: str = ""
    picture: PictureView | None = None
    cited: tuple[str, ...] = ()
    fields: tuple["FieldView", ...] = ()
    rows: tuple["RowView", ...] = ()
    one: str = ""
    grows: bool = False
    leads_to: str = ""
    undrop: str = ""
    folded: str = ""
    is_filled: bool = False


@dataclass(frozen=True, slots=True)
class RowView:
    """One row and its ``place`` among the others, from zero. ``legend`` names it: 成果 2, or 出典 [2]."""

    name: str
    place: int
    legend: str
    fields: tuple[FieldView, ...]
    error: str = ""
    is_last: bool = False


@dataclass(frozen=True, slots=True)
class Filling:
    """What all fields of a form need to know. ``errors`` are by the fields' ids; ``titles`` are those of the sources,
    in their order; ``pictures`` are those of figures, by their digests."""

    flat: Flat
    errors: Mapping[str, str]
    categories: Groups = ()
    listed: Input | None = None
    keys: Sequence[str] = ()
    titles: Sequence[str] = ()
    pictures: Mapping[str, PictureView] = field(default_factory=dict)


def filling(
    inputs: Sequence[Input],
    flat: Flat,
    errors: Mapping[str, str],
    categories: Groups,
    pictures: Mapping[str, PictureView],
) -> Filling:
    """Look the sources up once for all fields."""
    keyed = with_keys(inputs, flat)
    listed = source_list(inputs)
    numbers = places(keyed, listed.name) if listed else []
    titles = [first(keyed, f"sources-{number}-title").strip() for number in numbers]
    return Filling(keyed, errors, categories, listed, source_keys(inputs, keyed), titles, pictures)


def show(each: Input, told: Filling, above: str = "") -> FieldView:
    """One input as it is filled in."""
    name = f"{above}{each.typed_name}"
    shown = FieldView(
        kind=each.kind,
        name=name,
        label=each.label,
        hint=each.hint,
        example=each.example,
        required=each.required,
        error=told.errors.get(name, ""),
        value=first(told.flat, name),
        values=tuple(told.flat.get(name, ())),
        choices=each.choices,
        folded=each.folded,
        is_filled=any(value.strip() for value in told.flat.get(name, ())),
    )
    match each.kind:
        case Kind.ROWS:
            return _show_rows(shown, each, told)
        case Kind.GROUP:
            return _show_group(shown, each, told)
        case Kind.SOURCES:
            return replace(shown, cited=_cited(shown.value, told))
        case Kind.BOXES:
            return replace(shown, choices=_chosen_first(shown))
        case Kind.CATEGORY:
            return replace(shown, groups=told.categories)
        case Kind.PICTURE:
            return replace(shown, picture=told.pictures.get(shown.value))
        case Kind.MUNICIPALITY | Kind.MUNICIPALITIES:
            code_name = f"{above}{each.name}"
            return replace(shown, code_name=code_name, code=first(told.flat, code_name))
    return shown


def _chosen_first(shown: FieldView) -> tuple[tuple[str, str], ...]:
    """A browser sends ticked boxes in the order of the page, so that must be the one in which they are kept."""
    chosen = [choice for value in shown.values for choice in shown.choices if choice[0] == value]
    return (*chosen, *(choice for choice in shown.choices if choice not in chosen))


def _show_group(shown: FieldView, each: Input, told: Filling) -> FieldView:
    """The parts of a group that may be left out are required only once something stands in it."""
    fields = tuple(show(part, told, f"{shown.name}-") for part in each.parts)
    filled = any(part.is_filled for part in fields)
    if not (filled or each.required):
        fields = tuple(replace(part, required=False) for part in fields)
    return replace(shown, fields=fields, is_filled=filled)


def _show_rows(shown: FieldView, each: Input, told: Filling) -> FieldView:
    numbers = places(told.flat, shown.name)
    if not numbers and (each.offered or each.required):
        blank = {f"{shown.name}-0-{name}": values for name, values in new_row(each).items()}
        told = replace(told, flat={**told.flat, **blank})
        numbers = [0]
    rows = tuple(_row(shown, each, told, place) for place in numbers)
    if rows:
        rows = (*rows[:-1], replace(rows[-1], is_last=True))
    shown = replace(shown, one=each.one, grows=each.grows, leads_to=each.leads_to)
    dropped = dropped_last(told.flat)
    undrop = f"{each.one} {dropped.place + 1}" if dropped and dropped.name == shown.name else ""
    filled = any(_is_filled(row) for row in rows)
    return replace(shown, rows=rows, undrop=undrop, is_filled=filled)


def _row(shown: FieldView, each: Input, told: Filling, place: int) -> RowView:
    name = f"{shown.name}-{place}"
    fields = tuple(show(part, told, f"{name}-") for part in each.parts)
    number = f"[{place + 1}]" if each == told.listed else f"{place + 1}"
    row = RowView(name, place, f"{each.one} {number}", fields, told.errors.get(name, ""))
    return replace(row, fields=tuple(_plainer(part, place, _is_filled(row)) for part in fields))


def _plainer(part: FieldView, place: int, filled: bool) -> FieldView:
    """How to fill in a row is said in the first one and in those that are still empty."""
    return replace(part, hint="", example="") if place and filled else part


def _is_filled(row: RowView) -> bool:
    return any(part.is_filled for part in row.fields if part.kind is not Kind.KEY)


def _cited(typed: str, told: Filling) -> tuple[str, ...]:
    """[1] 題名, for each number that is one; one whose title nobody has typed yet says nothing."""
    keys = [key for key in keys_cited(typed, told.keys) if key in told.keys]
    titles = ((number, told.titles[number]) for number in map(told.keys.index, keys))
    return tuple(f"[{number + 1}] {_short(title)}" for number, title in titles if title)


def _short(title: str) -> str:
    return f"{title[:_LONGEST_TITLE]}…" if len(title) > _LONGEST_TITLE else title


_NO_DATE = "日付として読み取れません。2025年3月14日、令和7年3月、令和7年度 のように書いてください。"
_NO_NUMBER = "数として読み取れません。1,234 や 0.5 のように、数だけを書いてください。"
_NO_SOURCE = "出典に「{}」という番号はありません。「出典」の欄に並んでいる番号を書いてください。"


def unreadable(kind: Kind, typed: str, keys: Sequence[str]) -> str:
    """What is wrong with a text that could not be read, in words of the form; the schema would speak of how it stores
    such a value. Empty where it could be read, or is blank."""
    if kind is Kind.SOURCES:
        unknown = [token for token in keys_cited(typed, keys) if token not in keys]
        return _NO_SOURCE.format(quotable(unknown[0], 20)) if unknown else ""
    stored = as_stored(kind, typed)
    if kind is Kind.DATE and stored is not None and not _is_date(stored):
        return _NO_DATE
    return _NO_NUMBER if kind is Kind.NUMBER and isinstance(stored, str) else ""


def _is_date(stored: str) -> bool:
    try:
        wareki.parse(stored)
    except ValueError:
        return False
    return True
