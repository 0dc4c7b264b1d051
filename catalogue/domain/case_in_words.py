"""What the page of a case says of its parts, in the words that a comparison, a document and a table have in common.

A ``page`` and its parts are the data of :class:`catalogue.models.CasePage`. Whoever shows one in a sentence asks here,
so that a file says nothing else than its page.
"""

from collections.abc import Mapping, Sequence
from typing import Any

Part = Mapping[str, Any]

NO_DATE, NO_ADDRESS = "日付の記載なし", "公開先の記載なし"


def population(page: Part) -> str | None:
    """人口 2万4,000人（令和5（2023）年12月）: what the sources of the case say or, where ``page["population"]`` is
    none, the statistics; none where neither says anything."""
    people = page["people"]
    return f"{people['whose']}人口 {people['text']}（{people['as_of']}）" if people else None


def outcome(row: Part) -> str:
    """指標：値（時点、補足）. What must be known of a figure is never left out."""
    note = f"、{row['note']}" if row["note"] else ""
    return f"{row['indicator']}：{row['value']}（{row['as_of_text']}{note}）"


def partner(row: Part) -> str:
    """名称（役割）."""
    return f"{row['name']}（{row['role']}）" if row["role"] else str(row["name"])


def funding_kinds(rows: Sequence[Part]) -> str:
    """財源：国の交付金・補助金、…"""
    return f"財源：{'、'.join(row['label'] for row in rows)}"


def evidence(graded: Part) -> str:
    """E2 定量（自動判定）."""
    return f"{graded['grade']} {graded['label']}{'' if graded['confirmed'] else '（自動判定）'}"


def linked_node(link: Part) -> str:
    """新プラン 5-③ …: the plan, what is printed before the name (or what kind of node it is), the name."""
    return f"{link['plan_title']} {link['mark']} {link['name']}"


def source(row: Part) -> str:
    """題名（発行者、日付）; what has no date says so."""
    return f"{row['title']}（{row['publisher']}、{row['date_text'] or NO_DATE}）"


def statistics(page: Part) -> dict[str, Any] | None:
    """The statistics a case is compared with Ome by, as one source: the first of them, and how many figures more there
    are. None where nothing could be compared. Each figure says of which day it is; the source is given no day."""
    comparisons = page["likeness"]["comparisons"]
    if not comparisons:
        return None
    first = comparisons[0]["source"]
    others = f"ほか{len(comparisons) - 1}項目" if len(comparisons) > 1 else ""
    return {**first, "title": f"{first['title']}{others}", "date": None, "date_text": None}


def states_a_figure(text: str) -> bool:
    """Whether a statement holds a number: then it names its source, or is said to have none."""
    return any(letter.isdecimal() for letter in text)


def labelled(label: str | None, name: str) -> str:
    """The name of a node with what is printed before it, if anything is."""
    return f"{label} {name}" if label else name
