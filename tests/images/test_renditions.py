from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from catalogue.images.pipeline import Picture, prepare
from catalogue.images.renditions import (
    AVIF,
    JPEG,
    PNG,
    WIDTHS,
    Rendition,
    fallback_type,
    media_type_of,
    plan,
    render,
    srcset,
)
from tests.images.pictures import decoded, drawing, photograph, quarters, saved


def rendered(picture: Picture) -> list[Rendition]:
    return list(render(picture, fallback_type(picture)))


def test_a_wide_drawing_has_five_widths_in_two_formats() -> None:
    renditions = rendered(prepare(saved(drawing(1600, 900), "PNG")))
    assert [each.name for each in renditions] == [
        f"{width}.{suffix}" for width in WIDTHS for suffix in ("avif", "png")
    ]
    assert {each.name: each.height for each in renditions}["640.png"] == 360


def test_every_rendition_is_what_it_says_it_is() -> None:
    for source in (saved(drawing(700, 500), "PNG"), saved(photograph(700, 500), "JPEG")):
        for each in rendered(prepare(source)):
            picture = decoded(each.data)
            assert picture.size == (each.width, each.height)
            assert Image.MIME[picture.format or ""] == each.media_type == media_type_of(each.name)


@given(st.integers(1, 12_000), st.integers(1, 12_000))
def test_no_rendition_is_wider_than_the_picture_or_the_widest_step(width: int, height: int) -> None:
    planned = plan(width, height, PNG)
    widths = [each.width for each in planned if each.media_type == AVIF]
    assert widths == sorted(set(widths))
    assert widths[-1] == min(width, 1600)
    assert all(abs(each.height - height * each.width / width) <= 1 for each in planned)
    assert all(each.height >= 1 for each in planned)


def test_a_picture_between_two_steps_ends_with_its_own_width() -> None:
    assert [each.name for each in plan(700, 500, JPEG)] == [
        f"{width}.{suffix}" for width in (320, 640, 700) for suffix in ("avif", "jpg")
    ]


def test_a_single_pixel_has_its_two_renditions() -> None:
    renditions = rendered(prepare(saved(Image.new("RGB", (1, 1)), "PNG")))
    assert [decoded(each.data).size for each in renditions] == [(1, 1), (1, 1)]


def test_the_same_picture_gives_the_same_bytes() -> None:
    picture = prepare(saved(drawing(640, 360), "PNG"))
    assert rendered(picture) == rendered(picture)


def test_what_is_there_already_is_not_made_again() -> None:
    picture = prepare(saved(drawing(640, 360), "PNG"))
    made = [each.name for each in render(picture, PNG, but=["320.avif", "640.png"])]
    assert made == ["320.png", "640.avif"]


@pytest.mark.parametrize(
    ("picture", "form", "fallback"),
    [
        (drawing(800, 450), "PNG", PNG),
        (drawing(800, 450).quantize(64), "GIF", PNG),
        (drawing(800, 450), "WEBP", PNG),
        (drawing(800, 450), "JPEG", JPEG),
        (photograph(400, 300), "PNG", JPEG),
        (photograph(400, 300).convert("L"), "PNG", JPEG),
    ],
    ids=["drawing", "drawing in GIF", "drawing in WebP", "drawing in JPEG", "photograph", "grey photograph"],
)
def test_drawings_fall_back_to_png_and_photographs_to_jpeg(
    picture: Image.Image, form: str, fallback: str
) -> None:
    assert fallback_type(prepare(saved(picture, form))) == fallback


def test_a_transparent_photograph_falls_back_to_png() -> None:
    picture = photograph(200, 100)
    picture.putalpha(Image.linear_gradient("L").resize(picture.size))
    renditions = rendered(prepare(saved(picture, "PNG")))
    assert {each.media_type for each in renditions} == {AVIF, PNG}
    assert all(decoded(each.data).getchannel("A").getextrema() != (255, 255) for each in renditions)


def test_a_drawing_at_its_own_width_is_kept_pixel_by_pixel() -> None:
    source = drawing(960, 540)
    largest = rendered(prepare(saved(source, "PNG")))[-1]
    assert largest.name == "960.png"
    assert np.array_equal(np.asarray(decoded(largest.data)), np.asarray(source))


def test_coloured_hairlines_of_a_drawing_stay_crisp_in_avif() -> None:
    source = Image.new("RGB", (320, 120), "white")
    for left in range(10, 310, 12):
        source.paste("#c00000", (left, 10, left + 1, 110))
    avif = rendered(prepare(saved(source, "PNG")))[0]
    shown = np.asarray(decoded(avif.data).convert("RGB"), int)
    assert avif.name == "320.avif"
    assert shown[60, 10, 0] - shown[60, 10, 1] > 150  # red on the line
    assert shown[60, 12].min() > 235  # white two pixels beside it


def test_avif_is_the_smaller_of_the_two() -> None:
    for source in (saved(drawing(1280, 720), "PNG"), saved(photograph(1280, 720), "PNG")):
        sizes = {each.name: len(each.data) for each in rendered(prepare(source))}
        assert sum(size for name, size in sizes.items() if name.endswith("avif")) < sum(sizes.values()) / 2


def test_srcset_lists_names_and_widths_by_media_type_with_avif_first() -> None:
    choices = srcset(plan(700, 500, JPEG))
    assert list(choices) == [AVIF, JPEG]
    assert choices[JPEG] == [("320.jpg", 320), ("640.jpg", 640), ("700.jpg", 700)]


def test_an_ending_that_is_none_of_ours_has_no_media_type() -> None:
    with pytest.raises(KeyError):
        media_type_of("640.svg")


def test_pixels_are_not_changed_by_rendering() -> None:
    picture = prepare(saved(quarters(), "PNG"))
    before = replace(picture, pixels=picture.pixels.copy()).digest
    rendered(picture)
    assert picture.digest == before
