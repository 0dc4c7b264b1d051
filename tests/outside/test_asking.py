"""Pages are asked whether they still answer: whatever a server does, there is an answer, and in time."""

import time
from http.server import BaseHTTPRequestHandler
from threading import Event, Timer

import pytest

from catalogue.domain.link_rot import Answered, Outcome
from catalogue.outside.asking import ask
from catalogue.outside.round import ask_all
from tests.outside.servers import by_path, dripping, on_this_machine, says, serving


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        *((200, Outcome.ANSWERS), (204, Outcome.ANSWERS), (404, Outcome.GONE), (410, Outcome.GONE)),
        *((401, Outcome.UNSURE), (403, Outcome.UNSURE), (429, Outcome.UNSURE), (500, Outcome.UNSURE)),
        (503, Outcome.UNSURE),
    ],
)
def test_a_page_is_gone_only_where_its_server_says_so(status: int, outcome: Outcome) -> None:
    with serving(says(status)) as origin:
        answer = ask(f"{origin}/page", on_this_machine)
    assert (answer.outcome, answer.status) == (outcome, status)


def test_a_page_that_moved_for_good_says_where_to() -> None:
    with serving(by_path({"/old": says(301, "/new"), "/new": says(200)})) as origin:
        assert ask(f"{origin}/old", on_this_machine) == Answered(Outcome.ANSWERS, 200, f"{origin}/new")


def test_a_way_that_may_be_another_one_tomorrow_is_no_move() -> None:
    with serving(by_path({"/old": says(302, "/today"), "/today": says(200)})) as origin:
        assert ask(f"{origin}/old", on_this_machine) == Answered(Outcome.ANSWERS, 200)


def test_the_same_page_said_more_properly_is_no_move() -> None:
    with serving(by_path({"/page": says(301, "/page/"), "/page/": says(200)})) as origin:
        assert ask(f"{origin}/page", on_this_machine).moved_to is None


def test_what_a_page_leads_to_is_looked_at_like_the_first_address() -> None:
    with serving(says(302, "http://10.0.0.1/")) as origin:
        assert ask(origin, on_this_machine).outcome is Outcome.NOT_ASKED
    with serving(says(302, "file:///etc/passwd")) as origin:
        assert ask(origin, on_this_machine).outcome is Outcome.NOT_ASKED


def test_pages_that_lead_to_each_other_are_left() -> None:
    with serving(says(302, "/again")) as origin:
        answer = ask(origin, on_this_machine)
    assert answer.outcome is Outcome.UNSURE
    assert "転送" in answer.why


def test_a_server_that_is_not_there_is_silent() -> None:
    with serving(says(200)) as origin:
        pass
    assert ask(origin, on_this_machine).outcome is Outcome.SILENT
    assert ask("http://nobody.invalid/", on_this_machine).outcome is Outcome.SILENT


def test_a_server_that_speaks_something_else_is_an_answer_too() -> None:
    def gibberish(asked: BaseHTTPRequestHandler) -> None:
        asked.wfile.write(b"\x00\xff what is this\r\n\r\n")

    with serving(gibberish) as origin:
        assert ask(origin, on_this_machine).outcome is Outcome.SILENT
        assert ask(origin.replace("http:", "https:"), on_this_machine).outcome is Outcome.UNSURE


def test_a_server_that_never_ends_its_first_line_is_left_in_time() -> None:
    with dripping() as origin:
        began = time.monotonic()
        assert ask(origin, on_this_machine, patience=0.4).outcome is Outcome.SILENT
        assert time.monotonic() - began < 10, "it would have gone on for ever"


def test_a_page_is_asked_for_with_its_name_and_without_anything_of_ours() -> None:
    heard: list[dict[str, str]] = []

    def listen(asked: BaseHTTPRequestHandler) -> None:
        heard.append(dict(asked.headers))
        says(200)(asked)

    with serving(listen) as origin:
        ask(f"{origin}/page", on_this_machine)
        assert heard[0].pop("Host") == origin.removeprefix("http://")
    assert set(heard[0]) == {"User-Agent", "Accept", "Accept-Language", "Connection"}


def test_many_pages_are_asked_each_once_and_those_of_one_server_one_after_the_other() -> None:
    at_once, most = 0, 0

    def count(asked: BaseHTTPRequestHandler) -> None:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        time.sleep(0.02)
        at_once -= 1
        says(200)(asked)

    with serving(count) as one, serving(says(404)) as other:
        urls = [*(f"{one}/{number}" for number in range(5)), f"{other}/x"]
        answers = {
            url: answer for each in ask_all(urls, on_this_machine, rest=0) for url, answer in each.items()
        }
    assert set(answers) == set(urls)
    assert answers[f"{other}/x"].outcome is Outcome.GONE
    # Both servers are called 127.0.0.1, so they count as one.
    assert most == 1


def test_who_stops_listening_has_no_further_page_asked() -> None:
    asked: list[str] = []
    listening = Event()

    def slow(page: BaseHTTPRequestHandler) -> None:
        asked.append(page.path)
        listening.wait(5)
        says(200)(page)

    with serving(slow) as one, serving(says(200)) as other:
        urls = [f"{one}/{number}" for number in range(5)]
        round_ = ask_all([*urls, other.replace("127.0.0.1", "localhost")], on_this_machine, rest=0)
        next(round_)
        Timer(0.2, listening.set).start()
        round_.close()
    assert asked == ["/0"]
