"""Reports of mistakes: what is taken in, how many, what is done about them, and what is forgotten."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlmodel import select

from catalogue.context import private_transaction, session
from catalogue.domain.errors import Conflict, Forbidden, Invalid, NotFound
from catalogue.domain.roles import Role
from catalogue.editing import reports
from catalogue.editing.acting import Actor
from catalogue.editing.reports import TooMany, answer, forget, send, sender_of, standing_of, take
from catalogue.models import AuditRecord, Report

SLUG = "kiryu-cocotomo"
TYPED = {"about": "outcomes", "text": "参加企業の数は令和4年度のものです。"}
NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
EDITOR = Actor(None, "編集 花子", frozenset({Role.EDITOR}), "192.0.2.9", NOW)
OTHER = Actor(None, "編集 次郎", frozenset({Role.EDITOR}), "192.0.2.8", NOW)

Send = Callable[..., None]


@pytest.fixture
def desk(own_app: Flask) -> Iterator[Flask]:
    with own_app.app_context():
        yield own_app


def sent(at: datetime = NOW, sender: str = "a", slug: str = SLUG, **typed: str) -> None:
    with private_transaction() as writing:
        send(writing, slug, TYPED | typed, sender, at)


def the_report() -> Report:
    return session().exec(select(Report)).one()


def answered(actor: Actor = EDITOR, state: str = "done", said: str = "直しました。") -> None:
    report = the_report()
    with private_transaction() as writing:
        seen = standing_of(report.state, report.handled_by)
        answer(writing, actor, report.id or 0, {"state": state, "answer": said}, seen)


# What is taken in


def test_a_report_is_kept_with_its_part_and_waits_for_somebody(desk: Flask) -> None:
    sent(grounds="事業報告5ページ", informant="featured", contact="shokan@example.jp")
    found = the_report()
    assert (found.case_slug, found.path, found.text) == (SLUG, "outcomes", TYPED["text"])
    assert (found.grounds, found.informant, found.contact) == (
        "事業報告5ページ",
        "featured",
        "shokan@example.jp",
    )
    assert (found.state, found.sent_at, found.handled_by) == ("new", NOW, None)


def test_what_is_left_empty_is_not_said(desk: Flask) -> None:
    sent(grounds=" ", informant="", contact="　")
    found = the_report()
    assert (found.grounds, found.informant, found.contact) == (None, None, None)


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ({"text": ""}, "text"),
        ({"text": "あ" * 2001}, "text"),
        ({"text": "制御\x07文字"}, "text"),
        ({"about": ""}, "about"),
        ({"about": "password"}, "about"),
        ({"informant": "mayor"}, "informant"),
        ({"contact": "二行に\nわたる"}, "contact"),
        ({"contact": "a" * 201}, "contact"),
        ({"grounds": "あ" * 501}, "grounds"),
    ],
)
def test_what_breaks_a_rule_is_refused_with_the_field(desk: Flask, typed: dict[str, str], path: str) -> None:
    with pytest.raises(Invalid) as refused:
        sent(**typed)
    assert [problem.path for problem in refused.value.problems] == [path]
    assert session().exec(select(Report)).all() == []


def test_nobody_reports_a_case_that_is_not_public(desk: Flask) -> None:
    with pytest.raises(NotFound):
        sent(slug="no-such-case")


# How many


def test_a_sixth_report_within_an_hour_waits_until_the_first_is_an_hour_old(desk: Flask) -> None:
    for minutes in range(5):
        sent(NOW + timedelta(minutes=minutes))
    with pytest.raises(TooMany) as refused:
        sent(NOW + timedelta(minutes=20))
    assert refused.value.wait == timedelta(minutes=40)
    assert not refused.value.by_all
    sent(NOW + timedelta(minutes=60))


def test_a_twenty_first_report_within_a_day_waits_for_tomorrow(desk: Flask) -> None:
    for number in range(20):
        sent(NOW + number * timedelta(minutes=30))
    with pytest.raises(TooMany) as refused:
        sent(NOW + timedelta(hours=23))
    assert refused.value.wait == timedelta(hours=1)
    sent(NOW + timedelta(hours=24))


def test_one_sender_s_reports_are_not_counted_against_another(desk: Flask) -> None:
    for _ in range(5):
        sent(sender="a")
    sent(sender="b")


def test_all_senders_together_may_send_two_hundred_a_day(desk: Flask) -> None:
    for number in range(200):
        sent(sender=f"s{number}")
    with pytest.raises(TooMany) as refused:
        sent(NOW + timedelta(hours=2), sender="another")
    assert refused.value.by_all
    assert refused.value.wait == timedelta(hours=22)


def test_a_sender_is_a_digest_that_says_nothing_without_the_key() -> None:
    assert sender_of("key", "192.0.2.1") == sender_of("key", "192.0.2.1")
    assert sender_of("key", "192.0.2.1") != sender_of("key", "192.0.2.2")
    assert sender_of("key", "192.0.2.1") != sender_of("other key", "192.0.2.1")
    assert "192" not in sender_of("key", "192.0.2.1")


def test_one_subscriber_of_ipv6_is_one_sender() -> None:
    assert sender_of("key", "2001:db8:1:2::1") == sender_of("key", "2001:db8:1:2:ffff::9")
    assert sender_of("key", "2001:db8:1:2::1") != sender_of("key", "2001:db8:1:3::1")


def test_an_old_address_in_new_clothes_is_the_same_sender() -> None:
    assert sender_of("key", "::ffff:192.0.2.1") == sender_of("key", "192.0.2.1")
    assert sender_of("key", None) == sender_of("key", "nonsense")


# What is done about it


def test_who_takes_a_report_is_named_and_the_trail_knows(desk: Flask) -> None:
    sent()
    with private_transaction() as writing:
        take(writing, EDITOR, the_report().id or 0, "new ")
    assert (the_report().state, the_report().handled_by) == ("taken", "編集 花子")
    trail = session().exec(select(AuditRecord)).one()
    assert (trail.act, trail.subject, trail.who) == ("report-answered", SLUG, "編集 花子")
    assert "対応中" in (trail.detail or "")


def test_the_second_to_take_a_report_is_told_who_was_first(desk: Flask) -> None:
    sent()
    number = the_report().id or 0
    with private_transaction() as writing:
        take(writing, EDITOR, number, "new ")
    with pytest.raises(Conflict, match="編集 花子"), private_transaction() as writing:
        take(writing, OTHER, number, "new ")
    with private_transaction() as writing:
        take(writing, OTHER, number, "taken 編集 花子")
    assert the_report().handled_by == "編集 次郎"


def test_an_answer_says_how_it_ended_and_what_was_done(desk: Flask) -> None:
    sent(contact="090-0000-0000")
    answered(state="no-mistake", said="事業報告のとおりでした。")
    found = the_report()
    assert (found.state, found.answer, found.handled_at) == ("no-mistake", "事業報告のとおりでした。", NOW)
    trail = session().exec(select(AuditRecord)).one()
    assert "090" not in (trail.detail or "")
    assert TYPED["text"] not in (trail.detail or "")


@pytest.mark.parametrize(
    "typed", [{"state": "done"}, {"answer": "直した"}, {"state": "new", "answer": "直した"}]
)
def test_an_answer_needs_both(desk: Flask, typed: dict[str, str]) -> None:
    sent()
    with pytest.raises(Invalid), private_transaction() as writing:
        answer(writing, EDITOR, the_report().id or 0, typed, "new ")
    assert the_report().state == "new"


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.MEMBER])
def test_who_may_not_write_deals_with_nothing(desk: Flask, role: Role) -> None:
    sent()
    reader = Actor(None, "読むだけ", frozenset({role}), "192.0.2.9", NOW)
    with pytest.raises(Forbidden), private_transaction() as writing:
        take(writing, reader, the_report().id or 0, "new ")
    with pytest.raises(Forbidden), private_transaction() as writing:
        answer(writing, reader, the_report().id or 0, {"state": "done", "answer": "直した"}, "new ")


# What is forgotten


@pytest.mark.parametrize(("days", "kept"), [(179, "shokan@example.jp"), (180, None)])
def test_a_contact_is_forgotten_180_days_after_the_report_was_dealt_with(
    desk: Flask, days: int, kept: str | None
) -> None:
    sent(contact="shokan@example.jp")
    answered()
    with private_transaction() as writing:
        forget(writing, NOW + timedelta(days=days))
    assert the_report().contact == kept


def test_a_contact_is_kept_while_nobody_has_dealt_with_the_report(desk: Flask) -> None:
    sent(contact="shokan@example.jp")
    with private_transaction() as writing:
        forget(writing, NOW + timedelta(days=1000))
    assert the_report().contact == "shokan@example.jp"


def test_a_new_report_makes_the_table_forget_too(desk: Flask) -> None:
    sent(contact="shokan@example.jp")
    answered()
    sent(NOW + timedelta(days=200), sender="b")
    first = session().exec(select(Report).order_by(Report.id)).first()  # type: ignore[arg-type]
    assert first is not None
    assert first.contact is None


def test_a_sender_is_forgotten_once_no_longer_counted(desk: Flask) -> None:
    sent()
    with private_transaction() as writing:
        forget(writing, NOW + reports.A_DAY)
    assert the_report().sender == ""
