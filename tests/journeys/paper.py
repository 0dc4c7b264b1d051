"""What comes out of the printer, by way of a PDF and Poppler's tools."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

# The shorter side in points.
PAPERS = {595: "A4", 842: "A3"}


_WORD = re.compile(r'<word xMin="[\d.]+" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')


@dataclass(frozen=True)
class Place:
    """Where a word stands on a sheet, in points from the left and the top; and where the highest other one begins."""

    right: float
    bottom: float
    others_top: float
    width: float  # of the sheet


def printed(page: Page, file: Path, paper: str = "A4") -> None:
    """Print on this paper; which way up it lies is for the page to say."""
    page.pdf(path=file, format=paper, prefer_css_page_size=True)


def sheets(file: Path) -> int:
    """The number of sides of paper."""
    return int(_fact("Pages", file))


def paper_of(file: Path) -> str:
    """All sides are alike: "A4 upright", "A3 on its side"."""
    sizes = set(re.findall(r"size: +([\d.]+) x ([\d.]+)", _output("pdfinfo", "-l", "99", str(file))))
    assert len(sizes) == 1, f"papers of several sizes: {sizes}"
    width, height = (float(number) for number in sizes.pop())
    name = next(
        (name for side, name in PAPERS.items() if abs(side - min(width, height)) < 2), "another paper"
    )
    return f"{name} {'upright' if height > width else 'on its side'}"


def words_on(file: Path, number: int | None = None) -> str:
    """All text (of one side) cell by cell, without the blanks and line ends that a layout brings."""
    pages = () if number is None else ("-f", str(number), "-l", str(number))
    return "".join(_output("pdftotext", "-raw", *pages, str(file), "-").split())


def place_of(word: str, file: Path, number: int) -> Place:
    """The one place of this word on a side of paper."""
    found = _output("pdftotext", "-bbox", "-f", str(number), "-l", str(number), str(file), "-")
    words = [
        (float(top), float(right), float(bottom), text) for top, right, bottom, text in _WORD.findall(found)
    ]
    [(_, right, bottom, _)] = [one for one in words if one[3] == word]
    width = re.search(r'<page width="([\d.]+)"', found)
    assert width
    return Place(right, bottom, min(top for top, _, _, text in words if text != word), float(width[1]))


def _fact(name: str, file: Path) -> str:
    found = re.search(rf"^{name}: *(.+)$", _output("pdfinfo", str(file)), re.MULTILINE)
    assert found, f"pdfinfo says nothing of {name}"
    return found[1]


def _output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=30).stdout
