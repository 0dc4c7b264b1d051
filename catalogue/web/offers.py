"""Which page is offered as which files.

The address of a file is the page's own with an ending (``/compare.pptx?case=…``), so whoever has one has the other.
``exports`` answers them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote, urlencode

from flask import Flask, request

from catalogue.domain.facets import FACETS
from catalogue.exports import pdf
from catalogue.exports.delimited import Encoding
from catalogue.exports.pptx import Shape
from catalogue.exports.sheets import Use


class Kind(StrEnum):
    """A format, as the ending of an address says it."""

    DOCX = "docx"
    PPTX = "pptx"
    XLSX = "xlsx"
    CSV = "csv"
    PDF = "pdf"

    @property
    def label(self) -> str:
        """Its name, for a link."""
        return _LABELS[self]


_LABELS = {
    Kind.DOCX: "Word",
    Kind.PPTX: "PowerPoint",
    Kind.XLSX: "Excel",
    Kind.CSV: "CSV",
    Kind.PDF: "PDF",
}


@dataclass(frozen=True, slots=True)
class Offer:
    """A file on offer: ``what`` it is in a few words, and what its address says beside what the page's own says."""

    kind: Kind
    what: str
    parameters: Mapping[str, str]


def _offer(kind: Kind, what: str = "", **parameters: str) -> Offer:
    return Offer(kind, what, parameters)


_DOCUMENT, _SLIDES = _offer(Kind.DOCX, "文書"), _offer(Kind.PPTX, "スライド")
_PAGES = (
    _offer(Kind.PPTX, "参考事例のページ・横長"),
    _offer(Kind.PPTX, "参考事例のページ・A4", shape=Shape.A4.value),
    _offer(Kind.DOCX, "参考事例のページ"),
)
_PRINTED = _offer(Kind.PDF, "印刷の形")
_SHEET = _offer(Kind.DOCX, "1件をA4 1枚に", form="sheet")
_TABLES = (_offer(Kind.XLSX, "会議用"), _offer(Kind.XLSX, "データ用", use=Use.DATA.value))
_CSV = (_offer(Kind.CSV, "UTF-8"), _offer(Kind.CSV, "Shift_JIS", encoding=Encoding.SHIFT_JIS.value))

# What addresses of pages say, and so those of their files; what else a stranger writes into one is not passed on.
_OF_PAGES = frozenset(
    {
        *FACETS,
        *("q", "from", "to", "sort", "view", "exact"),
        *("case", "row", "only", "ome", "note", "title"),
        *("plan", "rows", "by", "node", "issue"),
        *("paper", "number"),
    }
)

# Page (endpoint) and what is offered there; as PDF, every page is.
OFFERS: Mapping[str, tuple[Offer, ...]] = {
    "cases.index": (*_TABLES, *_CSV),
    "cases.show": (*_PAGES, _SHEET),
    "themes.show": _PAGES,
    "plans.node": _PAGES,
    "plans.changes": (_DOCUMENT, *_TABLES),
    "compare.show": (_SLIDES, _DOCUMENT, *_TABLES),
    "coverage.show": (_SLIDES, _DOCUMENT, *_TABLES),
    "shortlist.show": (*_PAGES, _SHEET, *_TABLES),
}


def register(app: Flask) -> None:
    """Let templates ask what is offered."""
    app.add_template_global(file_offers)
    app.add_template_global(pdf_offer)


def file_offers(*, filled: bool = True) -> list[dict[str, str]]:
    """The files of the page being shown: ``kind``, ``name``, ``what`` it is, ``url``. A page without what its files
    would hold is not ``filled``, and can only be printed."""
    offered = OFFERS.get(request.endpoint or "", ()) if filled else ()
    if pdf.available():
        offered = (*offered, _PRINTED)
    asked = _of_page()
    return [
        {
            "kind": offer.kind.value,
            "name": offer.kind.label,
            "what": offer.what,
            "url": _address(offer, asked),
        }
        for offer in offered
    ]


def pdf_offer() -> str | None:
    """Where a page without any other file can be had as PDF."""
    if request.endpoint is None or request.endpoint in OFFERS or not pdf.available():
        return None
    return _address(_PRINTED, _of_page())


def _of_page() -> dict[str, list[str]]:
    """What the address of the page says."""
    given = request.args.to_dict(flat=False).items()
    return {name: values for name, values in given if name in _OF_PAGES and any(values)}


def _address(offer: Offer, asked: Mapping[str, list[str]]) -> str:
    """The page's own with the ending, and what the file is asked besides."""
    query = urlencode({**asked, **{name: [value] for name, value in offer.parameters.items()}}, doseq=True)
    address = quote(f"{request.script_root}{request.path}.{offer.kind.value}")
    return f"{address}?{query}" if query else address
