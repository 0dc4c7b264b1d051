"""From bytes nobody vouches for to a picture that is safe to show.

What comes out is a fresh picture: the first frame, upright, in sRGB, and without anything the file carried
besides what can be seen (no position, camera, comment, nor colours hidden under transparent parts).
"""

import hashlib
from dataclasses import dataclass
from io import BytesIO

from PIL import ExifTags, Image, ImageCms

from catalogue.images.gate import DAMAGE, JPEG_FORMATS, STANDARD, Limits, opened

# Half as much again as the widest rendition; kept at no less, so that shrinking further shows no trace of it.
WORKING_WIDTH = 2400


@dataclass(frozen=True, slots=True)
class Examined:
    """What a file's header says: Pillow's name of the format, and the size in pixels as it is stored."""

    format: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to make renditions from.

    ``pixels`` is RGB, or RGBA if any part is transparent, and may be smaller than what was sent; ``width``
    and ``height`` are those of what was sent, upright. ``format`` is the format it came in.
    """

    pixels: Image.Image
    width: int
    height: int
    format: str

    @property
    def digest(self) -> str:
        """SHA-256 (64 hex digits) of mode, sizes and pixels, so that other metadata make no other picture."""
        shape = f"{self.pixels.mode} {self.width}x{self.height} {self.pixels.width}x{self.pixels.height}\n"
        digest = hashlib.sha256(shape.encode())
        digest.update(self.pixels.tobytes())
        return digest.hexdigest()


def examine(data: bytes, limits: Limits = STANDARD) -> Examined:
    """Check a file by its header alone, which costs next to nothing.

    Raises:
        Invalid: it is not a picture of a format we take, or it is beyond the limits.
    """
    with opened(data, limits) as image:
        return Examined(image.format or "", image.width, image.height)


def prepare(data: bytes, limits: Limits = STANDARD) -> Picture:
    """Decode the first frame and make it fit to be shown.

    Raises:
        Invalid: as ``examine``, or the file turns out to be damaged.
    """
    with opened(data, limits) as image:
        source, width, height = image.format or "", image.width, image.height
        if source in JPEG_FORMATS:
            image.draft(None, (WORKING_WIDTH, WORKING_WIDTH))
        # The only load, and the first: after a failed one, a second "succeeds" with blank pixels.
        image.load()
        profile, turn = image.info.get("icc_profile"), _turn(image)
        if turn in _SIDEWAYS:
            width, height = height, width
        pixels = _upright(_reduced(_continuous(image), turn), turn)
        return Picture(_bare(_srgb(pixels, profile)), width, height, source)


# Exif 2.32, tag 0x0112: how the stored rows and columns lie, and the turn that sets them upright.
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SIDEWAYS = frozenset(_TURNS[orientation] for orientation in (5, 6, 7, 8))


def _turn(image: Image.Image) -> Image.Transpose | None:
    """The turn the metadata asks for; damaged metadata asks for none.

    Not ``ImageOps.exif_transpose``: it also rewrites the metadata we drop, and fails where that is damaged.
    """
    try:
        return _TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    except DAMAGE:
        return None


def _continuous(image: Image.Image) -> Image.Image:
    """The same picture in a mode that can be shrunk: no palettes, no single bits, eight bits a channel."""
    if image.mode.startswith("I"):
        # Sixteen bits of grey. Pillow's own conversion clips everything above 255 to white.
        return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if image.has_transparency_data and image.mode != "RGBA":
        return image.convert("RGBA")
    plain = {"1": "L", "P": "RGB"}.get(image.mode)
    return image.convert(plain) if plain else image


def _reduced(pixels: Image.Image, turn: Image.Transpose | None) -> Image.Image:
    """By a whole factor, while what will be its width stays at ``WORKING_WIDTH`` or more."""
    width = pixels.height if turn in _SIDEWAYS else pixels.width
    factor = width // WORKING_WIDTH
    return pixels.reduce(factor) if factor > 1 else pixels


def _upright(pixels: Image.Image, turn: Image.Transpose | None) -> Image.Image:
    return pixels if turn is None else pixels.transpose(turn)


def _srgb(pixels: Image.Image, profile: bytes | None) -> Image.Image:
    """As RGB or RGBA in sRGB; a profile that is damaged or belongs to other channels is passed over."""
    mode = "RGBA" if pixels.has_transparency_data else "RGB"
    if profile:
        try:
            return _through_profile(pixels, profile, mode)
        except (ImageCms.PyCMSError, *DAMAGE):
            pass
    return pixels if pixels.mode == mode else pixels.convert(mode)


def _through_profile(pixels: Image.Image, profile: bytes, mode: str) -> Image.Image:
    transform = ImageCms.buildTransform(
        ImageCms.ImageCmsProfile(BytesIO(profile)),
        ImageCms.createProfile("sRGB"),
        pixels.mode,
        mode,
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    shown = ImageCms.applyTransform(pixels, transform)
    if shown is None:
        raise ImageCms.PyCMSError("no picture came back")
    return shown


def _bare(pixels: Image.Image) -> Image.Image:
    """A fresh picture of what can be seen: no metadata, no idle alpha, no colours under transparent parts."""
    if pixels.mode == "RGBA" and pixels.getchannel("A").getextrema() == (255, 255):
        pixels = pixels.convert("RGB")
    bare = Image.new(pixels.mode, pixels.size)
    if pixels.mode == "RGBA":
        bare.paste(pixels, mask=pixels.getchannel("A").point(lambda alpha: 255 if alpha else 0))
    else:
        bare.paste(pixels)
    return bare
