import hashlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from catalogue.images.encoding import encoded
from catalogue.images.measures import WIDTHS, fitted, widths_of
from catalogue.images.pipeline import Picture, prepare
from catalogue.images.renditions import (
    AVIF,
    JPEG,
    PNG,
    WEBP,
    Rendition,
    media_type_of,
    named,
    srcset,
)
from tests.images.pictures import decoded, drawing, photograph, quarters, saved

TALL = 30_000


def rendered(picture: Picture) -> list[Rendition]:
    return [named(width, height, media_type, data) for media_type, width, height, data in encoded(picture)]


def types_of(picture: Picture) -> list[str]:
    return list(srcset(rendered(picture)))


def clear(picture: Image.Image) -> Image.Image:
    """The same, fading out to one side."""
    faded = picture.copy()
    faded.putalpha(Image.linear_gradient("L").rotate(90).resize(picture.size))
    return faded


def test_a_wide_drawing_has_five_widths_in_two_formats() -> None:
    choices = srcset(rendered(prepare(saved(drawing(1600, 900), "PNG"))))
    assert list(choices) == [WEBP, PNG]
    assert [[width for _, width in files] for files in choices.values()] == [list(WIDTHS)] * 2


def test_a_name_says_the_width_and_what_is_in_the_file() -> None:
    for each in rendered(prepare(saved(drawing(700, 500), "PNG"))):
        digest = hashlib.sha256(each.data).hexdigest()
        assert each.name in {f"{each.width}-{digest[:16]}.webp", f"{each.width}-{digest[:16]}.png"}


def test_every_rendition_is_what_it_says_it_is() -> None:
    for source in (drawing(700, 500), photograph(700, 500), clear(photograph(700, 500))):
        for each in rendered(prepare(saved(source, "PNG"))):
            picture = decoded(each.data)
            assert picture.size == (each.width, each.height)
            assert Image.MIME[picture.format or ""] == each.media_type == media_type_of(each.name)


@given(st.integers(1, TALL), st.integers(1, TALL))
def test_no_rendition_is_wider_than_the_picture_or_the_widest_step(width: int, height: int) -> None:
    wide, high = fitted(width, height)
    widths = widths_of(wide)
    assert 1 <= wide <= width
    assert 1 <= high <= height
    assert list(widths) == sorted(set(widths))
    assert widths[-1] == min(wide, 1600)


def test_a_picture_between_two_steps_ends_with_its_own_width() -> None:
    assert widths_of(700) == (320, 640, 700)
    assert widths_of(640) == (320, 640)


def test_a_single_pixel_has_its_two_renditions() -> None:
    renditions = rendered(prepare(saved(Image.new("RGB", (1, 1)), "PNG")))
    assert [decoded(each.data).size for each in renditions] == [(1, 1), (1, 1)]


def test_a_picture_of_thirty_thousand_rows_has_renditions_like_any_other() -> None:
    renditions = rendered(prepare(saved(Image.new("RGB", (40, TALL), "teal"), "PNG")))
    assert [decoded(each.data).getpixel((3, 3)) for each in renditions] == [(0, 128, 128)] * 2


def test_the_same_picture_gives_the_same_bytes() -> None:
    for source in (drawing(640, 360), photograph(640, 360)):
        picture = prepare(saved(source, "PNG"))
        assert rendered(picture) == rendered(picture)


@pytest.mark.parametrize(
    ("picture", "form", "types"),
    [
        (drawing(800, 450), "PNG", [WEBP, PNG]),
        (drawing(800, 450).quantize(64), "GIF", [WEBP, PNG]),
        (drawing(800, 450), "WEBP", [WEBP, PNG]),
        (clear(drawing(800, 450)), "PNG", [WEBP, PNG]),
        (drawing(800, 450), "JPEG", [AVIF, JPEG]),
        (photograph(400, 300), "PNG", [AVIF, JPEG]),
        (photograph(400, 300).convert("L"), "PNG", [AVIF, JPEG]),
        (clear(photograph(400, 300)), "PNG", [AVIF, PNG]),
    ],
    ids=[
        "drawing",
        "drawing in GIF",
        "drawing in WebP",
        "drawing, half clear",
        "drawing in JPEG",
        "photograph",
        "grey photograph",
        "photograph, half clear",
    ],
)
def test_drawings_lose_nothing_and_photographs_are_small(
    picture: Image.Image, form: str, types: list[str]
) -> None:
    options = {"lossless": True} if form == "WEBP" else {}
    assert types_of(prepare(saved(picture, form, **options))) == types


def test_a_photograph_cut_out_of_its_ground_is_no_drawing() -> None:
    picture = Image.new("RGBA", (800, 600))
    picture.paste(photograph(240, 200), (100, 100))
    assert types_of(prepare(saved(picture, "PNG"))) == [AVIF, PNG]


def test_what_is_clear_stays_clear() -> None:
    for source in (drawing(200, 100), photograph(200, 100)):
        for each in rendered(prepare(saved(clear(source), "PNG"))):
            assert decoded(each.data).getchannel("A").getextrema() != (255, 255)


@pytest.mark.parametrize(
    "source", [drawing(960, 540), clear(drawing(960, 540))], ids=["opaque", "half clear"]
)
def test_both_files_of_a_drawing_hold_the_same_pixels(source: Image.Image) -> None:
    picture = prepare(saved(source, "PNG"))
    files = {(each.media_type, each.width): np.asarray(decoded(each.data)) for each in rendered(picture)}
    for width in (320, 640, 960):
        assert np.array_equal(files[WEBP, width], files[PNG, width])
    assert np.array_equal(files[PNG, 960], np.asarray(picture.pixels))
    if source.mode == "RGB":
        assert np.array_equal(files[PNG, 960], np.asarray(source))


def test_the_modern_file_is_the_smaller_one() -> None:
    for source in (saved(drawing(1280, 720), "PNG"), saved(photograph(1280, 720), "PNG")):
        modern, plain = (
            sum(
                len(each.data)
                for each in rendered(prepare(source))
                if (each.media_type in (AVIF, WEBP)) is new
            )
            for new in (True, False)
        )
        assert modern < plain


def test_shrinking_in_two_steps_is_not_seen() -> None:
    source = photograph(4_000, 1_500)
    narrow = next(each for each in rendered(prepare(saved(source, "PNG"))) if each.name.endswith("jpg"))
    at_once = decoded(saved(source.resize((320, 120), Image.Resampling.LANCZOS), "JPEG", quality=82))
    difference = np.asarray(decoded(narrow.data), int) - np.asarray(at_once, int)
    assert np.abs(difference).mean() < 1.5


def test_an_ending_that_is_none_of_ours_has_no_media_type() -> None:
    with pytest.raises(KeyError):
        media_type_of("640.svg")


@pytest.mark.parametrize("name", ["640.avif", "640-0123456789abcdef.avif"])
def test_names_of_earlier_versions_have_their_media_type_still(name: str) -> None:
    assert media_type_of(name) == AVIF


def test_pixels_are_not_changed_by_rendering() -> None:
    picture = prepare(saved(quarters(), "PNG"))
    before = picture.digest
    rendered(picture)
    assert picture.digest == before
