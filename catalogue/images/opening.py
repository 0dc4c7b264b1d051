"""Opening what the gate has let in: the header is read, and every limit kept, before anything is decoded.

Only the child of ``workshop`` comes here. What goes wrong while decoding ends in a refusal that says what to mend.
"""

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from PIL import Image, ImageFile

from catalogue.domain.errors import Invalid
from catalogue.images.gate import BROKEN, Limits, form_of
from catalogue.images.jpeg import Anatomy, anatomy

# A camera's MPO opens as JPEG and only then says what it is. Asking Pillow 13 for "MPO" is a KeyError.
JPEG_FORMATS = frozenset({"JPEG", "MPO"})

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

# Modes that have one meaning on a screen. Missing: floating point and 32 bits (nothing says which value is white), LAB.
_MODES = frozenset({"1", "L", "LA", "La", "P", "PA", "RGB", "RGBA", "RGBa", "RGBX", "CMYK", "YCbCr"})
SIXTEEN_BITS = frozenset({"I;16", "I;16B", "I;16L", "I;16N"})

# Measured (peak of the child, bytes for each pixel besides the picture itself): these decoders hold several
# copies of the whole picture at once.
_HEAVY = {"WEBP": 16_000_000, "AVIF": 20_000_000}


@contextmanager
def opened(data: bytes, limits: Limits) -> Iterator[Image.Image]:
    """The picture with its header read and every limit kept, nothing decoded yet.

    What breaks while the caller decodes it is refused here as well.
    """
    form = form_of(data, limits)
    # Switches for the whole process: one a library that draws pages turns on as it is loaded, and Pillow's own limit,
    # which warns only; it is asked where a decoder takes its memory before we have seen the size.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    most = min(limits.max_pixels, _HEAVY.get(form, limits.max_pixels))
    Image.MAX_IMAGE_PIXELS = most // 2 if form == "WEBP" else None
    with _refusing_damage(most), Image.open(BytesIO(data), formats=[form]) as image:
        _check_side(image, limits)
        if image.format in JPEG_FORMATS:
            _check_jpeg(image, anatomy(data), limits)
        else:
            _check_pixels(image, most)
        if image.mode not in _MODES | SIXTEEN_BITS:
            raise Invalid(_NO_COLOURS)
        yield image


_NO_COLOURS = (
    "この画像の色の表し方（浮動小数点や32ビット、LABなど）には対応していません。"
    "8ビットのRGBかグレースケールで保存し直してからお試しください。"
)


@contextmanager
def _refusing_damage(most: int) -> Iterator[None]:
    try:
        yield
    except _TOO_BIG as error:
        raise _too_large("", most) from error
    except DAMAGE as error:
        raise Invalid(BROKEN) from error


def _check_side(image: Image.Image, limits: Limits) -> None:
    if max(image.size) > limits.max_side:
        raise Invalid(
            f"画像の縦または横が長すぎます（{_size(image)}）。"
            f"どちらも{limits.max_side:,}画素までに縮小してからお試しください。"
        )


def _check_pixels(image: Image.Image, most: int) -> None:
    if image.width * image.height > most:
        raise _too_large(f"（{_size(image)}）", most)


def check_decoded(image: Image.Image, sent: tuple[int, int], limits: Limits) -> None:
    """What is left to decode once a JPEG's decoder has been told to shrink; ``sent`` is the size before.

    Raises:
        Invalid: it is more than memory allows.
    """
    if image.width * image.height > limits.max_pixels:
        raise _too_large(f"（{sent[0]:,}×{sent[1]:,}画素）", limits.max_pixels)


def _size(image: Image.Image) -> str:
    return f"{image.width:,}×{image.height:,}画素"


def _too_large(size: str, most: int) -> Invalid:
    return Invalid(f"画像が大きすぎます{size}。{most // 10_000:,}万画素までに縮小してからお試しください。")


_AS_PLAIN_JPEG = "画像ソフトで開き、プログレッシブでない通常のJPEGとして保存し直してからお試しください。"


def _check_jpeg(image: Image.Image, parts: Anatomy, limits: Limits) -> None:
    _check_pixels(image, limits.max_jpeg_pixels)
    if parts.scans > limits.max_scans or parts.scans * parts.samples > limits.max_scanned:
        raise Invalid(f"このJPEGは描画の段階が多すぎます（{parts.scans:,}段階）。{_AS_PLAIN_JPEG}")
    # A picture in several scans is held in full until the last: two bytes for each sample, however small it is shown.
    if parts.several_scans and parts.samples * 2 > limits.max_pixels * 4:
        raise Invalid(f"このJPEGはプログレッシブ形式としては大きすぎます（{_size(image)}）。{_AS_PLAIN_JPEG}")
