"""What pages of the register share: pictures as a page of the desk shows them, what they are called, what is known of
their uses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for

from catalogue.context import remembered, session
from catalogue.domain.renditions import names_in, narrowest
from catalogue.models import Image
from catalogue.reading import desk_picture_uses, desk_pictures
from catalogue.reading.desk_picture_names import names
from catalogue.reading.desk_picture_uses import Mentioned, Mentions


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as an ``<img>`` shows it: an address of the desk, and the picture's size in pixels."""

    url: str
    width: int
    height: int


def large(image: Image) -> Shown:
    """A picture to look at."""
    return _shown(image, image.fallback)


def small(digests: Iterable[str]) -> dict[str, Shown]:
    """The narrowest rendition that everything can show, of each of these pictures."""
    found = desk_pictures.images(session(), list(digests))
    return {
        digest: _shown(image, narrowest(image.renditions) or image.fallback)
        for digest, image in found.items()
    }


def _shown(image: Image, name: str) -> Shown:
    address = url_for("desk.pictures.file", digest=image.digest, rendition=name)
    return Shown(address, image.width, image.height)


def names_of(image: Image) -> frozenset[str]:
    """Its files."""
    return frozenset((image.fallback, *names_in(image.renditions)))


def mentions() -> Mentions:
    """Where revisions and packets name pictures; looked for once after each that is saved."""
    return remembered(
        desk_picture_uses.key_of_mentions(session()), lambda: desk_picture_uses.mentions(session())
    )


def name_of(digest: str, entry: Mapping[str, Any], known: Mentions) -> str:
    """What a picture is called at the desk."""
    return names(session(), {digest: entry}, {digest: known.get(digest, Mentioned()).caption})[digest]
