"""Pictures to test with, drawn when they are needed: honest ones, odd ones, and ones made to do harm."""

import struct
import zlib
from collections.abc import Iterable
from io import BytesIO

import numpy as np
from PIL import Image, ImageDraw


def saved(picture: Image.Image, form: str, **options: object) -> bytes:
    """The bytes of a picture as a file of that form."""
    stream = BytesIO()
    picture.save(stream, form, **options)
    return stream.getvalue()


def decoded(data: bytes) -> Image.Image:
    """A file read back, whatever its format."""
    picture = Image.open(BytesIO(data))
    picture.load()
    return picture


def photograph(width: int, height: int) -> Image.Image:
    """Soft shapes under sensor grain."""
    down, along = np.mgrid[0:height, 0:width]
    shapes = (np.sin(along / 97 + down / 211), np.cos(along / 131 - down / 73), np.sin((along + down) / 151))
    grain = np.random.default_rng(1).normal(0, 4, (height, width, 3))
    return Image.fromarray((128 + 80 * np.stack(shapes, -1) + grain).clip(0, 255).astype("uint8"))


def drawing(width: int, height: int) -> Image.Image:
    """Boxes, lines and letters on a pale ground, with the soft edges a browser would give them."""
    large = Image.new("RGB", (width * 2, height * 2), "#f8fafc")
    pen = ImageDraw.Draw(large)
    for step, colour in enumerate(("#0017c1", "#197a4b", "#c74700")):
        left = width // 8 + step * width * 5 // 8
        box = (left, height // 3, left + width // 2, height)
        pen.rounded_rectangle(box, height // 20, fill="white", outline=colour, width=max(2, height // 90))
        pen.text((left + width // 20, height // 2), "Ome 2026", fill=colour, font_size=max(8, height // 10))
    return large.resize((width, height), Image.Resampling.LANCZOS)


def quarters() -> Image.Image:
    """48 by 32: red and green above, blue and white below, so that every turn shows."""
    picture = Image.new("RGB", (48, 32), "white")
    picture.paste("red", (0, 0, 24, 16))
    picture.paste("green", (24, 0, 48, 16))
    picture.paste("blue", (0, 16, 24, 32))
    return picture


def frames(form: str, **options: object) -> bytes:
    """An animation of a red, a blue and a green frame."""
    red, *others = (Image.new("RGB", (40, 30), colour) for colour in ("red", "blue", "green"))
    return saved(red, form, save_all=True, append_images=others, duration=100, **options)


def png(width: int, height: int, depth: int, colour: int, body: bytes) -> bytes:
    """A PNG put together by hand (PNG specification, third edition): its header says what it is told to."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", body), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(png_chunk(kind, content) for kind, content in chunks)


def png_chunk(kind: bytes, content: bytes) -> bytes:
    """One chunk with its length and its checksum."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def one_bit_png(side: int) -> bytes:
    """A square of black single bits: a few kilobytes that decode to side × side pixels."""
    return png(side, side, 1, 0, zlib.compress(bytes((1 + (side + 7) // 8) * side)))


def many_scans(count: int, before: bytes = b"", picture: Image.Image | None = None) -> bytes:
    """A progressive JPEG of ``count`` scans, its first one repeated; ``before`` stands before them."""
    data = saved(picture or Image.new("L", (64, 64), 90), "JPEG", progressive=True)
    start = data.index(b"\xff\xda")
    end = data.index(b"\xff\xc4", start)
    rest = data[end:]
    return data[:end] + before + data[start:end] * (count - 1 - rest.count(b"\xff\xda")) + rest


def icc_profile(primaries: Iterable[tuple[float, float, float]], gamma: float) -> bytes:
    """A display profile (ICC.1:2001-04, matrix and curves): D50 primaries as XYZ, one gamma for all three."""
    curve = b"curv" + struct.pack(">IIH", 0, 1, round(gamma * 256)) + b"\0\0"
    name = b"Test display"
    description = b"desc" + struct.pack(">II", 0, len(name) + 1) + name + bytes(1 + 8 + 3 + 67)
    tags = [(b"desc", description), (b"cprt", b"text\0\0\0\0none\0"), (b"wtpt", _xyz((0.9642, 1.0, 0.8249)))]
    for letter, primary in zip((b"r", b"g", b"b"), primaries, strict=True):
        tags += [(letter + b"XYZ", _xyz(primary)), (letter + b"TRC", curve)]
    offset = 128 + 4 + 12 * len(tags)
    table, body = struct.pack(">I", len(tags)), b""
    for tag, content in tags:
        table += tag + struct.pack(">II", offset + len(body), len(content))
        body += content + bytes(-len(content) % 4)
    return _icc_header(offset + len(body)) + table + body


def _xyz(values: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def _icc_header(size: int) -> bytes:
    kinds = struct.pack(">I4xI", size, 0x02100000) + b"mntrRGB XYZ "
    date_and_signature = struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp"
    return kinds + date_and_signature + bytes(28) + _xyz((0.9642, 1.0, 0.8249))[8:] + bytes(48)
