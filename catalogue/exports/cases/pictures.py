"""A figure of a case as the picture of a file: in a format old programs can show, or a frame where it may not stand.

Files leave the house and stay where they were sent, so what may only be seen on a screen is in none of them.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from catalogue.domain.errors import NotFound
from catalogue.domain.figure_in_words import FILE_GONE, why_not_printed
from catalogue.domain.renditions import plain_files, up_to
from catalogue.exports.brief import Picture
from catalogue.exports.cases.reference_pages import figure_caption
from catalogue.images.renditions import is_itself

Page = Mapping[str, Any]
# Gives the bytes of a rendition, by the digest of the picture and the name of the rendition; NotFound where it is gone.
Read = Callable[[str, str], bytes]

# Sharp on paper at the width a page gives a figure, and no heavier than it need be.
_WIDTH = 1280
# The proportions of the frame: a sentence or two, and not half a page of nothing.
_FRAME = (640, 160)


def printed(figure: Page, day: date, read: Read) -> Picture:
    """The picture as a file of that day has it: itself, or the frame that says why not."""
    missing = why_not_printed(figure, day)
    return frame_of(figure, missing) if missing else picture_of(figure, read)


def unread(_digest: str, _name: str) -> bytes:
    """For a text, of which only the words of a picture become part."""
    return b""


def intact(read: Read) -> Read:
    """The same for files whose bytes go into another: what was damaged counts as gone, for who writes such a file
    stumbles over it."""

    def checked(digest: str, name: str) -> bytes:
        data = read(digest, name)
        if not is_itself(name, data):
            raise NotFound(FILE_GONE)
        return data

    return checked


def picture_of(figure: Page, read: Read) -> Picture:
    """The picture itself, or a frame where its file is gone. Whether it may stand there is for the caller to know."""
    name, width = up_to(plain_files(figure["renditions"]), _WIDTH)[-1]
    try:
        data = read(figure["digest"], name)
    except NotFound:
        return frame_of(figure, FILE_GONE)
    return Picture(
        data=data,
        width=width,
        height=max(1, round(figure["height"] * width / figure["width"])),
        alternative=figure["alternative"],
        caption=figure_caption(figure),
        credit=figure["credit"],
    )


def frame_of(figure: Page, missing: str) -> Picture:
    """What stands in its place, with the sentence why; whose picture it is does not matter where there is none."""
    width, height = _FRAME
    return Picture(b"", width, height, missing, figure_caption(figure), missing=missing)
