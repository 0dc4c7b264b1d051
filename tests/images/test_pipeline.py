import numpy as np
import pytest
from PIL import Image, ImageOps

from catalogue.images.measures import WORKING_WIDTH
from catalogue.images.pipeline import prepare
from tests.images.pictures import (
    decoded,
    frames,
    icc_profile,
    photograph,
    png_chunk,
    quarters,
    saved,
)

ORIENTATION = 0x0112
# Display P3's primaries under D50, as its published profile has them.
DISPLAY_P3 = ((0.5151, 0.2412, -0.0011), (0.2920, 0.6922, 0.0419), (0.1571, 0.0666, 0.7841))


def exif(orientation: int = 1) -> Image.Exif:
    """Metadata that say which way is up."""
    tags = Image.Exif()
    tags[ORIENTATION] = orientation
    return tags


def near(pixel: object, expected: object, tolerance: int = 12) -> bool:
    return bool(np.abs(np.array(pixel, int) - np.array(expected, int)).max() <= tolerance)


def test_a_sideways_photograph_comes_upright() -> None:
    picture = prepare(saved(quarters(), "JPEG", quality=95, subsampling=0, exif=exif(6)))
    assert (picture.width, picture.height) == picture.pixels.size == (32, 48)
    assert near(picture.pixels.getpixel((27, 4)), (255, 0, 0))  # what was top left is top right


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("form", ["PNG", "WEBP", "JPEG", "TIFF", "AVIF"])
def test_each_of_the_eight_orientations_is_set_upright(form: str, orientation: int) -> None:
    options = {"WEBP": {"lossless": True}, "AVIF": {"quality": 100, "subsampling": "4:4:4"}}.get(form, {})
    data = saved(quarters(), form, exif=exif(orientation), **options)
    upright = ImageOps.exif_transpose(decoded(data)).convert("RGB")
    assert np.array_equal(np.asarray(prepare(data).pixels), np.asarray(upright))


def test_colours_hidden_under_transparent_parts_are_gone() -> None:
    picture = Image.new("RGBA", (60, 40), (0, 90, 200, 255))
    picture.paste((250, 10, 10, 0), (0, 0, 30, 40))
    prepared = prepare(saved(picture, "PNG")).pixels
    assert prepared.getpixel((5, 5)) == (0, 0, 0, 0)
    assert prepared.getpixel((50, 5)) == (0, 90, 200, 255)


def test_half_transparent_colours_stay_as_they_are() -> None:
    prepared = prepare(saved(Image.new("RGBA", (9, 9), (12, 34, 56, 78)), "PNG")).pixels
    assert prepared.getpixel((4, 4)) == (12, 34, 56, 78)


def test_an_alpha_channel_that_hides_nothing_is_dropped() -> None:
    assert prepare(saved(quarters().convert("RGBA"), "PNG")).pixels.mode == "RGB"


def test_a_cmyk_jpeg_keeps_its_colours() -> None:
    prepared = prepare(saved(Image.new("CMYK", (64, 48), (0, 255, 255, 0)), "JPEG", quality=95)).pixels
    assert prepared.mode == "RGB"
    assert near(prepared.getpixel((20, 20)), (255, 0, 0))


def test_sixteen_bits_of_grey_become_eight_and_not_white() -> None:
    grey = np.array([[0, 257 * 64, 257 * 128, 65535]], dtype=np.uint16).repeat(4, axis=0)
    prepared = prepare(saved(Image.fromarray(grey), "PNG")).pixels
    assert [prepared.getpixel((x, 0)) for x in range(4)] == [(level,) * 3 for level in (0, 64, 128, 255)]


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA"])
def test_bits_greys_and_palettes_become_plain_colours(mode: str) -> None:
    picture = Image.new("L", (20, 10), 255)
    picture.paste(0, (0, 0, 10, 10))
    prepared = prepare(saved(picture.convert(mode), "PNG")).pixels
    assert (prepared.getpixel((2, 2)), prepared.getpixel((17, 2))) == ((0, 0, 0), (255, 255, 255))


def test_the_transparent_colour_of_a_palette_stays_transparent() -> None:
    picture = Image.new("P", (20, 10), 0)
    picture.putpalette([200, 0, 0, 0, 200, 0])
    picture.paste(1, (10, 0, 20, 10))
    prepared = prepare(saved(picture, "PNG", transparency=0)).pixels
    assert (prepared.getpixel((2, 2)), prepared.getpixel((17, 2))) == ((0, 0, 0, 0), (0, 200, 0, 255))


@pytest.mark.parametrize(
    ("form", "options"),
    [
        ("GIF", {}),
        ("WEBP", {"lossless": True}),
        ("PNG", {}),
        ("TIFF", {}),
        ("AVIF", {"quality": 100, "subsampling": "4:4:4"}),
    ],
)
def test_of_several_frames_or_pages_the_first_is_shown(form: str, options: dict[str, object]) -> None:
    prepared = prepare(frames(form, **options)).pixels
    assert near(prepared.getpixel((20, 15)), (255, 0, 0), tolerance=3)


def test_of_a_camera_file_with_several_pictures_the_first_is_shown() -> None:
    picture = prepare(frames("MPO"))
    assert picture.format == "MPO"
    assert near(picture.pixels.getpixel((20, 15)), (255, 0, 0))


def test_wide_gamut_colours_are_carried_over_to_srgb() -> None:
    shown = (200, 110, 90)
    data = saved(Image.new("RGB", (16, 16), shown), "PNG", icc_profile=icc_profile(DISPLAY_P3, 2.2))
    assert near(prepare(data).pixels.getpixel((8, 8)), _p3_to_srgb(shown), tolerance=2)
    assert not near(_p3_to_srgb(shown), shown, tolerance=5)


def _p3_to_srgb(colour: tuple[int, int, int]) -> tuple[int, ...]:
    """By the formulas: gamma 2.2 to light, primaries to XYZ (D50), sRGB's own (IEC 61966-2-1) back."""
    srgb = np.array([[0.4361, 0.3851, 0.1431], [0.2225, 0.7169, 0.0606], [0.0139, 0.0971, 0.7141]])
    light = np.linalg.inv(srgb) @ np.array(DISPLAY_P3).T @ (np.array(colour) / 255) ** 2.2
    light = light.clip(0, 1)
    curve = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    return tuple(int(level) for level in np.round(curve * 255))


@pytest.mark.parametrize("profile", [b"", b"no profile at all", icc_profile(DISPLAY_P3, 2.2)[:300]])
def test_a_damaged_colour_profile_is_passed_over(profile: bytes) -> None:
    prepared = prepare(saved(quarters(), "PNG", icc_profile=profile)).pixels
    assert prepared.getpixel((2, 2)) == (255, 0, 0)


def test_a_profile_for_other_channels_is_passed_over() -> None:
    data = saved(Image.new("L", (20, 10), 130), "PNG", icc_profile=icc_profile(DISPLAY_P3, 2.2))
    assert prepare(data).pixels.getpixel((2, 2)) == (130, 130, 130)


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_damaged_metadata_is_dropped_and_the_picture_shown() -> None:
    data = saved(quarters(), "JPEG", quality=95, subsampling=0, exif=b"Exif\0\0MM\0*\xff\xff\xff\xff torn")
    assert near(prepare(data).pixels.getpixel((4, 4)), (255, 0, 0))


def test_metadata_after_the_pixels_of_a_png_still_sets_it_upright() -> None:
    data = saved(quarters(), "PNG")
    late = png_chunk(b"eXIf", exif(6).tobytes()[6:])
    assert prepare(data[:-12] + late + data[-12:]).width == 32


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP", "AVIF", "TIFF"])
def test_a_single_pixel_is_a_picture(form: str) -> None:
    picture = prepare(saved(Image.new("RGB", (1, 1), (255, 255, 255)), form))
    assert (picture.width, picture.height, picture.pixels.getpixel((0, 0))) == (1, 1, (255, 255, 255))


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_large_picture_is_worked_on_in_small_but_keeps_its_size_on_paper(form: str) -> None:
    picture = prepare(saved(Image.new("RGB", (7_000, 4_000), (40, 90, 160)), form))
    assert (picture.width, picture.height) == (7_000, 4_000)
    assert picture.pixels.size == (WORKING_WIDTH, round(4_000 * WORKING_WIDTH / 7_000))
    assert near(picture.pixels.getpixel((100, 100)), (40, 90, 160))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF"])
def test_a_large_sideways_picture_is_measured_by_what_will_be_its_width(form: str) -> None:
    picture = prepare(saved(Image.new("RGB", (3_000, 3_300), "teal"), form, exif=exif(8)))
    assert (picture.width, picture.height) == (3_300, 3_000)
    assert picture.pixels.size == (WORKING_WIDTH, round(3_000 * WORKING_WIDTH / 3_300))


def test_a_picture_shrunk_in_strips_has_no_seams() -> None:
    source = photograph(2_600, 1_500)
    whole = source.resize((2_400, 1_385), Image.Resampling.LANCZOS)
    assert near(prepare(saved(source, "PNG")).pixels, np.asarray(whole), tolerance=1)


@pytest.mark.parametrize("size", [(1, 30_000), (30_000, 1), (2, 29_999)])
def test_a_hair_of_a_picture_is_a_picture(size: tuple[int, int]) -> None:
    picture = prepare(saved(Image.new("L", size, 90), "PNG"))
    assert (picture.width, picture.height) == size
    assert picture.pixels.getpixel((0, 0)) == (90, 90, 90)


def test_the_digest_names_the_picture_and_not_its_metadata() -> None:
    plain, noted = saved(quarters(), "PNG"), saved(quarters(), "PNG", exif=exif())
    assert plain != noted
    assert prepare(plain).digest == prepare(noted).digest
    assert prepare(plain).digest != prepare(saved(quarters().rotate(180), "PNG")).digest
    assert len(prepare(plain).digest) == 64


def test_pictures_of_the_same_bytes_and_another_shape_differ() -> None:
    wide, high = (saved(Image.new("RGB", size, "white"), "PNG") for size in ((8, 2), (2, 8)))
    assert prepare(wide).digest != prepare(high).digest
