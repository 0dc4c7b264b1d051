"""The gates: a document must be as its schema has it, and what it refers to must exist.

A schema can judge a document by itself; whether its municipality, category or plan node exists is known only here.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Any

from marshmallow import Schema, ValidationError

from catalogue.domain.errors import Invalid, Problem
from catalogue.editing.lookup import Lookup


def loaded(schema: Schema, raw: Mapping[str, Any], refusal: str) -> dict[str, Any]:
    """What ``raw`` says, in the form it is kept in.

    Raises:
        Invalid: it breaks a rule of its schema; the message is ``refusal``.
    """
    try:
        return dict(schema.load(raw))
    except ValidationError as error:
        raise Invalid(refusal, list(flatten(error.messages))) from error


def case_problems(document: Mapping[str, Any], lookup: Lookup) -> Iterator[Problem]:
    """What in a case refers to nothing."""
    if document["theme"] not in lookup.themes:
        yield Problem("theme", f"テーマ「{document['theme']}」はありません。")
    category = lookup.categories.get(document["category"])
    if category is None or category.theme_slug != document["theme"]:
        yield Problem("category", f"このテーマに分類「{document['category']}」はありません。")
    if document["municipality"] not in lookup.municipalities:
        yield Problem("municipality", f"自治体コード「{document['municipality']}」はありません。")
    for number, code in enumerate(document["other_municipalities"]):
        if code not in lookup.municipalities:
            yield Problem(f"other_municipalities[{number}]", f"自治体コード「{code}」はありません。")
    for number, figure in enumerate(document["figures"]):
        if figure["image"] not in lookup.images:
            yield Problem(f"figures[{number}].image", "画像が登録されていません。")


def link_problems(links: Sequence[Mapping[str, Any]], nodes: Container[str]) -> Iterator[Problem]:
    """What is wrong with the links of one case: a node that is not among ``nodes`` (keys), or one that is named
    twice."""
    seen: set[str] = set()
    for number, link in enumerate(links):
        path = f"links[{number}].node"
        if link["node"] not in nodes:
            yield Problem(path, f"「{link['node']}」は、どの計画にもありません。")
        if link["node"] in seen:
            yield Problem(path, f"「{link['node']}」への関連付けが2つあります。")
        seen.add(link["node"])


def plan_problems(document: Mapping[str, Any], older_codes: Mapping[str, set[str]]) -> Iterator[Problem]:
    """What in a plan refers to nothing; ``older_codes`` gives the codes of every plan that is known."""
    before = document["supersedes"]
    if before is not None and before not in older_codes:
        yield Problem("supersedes", f"計画「{before}」はありません。")
        return
    for number, edge in enumerate(document["lineage"]):
        if edge["older"] is not None and edge["older"] not in older_codes[before]:
            yield Problem(
                f"lineage[{number}].from", f"計画「{before}」にコード「{edge['older']}」はありません。"
            )


def flatten(messages: Any, path: str = "") -> Iterator[Problem]:
    """marshmallow's nested messages as a flat list with readable paths: ``sources[2].url``."""
    if isinstance(messages, Mapping):
        for key, inner in messages.items():
            yield from flatten(inner, _step(path, key))
    elif isinstance(messages, Sequence) and not isinstance(messages, str):
        for reason in messages:
            yield Problem(path, str(reason))
    else:
        yield Problem(path, str(messages))


def _step(path: str, key: Any) -> str:
    if isinstance(key, int):
        return f"{path}[{key}]"
    if key == "_schema":
        return path
    return f"{path}.{key}" if path else str(key)
