"""A form as a template shows it: what stands in each field, what is wrong there, what each section still lacks.

A page makes one with :func:`view` and shows it with the macros of ``_macros/form.html``::

    {%- from "_macros/form.html" import form_body, save_bar -%}
    <form class="desk-form" method="post" action="…" data-desk-form>
      {{ token() }}
      {{ form_body(form) }}                 mistakes on top, then sections that fold; one section alone does not fold
      {% call save_bar(form) %}<button class="button">保存</button>{% endcall %}
    </form>

The buttons of rows are submit buttons named ``press``; so is the one that Enter in a field presses (``press=stay``), so
that nothing is saved by accident. Whoever receives ``press`` hands it to ``pressed`` and shows the same page again with
``press=`` given here. ``static/js/desk-form.js`` sends the very same request and swaps ``[data-form-body]`` in place.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from catalogue.desk.figure_views import PictureView
from catalogue.desk.form_fields import FieldView, Filling, Groups, filling, show, unreadable
from catalogue.domain.errors import Problem
from catalogue.schemas.case_form import Section
from catalogue.schemas.form import Flat, Input, Kind, aftermath, first, label_of, name_of, tidied
from catalogue.schemas.form_places import path_of, steps_of
from catalogue.schemas.form_rows import DROPPED, Filled, leaves, source_keys


@dataclass(frozen=True, slots=True)
class Told:
    """One mistake, for the list on top of a form. ``path`` is the id it leads to; empty where there is none. ``line``
    says which line of a field with many is meant."""

    path: str
    reason: str
    label: str
    line: str = ""


@dataclass(frozen=True, slots=True)
class SectionView:
    """One section and what its fold says: what it must have and lacks, what else is blank, how many mistakes."""

    slug: str
    title: str
    about: str
    fields: tuple[FieldView, ...]
    lacking: tuple[str, ...]
    blank: tuple[str, ...]
    mistakes: int
    is_open: bool


@dataclass(frozen=True, slots=True)
class FormView:
    """A whole form. ``sources`` are (number, title); ``said`` and ``focus`` are about the button pressed last;
    ``dropped`` is what the hidden field of that name keeps."""

    sections: tuple[SectionView, ...]
    problems: tuple[Told, ...]
    sources: tuple[tuple[int, str], ...]
    action: str = ""
    said: str = ""
    focus: str = ""
    dropped: str = ""


def view(
    inputs: Sequence[Input],
    sections: Sequence[Section],
    flat: Flat,
    *,
    problems: Iterable[Problem] = (),
    categories: Groups = (),
    pictures: Mapping[str, PictureView] = MappingProxyType({}),
    press: str = "",
    opened: str = "",
    action: str = "",
) -> FormView:
    """The form as it is shown.

    ``problems`` are about the document that was read from ``flat``; their numbers are those of the tidied form, so that
    one is shown. ``categories`` are themes, each with its (``theme/category``, label); ``press`` is the button that was
    pressed, ``opened`` the section to show unfolded, ``action`` the form's own address; ``pictures`` are those of
    figures, by their digests.
    """
    found = tuple(problems)
    shown: Flat = tidied(inputs, flat) if found else flat
    told = _all_told(inputs, shown, found)
    filled = filling(inputs, shown, _by_field(told), categories, pictures)
    after = aftermath(inputs, filled.flat, press)
    views = [_section(section, inputs, filled, after.focus) for section in sections]
    views = [replace(each, is_open=each.is_open or each.slug == opened) for each in views]
    if views and not any(each.is_open for each in views):
        views[0] = replace(views[0], is_open=True)
    return FormView(
        sections=tuple(views),
        problems=told,
        sources=tuple(enumerate(filled.titles, start=1)),
        action=action,
        said=after.said,
        focus=after.focus,
        dropped=first(filled.flat, DROPPED),
    )


def _section(section: Section, inputs: Sequence[Input], filled: Filling, focus: str) -> SectionView:
    by_name = {each.name: each for each in inputs}
    own = [by_name[name] for name in section.names]
    fields = tuple(show(each, filled) for each in own)
    seen = [each for each in fields if each.kind is not Kind.HIDDEN]
    heads = {_head(each.typed_name) for each in own}
    mistakes = sum(1 for name in filled.errors if _head(name) in heads)
    return SectionView(
        slug=section.slug,
        title=section.title,
        about=section.about,
        fields=fields,
        lacking=tuple(each.label for each in seen if each.required and not each.is_filled),
        blank=tuple(each.label for each in seen if not each.required and not each.is_filled),
        mistakes=mistakes,
        is_open=bool(mistakes) or (bool(focus) and _head(focus) in heads),
    )


def _head(name: str) -> str:
    return name.partition("-")[0]


def _all_told(inputs: Sequence[Input], filled: Flat, problems: Sequence[Problem]) -> tuple[Told, ...]:
    """The mistakes that were found, and with them the numbers that name no source: the schema looks at those only once
    every field is right by itself, and nobody should be sent back twice."""
    fields = {name: each for each, name in leaves(inputs, filled)} if problems else {}
    keys = source_keys(inputs, filled) if problems else []
    told = [_told(inputs, filled, fields, keys, problem) for problem in problems]
    known = {each.path for each in told}
    for name, each in fields.items():
        if each.kind is Kind.SOURCES and name not in known:
            reason = unreadable(each.kind, first(filled, name), keys)
            told += [Told(name, reason, label_of(inputs, path_of(name)))] if reason else []
    return tuple(told)


def _told(
    inputs: Sequence[Input],
    filled: Flat,
    fields: Mapping[str, Input],
    keys: Sequence[str],
    problem: Problem,
) -> Told:
    name = name_of(inputs, problem.path)
    typed = fields.get(name)
    text = first(filled, name)
    reason = unreadable(typed.kind, text, keys) if typed else ""
    label = label_of(inputs, problem.path) if problem.path else ""
    return Told(name, reason or problem.reason, label, _line(typed, problem.path))


def _line(typed: Input | None, path: str) -> str:
    """Which line of a field with many is meant: 4行目, 2行目の3列目."""
    if typed is None or typed.kind not in (Kind.LIST, Kind.GRID, Kind.CASES, Kind.MUNICIPALITIES):
        return ""
    steps = steps_of(path)
    own = steps[max(at for at, step in enumerate(steps) if isinstance(step, str)) + 1 :]
    return "の".join(f"{int(step) + 1}{sign}目" for step, sign in zip(own, "行列", strict=False))


def _by_field(told: Iterable[Told]) -> dict[str, str]:
    """All that is wrong with one field as one text, each reason once."""
    errors: Filled = {}
    for each in told:
        reason = f"{each.line}：{each.reason}" if each.line else each.reason
        if each.path and reason not in errors.setdefault(each.path, []):
            errors[each.path].append(reason)
    return {name: "".join(reasons) for name, reasons in errors.items()}
