"""From bytes nobody vouches for to a picture that is safe to show.

What comes out is a fresh picture: the first frame, upright, in sRGB, and without anything the file carried
besides what can be seen (no position, camera, comment, nor colours hidden under transparent parts).
Only the child of ``workshop`` comes here: this is where a stranger's bytes are decoded.
"""

import hashlib
from dataclasses import dataclass
from io import BytesIO

from PIL import ExifTags, Image, ImageCms

from catalogue.images.gate import STANDARD, Limits, form_of
from catalogue.images.measures import WORKING_WIDTH, fitted
from catalogue.images.opening import DAMAGE, JPEG_FORMATS, SIXTEEN_BITS, check_decoded, opened


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


def examine(data: bytes, page: int = 1, limits: Limits = STANDARD) -> tuple[str, int, int]:
    """Check a file by its header alone: Pillow's name of the format, width and height in pixels as stored.

    Raises:
        Invalid: it is not a picture of a format we take, or it is beyond the limits.
    """
    if form_of(data, limits) == "PDF":
        from catalogue.images import pdf_page

        return ("PDF", *pdf_page.size(data, page, limits))
    with opened(data, limits) as image:
        return image.format or "", image.width, image.height


def prepare(data: bytes, page: int = 1, limits: Limits = STANDARD) -> Picture:
    """Decode the first frame, or one page (from 1) of a PDF, and make it fit to be shown.

    Raises:
        Invalid: as ``examine``, or the file turns out to be damaged.
    """
    if form_of(data, limits) == "PDF":
        # PDFium takes as long to load as all the rest: only for those who need it.
        from catalogue.images import pdf_page

        pixels = pdf_page.rendered(data, page, limits)
        return Picture(pixels, pixels.width, pixels.height, "PDF")
    with opened(data, limits) as image:
        source, sent = image.format or "", image.size
        if source in JPEG_FORMATS:
            _draft(image, limits)
        # The only load, and the first: after a failed one, a second "succeeds" with blank pixels.
        image.load()
        profile, turn = image.info.get("icc_profile"), _turn(image)
        width, height = sent[::-1] if turn in _SIDEWAYS else sent
        small = fitted(width, height)
        pixels = _shrunk(image, small[::-1] if turn in _SIDEWAYS else small)
    return Picture(_bare(_srgb(_upright(pixels, turn), profile)), width, height, source)


def _draft(image: Image.Image, limits: Limits) -> None:
    """Let a JPEG's decoder shrink by 2, 4 or 8 as it reads, while what will be the width stays wide enough."""
    sent = image.size
    image.draft(None, (1, WORKING_WIDTH) if _turn(image) in _SIDEWAYS else (WORKING_WIDTH, 1))
    check_decoded(image, sent, limits)


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


# Rows of the result that are worked on at once: what a change of mode costs is paid for a strip, not for the whole.
_STRIP = 256
# Lanczos looks three pixels of the result to either side.
_REACH = 3


def _shrunk(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The picture in this size (width, height) and in continuous colours, made strip by strip."""
    scale = image.height / size[1]
    strips = []
    for top in range(0, size[1], _STRIP):
        bottom = min(top + _STRIP, size[1])
        first = max(0, int((top - _REACH) * scale) - 1)
        last = min(image.height, int((bottom + _REACH) * scale) + 2)
        strip = _continuous(image.crop((0, first, image.width, last)))
        box = (0, top * scale - first, image.width, min(bottom * scale - first, strip.height))
        strips.append(strip.resize((size[0], bottom - top), Image.Resampling.LANCZOS, box))
    whole = Image.new(strips[0].mode, size)
    for number, strip in enumerate(strips):
        whole.paste(strip, (0, number * _STRIP))
    return whole


def _continuous(image: Image.Image) -> Image.Image:
    """The same picture in a mode that can be shrunk: no palettes, no single bits, eight bits a channel."""
    if image.mode in SIXTEEN_BITS:
        # Sixteen bits of grey. Pillow's own conversion clips everything above 255 to white.
        return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if image.has_transparency_data and image.mode != "RGBA":
        return image.convert("RGBA")
    plain = {"1": "L", "P": "RGB", "YCbCr": "RGB", "RGBX": "RGB"}.get(image.mode)
    return image.convert(plain) if plain else image


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
