"""Text in drawings: paragraphs of slides, and the points of diagrams (DrawingML, ECMA-376 Part 1, 20.1.2 and 21.4)."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from catalogue.intake.elements import attribute, child, children, local, shown
from catalogue.intake.package import Package

# Points of a diagram that hold what one wrote; the others are lines and places between them.
_WRITTEN = {"", "node", "asst", "doc"}


def text_of(paragraph: Element) -> str:
    """The text of a paragraph; a break within it is ``\\n``."""
    parts: list[str] = []
    for run in shown(paragraph):
        match local(run):
            case "r" | "fld":
                written = child(run, "t")
                parts.append(written.text or "" if written is not None else "")
            case "br":
                parts.append("\n")
            case "m":  # a formula, where it stands in a line
                parts.extend(each.text or "" for each in run.iter() if local(each) == "t")
    return "".join(parts)


def diagram_lines(package: Package, part: str) -> Iterator[str]:
    """What is written in a diagram (SmartArt), point by point."""
    for point in package.elements(part, "pt"):
        if attribute(point, "type") in _WRITTEN:
            for paragraph in children(child(point, "t"), "p"):
                yield text_of(paragraph)
