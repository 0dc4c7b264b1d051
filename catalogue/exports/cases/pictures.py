"""A figure of a case as the picture of a file: in a format that programs older than AVIF can show."""

from collections.abc import Callable, Mapping
from typing import Any

from catalogue.exports.brief import Picture
from catalogue.exports.cases.reference_pages import figure_caption

Page = Mapping[str, Any]

# Sharp on paper at the width a page gives a figure, and no heavier than it need be.
_WIDTH = 1280


def picture_of(figure: Page, read: Callable[[str, str], bytes]) -> Picture:
    """``read`` gives the bytes of a rendition, by the digest of the picture and the name of the rendition."""
    files = next(files for kind, files in figure["renditions"].items() if kind != "image/avif")
    name, width = next((file for file in files if file[1] >= _WIDTH), files[-1])
    return Picture(
        data=read(figure["digest"], name),
        width=width,
        height=round(figure["height"] * width / figure["width"]),
        alternative=figure["alternative"],
        caption=figure_caption(figure),
        credit=figure["credit"],
    )
