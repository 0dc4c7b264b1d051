from datetime import date

import pytest

from catalogue.domain.card import photograph_of
from catalogue.domain.figure_in_words import as_shown, name_of
from catalogue.domain.renditions import modern_files, plain_files, up_to

FILES = {
    "image/avif": [["320-a.avif", 320], ["640-a.avif", 640]],
    "image/webp": [["320-a.webp", 320], ["640-a.webp", 640]],
    "image/png": [["320-a.png", 320], ["640-a.png", 640]],
}
EARLIER = {"image/avif": [["640.avif", 640]], "image/jpeg": [["640.jpg", 640]]}
DAY = date(2026, 11, 22)


def test_the_type_every_browser_shows_is_the_last_whatever_it_is() -> None:
    assert plain_files(FILES) == [("320-a.png", 320), ("640-a.png", 640)]
    assert plain_files(EARLIER) == [("640.jpg", 640)]
    assert plain_files({"image/png": [["1.png", 1]]}) == [("1.png", 1)]
    assert plain_files({}) == []


def test_the_modern_types_come_before_it_the_best_first() -> None:
    assert [media_type for media_type, _ in modern_files(FILES)] == ["image/avif", "image/webp"]
    assert modern_files({"image/png": [["1.png", 1]]}) == []


@pytest.mark.parametrize(
    ("width", "names"), [(100, ["a"]), (320, ["a"]), (321, ["a", "b"]), (5000, ["a", "b", "c"])]
)
def test_files_wider_than_their_place_are_of_no_use(width: int, names: list[str]) -> None:
    assert [name for name, _ in up_to([("a", 320), ("b", 640), ("c", 960)], width)] == names


@pytest.mark.parametrize(("number", "name"), [(1, "図１"), (10, "図１０"), (27, "図２７")])
def test_a_figure_is_called_by_its_number_in_full_width_digits(number: int, name: str) -> None:
    assert name_of(number) == name


def test_a_page_from_before_there_was_a_register_shows_its_captions_alone() -> None:
    (figure,) = as_shown([{"caption": "前からある図", "digest": "a" * 64}], DAY)
    assert (figure["number"], figure["missing"]) == (
        1,
        "掲載の許諾を確かめられていないため、図を掲載していません。",
    )


def test_a_card_from_before_there_were_photographs_has_none() -> None:
    assert photograph_of({}, DAY) is None
