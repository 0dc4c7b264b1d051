"""Changing the table of synonyms, as its document holds it: ``{"groups": [{same, typed, also}], "light": […]}``.

A group has no name of its own; it is known by a key made of its words, so that a form that was open while somebody else
changed the group finds it no more. Changes are as those of ``theme_table``: in place, each with a sentence.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from catalogue.domain.errors import Conflict

Document = dict[str, Any]
Group = Mapping[str, list[str]]
Change = Callable[[Document], str]

GONE = "この組は、開いている間にほかの人が変えたか、外しました。いまの表を確かめてください。"
_PARTS = ("same", "typed", "also")
_BETWEEN = re.compile(r"[、，,\n\r\t]+")


def key_of(group: Group) -> str:
    """What a group is known by."""
    words = json.dumps([list(group[part]) for part in _PARTS], ensure_ascii=True)
    return hashlib.sha256(words.encode("ascii")).hexdigest()[:12]


def group_of(document: Mapping[str, Any], key: str) -> Group:
    """The group with this key. Raises Conflict where there is none (any more)."""
    found: Group | None = next((group for group in document["groups"] if key_of(group) == key), None)
    if found is None:
        raise Conflict(GONE)
    return found


def words_in(text: str) -> list[str]:
    """What somebody typed as a list: parted by 、 or by lines."""
    return [word for each in _BETWEEN.split(text) if (word := each.strip())]


def described(group: Group) -> str:
    """空き店舗＝空店舗, or 朝市→マーケット."""
    return "＝".join(group["same"]) or f"{'・'.join(group['typed'])}→{'・'.join(group['also'])}"


def found_from(groups: Iterable[Group]) -> list[str]:
    """The words of these groups that lead to others when they are typed."""
    return list(dict.fromkeys(word for group in groups for word in (*group["same"], *group["typed"])))


def add_group(group: Group) -> Change:
    """A new group, the last."""

    def change(document: Document) -> str:
        document["groups"].append(dict(group))
        return f"「{described(group)}」を加えた"

    return change


def edit_group(key: str, group: Group) -> Change:
    """Other words for a group, in its place."""

    def change(document: Document) -> str:
        before = group_of(document, key)
        document["groups"][document["groups"].index(before)] = dict(group)
        return f"「{described(before)}」を「{described(group)}」に直した"

    return change


def drop_group(key: str) -> Change:
    """Away with a group."""

    def change(document: Document) -> str:
        group = group_of(document, key)
        document["groups"].remove(group)
        return f"「{described(group)}」を外した"

    return change


def set_light(words: list[str]) -> Change:
    """Other light words."""

    def change(document: Document) -> str:
        before = document["light"]
        document["light"] = words
        came = [word for word in words if word not in before]
        went = [word for word in before if word not in words]
        said = [f"{'、'.join(some)}を{done}" for some, done in ((came, "加えた"), (went, "外した")) if some]
        return f"見つからなくてもよい語に{'、'.join(said)}" if said else "見つからなくてもよい語を並べ替えた"

    return change
