"""「青梅市で行うには」: what was in place where the cases were done, as a list for Ome to check.

Made by rule from what the cases state. The catalogue knows next to nothing of what Ome has, so it asks and does not
answer.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from catalogue.domain.likeness import Indicator
from catalogue.domain.vocabulary import NOT_STATED, UNCONFIRMED
from catalogue.reading.comparison import conditions, line, names

Page = Mapping[str, Any]
Line = dict[str, Any]

NOT_JUDGED = (
    "事例で成り立っていた前提を、青梅市で確かめるための一覧です。"
    "青梅市が満たしているかどうかは、このカタログでは判断していません。"
)
# Roles of partners named before the rest is only counted.
_ROLES = 2
SIZES = (Indicator.POPULATION.label, Indicator.AREA.label)


def checklist(pages: Sequence[Page]) -> list[Line]:
    """A sentence that nothing here is judged, then each question, marked 未確認, and how it stood in each case."""
    lines: list[Line] = [line(NOT_JUDGED, soft=True)]
    for question, answer in _QUESTIONS:
        lines.append(line(f"□ {question}", check=True, mark=UNCONFIRMED))
        lines += [
            line(f"{name}：{answer(page)}", soft=True) for name, page in zip(names(pages), pages, strict=True)
        ]
    return lines


def _size(page: Page) -> str:
    found = [row for row in page["likeness"]["comparisons"] if row["name"] in SIZES]
    return "、".join(f"{row['name']}は{row['words']}" for row in found) or "比べられる数値なし"


def _lead(page: Page) -> str:
    return page["lead"] or NOT_STATED


def _partners(page: Page) -> str:
    if not (partners := page["partners"]):
        return NOT_STATED
    roles = list(dict.fromkeys(row["role"].partition("。")[0] for row in partners if row["role"]))
    return f"{len(partners)}者{_in_brackets(roles)}"


def _in_brackets(roles: Sequence[str]) -> str:
    more = "など" if len(roles) > _ROLES else ""
    return f"（{'／'.join(roles[:_ROLES])}{more}）" if roles else ""


def _money(page: Page) -> str:
    return "、".join(row["label"] for row in page["funding_kinds"]) or NOT_STATED


def _conditions(page: Page) -> str:
    return "、".join(f"{word}{count}件" for word, count in conditions(page)) or NOT_STATED


_QUESTIONS: Iterable[tuple[str, Callable[[Page], str]]] = (
    ("青梅市との規模の違いを見込めるか", _size),
    ("中心になって進める主体がいるか", _lead),
    ("役割を分担する協力者がいるか", _partners),
    ("使える財源があるか", _money),
    ("各事例の欄にある工夫や条件に当たるものを用意できるか", _conditions),
)
