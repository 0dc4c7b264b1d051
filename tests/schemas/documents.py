"""The smallest documents that pass, for tests to spoil. Nothing in them pretends to be real."""

from typing import Any


def a_case(**changes: Any) -> dict[str, Any]:
    """A case as a seed file would hold it."""
    return {
        "slug": "invented-case",
        "title": "試験用の事例",
        "theme": "dx",
        "category": "dx-use",
        "municipality": "132055",
        "status": "ongoing",
        "summary": {"text": "試験のために書いた文。", "sources": ["paper"]},
        "checked": {"on": "2026-11", "how": "試験"},
        "sources": [{"key": "paper", "title": "試験用の資料", "publisher": "試験", "kind": "other"}],
    } | changes


def a_figure(**changes: Any) -> dict[str, Any]:
    """A figure of a case as a seed file would hold it."""
    return {"file": "drawn.png", "caption": "試験の図"} | changes


def an_entry(**changes: Any) -> dict[str, Any]:
    """The entry of its picture in the register of the seeds, in order."""
    return {
        "file": "drawn.png",
        "kind": "concept",
        "holder": "試験",
        "credit": "試験のために作成",
        "licence": "cc-by-4.0",
        "clearance": "not-needed",
        "alternative": "試験のための図。",
    } | changes


def a_plan(**changes: Any) -> dict[str, Any]:
    """A plan with one field and one measure."""
    return {
        "slug": "trial",
        "title": "試験用の計画",
        "short_title": "試験計画",
        "standing": "案",
        "sources": [{"key": "paper", "title": "試験用の資料", "publisher": "試験"}],
        "nodes": [
            {
                "code": "a",
                "kind": "field",
                "title": "分野A",
                "source": "paper",
                "children": [
                    {
                        "code": "a-1",
                        "kind": "measure",
                        "label": "施策1",
                        "title": "施策Aの1",
                        "source": "paper",
                    }
                ],
            }
        ],
    } | changes
