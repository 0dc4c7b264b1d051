from typing import Any

import pytest
from marshmallow import ValidationError

from catalogue.schemas.synonyms import SynonymsSchema


def problems(*groups: dict[str, Any], **more: Any) -> Any:
    with pytest.raises(ValidationError) as caught:
        SynonymsSchema().load({"groups": list(groups), **more})
    return caught.value.messages


def test_a_group_says_the_same_or_leads_from_words_to_others() -> None:
    loaded = SynonymsSchema().load(
        {
            "groups": [
                {"same": ["空き店舗", "空店舗"]},
                {"typed": ["シェアオフィス"], "also": ["コワーキングスペース"]},
            ],
            "light": ["事例"],
        }
    )
    assert loaded["groups"][0] == {"same": ["空き店舗", "空店舗"], "typed": [], "also": []}
    assert loaded["light"] == ["事例"]


@pytest.mark.parametrize(
    "half", [{}, {"same": ["空き店舗"]}, {"typed": ["空き店舗"]}, {"also": ["空き店舗"]}]
)
def test_half_a_group_is_refused(half: dict[str, Any]) -> None:
    assert "groups" in problems(half)


def test_both_kinds_in_one_group_are_refused() -> None:
    told = problems({"same": ["空き店舗", "空店舗"], "typed": ["貸店舗"], "also": ["店舗"]})
    assert told["groups"][0]["_schema"] == ["same と typed・also は、別の行に分けてください。"]


def test_a_word_of_one_letter_is_refused() -> None:
    assert problems({"same": ["空き店舗", "店"]})["groups"][0]["same"][1] == ["2文字以上で書いてください。"]


def test_a_word_written_twice_is_refused() -> None:
    told = problems({"typed": ["貸店舗"], "also": ["空き店舗", "貸店舗"]})
    assert told["groups"][0]["also"][1] == ["「貸店舗」が2回書かれています。"]


def test_what_is_misspelt_is_told() -> None:
    assert "smae" in problems({"smae": ["空き店舗", "空店舗"]})["groups"][0]
