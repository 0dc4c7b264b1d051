"""Municipalities for who types a kana or a kanji of their name: offered as they type, and read out of a form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flask import Blueprint, jsonify, render_template, request
from werkzeug.wrappers import Response

from catalogue.context import remembered, session
from catalogue.desk.guard import needs
from catalogue.domain.errors import Problem
from catalogue.domain.roles import Permission
from catalogue.domain.text import drop_forbidden_characters, quotable
from catalogue.schemas.form import first
from catalogue.search.place_names import LONGEST_NAME, Meant, Place, meant, offer, places

blueprint = Blueprint("municipalities", __name__)

ONE, OTHERS = "municipality", "other_municipalities"
# More are refused by the document anyway; so many names are looked up at most.
_MOST_OTHERS = 50


@dataclass(slots=True)
class Resolved:
    """A form whose municipalities have been looked up: ``flat`` with codes where they are certain, what is wrong with
    the others, and for the first of them the places to choose from."""

    flat: dict[str, list[str]]
    problems: list[Problem] = field(default_factory=list)
    candidates: Sequence[Place] = ()


@blueprint.get("/municipalities")
@needs(Permission.WRITE)
def index() -> str | Response:
    """Those that may be meant by ``q``; ``format=json`` for the script of the form."""
    typed = drop_forbidden_characters(request.args.get("q", ""))[:LONGEST_NAME].strip()
    offered = offer(known_places(), typed)
    if request.args.get("format") == "json":
        return jsonify(
            places=[{"place": each.place, "kana": each.kana, "code": each.code} for each in offered]
        )
    return render_template("desk/municipalities/index.html", q=typed, offered=offered)


def known_places() -> Sequence[Place]:
    """All municipalities under all their names."""
    return remembered("places", lambda: places(session()))


def in_words(flat: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The form with the names of its municipalities in the fields where they are typed, where a form has no such fields
    yet: one that was emptied stays empty."""
    named = {each.code: each.place for each in known_places()}
    filled = {name: [*values] for name, values in flat.items()}
    for name in (ONE, OTHERS):
        typed = f"{name}_text"
        if typed not in filled:
            codes = first(filled, name).split()
            filled[typed] = ["\n".join(named.get(code, code) for code in codes)]
    return filled


def resolved(flat: Mapping[str, Sequence[str]]) -> Resolved:
    """The form with the codes of the municipalities that were typed."""
    found = Resolved(in_words(flat))
    _resolve_one(found)
    _resolve_others(found)
    return found


def _resolve_one(found: Resolved) -> None:
    typed, chosen = (first(found.flat, name).strip() for name in (f"{ONE}_text", ONE))
    one = meant(known_places(), typed) if typed else Meant()
    code = one.code or next((each.code for each in one.candidates if each.code == chosen), "")
    found.flat[ONE] = [code]
    if code:
        found.flat[f"{ONE}_text"] = [_named(code)]
    elif typed:
        found.problems.append(Problem(ONE, _reason(typed, one)))
        found.candidates = one.candidates or one.near


def _resolve_others(found: Resolved) -> None:
    """One a line. What cannot be found stays as it was typed."""
    lines = [line.strip() for line in first(found.flat, f"{OTHERS}_text").splitlines() if line.strip()]
    codes, shown = [], []
    for line in lines[:_MOST_OTHERS]:
        one = meant(known_places(), line)
        codes.append(one.code or line)
        shown.append(_named(one.code) if one.code else line)
        if one.code is None:
            found.problems.append(Problem(OTHERS, _reason(line, one)))
    found.flat[OTHERS] = ["\n".join([*codes, *lines[_MOST_OTHERS:]])]
    found.flat[f"{OTHERS}_text"] = ["\n".join([*shown, *lines[_MOST_OTHERS:]])]


def _named(code: str) -> str:
    return next(each.place for each in known_places() if each.code == code)


def _reason(typed: str, one: Meant) -> str:
    words = quotable(typed, 30)
    if one.candidates:
        return f"「{words}」に当てはまる自治体がいくつかあります。どれかを選んでください（{_listed(one.candidates)}）。"
    near = (
        f"次のどれかではありませんか（{_listed(one.near)}）。"
        if one.near
        else "都道府県から書いてみてください。"
    )
    return f"「{words}」という自治体は見つかりません。{near}"


def _listed(offered: Sequence[Place]) -> str:
    return "、".join(each.place for each in offered)
