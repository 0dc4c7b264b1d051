"""What Whoosh is told of an entry: its fields, of kinds of our own, since the terms come ready made."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from whoosh import columns, fields, formats

from catalogue.domain.facets import FACETS
from catalogue.search.cards import AnalysedEntry
from catalogue.search.segments import NO_LIKENESS, NO_YEAR

# Raise it whenever the fields below or the arrays made of them change: indexes with others are rebuilt.
LAYOUT = "3"


class _Placed(formats.Format):  # type: ignore[misc]  # Whoosh has no types; this is how it is meant to be extended
    """Postings that carry a weight and some bytes, of any length."""

    posting_size = -1

    def __init__(self) -> None:
        super().__init__()


class Words(fields.FieldType):  # type: ignore[misc]
    """A field of terms, given as a mapping from each to its weight and its packed places. Whoosh analyses nothing:
    the terms come ready."""

    def __init__(self) -> None:
        # Scorable, though Whoosh never scores here: without lengths it looks for their file at every posting.
        super().__init__(format=_Placed(), analyzer=None, scorable=True)

    def index(
        self, value: Mapping[str, tuple[float, bytes]], **_: Any
    ) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Term, frequency, weight and payload of each posting, as Whoosh asks for them."""
        return ((term.encode(), 1, weight, places) for term, (weight, places) in value.items())


class Values(fields.FieldType):  # type: ignore[misc]
    """A field of values to filter by."""

    def __init__(self) -> None:
        super().__init__(format=formats.Existence(), analyzer=None)

    def index(self, value: Iterable[str], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Term, frequency, weight and payload of each posting, as Whoosh asks for them."""
        return ((term.encode(), 1, 1.0, b"") for term in value)


def schema() -> Any:
    """The schema of every index."""
    facets = {f"facet_{name}": Values() for name in FACETS}
    return fields.Schema(
        slug=fields.ID(unique=True, sortable=True),
        fingerprint=fields.COLUMN(columns.VarBytesColumn()),
        checked=fields.COLUMN(columns.VarBytesColumn()),
        year=fields.COLUMN(columns.NumericColumn("i", default=NO_YEAR)),
        likeness=fields.COLUMN(columns.NumericColumn("d", default=NO_LIKENESS)),
        card=fields.STORED(),
        words=Words(),
        **facets,
    )


def fields_of(item: AnalysedEntry) -> dict[str, Any]:
    """An entry as its fields."""
    entry = item.entry
    facets = {f"facet_{name}": values for name, values in entry.facets.items()}
    return {
        "slug": entry.slug,
        "fingerprint": entry.fingerprint.encode(),
        "checked": (entry.checked or "").encode(),
        "year": NO_YEAR if entry.year is None else entry.year,
        "likeness": NO_LIKENESS if entry.likeness is None else entry.likeness,
        "card": item.card,
        "words": item.words,
        **facets,
    }
