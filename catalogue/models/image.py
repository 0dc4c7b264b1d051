"""Pictures as bytes, named by their digest; the bytes themselves are in the image store."""

from typing import Any

from sqlmodel import Field, SQLModel

from catalogue.models.base import Json


class Image(SQLModel, table=True):
    """A prepared picture. ``received`` is the digest of the file as it came, so that the same file is not worked
    twice; ``renditions`` maps each media type to its list of (name, width in pixels)."""

    digest: str = Field(primary_key=True)
    received: str = Field(unique=True)
    width: int
    height: int
    fallback: str
    renditions: dict[str, Any] = Field(sa_type=Json)
