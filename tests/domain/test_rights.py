"""May a picture be shown, may it be printed, and how that is said."""

from datetime import date
from typing import Any

import pytest

from catalogue.domain import rights
from catalogue.domain.cropping import crop_of
from catalogue.domain.rights_in_words import Stand, Verdict, answer, permission, stands_of, verdict_of
from catalogue.domain.vocabulary import Clearance

TODAY = date(2026, 4, 1)


def entry(**said: Any) -> dict[str, Any]:
    """What is said of a picture; what is not said here nobody has said."""
    names = ("clearance", "clearance_on", "clearance_until", "clearance_document")
    more = ("licence", "licence_note", "credit")
    return dict.fromkeys((*names, *more)) | {"printable": True} | said


def figure(**said: Any) -> dict[str, Any]:
    return {"clearance": None, "until": None, "printable": True} | said


@pytest.mark.parametrize(
    ("until", "last"),
    [
        ("2027-03-15", date(2027, 3, 15)),
        ("2027-03", date(2027, 3, 31)),
        ("2028-02", date(2028, 2, 29)),
        ("2027-12", date(2027, 12, 31)),
        ("2027", date(2027, 12, 31)),
    ],
)
def test_a_permission_until_a_month_or_a_year_covers_all_of_it(until: str, last: date) -> None:
    assert rights.last_day(until) == last
    assert rights.may_be_shown(figure(clearance="granted", until=until), last)
    assert not rights.may_be_shown(
        figure(clearance="granted", until=until), date.fromordinal(last.toordinal() + 1)
    )


@pytest.mark.parametrize(
    ("clearance", "shown"),
    [
        ("not-needed", True),
        ("granted", True),
        ("asked", False),
        ("refused", False),
        ("expired", False),
        (None, False),
    ],
)
def test_only_what_is_permitted_or_needs_no_permission_is_shown(clearance: str | None, shown: bool) -> None:
    assert rights.may_be_shown(figure(clearance=clearance), TODAY) is shown
    assert shown or rights.why_not(figure(clearance=clearance), TODAY).endswith("ため")


def test_a_picture_for_screens_only_is_shown_and_not_printed() -> None:
    only = figure(clearance="granted", printable=False)
    assert rights.may_be_shown(only, TODAY)
    assert not rights.may_be_printed(only, TODAY)


def test_what_was_permitted_until_yesterday_has_expired_without_anybody_saying_so() -> None:
    assert rights.standing("granted", "2026-03-31", TODAY) is Clearance.EXPIRED
    assert rights.standing("granted", "2026-04-01", TODAY) is Clearance.GRANTED
    assert (
        rights.why_not(figure(clearance="granted", until="2026-03-31"), TODAY)
        == "掲載の許諾の期限が切れたため"
    )


def test_the_last_day_has_no_days_left_and_is_still_a_day() -> None:
    assert rights.days_left("granted", "2026-04-01", TODAY) == 0
    assert rights.days_left("granted", "2026-05", TODAY) == 60
    assert rights.days_left("granted", "2026-03", TODAY) is None
    assert rights.days_left("granted", None, TODAY) is None
    assert rights.days_left("asked", "2026-05", TODAY) is None


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ({"clearance": "granted"}, Verdict.YES),
        ({"clearance": "not-needed"}, Verdict.YES),
        ({"clearance": "granted", "printable": False}, Verdict.NO),
        ({"clearance": "granted", "clearance_until": "2026-03"}, Verdict.NO),
        ({"clearance": "refused"}, Verdict.NO),
        ({"clearance": "expired"}, Verdict.NO),
        ({"clearance": "asked"}, Verdict.UNKNOWN),
        ({}, Verdict.UNKNOWN),
    ],
)
def test_may_we_print_this_is_answered_yes_no_or_not_known_yet(
    said: dict[str, Any], verdict: Verdict
) -> None:
    found = answer(entry(**said), TODAY)
    assert found.verdict is verdict is verdict_of(entry(**said), TODAY)
    assert found.reason.endswith("。")


def test_yes_says_since_when_until_when_and_on_which_paper() -> None:
    said = entry(
        clearance="granted",
        clearance_on="2026-03-20",
        clearance_until="2027-03",
        clearance_document="○○市商第12号",
        credit="写真：○○市提供",
        licence_note="トリミング不可",
    )
    found = answer(said, TODAY)
    assert found.reason == (
        "令和8（2026）年3月20日に許諾を得ています。期限は令和9（2027）年3月です。許諾の文書は「○○市商第12号」です。"
    )
    assert found.remarks == (
        "見せるときは、クレジット「写真：○○市提供」を添えます。",
        "利用条件の補足：トリミング不可",
    )


def test_a_picture_that_needs_no_permission_says_by_which_terms() -> None:
    found = answer(entry(clearance="not-needed", licence="cc-by-4.0"), TODAY)
    assert found.reason == "利用条件が「CC BY 4.0」で、掲載の許諾は要りません。"


def test_a_quotation_is_reminded_of_its_source() -> None:
    found = answer(entry(clearance="not-needed", licence="quotation"), TODAY)
    assert [remark for remark in found.remarks if "出典" in remark]


def test_screens_only_says_what_may_and_what_may_not_be_done() -> None:
    reason = answer(entry(clearance="granted", clearance_on="2026-03-20", printable=False), TODAY).reason
    assert "画面で見せることはできますが" in reason
    assert "令和8（2026）年3月20日に許諾を得ています" in reason


def test_a_permission_that_ends_within_ninety_days_ends_soon() -> None:
    soon, later = ("2026-06-30", "2026-07-01")
    assert rights.SOON_DAYS == 90
    assert Stand.SOON in stands_of(entry(clearance="granted", clearance_until=soon), TODAY)
    assert stands_of(entry(clearance="granted", clearance_until=later), TODAY) == {Stand.GRANTED}
    assert (
        "許諾の期限まで、あと90日です。"
        in answer(entry(clearance="granted", clearance_until=soon), TODAY).remarks
    )
    assert "許諾の期限は、今日までです。" in (
        answer(entry(clearance="granted", clearance_until="2026-04-01"), TODAY).remarks
    )


def test_all_that_is_not_in_order_stands_under_one_heading() -> None:
    for said in (
        {},
        {"clearance": "asked"},
        {"clearance": "refused"},
        {"clearance": "granted", "clearance_until": "2026-03"},
    ):
        assert Stand.OPEN in stands_of(entry(**said), TODAY), said
    assert Stand.OPEN not in stands_of(entry(clearance="not-needed"), TODAY)


def test_a_permission_is_read_as_it_stands_today() -> None:
    given = entry(clearance="granted", clearance_on="2025-04-01", clearance_until="2026-03-31")
    assert permission(given, date(2026, 3, 31)).startswith("得ています（")
    assert permission(given, TODAY) == "期限切れ（令和7（2025）年4月1日、令和8（2026）年3月31日まで）"
    assert permission(entry(), TODAY) == "未確認"


def test_a_card_shows_as_much_as_fits_around_the_point() -> None:
    assert crop_of(1600, 1600, 50, 0) == (0, 0, 1600, 900)
    assert crop_of(1600, 1600, 50, 100) == (0, 700, 1600, 900)
    assert crop_of(3200, 900, 25, 50) == (400, 0, 1600, 900)
    assert crop_of(1600, 900, 0, 100) == (0, 0, 1600, 900)
