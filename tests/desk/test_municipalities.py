"""Municipalities by whatever name somebody types."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from catalogue.context import session
from catalogue.search.place_names import Meant, meant, places


@pytest.fixture(scope="module")
def known(app: Flask) -> tuple:  # type: ignore[type-arg]
    with app.app_context():
        return places(session())


def named(found: Meant) -> list[str]:
    return [each.place for each in found.candidates]


@pytest.mark.parametrize(
    "typed",
    ["さかいまち", "サカイマチ", "ｻｶｲﾏﾁ", "さかいちょう", "境町", "茨城県境町", "茨城　境町", "いばらきけんさかいまち",
     "茨城県猿島郡境町", "境町（茨城県）", "085464", "08546", "０８５４６４"],
)  # fmt: skip
def test_one_place_under_all_its_names(known: tuple, typed: str) -> None:  # type: ignore[type-arg]
    assert meant(known, typed).code == "085464"


@pytest.mark.parametrize(
    ("typed", "code"),
    [("郡山市", "072036"), ("大和郡山市", "292036"), ("四日市", "242021"), ("青梅", "132055"), ("おうめ", "132055"),
     ("東京都", "130001"), ("世田谷区", "131121")],
)  # fmt: skip
def test_a_name_is_read_whole(known: tuple, typed: str, code: str) -> None:  # type: ignore[type-arg]
    assert meant(known, typed).code == code


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("府中市", ["東京都府中市", "広島県府中市"]),
        ("伊達市", ["北海道伊達市", "福島県伊達市"]),
        ("川崎", ["宮城県川崎町", "神奈川県川崎市", "福岡県川崎町"]),
        ("さかい", ["茨城県境町", "福井県坂井市", "大阪府堺市"]),
        ("大阪", ["大阪府", "大阪府大阪市"]),
    ],
)
def test_a_name_of_several_places_is_left_to_whoever_typed_it(
    known: tuple,  # type: ignore[type-arg]
    typed: str,
    offered: list[str],
) -> None:
    found = meant(known, typed)
    assert found.code is None
    assert named(found) == offered


def test_a_beginning_is_only_offered(known: tuple) -> None:  # type: ignore[type-arg]
    found = meant(known, "会津若")
    assert (found.code, named(found)) == (None, ["福島県会津若松市"])


def test_every_place_is_meant_by_its_own_name_and_code(known: tuple) -> None:  # type: ignore[type-arg]
    assert all(meant(known, each.place).code == each.code for each in known)
    assert all(meant(known, each.code).code == each.code for each in known)


def test_what_no_place_is_called_leads_to_the_nearest(known: tuple) -> None:  # type: ignore[type-arg]
    found = meant(known, "青海市")
    assert not found.candidates
    assert "東京都青梅市" in [each.place for each in found.near]
    assert not meant(known, "ｑｗｅｒｔｙ").near
    assert not meant(known, "\u3000 ").near


def test_half_a_syllable_does_not_end_the_offer(editor: FlaskClient) -> None:
    answer = editor.get("/desk/municipalities?format=json&q=さかいm").json
    assert answer is not None
    assert "茨城県境町" in [each["place"] for each in answer["places"]]


def test_without_scripts_there_is_a_page(editor: FlaskClient) -> None:
    page = editor.get("/desk/municipalities?q=さかいまち").text
    assert "茨城県境町" in page
    assert "085464" in page
    assert "見つかりませんでした" in editor.get("/desk/municipalities?q=<script>alert(1)</script>").text
    assert "<script>alert" not in editor.get("/desk/municipalities?q=<script>alert(1)</script>").text
