"""What the search page tells of how words were taken: what else was looked for, what was left out, and the way back."""

from collections.abc import Iterable
from typing import Any

from flask import current_app

from catalogue.schemas.query import SearchQuery
from catalogue.search.concepts import Way
from catalogue.search.port import Answer, Expansion
from catalogue.web.results import ONLY_AS_TYPED, Addresses

Row = dict[str, Any]


def told(addresses: Addresses, query: SearchQuery, answer: Answer) -> Row:
    """``slips`` are questions whether another word was meant, with what was done about it; ``near`` are words to try
    instead; ``switch_off`` leads to the same search without whatever was added."""
    return {
        "slips": [_slip(addresses, query.text, each) for each in answer.expansions if each.way is Way.SLIP],
        "near": [{"word": word, "url": addresses.changed(q=word)} for word in answer.near],
        "sentences": [*map(_added, _without_slips(answer.expansions)), *_left_out(answer)],
        "switch_off": (
            {"label": ONLY_AS_TYPED, "url": addresses.changed(exact="1")} if answer.expansions else None
        ),
    }


def tips() -> str:
    """How to ask more exactly, as markup. It is the same for every query."""
    macros: Any = current_app.jinja_env.get_template("_macros/tips.html").module
    markup: str = macros.search_tips()
    return markup


def _without_slips(expansions: Iterable[Expansion]) -> Iterable[Expansion]:
    return (each for each in expansions if each.way is not Way.SLIP)


def _added(expansion: Expansion) -> str:
    if expansion.way is Way.READING:
        return f"「{expansion.typed}」は{_quoted(expansion.also)}の読みとしても探しました。"
    return f"「{expansion.typed}」は{_quoted(expansion.also)}も探しました。"


def _slip(addresses: Addresses, text: str, expansion: Expansion) -> Row:
    """もしかして, with the query as it was probably meant."""
    meant = expansion.also[0]
    mended = text.replace(expansion.typed, meant) if expansion.typed in text else meant
    return {
        "meant": meant,
        "url": addresses.changed(q=mended),
        "rest": f"「{expansion.typed}」は見つからなかったため、{_quoted(expansion.also)}で探しました。",
    }


def _left_out(answer: Answer) -> Iterable[str]:
    if answer.excluded:
        yield f"{_quoted(answer.excluded)}を含む事例を除いています。"
    mended = {each.typed for each in answer.expansions if each.way is Way.SLIP}
    missing = [word for word in answer.missing if word not in mended]
    if missing:
        yield f"{_quoted(missing)}は、どの事例にも見つかりませんでした。"


def _quoted(words: Iterable[str]) -> str:
    return "".join(f"「{word}」" for word in words)
