"""The gate for pictures: what is refused before anything is decoded, and in which words.

A hostile file of a few kilobytes can cost gigabytes or minutes once it is decoded. So formats are named,
limits are checked on the header, and what goes wrong while decoding ends in a refusal that says what to mend.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageFile

from catalogue.domain.errors import Invalid

# Never "MPO" here: Pillow 13 answers a KeyError. A camera's MPO opens as JPEG and only then says it is MPO.
FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
JPEG_FORMATS = frozenset({"JPEG", "MPO"})


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may cost: bytes, pixels in all, pixels along one side, and scans of a progressive JPEG."""

    max_bytes: int = 20 * 1024 * 1024
    max_pixels: int = 40_000_000
    max_side: int = 12_000
    max_scans: int = 100


STANDARD = Limits()

# What Pillow raises on broken files: not one family, and a new format detail may add any of them.
DAMAGE = (
    OSError,
    ValueError,
    SyntaxError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    EOFError,
    RuntimeError,
    struct.error,
    zlib.error,
)
_TOO_BIG = (Image.DecompressionBombError, Image.DecompressionBombWarning)

_BROKEN = (
    "画像が途中で切れているか、壊れています。"
    "画像ソフトで開けるか確かめ、保存し直したファイルでお試しください。"
)
_UNKNOWN = (
    "画像として読み取れません。JPEG・PNG・GIF・WebPのいずれかの形式で保存し直してからお試しください"
    "（ファイル名の末尾を変えるだけでは形式は変わりません）。"
)
_FOREIGN = {
    "SVG": re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:svg|[\s\S]{1,2000}?<svg)\b", re.IGNORECASE),
    "HEIC（iPhoneの写真など）": re.compile(rb"[\s\S]{4}ftyp(?:hei|hev|mif1|msf1)"),
    "AVIF": re.compile(rb"[\s\S]{4}ftypavi"),
    "TIFF": re.compile(rb"II\*\0|MM\0\*"),
    "BMP": re.compile(rb"BM[\s\S]{12}"),
    "PDF": re.compile(rb"%PDF-"),
}
_OURS = re.compile(rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|GIF8[79]a|RIFF[\s\S]{4}WEBP")


@contextmanager
def opened(data: bytes, limits: Limits) -> Iterator[Image.Image]:
    """The picture with its header read and every limit kept, nothing decoded yet.

    What breaks while the caller decodes it is refused here as well.
    """
    _check_bytes(data, limits)
    # One switch for the whole process, which a library that draws pages turns on as it is loaded.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    with _refusing_damage(limits), Image.open(BytesIO(data), formats=FORMATS) as image:
        _check_size(image, limits)
        if image.format in JPEG_FORMATS:
            _check_scans(data, limits)
        yield image


@contextmanager
def _refusing_damage(limits: Limits) -> Iterator[None]:
    try:
        yield
    except _TOO_BIG as error:
        raise _too_large("", limits) from error
    except DAMAGE as error:
        raise Invalid(_BROKEN) from error


def _check_bytes(data: bytes, limits: Limits) -> None:
    if not data:
        raise Invalid("ファイルが空です（0バイト）。画像ファイルを選び直してください。")
    if len(data) > limits.max_bytes:
        sent, most = len(data) / 2**20, limits.max_bytes / 2**20
        raise Invalid(
            f"ファイルが大きすぎます（{sent:,.1f}MB）。{most:,.0f}MBまでに縮小してからお試しください。"
        )
    if not _OURS.match(data):
        raise Invalid(_foreign(data))


def _foreign(data: bytes) -> str:
    """Why a file of another format is refused; formats people do send are called by their names."""
    for name, signature in _FOREIGN.items():
        if signature.match(data):
            return f"{name}形式の画像には対応していません。JPEGかPNGで保存し直してからお試しください。"
    return _UNKNOWN


def _check_size(image: Image.Image, limits: Limits) -> None:
    size = f"{image.width:,}×{image.height:,}画素"
    if max(image.size) > limits.max_side:
        raise Invalid(
            f"画像の縦または横が長すぎます（{size}）。"
            f"どちらも{limits.max_side:,}画素までに縮小してからお試しください。"
        )
    if image.width * image.height > limits.max_pixels:
        raise _too_large(f"（{size}）", limits)


def _too_large(size: str, limits: Limits) -> Invalid:
    most = f"{limits.max_pixels // 10_000:,}万画素"
    return Invalid(f"画像が大きすぎます{size}。{most}までに縮小してからお試しください。")


def _check_scans(data: bytes, limits: Limits) -> None:
    scans = _count_scans(data)
    if scans > limits.max_scans:
        raise Invalid(
            f"このJPEGは描画の段階が多すぎます（{scans:,}段階）。"
            "画像ソフトで開き、プログレッシブでない通常のJPEGとして保存し直してからお試しください。"
        )


# Markers with a segment behind them. Stuffed bytes and restarts have none; nor have those reserved below C0,
# which a decoder may skip, so that scans could hide in what would be taken for their segment.
_MARKER = re.compile(rb"\xff([\xc0-\xcf\xd8-\xfe])")
_START_OF_SCAN, _END_OF_IMAGE = 0xDA, 0xD9


def _count_scans(data: bytes) -> int:
    """Scans of the first picture in a JPEG (ITU-T T.81, annex B), walked by segments.

    Counting the bytes FF DA anywhere would also count thumbnails, and films phones append to a photograph.
    """
    scans, position = 0, 2
    while found := _MARKER.search(data, position):
        marker = found[1][0]
        if marker == _END_OF_IMAGE:
            break
        scans += marker == _START_OF_SCAN
        position = found.end() + int.from_bytes(data[found.end() : found.end() + 2])
    return scans
