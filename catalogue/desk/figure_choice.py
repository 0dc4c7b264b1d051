"""The register of pictures, page by page, to choose a figure from."""

from collections.abc import Sequence
from dataclasses import dataclass

from catalogue.context import session, today
from catalogue.desk.figure_views import PictureView, views_of
from catalogue.desk.picture_views import mentions
from catalogue.domain.paging import Paging, paging
from catalogue.reading import desk_pictures
from catalogue.reading.desk_pictures import Wanted

ON_A_PAGE = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """One page; of each picture what it is called in the register, and what is shown of it. ``total`` counts all that
    was found, ``at`` says where among them this page is."""

    pictures: Sequence[tuple[str, PictureView]]
    total: int
    at: Paging


def choice_of(slug: str, words: str, page: int) -> Choice:
    """The pictures of which the register says all the words, those taken in last first; all of them without words."""
    lines = desk_pictures.register(session(), Wanted(words=words), today(), mentions()).lines
    at = paging(len(lines), page, ON_A_PAGE)
    shown = at.of(lines)
    views = views_of(slug, [line.digest for line in shown])
    pictures = [(line.caption, views[line.digest]) for line in shown if line.digest in views]
    return Choice(pictures, len(lines), at)
