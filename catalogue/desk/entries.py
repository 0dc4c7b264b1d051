"""The cases of a list or a packet as a form has them: in order, each with a note, to be moved, dropped and added.

The buttons that do so change nothing but the form: it comes back with all that was typed, and is saved when its author
says so. So it works without scripts, and nobody's list is half changed.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from flask import current_app, request

from catalogue.context import remembered, session
from catalogue.domain.errors import CatalogueError, Invalid, Problem
from catalogue.domain.shortlist import Entry, Shortlist
from catalogue.domain.text import clean, drop_forbidden_characters
from catalogue.reading.cards import all_cards
from catalogue.reading.desk_lists import node_choices, with_cards
from catalogue.schemas.shortlist import shared_of
from catalogue.schemas.shortlist_cookie import COOKIE, kept_in

Row = dict[str, Any]

CASE, NOTE = "case", "note-"
_LONGEST_SLUG, _LONGEST_NOTE = 80, 4000
_OF_AN_ENTRY = re.compile(r"entries\[(\d+)\]")


def visitors_list() -> Shortlist:
    """The list in this browser, which the public pages fill."""
    return kept_in(request.cookies.get(COOKIE, ""), str(current_app.config["SECRET_KEY"])).now


def asked_list() -> Shortlist:
    """The list that the address states; the one in this browser where it names no case."""
    shared = shared_of(request.args.to_dict(flat=False))
    if shared is None:
        return visitors_list()
    slugs = dict.fromkeys(shared.asked)
    return Shortlist(tuple(Entry(slug, shared.notes.get(slug, "")) for slug in slugs), shared.title)


def typed_list() -> Shortlist:
    """The cases and notes that the form holds, cleaned; what is too long is refused later."""
    slugs = dict.fromkeys(slug[:_LONGEST_SLUG] for slug in request.form.getlist(CASE)[:200])
    return Shortlist(tuple(Entry(slug, typed(f"{NOTE}{slug}")) for slug in slugs))


def typed(name: str) -> str:
    """One field, cleaned."""
    return clean(drop_forbidden_characters(request.form.get(name, "")[:_LONGEST_NOTE]))


def rearranged(shortlist: Shortlist) -> Shortlist | None:
    """The cases after a button that moves, drops or adds some; nothing where another one was pressed.

    Raises:
        Invalid: there would be too many.
    """
    form = request.form
    for name, change in _BUTTONS.items():
        if name in form:
            return change(shortlist, form[name])
    return None


_BUTTONS: Mapping[str, Callable[[Shortlist, str], Shortlist]] = {
    "up": lambda shortlist, slug: shortlist.move(slug, -1),
    "down": lambda shortlist, slug: shortlist.move(slug, 1),
    "drop": lambda shortlist, slug: shortlist.drop([slug]),
    "add": lambda shortlist, _: shortlist.add(_known([Entry(typed("more"))])),
    "append": lambda shortlist, _: shortlist.add(_known(visitors_list().entries)),
}


def _known(entries: Sequence[Entry]) -> list[Entry]:
    there = {slug for slug, _ in case_choices()}
    return [entry for entry in entries if entry.slug in there]


def raw_entries(shortlist: Shortlist) -> list[Row]:
    """As the schemas take them."""
    return [{"slug": entry.slug, "note": entry.note or None} for entry in shortlist.entries]


def form_parts(shortlist: Shortlist) -> Row:
    """What the templates of such a form need of its cases."""
    listed = set(shortlist.slugs)
    waiting = [entry for entry in _known(visitors_list().entries) if entry.slug not in listed]
    return {
        "entries": with_cards(session(), [(entry.slug, entry.note) for entry in shortlist.entries]),
        "more": [choice for choice in case_choices() if choice[0] not in listed],
        "waiting": len(waiting),
        "nodes": [("", "（決めていません）"), *_node_choices()],
    }


def case_choices() -> list[tuple[str, str]]:
    """Every public case to choose from, by theme."""
    return remembered("cases to choose from", _case_choices)


def _case_choices() -> list[tuple[str, str]]:
    cards = sorted(all_cards(session()), key=lambda card: (card["theme"]["name"], card["title"]))
    return [
        (card["slug"], f"{card['theme']['name']}｜{card['title']}（{card['short_place']}）") for card in cards
    ]


def _node_choices() -> list[tuple[str, str]]:
    return remembered("nodes to choose from", lambda: node_choices(session()))


def problems_of(error: CatalogueError, shortlist: Shortlist, labels: Mapping[str, str]) -> list[Row]:
    """The mistakes by the names of their fields, with what a person calls these; the whole sentence where there is none
    in particular."""
    if not isinstance(error, Invalid) or not error.problems:
        return [{"path": "", "label": "", "reason": error.message}]
    return [_at_field(problem, shortlist, labels) for problem in error.problems]


def _at_field(problem: Problem, shortlist: Shortlist, labels: Mapping[str, str]) -> Row:
    if found := _OF_AN_ENTRY.match(problem.path):
        number = int(found[1])
        path = f"{NOTE}{shortlist.slugs[number]}"
        return {"path": path, "label": f"事例（{number + 1}）", "reason": problem.reason}
    name = re.split(r"[.\[]", problem.path)[0]
    return {"path": name, "label": labels.get(name, ""), "reason": problem.reason}


def by_field(problems: Iterable[Row]) -> dict[str, str]:
    """What to say beside each field."""
    said: dict[str, str] = {}
    for problem in problems:
        said[problem["path"]] = f"{said.get(problem['path'], '')}{problem['reason']}"
    return said
