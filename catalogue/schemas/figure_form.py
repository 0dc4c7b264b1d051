"""The form by which a figure is added to a case: what is said of a picture, in the words of the form of the case.

Its fields are called ``figure-caption`` and so on; they name sources by the numbers these have in the case, so its own
sources stand beside (``sources-0-title``), though nobody types them here.
"""

from collections.abc import Sequence
from dataclasses import replace

from catalogue.schemas.case_form import CASE_INPUTS, Section
from catalogue.schemas.form import Flat, first, only_known
from catalogue.schemas.form_inputs import NOT_TYPED, Input, Kind
from catalogue.schemas.form_rows import (
    Filled,
    keys_cited,
    numbers_cited,
    places,
    row_of,
    source_keys,
    with_keys,
    with_rows,
)

FIGURE = "figure"
# What only a plan's outline says of its own figures is typed in the form of the case.
_NOT_ASKED = "outline_caption"

_BY_NAME = {each.name: each for each in CASE_INPUTS}
_ROWS = _BY_NAME["figures"]
_ASKED = tuple(part for part in _ROWS.parts if part.kind not in NOT_TYPED and part.name != _NOT_ASKED)
FIGURE_INPUTS = (
    Input(FIGURE, Kind.GROUP, "図の説明", required=True, parts=_ASKED),
    replace(_BY_NAME["sources"], required=False),
)
FIGURE_SECTION = Section(FIGURE, "図の説明", "", (FIGURE,))
MOST_FIGURES = _ROWS.most_rows or 0


def typed_in(case: Flat, sent: Flat) -> Filled:
    """What is said of the figure in ``sent``, with the sources that stand in the form of the case."""
    sources = only_known(FIGURE_INPUTS[1:], case)
    return sources | only_known(FIGURE_INPUTS[:1], sent)


def keys_named(flat: Flat) -> list[str]:
    """The keys of the sources the figure names; what is no number of a source stays as it was typed."""
    return keys_cited(first(flat, f"{FIGURE}-sources"), source_keys(FIGURE_INPUTS, flat))


def with_figure(case: Flat, figure: Flat, digest: str, keys: Sequence[str]) -> tuple[Filled, int]:
    """The form of a case with one more figure at the end, and the place of that, from zero. ``keys`` are those of the
    sources it names."""
    case = with_keys(CASE_INPUTS, only_known(CASE_INPUTS, case))
    rows = [row_of(case, _ROWS.name, place) for place in places(case, _ROWS.name)]
    said = {part.name: [first(figure, f"{FIGURE}-{part.name}")] for part in _ASKED}
    said |= {"image": [digest], "sources": [numbers_cited(keys, source_keys(CASE_INPUTS, case))]}
    return with_rows(case, _ROWS.name, [*rows, said]), len(rows)
