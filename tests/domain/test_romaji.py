import pytest

from catalogue.domain.romaji import romaji


@pytest.mark.parametrize(
    ("kana", "latin"),
    [
        ("おうめし", "omeshi"),
        ("さかいまち", "sakaimachi"),
        ("しんじゅくく", "shinjukuku"),
        ("ほっかいどう", "hokkaido"),
        ("はっちょう", "hatcho"),
        ("せんぼくし", "sembokushi"),
        ("にいがたし", "niigatashi"),
        ("ニセコちょう", "nisekocho"),
        ("りゅうがさきし", "ryugasakishi"),
        ("青梅", ""),
        ("", ""),
    ],
)
def test_a_place_is_spelt_as_on_a_passport(kana: str, latin: str) -> None:
    assert romaji(kana) == latin
