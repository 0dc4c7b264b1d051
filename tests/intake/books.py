"""Workbooks for tests: by the library the catalogue writes them with, and by hand where a library would not."""

from collections.abc import Callable, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter
from xlsxwriter.workbook import Workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_NAMED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def written(fill: Callable[[Workbook], None]) -> bytes:
    """A workbook as xlsxwriter writes it."""
    kept = BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True}) as book:
        fill(book)
    return kept.getvalue()


def packed(parts: Mapping[str, bytes | str]) -> bytes:
    """A zip of these parts."""
    kept = BytesIO()
    with ZipFile(kept, "w", ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return kept.getvalue()


def parts_of(data: bytes) -> dict[str, bytes | str]:
    """The parts of a zip, to be changed and packed again."""
    with ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def relations(named: Mapping[str, tuple[str, str]]) -> str:
    """A part of relationships: by identifier, the kind and where it is."""
    entries = "".join(
        f'<Relationship Id="{name}" Type="{_NAMED}/{kind}" Target="{target}"/>'
        for name, (kind, target) in named.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}">{entries}</Relationships>'


def by_hand(
    rows: str | bytes,
    *,
    strings: str | bytes = "",
    styles: str = "",
    before: str = "",
    behind: str = "",
    main: str = MAIN,
    settings: str = "",
) -> bytes:
    """A workbook of one sheet (表): what stands in ``sheetData``, before and behind it; the shared strings, the styles
    and the settings of the workbook; and the namespace of it all."""
    sheet = b'<worksheet xmlns="%b">%b<sheetData>%b</sheetData>%b</worksheet>'
    return packed(
        {
            "_rels/.rels": relations({"rId1": ("officeDocument", "xl/workbook.xml")}),
            "xl/workbook.xml": (
                f'<workbook xmlns="{main}" xmlns:r="{_NAMED}">{settings}'
                '<sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>'
            ),
            "xl/_rels/workbook.xml.rels": relations(
                {
                    "rId1": ("worksheet", "worksheets/sheet1.xml"),
                    "rId2": ("sharedStrings", "sharedStrings.xml"),
                    "rId3": ("styles", "styles.xml"),
                }
            ),
            "xl/worksheets/sheet1.xml": sheet % tuple(map(_bytes, (main, before, rows, behind))),
            "xl/sharedStrings.xml": b'<sst xmlns="%b">%b</sst>' % (_bytes(main), _bytes(strings)),
            "xl/styles.xml": f'<styleSheet xmlns="{main}">{styles}</styleSheet>',
        }
    )


def changed(data: bytes, **parts: bytes | str) -> bytes:
    """The same file with other parts; ``strings`` and ``sheet`` are those of that name."""
    names = {"strings": "xl/sharedStrings.xml", "sheet": "xl/worksheets/sheet1.xml"}
    return packed({**parts_of(data), **{names[name]: part for name, part in parts.items()}})


def texts(*values: str, row: int = 1) -> str:
    """A row of texts written into their cells."""
    cells = "".join(f'<c t="inlineStr"><is><t>{value}</t></is></c>' for value in values)
    return f'<row r="{row}">{cells}</row>'


def _bytes(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text
