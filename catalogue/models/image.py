"""Pictures: their bytes are in the image store, named by their digest; what people say of them is the register."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from catalogue.models.base import Json, Moment


class Image(SQLModel, table=True):
    """A prepared picture.

    ``received`` is the digest of the file as it came, so that the same file is not worked twice. ``renditions`` maps
    each media type to its list of (name, width in pixels), the one every browser shows last. ``colour`` (#rrggbb) is
    shown until the picture has come; ``likeness`` (16 hex digits) is near that of pictures that look like it. Rows
    from before there were such have neither, nor ``kept_at``.
    """

    digest: str = Field(primary_key=True)
    received: str = Field(unique=True)
    width: int
    height: int
    fallback: str
    renditions: dict[str, Any] = Field(sa_type=Json)
    colour: str | None = None
    likeness: str | None = None
    kept_at: datetime | None = Field(default=None, sa_type=Moment)


class ImageRecord(SQLModel, table=True):
    """The entry of a picture in the register: what it is, whose, on what terms, and what those are told who cannot see
    it. It holds wherever the picture is used.

    Dates are stored shapes of a date. ``focus_x`` and ``focus_y`` are per cent from the left and from the top: what
    must stay when the picture is cropped. ``version`` counts changes, so that none is written over another unseen.
    """

    __tablename__ = "image_record"

    digest: str = Field(primary_key=True, foreign_key="image.digest", ondelete="CASCADE")
    kind: str | None = None
    holder: str | None = None
    credit: str | None = None
    licence: str | None = None
    licence_note: str | None = None
    clearance: str | None = None
    clearance_on: str | None = None
    clearance_until: str | None = None
    clearance_document: str | None = None
    printable: bool = True
    alternative: str | None = None
    decorative: bool = False
    long_description: str | None = None
    focus_x: int = 50
    focus_y: int = 50
    note: str | None = None
    from_seed: bool = False
    version: int = 1
    saved_by: str | None = None
    saved_at: datetime | None = Field(default=None, sa_type=Moment)
