"""One page of a PDF as a picture. Forms are not filled in, scripts not run, nothing is fetched.

Only the child of ``workshop`` comes here: PDFium is a large program that reads a stranger's bytes.
"""

import math

import pypdfium2 as pdfium
from PIL import Image
from pypdfium2 import raw

from catalogue.domain.errors import Invalid
from catalogue.images.gate import Limits
from catalogue.images.measures import WORKING_WIDTH, fitted

BROKEN = "PDFが壊れているか、読み取れません。開けるか確かめ、保存し直したファイルでお試しください。"
PROTECTED = (
    "このPDFは保護されています（パスワードや利用の制限があります）。"
    "制限のないPDFか、JPEG・PNGの画像でお試しください。"
)


def size(data: bytes, page: int, limits: Limits) -> tuple[int, int]:
    """The pixels (width, height) a page will have, without drawing it. Raises Invalid as ``rendered`` does."""
    sheet = _page(data, page, limits)
    return fitted(WORKING_WIDTH, max(1, round(sheet.get_height() * WORKING_WIDTH / sheet.get_width())))


def rendered(data: bytes, page: int, limits: Limits) -> Image.Image:
    """The page (counted from 1) as RGB on white, as wide as a picture is worked on.

    Raises:
        Invalid: the file is damaged or protected, has no such page, or the page's size is absurd.
    """
    sheet = _page(data, page, limits)
    width, height = size(data, page, limits)
    scale = min(width / sheet.get_width(), height / sheet.get_height())
    try:
        bitmap = sheet.render(scale=scale, may_draw_forms=False, rev_byteorder=True, prefer_bgrx=False)
        picture: Image.Image = bitmap.to_pil().convert("RGB")
        return picture
    except (pdfium.PdfiumError, ValueError) as error:
        raise Invalid(BROKEN) from error


def _page(data: bytes, page: int, limits: Limits) -> pdfium.PdfPage:
    document = _document(data)
    pages = len(document)
    if not 1 <= page <= pages:
        raise Invalid(
            f"このPDFに{page:,}ページ目はありません。1から{pages:,}までのページを指定してください。"
        )
    try:
        sheet = document[page - 1]
    except pdfium.PdfiumError as error:
        raise Invalid(BROKEN) from error
    sides = sheet.get_width(), sheet.get_height()
    if not all(math.isfinite(side) and 1 <= side <= limits.max_page for side in sides):
        raise Invalid(
            "このPDFのページの大きさは扱えません。A4などの用紙の大きさで保存し直してからお試しください。"
        )
    return sheet


def _document(data: bytes) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise Invalid(_WHY_NOT.get(raw.FPDF_GetLastError(), BROKEN)) from error
    # It can be opened, but whoever made it has forbidden something: ask them, rather than go round it.
    if raw.FPDF_GetSecurityHandlerRevision(document) != -1:
        raise Invalid(PROTECTED)
    return document


# What PDFium says of a file it does not open; of one that has no pages, that nothing is wrong.
_WHY_NOT = {
    raw.FPDF_ERR_PASSWORD: PROTECTED,
    raw.FPDF_ERR_SECURITY: PROTECTED,
    raw.FPDF_ERR_SUCCESS: "このPDFにはページがありません。ほかのファイルを選んでください。",
}
