"""The type of a Word document: how large each kind of paragraph is set, and under which style.

Two settings: the ordinary one, and a dense one for what has to fit on one sheet. The dense one has lines of an exact
height, so that ``room`` can tell beforehand how many a page holds, whichever program opens the file. Measures are
in points unless it says otherwise.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

TABLE_STYLE = "事例カタログの表"
LINK_STYLE, QUIET_LINK_STYLE = "Hyperlink", "出典のリンク"
PER_MM = 72 / 25.4
# Between the words in a frame and its edge.
FRAME_ROOM = 4


class Role(Enum):
    """What a paragraph is for; the value is the style an ordinary document gives it."""

    BODY = "Normal"
    BULLET = "List Bullet"
    KICKER = "見出しの上"
    TITLE = "Heading 1"
    HEADING = "Heading 2"
    CAPTION = "Caption"
    CREDIT = "図の提供元"
    PICTURE = "図"
    FRAME = "図の枠"
    CELL = "表の文字"
    CELL_HEAD = "表の見出し"
    AFTER_TABLE = "表のあと"
    SOURCES = "出典の見出し"
    SOURCE = "出典"


@dataclass(frozen=True, slots=True)
class Face:
    """Size of the letters, height of a line, room above and below."""

    size: float
    line: float
    before: float = 0
    after: float = 0
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """A way to set a whole section.

    ``suffix`` tells its styles from the ordinary ones; with ``exact`` a line is never higher than said. ``margin`` (of
    the sheet) and ``to_the_edge`` (of header and footer) are in millimetres; so much of an address as
    ``lines_of_address`` hold stands at the foot. Sources without an indent run on one behind the other. ``picture`` is
    the most a picture may take: a share of the width of the text, and millimetres of height.
    """

    faces: Mapping[Role, Face]
    suffix: str
    exact: bool
    margin: float
    to_the_edge: float
    lines_of_address: int
    indent: float
    source_indent: float
    cell_sides: float
    cell_ends: float
    picture: tuple[float, float]

    def style(self, role: Role) -> str:
        """The name of a style."""
        return f"{role.value}{self.suffix}"


def style_id(name: str) -> str:
    """What a paragraph calls a style by in the file: python-docx and Word leave out the spaces of a name."""
    return name.replace(" ", "")


ORDINARY = Setting(
    faces={
        Role.BODY: Face(10.5, 17, after=4),
        Role.BULLET: Face(10.5, 17, after=3),
        Role.KICKER: Face(9, 14, before=6),
        Role.TITLE: Face(15, 21, before=4, after=6, bold=True),
        Role.HEADING: Face(11.5, 17, before=10, after=3, bold=True),
        Role.CAPTION: Face(9, 13, before=3, after=3),
        Role.CREDIT: Face(7.5, 11, after=6),
        Role.PICTURE: Face(10.5, 12, before=8),
        Role.FRAME: Face(9, 14, before=10, after=4),
        Role.CELL: Face(9, 13.5, after=1.5),
        Role.CELL_HEAD: Face(9, 13.5, bold=True),
        Role.AFTER_TABLE: Face(5, 5),
        Role.SOURCES: Face(8, 12, before=10, after=1, bold=True),
        Role.SOURCE: Face(8, 12),
    },
    suffix="",
    exact=False,
    margin=18,
    to_the_edge=8,
    lines_of_address=2,
    indent=12,
    source_indent=24,
    cell_sides=4.5,
    cell_ends=2.5,
    picture=(0.6, 75),
)
DENSE = Setting(
    faces={
        Role.BODY: Face(8.5, 11.5, after=2),
        Role.BULLET: Face(8.5, 11.5),
        Role.KICKER: Face(8.5, 11.5),
        Role.TITLE: Face(12.5, 16, after=2, bold=True),
        Role.HEADING: Face(9, 12, before=2.5, bold=True),
        Role.CAPTION: Face(8, 10.5, before=1, after=1),
        Role.CREDIT: Face(7, 9, after=1),
        Role.PICTURE: Face(8, 10, before=3),
        Role.FRAME: Face(8, 10.5, before=5, after=2),
        Role.CELL: Face(8.5, 11),
        Role.CELL_HEAD: Face(8.5, 11, bold=True),
        Role.AFTER_TABLE: Face(2, 2),
        Role.SOURCES: Face(7.5, 10, before=3, bold=True),
        Role.SOURCE: Face(7, 9),
    },
    suffix="（1枚）",
    exact=True,
    margin=15,
    to_the_edge=6,
    lines_of_address=1,
    indent=10,
    source_indent=0,
    cell_sides=3.5,
    cell_ends=1,
    picture=(0.4, 36),
)
