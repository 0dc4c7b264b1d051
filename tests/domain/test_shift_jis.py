import pytest

from catalogue.domain.shift_jis import as_it_comes_back, encoded, holds


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("青梅市", "青梅市"),
        ("〜−", "～－"),
        ("100m²", "100㎡"),
        ("\U00020bb7野屋", "〓野屋"),
        ("葛\U000e0100", "葛"),
    ],
)
def test_what_it_lacks_is_replaced_where_everybody_sees_it(text: str, back: str) -> None:
    assert as_it_comes_back(text) == back
    assert encoded(text) == back.encode("cp932")


def test_whether_a_text_can_be_written_in_it_is_known() -> None:
    assert holds("青梅市～")
    assert not holds("\U00020bb7")
