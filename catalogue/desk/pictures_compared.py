"""The picture of a figure where revisions are compared or gone through: whoever approves it must see it."""

import re
from dataclasses import dataclass

from flask import Flask, url_for

from catalogue.context import session
from catalogue.desk.picture_views import Shown, mentions, name_of, small
from catalogue.reading import desk_pictures

# Where a document names a picture.
_PLACE = re.compile(r"figures\[\d+\]\.image")


@dataclass(frozen=True, slots=True)
class Compared:
    """A picture by what it is called, with its entry in the register; ``shown`` is nothing, and the address empty,
    where it is not in the catalogue any more."""

    name: str
    address: str = ""
    shown: Shown | None = None


def register(app: Flask) -> None:
    """Let the pages of the desk that list values of a document show its pictures."""
    app.add_template_global(names_a_picture)
    app.add_template_global(compared)


def names_a_picture(path: str) -> bool:
    """Whether the value at this place of a document is the digest of a picture."""
    return bool(_PLACE.fullmatch(path))


def compared(digest: str) -> Compared:
    """The picture of this digest."""
    entry = desk_pictures.entries_of(session(), [digest]).get(digest)
    if entry is None:
        return Compared("いまは台帳にない画像")
    address = url_for("desk.pictures.show", digest=digest)
    return Compared(name_of(digest, entry, mentions()), address, small([digest]).get(digest))
