"""What must be said of a picture before its permission may be called in order, and what cannot be said at once."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import ValidationError

from catalogue.domain.rights import last_day
from catalogue.domain.vocabulary import Clearance, Licence
from catalogue.editing.gate import flatten
from catalogue.schemas.image_record import ImageRecordSchema, RegisterSchema
from tests.schemas.documents import an_entry

SCHEMA = ImageRecordSchema()


def entry(**changes: Any) -> dict[str, Any]:
    """An entry that is in order without any permission."""
    return {name: value for name, value in an_entry(**changes).items() if name != "file"}


def permitted(**changes: Any) -> dict[str, Any]:
    """An entry whose picture somebody has permitted us to show."""
    given_then = {"clearance_on": "2025-03-14", "clearance_document": "青商発第1号への返信"}
    return entry(licence="individual", clearance="granted") | given_then | changes


def problems_of(document: Any) -> dict[str, str]:
    try:
        SCHEMA.load(document)
    except ValidationError as error:
        return {each.path: each.reason for each in flatten(error.messages)}
    return {}


@pytest.mark.parametrize("document", [entry(), permitted(), permitted(clearance_until="2027-03")])
def test_a_whole_entry_is_taken(document: dict[str, Any]) -> None:
    assert problems_of(document) == {}


def test_of_a_picture_that_has_just_come_nothing_need_be_known() -> None:
    stored = SCHEMA.load({})
    assert (stored["clearance"], stored["printable"], stored["decorative"]) == (None, True, False)
    assert (stored["focus_x"], stored["focus_y"]) == (50, 50)


@pytest.mark.parametrize("clearance", [None, "asked", "refused", "expired"])
def test_what_is_not_in_order_may_be_known_by_half(clearance: str | None) -> None:
    assert problems_of({"clearance": clearance, "holder": "○○市"}) == {}


@pytest.mark.parametrize("whole", [entry(), permitted()])
@pytest.mark.parametrize("name", ["kind", "holder", "credit", "licence", "alternative"])
def test_nothing_is_in_order_while_one_of_these_is_not_known(whole: dict[str, Any], name: str) -> None:
    assert list(problems_of(whole | {name: None})) == [name]


@pytest.mark.parametrize("name", ["clearance_on", "clearance_document"])
def test_a_permission_has_its_day_and_its_document(name: str) -> None:
    assert list(problems_of(permitted(**{name: None}))) == [name]


@pytest.mark.parametrize("licence", Licence)
def test_only_terms_that_are_known_to_allow_it_make_a_permission_needless(licence: Licence) -> None:
    refused = licence in (Licence.UNKNOWN, Licence.INDIVIDUAL)
    told = problems_of(entry(licence=licence.value))
    assert told == (
        {"clearance": f"利用条件が「{licence.label}」のときは、許諾を「不要」にできません。"}
        if refused
        else {}
    )


@pytest.mark.parametrize("clearance", Clearance)
def test_an_ornament_has_no_text_and_needs_none(clearance: Clearance) -> None:
    ornament = permitted(clearance=clearance.value, licence="cc-by-4.0", decorative=True)
    assert list(problems_of(ornament)) == ["decorative"]
    assert problems_of(ornament | {"alternative": None}) == {}


@pytest.mark.parametrize(
    ("until", "fits"),
    [
        ("2025-03-13", False),
        ("2025-02", False),
        ("2024", False),
        ("2025-03-14", True),
        ("2025-03", True),
        ("2025", True),
        ("2026", True),
    ],
)
def test_a_permission_does_not_end_before_it_was_given(until: str, fits: bool) -> None:
    told = problems_of(permitted(clearance_until=until))
    assert (told == {}) == fits
    assert fits or list(told) == ["clearance_until"]


@pytest.mark.parametrize("day", ["FY2025", "令和7年", "2025-02-30", "9999-12-31", "たぶん春"])
def test_a_day_of_a_permission_is_one_of_the_calendar(day: str) -> None:
    assert list(problems_of(permitted(clearance_on=day))) == ["clearance_on"]


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"focus_x": -1}, "focus_x"),
        ({"focus_y": 101}, "focus_y"),
        ({"focus_x": 33.3}, "focus_x"),
        ({"focus_x": "左"}, "focus_x"),
        ({"kind": "painting"}, "kind"),
        ({"licence": "自由"}, "licence"),
        ({"clearance": "たぶん"}, "clearance"),
        ({"credit": "一行め\n二行め"}, "credit"),
        ({"alternative": "あ" * 2001}, "alternative"),
        ({"digest": "0" * 64}, "digest"),
        ({"version": 3}, "version"),
    ],
)
def test_each_mistake_is_named_by_its_place_in_japanese(changes: dict[str, Any], path: str) -> None:
    told = problems_of(entry(**changes))
    assert list(told) == [path]
    assert any("\u3040" <= letter <= "\u30ff" for letter in told[path])


def test_a_long_description_may_have_several_lines() -> None:
    stored = SCHEMA.load(entry(long_description="一行め\r\n二行め", note="一行め\n二行め"))
    assert stored["long_description"] == "一行め\n二行め"


@given(st.fixed_dictionaries({}, optional={name: st.text(max_size=12) for name in SCHEMA.fields}))
def test_whatever_is_typed_is_taken_or_refused_in_words(document: dict[str, str]) -> None:
    told = problems_of(document)
    assert all(any("\u3040" <= letter <= "\u30ff" for letter in reason) for reason in told.values())


@given(st.dates(), st.sampled_from([4, 7, 10]))
def test_whatever_day_is_taken_has_a_last_day_of_its_own(day: Any, length: int) -> None:
    text = day.isoformat()[:length]
    if not problems_of(permitted(clearance_on=text)):
        assert last_day(text).isoformat().startswith(text)


def test_the_register_of_the_seeds_names_each_file_once() -> None:
    pictures = [an_entry(), an_entry(file="other.png"), an_entry()]
    with pytest.raises(ValidationError) as refused:
        RegisterSchema().load({"pictures": pictures})
    assert {each.path for each in flatten(refused.value.messages)} == {"pictures[2].file"}
    assert len(RegisterSchema().load({"pictures": pictures[:2]})["pictures"]) == 2
