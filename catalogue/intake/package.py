"""What is packed into one file of an office program, unpacked within limits: its parts, and which names which.

ECMA-376 Part 2 (Open Packaging Conventions): a package is a zip of parts; a part names others in a part of
relationships beside it. A part may have no document type declaration, so none of them can define entities.
"""

import posixpath
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import IO
from xml.etree.ElementTree import Element, iterparse, parse
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from catalogue.domain.errors import Invalid
from catalogue.intake.elements import local
from catalogue.intake.limits import MOST_UNPACKED
from catalogue.intake.sentences import BROKEN, TOO_MUCH_UNPACKED

_BLOCK = 1024 * 1024
_ENCRYPTED = 0x1
_XML = (".xml", ".rels")


class Damaged(Exception):
    """A part is not what the format says it is."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A part that another names: for what (the last word of the type: ``worksheet``, ``drawing``), and where it is."""

    kind: str
    part: str


class Package:
    """An opened package, all of whose parts have been unpacked once: no more comes out of it than we allow."""

    def __init__(self, data: bytes) -> None:
        """Open and look through ``data``.

        Raises:
            Invalid: it is damaged, more than allowed comes out of it, or a part declares a document type.
        """
        try:
            self._zip = ZipFile(BytesIO(data))
            self._look_through()
        except (
            BadZipFile,
            NotImplementedError,
            RuntimeError,
            ValueError,
            EOFError,
            OSError,
            zlib.error,
        ) as error:
            raise Invalid(BROKEN) from error

    def has(self, part: str) -> bool:
        """Whether there is a part of this name."""
        return part in self._zip.NameToInfo

    def names(self) -> list[str]:
        """All parts."""
        return self._zip.namelist()

    def relations(self, part: str = "") -> dict[str, Relation]:
        """What a part names, by the identifiers it uses; without one, the package itself. No links to outside."""
        folder, name = posixpath.split(part)
        beside = posixpath.join(folder, "_rels", f"{name}.rels")
        if not self.has(beside):
            return {}
        return {
            each.get("Id", ""): Relation(
                each.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, each.get("Target", ""))).lstrip("/"),
            )
            for each in self.elements(beside, "Relationship")
            if each.get("TargetMode") != "External"
        }

    def named(self, part: str, kind: str) -> str:
        """The first part of a kind that ``part`` names; "" if there is none."""
        return next((each.part for each in self.relations(part).values() if each.kind == kind), "")

    def one(self, part: str, kind: str) -> str:
        """The same, where there must be one: raises Damaged if there is none."""
        if found := self.named(part, kind):
            return found
        raise Damaged(kind)

    def elements(self, part: str, *tags: str) -> Iterator[Element]:
        """The elements of these names in a part, each as soon as it is closed, and emptied after that.

        Names are those without their namespace: it is another one in the strict form of the standard. None of them
        may stand within another.

        Raises:
            Damaged: there is no such part, or it is no XML.
        """
        self._must_be_xml(part)
        try:
            with self._zip.open(part) as opened:
                yield from _elements(opened, set(tags))
        except (KeyError, ValueError, SyntaxError, BadZipFile) as error:
            raise Damaged(part) from error

    def tree(self, part: str) -> Element:
        """A part as a whole. Raises Damaged as :meth:`elements` does."""
        self._must_be_xml(part)
        try:
            with self._zip.open(part) as opened:
                return parse(opened).getroot()  # noqa: S314  # no part that declares entities gets as far as here
        except (KeyError, ValueError, SyntaxError, BadZipFile) as error:
            raise Damaged(part) from error

    def _must_be_xml(self, part: str) -> None:
        """Only parts that are called so were looked through for entities."""
        if not part.endswith(_XML):
            raise Damaged(part)

    def _look_through(self) -> None:
        left = MOST_UNPACKED
        for info in self._zip.infolist():
            if info.flag_bits & _ENCRYPTED:
                raise Invalid(BROKEN)
            with self._zip.open(info) as part:
                prolog = _Prolog(info.filename.endswith(_XML))
                while block := part.read(_BLOCK):
                    left -= len(block)
                    if left < 0:
                        raise Invalid(TOO_MUCH_UNPACKED)
                    prolog.read(block)


def _elements(opened: IO[bytes], tags: set[str]) -> Iterator[Element]:
    wanted: dict[str, bool] = {}
    for _, element in iterparse(opened):  # noqa: S314  # no part that declares entities gets as far as here
        tag = element.tag
        if tag not in wanted:
            wanted[tag] = local(element) in tags
        if wanted[tag]:
            yield element
            element.clear()


class _Prolog:
    """What stands before the first element of a part: nothing that declares a document type."""

    def __init__(self, is_xml: bool) -> None:
        self._parser = expat.ParserCreate()
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.StartElementHandler = self._end
        self._goes_on = is_xml

    def read(self, block: bytes) -> None:
        """Look at the next block of the part."""
        if not self._goes_on:
            return
        try:
            self._parser.Parse(block, False)
        except expat.ExpatError:
            # The first element, or no XML at all: who reads it as such will say so.
            self._goes_on = False

    def _end(self, _name: str, _attributes: dict[str, str]) -> None:
        raise expat.ExpatError

    def _refuse(self, *_declared: object) -> None:
        raise Invalid(BROKEN)
