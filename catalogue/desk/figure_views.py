"""A picture as the desk shows it beside what is written: small, with what the register says of it in one line."""

from collections.abc import Collection
from dataclasses import dataclass

from flask import url_for

from catalogue.context import session, today
from catalogue.reading import desk_figures
from catalogue.reading.desk_figures import Entry
from catalogue.schemas.case_form_words_more import PICTURE_ENTRY

# What a picture is called of which nobody has said yet what it shows; the name of its file is never used.
NOT_DESCRIBED = "登録した画像（代わりになる文は、まだありません）"


@dataclass(frozen=True, slots=True)
class PictureView:
    """``address`` is that of a small file, ``alt`` what stands in for it; ``entry`` leads to the register."""

    entry: Entry
    address: str
    alt: str
    edit: str

    @property
    def act(self) -> str:
        """Of the button in the form of a case that keeps what was typed and leads to the entry."""
        return f"{PICTURE_ENTRY}{self.entry.digest}"

    @property
    def size(self) -> str:
        """In pixels."""
        return f"{self.entry.width:,}×{self.entry.height:,}画素"


def views_of(slug: str, digests: Collection[str]) -> dict[str, PictureView]:
    """By digest, for the pages of a case; none for what is no picture here."""
    found = desk_figures.entries(session(), digests, today())
    return {digest: view_of(slug, entry) for digest, entry in found.items()}


def view_of(slug: str, entry: Entry) -> PictureView:
    """One of them."""
    alt = entry.alternative or ("" if entry.decorative else NOT_DESCRIBED)
    return PictureView(
        entry=entry,
        address=url_for("desk.figures.picture", slug=slug, digest=entry.digest, rendition=entry.small),
        alt=alt,
        edit=url_for("desk.picture_entries.edit", digest=entry.digest, case=slug),
    )
