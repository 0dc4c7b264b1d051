"""What a file told besides its picture is in none of the bytes that are served."""

import struct
from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image, PngImagePlugin, TiffImagePlugin

from catalogue.images.workshop import Made, make
from tests.images.bombs import sheets
from tests.images.pictures import decoded, drawing, icc_profile, photograph, png_chunk, saved

DESCRIPTION, CAMERA, GPS, THUMBNAIL = 0x010E, 0x0110, 0x8825, 0x0201
PLACE = (17.15625, 33.28125)
PRIMARIES = ((0.5151, 0.2412, -0.0011), (0.2920, 0.6922, 0.0419), (0.1571, 0.0666, 0.7841))
PROFILE = icc_profile(PRIMARIES, 2.2).replace(b"Test display", b"OmeSecretIcc")
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">OmeSecretXmp</x:xmpmeta>'


def exif() -> bytes:
    """Metadata as a telephone writes it: who, with what, and where somebody stood."""
    tags = Image.Exif()
    tags[DESCRIPTION], tags[CAMERA] = "OmeSecretNote", "OmeSecretCamera"
    tags.get_ifd(GPS).update({1: "N", 2: (35.0, 47.0, PLACE[0]), 3: "E", 4: (139.0, 16.0, PLACE[1])})
    return tags.tobytes()


def secrets() -> list[bytes]:
    """What is searched for: every text, and the place in the fractions Exif writes, in either order of bytes."""
    fractions = [struct.pack(f"{order}II", *place.as_integer_ratio()) for place in PLACE for order in "<>"]
    return [b"OmeSecret", b"Exif", b"xmpmeta", b"GPS", *fractions]


def jpeg() -> bytes:
    """With a thumbnail in an application segment of its own, as cameras of some makers write it."""
    data = saved(
        photograph(400, 300), "JPEG", exif=exif(), comment=b"OmeSecretComment", icc_profile=PROFILE, xmp=XMP
    )
    thumbnail = b"JFXX\0\x10OmeSecretThumbnail" + saved(Image.new("RGB", (40, 30)), "JPEG")
    segment = b"\xff\xe0" + struct.pack(">H", 2 + len(thumbnail)) + thumbnail
    return data[:2] + segment + data[2:] + b"OmeSecretTail"


def png() -> bytes:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", "OmeSecretAuthor")
    texts.add_itxt("XML:com.adobe.xmp", XMP.decode())
    options = {"pnginfo": texts, "icc_profile": PROFILE, "exif": exif(), "dpi": (300, 300)}
    data = saved(drawing(400, 240), "PNG", **options)
    late = png_chunk(b"tEXt", b"Comment\0OmeSecretComment")
    return data[:-12] + late + data[-12:] + b"<script>OmeSecretTail</script>"


def tiff() -> bytes:
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[DESCRIPTION], tags[CAMERA], tags[315], tags[700] = (
        "OmeSecretNote",
        "OmeSecretCamera",
        "OmeSecretArtist",
        XMP,
    )
    tags.tagtype[700] = 7
    return saved(photograph(200, 150), "TIFF", tiffinfo=tags, icc_profile=PROFILE)


def gif() -> bytes:
    return saved(drawing(200, 150).quantize(32), "GIF", comment=b"OmeSecretComment") + b"OmeSecretTail"


def page() -> bytes:
    return sheets(b"1 0 0 rg 1 1 5 5 re f", box=b"0 0 9 6") + b"% OmeSecretComment\n"


SOURCES: dict[str, Callable[[], bytes]] = {
    "JPEG": jpeg,
    "PNG": png,
    "WEBP": lambda: saved(photograph(400, 300), "WEBP", exif=exif(), icc_profile=PROFILE, xmp=XMP),
    "AVIF": lambda: saved(photograph(400, 300), "AVIF", exif=exif(), icc_profile=PROFILE, xmp=XMP),
    "TIFF": tiff,
    "GIF": gif,
    "PDF": page,
}


def files_of(form: str) -> Made:
    data = SOURCES[form]()
    assert b"OmeSecret" in data
    return make(data)


@pytest.mark.parametrize("form", SOURCES)
def test_no_served_byte_tells_what_a_file_told_besides(form: str) -> None:
    made = files_of(form)
    told = {file.name: [secret for secret in secrets() if secret in file.data] for file in made.files}
    assert not any(told.values()), told


@pytest.mark.parametrize("form", SOURCES)
def test_no_served_file_has_metadata_of_any_kind(form: str) -> None:
    for file in files_of(form).files:
        picture = Image.open(BytesIO(file.data))
        assert not {"icc_profile", "dpi", "xmp", "exif", "comment"} & set(picture.info)
        assert dict(decoded(file.data).getexif()) == {}


def test_the_place_is_where_it_is_searched_for() -> None:
    planted = jpeg()
    assert [secret for secret in secrets() if secret in planted][:3] == [b"OmeSecret", b"Exif", b"xmpmeta"]
    assert sum(secret in planted for secret in secrets()[4:]) == len(PLACE)
