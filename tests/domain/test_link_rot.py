"""When readers are told that a cited page no longer answers."""

from datetime import UTC, datetime, timedelta

from catalogue.domain.link_rot import Outcome, Standing, is_dead, warning

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


def known(
    outcome: Outcome | None,
    since: datetime | None = None,
    read_on: str | None = None,
    at: datetime | None = NOW,
) -> Standing:
    return Standing(outcome, at, since, read_on)


def test_a_page_that_is_said_to_be_gone_is_told_of_at_once() -> None:
    assert warning(known(Outcome.GONE, NOW)) == (
        "令和8（2026）年11月22日に確かめたときは、このページを開けませんでした。"
    )


def test_a_server_that_was_silent_once_may_have_rested() -> None:
    assert not is_dead(known(Outcome.SILENT, NOW))
    assert not is_dead(known(Outcome.SILENT, NOW - timedelta(hours=23)))
    assert is_dead(known(Outcome.SILENT, NOW - timedelta(days=1)))


def test_what_a_program_cannot_find_out_is_not_held_against_a_page() -> None:
    for outcome in (Outcome.UNSURE, Outcome.NOT_ASKED, Outcome.ANSWERS, None):
        assert warning(known(outcome, NOW - timedelta(days=9))) == ""


def test_who_has_read_it_since_knows_better() -> None:
    assert not is_dead(known(Outcome.GONE, NOW, read_on="2026-11-22"))
    assert is_dead(known(Outcome.GONE, NOW, read_on="2026-11-21"))
    assert warning(known(None, at=None, read_on="2026-11-22")) == ""
