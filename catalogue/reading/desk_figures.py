"""The pictures of figures that are being written."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from catalogue.models import Image

_NOT_EVERYWHERE = "image/avif"


def smallest(session: Session, digests: Collection[str]) -> dict[str, str]:
    """The name of the narrowest rendition that every browser shows, by digest; none for what is no picture here."""
    if not digests:
        return {}
    found = session.exec(select(Image).where(col(Image.digest).in_(digests)))
    return {image.digest: _narrowest(image) for image in found}


def _narrowest(image: Image) -> str:
    files = next(files for kind, files in image.renditions.items() if kind != _NOT_EVERYWHERE)
    name: str = files[0][0]
    return name
