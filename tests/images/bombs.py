"""Files made to do harm, and odd ones that mean none; each put together when it is asked for."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO

import numpy as np
from PIL import Image
from pypdf import PdfWriter

from tests.images.pictures import (
    drawing,
    frames,
    many_scans,
    one_bit_png,
    photograph,
    png,
    quarters,
    saved,
)

# A4 in points.
A4 = b"0 0 595 842"


def pdf(objects: list[bytes]) -> bytes:
    """A PDF of these objects, numbered from 1 (ISO 32000-1, 7.5); the first is its catalogue."""
    body, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    end = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (count, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n%b%b" % (count, table, end)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A packed stream with what else its dictionary says."""
    packed = zlib.compress(content, 1)
    return b"<</Length %d/Filter/FlateDecode%b>>stream\n%b\nendstream" % (len(packed), entries, packed)


def sheets(*contents: bytes, box: bytes = A4, resources: bytes = b"", more: tuple[bytes, ...] = ()) -> bytes:
    """A PDF with a page for each content; ``more`` are objects from number ``3 + 2 * pages`` on."""
    kids = b" ".join(b"%d 0 R" % (3 + 2 * number) for number in range(len(contents)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, len(contents)),
    ]
    for number, content in enumerate(contents):
        page = b"<</Type/Page/Parent 2 0 R/MediaBox[%b]/Contents %d 0 R/Resources<<%b>>>>"
        objects += [page % (box, 4 + 2 * number, resources), stream(content)]
    return pdf([*objects, *more])


def locked(**passwords: str) -> bytes:
    """A PDF that asks for a password, or that forbids something."""
    writer, file = PdfWriter(), BytesIO()
    writer.add_blank_page(300, 200)
    writer.encrypt(**passwords)
    writer.write(file)
    return file.getvalue()


def empty_png(width: int, height: int, depth: int, colour: int, channels: int) -> bytes:
    """A PNG of zeroes: hundreds of times less than what it decodes to."""
    return png(
        width, height, depth, colour, zlib.compress(bytes((1 + width * channels * depth // 8) * height), 1)
    )


def long_animation() -> bytes:
    """50,000 frames of a GIF in about a megabyte."""
    data = saved(
        Image.new("P", (4, 4)),
        "GIF",
        save_all=True,
        append_images=[Image.new("P", (4, 4), 1)],
        duration=1,
        disposal=1,
        optimize=False,
    )
    second = data.rindex(b"\x21\xf9")
    return data[:-1] + data[second:-1] * 50_000 + b";"


def large_scans(side: int, count: int) -> bytes:
    """A progressive JPEG of one grey whose first scan is repeated."""
    return many_scans(count, picture=Image.new("L", (side, side), 90))


def _image_in_a_page(side: int) -> bytes:
    entries = b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/DeviceRGB" % (
        side,
        side,
    )
    picture = stream(bytes(side * side * 3), entries)
    return sheets(b"595 0 0 842 0 0 cm /I Do", resources=b"/XObject<</I 5 0 R>>", more=(picture,))


def _forms_in_forms(depth: int) -> bytes:
    """Each form draws the next one eight times."""
    entries = b"/Type/XObject/Subtype/Form/BBox[%b]" % A4
    forms = [
        stream(b"/F Do " * 8, entries + b"/Resources<</XObject<</F %d 0 R>>>>" % number)
        for number in range(6, 6 + depth)
    ]
    forms.append(stream(b"0 0 595 842 re f", entries))
    return sheets(b"/F Do", resources=b"/XObject<</F 5 0 R>>", more=tuple(forms))


def _large_webp(side: int) -> bytes:
    """A lossless WebP that says it is a square of this side (RFC 9649, section 3.4), and nothing else."""
    header = b"VP8L" + struct.pack("<IBI", 40, 0x2F, side - 1 | (side - 1) << 14) + bytes(35)
    return b"RIFF" + struct.pack("<I", 4 + len(header)) + b"WEBP" + header


def _half_noise() -> bytes:
    pixels = np.zeros((3_333, 2_400, 3), "uint8")
    pixels[:, :940] = np.random.default_rng(1).integers(0, 255, (3_333, 940, 3))
    return saved(Image.fromarray(pixels), "PNG", compress_level=1)


def _noise_in_runs() -> bytes:
    """Taken for a drawing, and of no use to an encoder that loses nothing."""
    pixels = np.random.default_rng(1).integers(0, 255, (16_000, 166, 3), "uint8")
    return saved(Image.fromarray(np.repeat(pixels, 3, axis=1)), "PNG", compress_level=1)


def _sideways(picture: Image.Image) -> bytes:
    tags = Image.Exif()
    tags[0x0112] = 6
    return saved(picture, "TIFF", compression="tiff_adobe_deflate", exif=tags)


def _grey16() -> bytes:
    grey = np.arange(48 * 32, dtype=np.uint16).reshape(32, 48) * 42
    return saved(Image.fromarray(grey), "PNG")


def _broken_palette() -> bytes:
    picture = Image.new("P", (20, 20), 200)
    picture.putpalette([1, 2, 3] * 4)
    return saved(picture, "PNG")


# What is to be shown, by name; the size it is to have, upright.
ACCEPTED: dict[str, tuple[Callable[[], bytes], tuple[int, int]]] = {
    "six thousand single bits": (lambda: one_bit_png(6_300), (6_300, 6_300)),
    "a hair": (lambda: empty_png(1, 30_000, 8, 0, 1), (1, 30_000)),
    "a hair, lying": (lambda: empty_png(30_000, 1, 8, 0, 1), (30_000, 1)),
    "forty million pixels of 64 bits": (lambda: empty_png(4_700, 8_500, 16, 6, 4), (4_700, 8_500)),
    "half noise": (_half_noise, (2_400, 3_333)),
    "CMYK in JPEG": (lambda: saved(quarters().convert("CMYK"), "JPEG"), (48, 32)),
    "CMYK in TIFF": (lambda: saved(quarters().convert("CMYK"), "TIFF"), (48, 32)),
    "sixteen bits": (_grey16, (48, 32)),
    "a palette that is too short": (_broken_palette, (20, 20)),
    "a palette that is missing": (lambda: png(20, 20, 8, 3, zlib.compress(bytes([0, *[77] * 20]) * 20)), (20, 20)),
    "fifty thousand frames": (long_animation, (4, 4)),
    "a hundred scans": (lambda: many_scans(100), (64, 64)),
    "a sequence in AVIF": (lambda: frames("AVIF"), (40, 30)),
    "five hundred pages of TIFF": (
        lambda: saved(quarters(), "TIFF", save_all=True, append_images=[quarters()] * 499),
        (48, 32),
    ),
    "a TIFF in one strip, sideways": (lambda: _sideways(Image.new("RGB", (5_000, 7_000))), (7_000, 5_000)),
    "a page of HTML behind a picture": (
        lambda: saved(quarters(), "PNG") + b"<html><script>alert(1)</script>",
        (48, 32),
    ),
    "a PDF behind a picture": (lambda: saved(quarters(), "JPEG") + sheets(b""), (48, 32)),
    "a page that runs a script": (
        lambda: pdf([
            b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]>>",
        ]),
        (2_400, 1_600),
    ),
    "a page with a picture of 400 MB": (lambda: _image_in_a_page(12_000), (2_378, 3_365)),
}  # fmt: skip

# What is to be refused, by name; and how the sentence begins.
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "zero bytes": (lambda: b"", "ファイルが空です"),
    "thirty thousand single bits": (lambda: one_bit_png(29_999), "画像が大きすぎます（29,999×29,999画素）"),
    "a GIF that says 65,535": (
        lambda: b"GIF89a" + struct.pack("<HHBBB", 65_535, 65_535, 0, 0, 0) + saved(quarters(), "GIF")[13:],
        "画像の縦または横が長すぎます",
    ),
    "five thousand scans": (lambda: many_scans(5_000), "このJPEGは描画の段階が多すぎます（5,000段階）"),
    "ninety scans of 64 million pixels": (lambda: large_scans(8_000, 90), "このJPEGは描画の段階が多すぎます"),
    "a fax of 144 million pixels": (
        lambda: saved(Image.new("1", (12_000, 12_000)), "TIFF", compression="group4"),
        "画像が大きすぎます",
    ),
    "floating point": (lambda: saved(Image.new("F", (50, 40), 0.5), "TIFF"), "この画像の色の表し方"),
    "a WebP of 268 million pixels": (lambda: _large_webp(16_383), "画像が大きすぎます"),
    "sixteen thousand rows of noise in runs": (_noise_in_runs, "このファイルは開くのに多くのメモリを使う"),
    "half an AVIF": (lambda: saved(photograph(300, 200), "AVIF")[:2_000], "ファイルが途中で切れているか"),
    "half a TIFF": (lambda: saved(photograph(300, 200), "TIFF")[:20_000], "ファイルが途中で切れているか"),
    "half a JPEG": (lambda: saved(photograph(300, 200), "JPEG")[:3_000], "ファイルが途中で切れているか"),
    "SVG": (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "SVG形式の画像には"),
    "a drawing by the name of HEIC": (lambda: b"\0\0\0\x18ftypheic" + saved(drawing(9, 9), "PNG"), "HEIC"),
    "a page of 300 million spaces": (
        lambda: sheets(b" " * 300_000_000),
        "このファイルは開くのに多くのメモリ",
    ),
    "a page of five million squares": (
        lambda: sheets(b"0 0 595 842 re f\n" * 5_000_000),
        "このファイルは開くのに",
    ),
    "a page of forms in forms in forms": (lambda: _forms_in_forms(12), "このファイルは開くのに"),
    "a page a kilometre wide": (lambda: sheets(b"", box=b"0 0 2834646 2834646"), "このPDFのページの大きさは"),
    "a page of no size": (lambda: sheets(b"", box=b"0 0 0.01 0.01"), "このPDFのページの大きさは"),
    "a PDF that asks for a password": (lambda: locked(user_password="x"), "このPDFは保護されています"),
    "a PDF that forbids something": (
        lambda: locked(user_password="", owner_password="x"),
        "このPDFは保護されています",
    ),
    "a PDF without pages": (lambda: sheets(), "このPDFにはページがありません"),
    "a PDF with nothing in it": (lambda: b"%PDF-1.7\n", "PDFが壊れているか"),
}
