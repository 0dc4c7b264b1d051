"""The new plan while it is written: a measure the public does not see yet, and cases that wait for it."""

from typing import Any

from catalogue.context import private_transaction, session, transaction
from catalogue.editing import plan_lineage, plan_nodes, plans
from catalogue.editing.links import put_link
from tests.journeys.desk.people import COLLEAGUE, EDITOR, acting

MEASURE = "kogyo-1"
OLDER = "2017-rev:kogyo-2-2"  # a measure with cases, so that there is something to carry


def write_plans() -> None:
    """Several acts, each beginning from what the one before left."""
    _add(title="市内企業の自動運転・ドローン実証の支援", text=["実証の場所と、許可の窓口を一つにまとめる。"])
    _add(title="工場の空きスペースの共同利用", text=None)
    _draw("replaced", OLDER, f"r9:{MEASURE}")
    with transaction() as writing:
        hanako = acting(writing, EDITOR)
        why = "実証の受入れ体制と、地域の合意の取り方を参考にする。"
        put_link(writing, hanako, "sakai-jidounten-drone", f"r9:{MEASURE}", "model", why)
        put_link(writing, hanako, "kiryu-cocotomo", "r9:v1-1", None, "空き店舗と創業をつなげている。")


def _add(**words: Any) -> None:
    empty = dict.fromkeys(("label", "subtitle", "heading", "code"))
    raw = empty | {"kind": "measure", "priority": False, "source": "outline"} | words
    with private_transaction() as writing:
        jiro = acting(writing, COLLEAGUE)
        plan_nodes.add(writing, jiro, "r9", raw, parent="kogyo", after=None, based_on=_newest())


def _draw(kind: str, older: str, newer: str) -> None:
    ends = [older.partition(":")[2]], [newer.partition(":")[2]]
    typed = plan_lineage.Typed(kind, *ends, [], "内容が近いと当サイトが読み取ったもの。", "outline")
    with private_transaction() as writing:
        plan_lineage.put(writing, acting(writing, COLLEAGUE), "r9", None, typed, _newest())


def _newest() -> int:
    return plans.newest(session(), "r9")[1].number
