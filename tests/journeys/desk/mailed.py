"""What comes by mail from another city: a photograph as a phone keeps it, and what was attached beside it.

All of it is drawn for the tests. The photograph stands upright only when it is turned as it says; where it was taken is
written in it.
"""

from collections.abc import Iterator
from io import BytesIO

from PIL import ExifTags, Image
from playwright.sync_api import FilePayload

from tests.images.pictures import drawing, photograph, saved

PLANTED = b"planted-by-the-camera"
TOP = (215, 40, 30)
_QUARTER_TURN = 6  # to be turned by 90 degrees clockwise (CIPA DC-008-2019, 4.6.5)


def sideways(name: str, wide: int, high: int, tint: str) -> FilePayload:
    """A photograph ``wide`` by ``high`` when it is upright, red at its top; kept lying on its side."""
    upright = Image.blend(photograph(wide, high), Image.new("RGB", (wide, high), tint), 0.5)
    upright.paste(TOP, (0, 0, wide, high // 5))
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = _QUARTER_TURN
    exif[ExifTags.Base.ImageDescription] = PLANTED.decode()
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(
        {
            ExifTags.GPS.GPSLatitudeRef: "N",
            ExifTags.GPS.GPSLatitude: (35.0, 47.0, 17.0),
            ExifTags.GPS.GPSLongitudeRef: "E",
            ExifTags.GPS.GPSLongitude: (139.0, 16.0, 33.0),
        }
    )
    lying = upright.transpose(Image.Transpose.ROTATE_90)
    return _file(name, saved(lying, "JPEG", quality=90, exif=exif, comment=PLANTED))


def plan(wide: int) -> FilePayload:
    """A drawing."""
    return _file("配置図.png", saved(drawing(wide, 600), "PNG"))


def smaller(name: str, data: bytes) -> FilePayload:
    """The same picture as somebody else keeps it: half as wide, saved anew."""
    picture = Image.open(BytesIO(data)).convert("RGB")
    return _file(name, saved(picture.resize((picture.width // 2, picture.height // 2)), "JPEG", quality=70))


def letter() -> FilePayload:
    """No picture at all, whatever its name says."""
    return _file("送付状.jpg", "写真をお送りします。".encode())


def faults_of(files: Iterator[tuple[str, bytes]]) -> list[str]:
    """What is wrong with files that readers are given: lying, or still saying where they were made."""
    faults = []
    for name, data in files:
        picture = Image.open(BytesIO(data)).convert("RGB")
        red, green, blue = picture.getpixel((picture.width // 2, picture.height // 10))  # type: ignore[misc]
        if picture.width >= picture.height or not red > 150 > max(green, blue):
            faults.append(f"{name} does not stand upright")
        if PLANTED in data or b"GPS" in data or Image.open(BytesIO(data)).getexif():
            faults.append(f"{name} says more than it shows")
    return faults


def _file(name: str, data: bytes) -> FilePayload:
    return {"name": name, "mimeType": "image/png" if name.endswith("png") else "image/jpeg", "buffer": data}
