"""The forms by which a plan is written: what each field is called, and how what was typed becomes part of the document.

A form sends text. Lists stand in it line by line; what is left empty is not known.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from catalogue.domain import dates_as_typed
from catalogue.domain.errors import Problem
from catalogue.schemas.fields import PARAGRAPH, SHORT, Document, Text, optional

Typed = Mapping[str, Any]
Raw = dict[str, Any]

NODE = {
    "kind": "種類",
    "label": "番号などの表示",
    "title": "表題",
    "subtitle": "副題",
    "heading": "当サイトの見出し",
    "text": "本文",
    "priority": "重点",
    "source": "出典",
    "code": "コード",
    "parent": "移す先",
}
FACTS = {
    "slug": "アドレスの名前",
    "title": "計画の題名",
    "short_title": "短い題名",
    "standing": "位置づけ",
    "period": "計画期間",
    "supersedes": "前の計画",
    "introduction": "紹介文",
}
SOURCE = {
    "title": "資料の表題",
    "publisher": "発行者",
    "date": "日付",
    "url": "公開先のアドレス",
    "note": "この資料についての説明",
}
EDGE = {
    "kind": "どう変わったか",
    "older": "前の計画の項目",
    "newer": "この計画の項目",
    "words": "資料の言葉",
    "reading": "当サイトの読み取り",
    "source": "出典",
}
DECISION = {"reference": "文書番号", "comment": "備考"}


class DecisionForm(Document):
    """What is noted of a publication."""

    reference = optional(Text(SHORT))
    comment = optional(Text(PARAGRAPH, lines=True))


def node_of(typed: Typed) -> Raw:
    """A node as a form sends it, for the node's schema; without what stands below it."""
    return _lines_of(typed, ("kind", "label", "title", "subtitle", "heading", "source", "code")) | {
        "text": _rows(typed.get("text")),
        "priority": bool(typed.get("priority")),
    }


def facts_of(typed: Typed) -> Raw:
    """The facts a form holds; one it does not show is not in it."""
    return _lines_of(typed, [name for name in FACTS if name in typed])


def source_of(typed: Typed) -> Raw:
    """A paper. What cannot be read as a date stays as typed, for the schema to speak of."""
    raw = _lines_of(typed, SOURCE)
    try:
        return raw | {"date": dates_as_typed.stored(raw["date"]) if raw["date"] else None}
    except ValueError:
        return raw


def typed_source(paper: Mapping[str, Any]) -> dict[str, Any]:
    """A paper as its form shows it."""
    typed = typed_of(paper, SOURCE)
    return typed | {"date": dates_as_typed.to_edit(typed["date"])}


def decision_of(typed: Typed) -> Raw:
    """What is noted of a publication."""
    return _lines_of(typed, DECISION)


def rows_of(text: str | None) -> list[str]:
    """The lines of a field that holds several things."""
    return _rows(text) or []


def typed_of(part: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """The fields of a form as they show a part of the document."""
    return {name: _shown(part.get(name)) for name in names}


def labelled(problems: Iterable[Problem], words: Mapping[str, str]) -> list[dict[str, str]]:
    """Problems as a form shows them: ``path`` is the name of a field of it, or empty."""
    return [_labelled(problem, words) for problem in problems]


def _labelled(problem: Problem, words: Mapping[str, str]) -> dict[str, str]:
    name, _, row = problem.path.partition("[")
    if name not in words:
        return {"path": "", "label": "", "reason": problem.reason}
    line = f"（{int(row[:-1]) + 1}行目）" if row[:-1].isdigit() else ""
    return {"path": name, "label": f"{words[name]}{line}", "reason": problem.reason}


def _lines_of(typed: Typed, names: Iterable[str]) -> Raw:
    return {name: str(typed.get(name) or "").strip() or None for name in names}


def _rows(text: Any) -> list[str] | None:
    rows = [line.strip() for line in str(text or "").splitlines()]
    return [row for row in rows if row] or None


def _shown(value: Any) -> Any:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "\n".join(value)
    return "" if value is None else value
