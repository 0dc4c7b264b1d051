from itertools import combinations

import numpy as np
import pytest
from PIL import Image, ImageEnhance

from catalogue.images.impression import on_white
from catalogue.images.likeness import ALIKE, distance, likeness
from catalogue.images.pipeline import prepare
from catalogue.settings import ROOT
from tests.images.pictures import decoded, photograph, saved

FIGURES = {path.stem: path.read_bytes() for path in sorted((ROOT / "seeds/figures").glob("*.png"))}


def scene(number: int) -> Image.Image:
    """Soft shapes of many sizes, as far as light and dark go like a photograph."""
    patches = np.random.default_rng(number).integers(0, 255, (9, 12, 3)).astype("uint8")
    return Image.fromarray(patches).resize((1_200, 900), Image.Resampling.BICUBIC)


PICTURES = {name: prepare(data).pixels for name, data in FIGURES.items()}
PICTURES |= {f"scene {number}": scene(number) for number in range(4)} | {"grain": photograph(1_200, 900)}


def of(picture: Image.Image) -> str:
    return likeness(on_white(picture))


def again(picture: Image.Image, form: str, **options: object) -> Image.Image:
    return decoded(saved(picture, form, **options)).convert("RGB")


def narrower(picture: Image.Image, width: int) -> Image.Image:
    size = width, round(picture.height * width / picture.width)
    return picture.resize(size, Image.Resampling.LANCZOS)


@pytest.mark.parametrize("name", PICTURES)
def test_the_same_picture_worked_over_is_alike(name: str) -> None:
    picture = PICTURES[name]
    worked_over = {
        "re-saved": again(picture, "PNG"),
        "recompressed": again(picture, "JPEG", quality=40),
        "in WebP": again(picture, "WEBP", quality=50),
        "half as wide": narrower(picture, picture.width // 2),
        "as wide as a thumbnail": narrower(picture, 320),
        "a little brighter": ImageEnhance.Brightness(picture).enhance(1.15),
        "a little darker": ImageEnhance.Brightness(picture).enhance(0.85),
        "with more contrast": ImageEnhance.Contrast(picture).enhance(1.2),
        "small and recompressed": again(narrower(picture, 400), "JPEG", quality=50),
    }
    original = of(picture)
    assert max(distance(original, of(other)) for other in worked_over.values()) <= ALIKE - 4


def test_different_pictures_are_not_alike() -> None:
    likenesses = [of(picture) for picture in PICTURES.values()]
    assert min(distance(one, other) for one, other in combinations(likenesses, 2)) >= ALIKE + 6


def test_the_figures_of_the_catalogue_are_eight_different_pictures() -> None:
    assert len(FIGURES) == 8
    pairs = combinations((of(PICTURES[name]) for name in FIGURES), 2)
    assert all(distance(one, other) > ALIKE for one, other in pairs)


def test_a_likeness_has_sixteen_digits_and_no_distance_to_itself() -> None:
    first, second = of(PICTURES["grain"]), of(PICTURES["scene 1"])
    assert len(first) == 16
    assert distance(first, first) == 0
    assert distance(first, second) == distance(second, first) > 0
    assert distance("0" * 16, "f" * 16) == 64


def test_upside_down_is_another_picture() -> None:
    picture = PICTURES["scene 1"]
    assert distance(of(picture), of(picture.rotate(180))) > ALIKE


def test_what_is_clear_counts_as_white() -> None:
    picture = Image.new("RGBA", (60, 60))
    picture.paste(scene(1).resize((30, 30)).convert("RGBA"), (10, 10))
    ground = Image.new("RGB", (60, 60), "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    assert distance(of(picture), of(ground)) <= 2


@pytest.mark.parametrize("colour", ["white", "black", "#336699"])
def test_a_single_colour_has_a_likeness_too(colour: str) -> None:
    plain = Image.new("RGB", (1, 1), colour)
    assert distance(of(plain), of(plain.resize((900, 600)))) == 0
