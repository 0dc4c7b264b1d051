"""The gate for pictures: what is refused before anything is decoded, and in which words.

A hostile file of a few kilobytes can cost gigabytes or minutes once it is decoded. So formats are named, a file is
judged here by its first bytes, and all that comes after happens in a process of its own (``workshop``).
"""

import re
from dataclasses import dataclass

from catalogue.domain.errors import Invalid


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may cost: bytes, pixels in all, pixels along one side, and scans of a progressive JPEG.

    A JPEG may have ``max_jpeg_pixels``, for its decoder can shrink while it reads; after that, and in every other
    format, ``max_pixels`` is what memory allows (four bytes each). Every scan goes over all samples of the picture:
    ``max_scanned`` is how many in all. ``max_page`` is the side of a PDF's page in points.
    """

    max_bytes: int = 30 * 1024 * 1024
    max_pixels: int = 40_000_000
    max_jpeg_pixels: int = 120_000_000
    max_side: int = 30_000
    max_scans: int = 100
    max_scanned: int = 2_000_000_000
    max_page: int = 14_400


STANDARD = Limits()

NAMES = "JPEG・PNG・GIF・WebP・AVIF・TIFF・PDF"
BROKEN = (
    "ファイルが途中で切れているか、壊れています。"
    "画像ソフトで開けるか確かめ、保存し直したファイルでお試しください。"
)
UNKNOWN = (
    f"画像として読み取れません。{NAMES}のいずれかの形式で保存し直してからお試しください"
    "（ファイル名の末尾を変えるだけでは形式は変わりません）。"
)
# Each by the bytes it begins with. Only the reader of that one format is ever tried.
_SIGNATURES = {
    "JPEG": re.compile(rb"\xff\xd8\xff"),
    "PNG": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "GIF": re.compile(rb"GIF8[79]a"),
    "WEBP": re.compile(rb"RIFF[\s\S]{4}WEBP"),
    # ISO/IEC 23000-22: the brand comes first, or among those a general container says it is compatible with.
    "AVIF": re.compile(rb"[\s\S]{4}ftyp(?:avi[fs]|(?:mif1|msf1)[\s\S]{4}(?:[\s\S]{4}){0,8}?avi[fs])"),
    "TIFF": re.compile(rb"II\*\0|MM\0\*"),
    "PDF": re.compile(rb"%PDF-"),
}
_FOREIGN = {
    "SVG": re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:svg|[\s\S]{1,2000}?<svg)\b", re.IGNORECASE),
    "HEIC（iPhoneの写真など）": re.compile(rb"[\s\S]{4}ftyp(?:hei|hev|mif1|msf1)"),
    "BMP": re.compile(rb"BM[\s\S]{12}"),
}


def form_of(data: bytes, limits: Limits = STANDARD) -> str:
    """The format a file says it has (``JPEG``, ``PNG``, ``GIF``, ``WEBP``, ``AVIF``, ``TIFF`` or ``PDF``).

    Raises:
        Invalid: it is empty, has too many bytes, or is of no format we take.
    """
    if not data:
        raise Invalid("ファイルが空です（0バイト）。画像ファイルを選び直してください。")
    if len(data) > limits.max_bytes:
        sent, most = len(data) / 2**20, limits.max_bytes / 2**20
        raise Invalid(
            f"ファイルが大きすぎます（{sent:,.1f}MB）。{most:,.0f}MBまでに縮小してからお試しください。"
        )
    for form, signature in _SIGNATURES.items():
        if signature.match(data):
            return form
    raise Invalid(_foreign(data))


def _foreign(data: bytes) -> str:
    """Why a file of another format is refused; formats people do send are called by their names."""
    for name, signature in _FOREIGN.items():
        if signature.match(data):
            return f"{name}形式の画像には対応していません。JPEGかPNGで保存し直してからお試しください。"
    return UNKNOWN
