"""What somebody may be about to type: a page of links, and the same as data for the script of the search boxes."""

from typing import Any

from flask import Blueprint, jsonify, render_template, request, url_for
from werkzeug.wrappers import Response

from catalogue.context import kit, session
from catalogue.reading.suggestions import Suggestions, suggest
from catalogue.schemas.query import parse

Row = dict[str, Any]

blueprint = Blueprint("suggest", __name__)

A_MINUTE = "public, max-age=60"


@blueprint.get("/suggest")
def index() -> str | Response:
    """Words, cases and municipalities that go on as what was typed begins."""
    typed = parse(request.args.to_dict(flat=False)).text
    offered = _links(suggest(session(), kit().index, typed))
    if request.args.get("format") != "json":
        return render_template("web/suggest/show.html", q=typed, offered=offered)
    answer = jsonify(suggestions=offered)
    answer.headers["Cache-Control"] = A_MINUTE
    return answer


def _links(found: Suggestions) -> list[Row]:
    """In the order they are shown. ``value`` is what would stand in the box, where it is words that are offered."""
    whole = [f"{found.before} {word}".strip() for word in found.words]
    words = [
        {"kind": "言葉", "text": word, "value": words, "url": url_for("cases.index", q=words)}
        for word, words in zip(found.words, whole, strict=True)
    ]
    cases = [
        {"kind": "事例", "text": title, "url": url_for("cases.show", slug=slug)}
        for slug, title in found.titles
    ]
    before = found.before or None
    places = [
        {"kind": "自治体", "text": place, "url": url_for("cases.index", q=before, municipality=code)}
        for code, place in found.places
    ]
    return [*words, *cases, *places]
