"""Asking many pages: several servers at once, but each of them one page at a time, with a rest between."""

from collections.abc import Generator, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from threading import Event
from urllib.parse import urlsplit

from catalogue.domain.link_rot import Answered
from catalogue.outside.addresses import Allowed, is_public
from catalogue.outside.asking import ask

AT_ONCE = 4
REST = 1.0


def ask_all(
    urls: Iterable[str], allowed: Allowed = is_public, *, rest: float = REST
) -> Generator[Mapping[str, Answered], None, None]:
    """What each page answers, one server's pages at a time, as they come. ``rest`` is in seconds. Who stops listening
    has no further page asked."""
    over = Event()
    with ThreadPoolExecutor(AT_ONCE) as people:
        asked = [people.submit(_of_one_server, each, allowed, rest, over) for each in _by_server(urls)]
        try:
            for each in as_completed(asked):
                yield each.result()
        finally:
            over.set()


def _by_server(urls: Iterable[str]) -> list[list[str]]:
    servers: dict[str, list[str]] = {}
    for url in urls:
        servers.setdefault(_server(url), []).append(url)
    return list(servers.values())


def _server(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _of_one_server(urls: list[str], allowed: Allowed, rest: float, over: Event) -> dict[str, Answered]:
    answers: dict[str, Answered] = {}
    for url in urls:
        if over.wait(rest if answers else 0):
            break
        answers[url] = ask(url, allowed)
    return answers
