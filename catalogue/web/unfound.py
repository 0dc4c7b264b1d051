"""Has the words nobody finds anything for counted, once the page is on its way to its reader."""

from werkzeug.wrappers import Response

from catalogue.context import aside, kit
from catalogue.domain.clock import day_in_tokyo
from catalogue.editing.unfound import count, words_to_count
from catalogue.reading.search import Found
from catalogue.schemas.query import SearchQuery


def count_unfound(query: SearchQuery, found: Found, answer: Response) -> None:
    """Words alone, on the first page: who then turns pages or ticks boxes asks no second time."""
    if not query.is_plain or found.unavailable:
        return
    words = words_to_count(query.text, found.answer.missing)
    if words:
        built = kit()
        today = day_in_tokyo(built.now())
        answer.call_on_close(lambda: aside(built, lambda session: count(session, words, today)))
