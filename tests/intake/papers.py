"""Word documents and slides for tests, written by hand: just the parts and elements a test is about."""

from collections.abc import Mapping, Sequence

from tests.intake.books import packed, relations

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SLIDES = "http://schemas.openxmlformats.org/presentationml/2006/main"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_NAMED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = (
    f'xmlns:w="{_WORD}" xmlns:p="{_SLIDES}" xmlns:a="{_DRAWING}" xmlns:r="{_NAMED}"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
)


def document(
    body: str, *, styles: str = "", numbering: str = "", more: Mapping[str, tuple[str, str]] | None = None
) -> bytes:
    """A Word document; ``more`` are other parts by their kind: where each is, and what stands in it."""
    parts = {"styles": ("styles.xml", styles), "numbering": ("numbering.xml", numbering), **(more or {})}
    return packed(
        {
            "_rels/.rels": relations({"rId1": ("officeDocument", "word/document.xml")}),
            "word/document.xml": f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": relations(
                {kind: (kind, where) for kind, (where, _) in parts.items()}
            ),
            **{
                f"word/{where}": f"<w:{kind} {_SPACES}>{within}</w:{kind}>"
                for kind, (where, within) in parts.items()
            },
        }
    )


def said(text: str, properties: str = "") -> str:
    """A paragraph of Word."""
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def deck(
    slides: Sequence[str], *, layout: str = "", master: str = "", styles: str = "", notes: str = ""
) -> bytes:
    """Slides of these shapes, over one layout and one master with these styles of text; ``notes`` go with the first."""
    numbers = range(1, len(slides) + 1)
    parts = {
        "_rels/.rels": relations({"rId1": ("officeDocument", "ppt/presentation.xml")}),
        "ppt/presentation.xml": _element(
            "presentation",
            "<p:sldIdLst>"
            + "".join(f'<p:sldId id="{255 + n}" r:id="rId{n}"/>' for n in numbers)
            + "</p:sldIdLst>",
        ),
        "ppt/_rels/presentation.xml.rels": relations(
            {f"rId{n}": ("slide", f"slides/slide{n}.xml") for n in numbers}
        ),
        "ppt/slideLayouts/layout.xml": _element("sldLayout", tree(layout)),
        "ppt/slideLayouts/_rels/layout.xml.rels": relations(
            {"rId1": ("slideMaster", "../slideMasters/master.xml")}
        ),
        "ppt/slideMasters/master.xml": _element(
            "sldMaster", f"{tree(master)}<p:txStyles>{styles}</p:txStyles>"
        ),
        "ppt/notesSlides/notes.xml": _element("notes", tree(notes)),
    }
    for number, shapes in enumerate(slides, start=1):
        named = {"rId1": ("slideLayout", "../slideLayouts/layout.xml")}
        if notes and number == 1:
            named["rId2"] = ("notesSlide", "../notesSlides/notes.xml")
        parts[f"ppt/slides/slide{number}.xml"] = (
            shapes if shapes.startswith("<p:sld ") else _element("sld", tree(shapes))
        )
        parts[f"ppt/slides/_rels/slide{number}.xml.rels"] = relations(named)
    return packed(parts)


def hidden(shapes: str) -> str:
    """A slide that is not shown."""
    return f'<p:sld {_SPACES} show="0">{tree(shapes)}</p:sld>'


def tree(shapes: str) -> str:
    """The shapes of a slide as they stand in it."""
    return f"<p:cSld><p:spTree><p:nvGrpSpPr/><p:grpSpPr/>{shapes}</p:spTree></p:cSld>"


def box(
    *paragraphs: str,
    at: tuple[float, float] | None = None,
    kind: str | None = None,
    index: str = "",
    style: str = "",
) -> str:
    """A shape with text; ``at`` is how many inches from the left and from the top, ``kind`` and ``index`` what it is a
    placeholder for. A paragraph is its text, or an element."""
    lines = "".join(
        each if each.startswith("<a:p>") else f"<a:p><a:r><a:t>{each}</a:t></a:r></a:p>"
        for each in paragraphs
    )
    numbered = f' idx="{index}"' if index else ""
    which = f'<p:ph type="{kind}"{numbered}/>' if kind is not None else ""
    return (
        f"<p:sp><p:nvSpPr><p:nvPr>{which}</p:nvPr></p:nvSpPr><p:spPr>{place(at)}</p:spPr>"
        f"<p:txBody><a:bodyPr/><a:lstStyle>{style}</a:lstStyle>{lines}</p:txBody></p:sp>"
    )


def line(text: str, properties: str = "", level: int = 0) -> str:
    """A paragraph of a slide with what it says of itself."""
    return f'<a:p><a:pPr lvl="{level}">{properties}</a:pPr><a:r><a:t>{text}</a:t></a:r></a:p>'


def place(at: tuple[float, float] | None, prefix: str = "a") -> str:
    """Where a shape is, in inches."""
    if at is None:
        return ""
    left, top = (round(each * 914_400) for each in at)
    return f'<{prefix}:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="914400" cy="914400"/></{prefix}:xfrm>'


def frame(within: str, at: tuple[float, float]) -> str:
    """A frame with a table, a diagram or a chart."""
    return (
        f"<p:graphicFrame><p:nvGraphicFramePr/>{place(at, 'p')}"
        f"<a:graphic><a:graphicData>{within}</a:graphicData></a:graphic></p:graphicFrame>"
    )


def table(*rows: Sequence[str]) -> str:
    """A table of a slide; a cell is its text, or an element."""
    return "<a:tbl>" + "".join(f"<a:tr>{''.join(map(_cell, row))}</a:tr>" for row in rows) + "</a:tbl>"


def _cell(text: str) -> str:
    if text.startswith("<a:tc"):
        return text
    return f"<a:tc><a:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></a:txBody></a:tc>"


def _element(name: str, within: str) -> str:
    return f"<p:{name} {_SPACES}>{within}</p:{name}>"
