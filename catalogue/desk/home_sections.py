"""The sections of the desk's first page: what each is called, where its rows lead, what it says when it is empty."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from catalogue.context import kit, remembered, session, today
from catalogue.domain.report_parts import ReportState
from catalogue.domain.roles import Permission
from catalogue.editing.acting import Actor
from catalogue.reading import desk_home, desk_lists, desk_packets, desk_reports, desk_upkeep
from catalogue.reading.desk_staff import those_followed_by
from catalogue.reading.desk_states import Standing

Row = dict[str, Any]
Standings = Sequence[Standing]

# So many rows of a section stand on the first page; fewer where there are many and each is long.
MOST, FEW = 10, 5


@dataclass(frozen=True, slots=True)
class Section:
    """``rows`` are {url, title, note}; there may be more (``in_all``) than those. ``url`` is where all of them are; the
    first page shows at most ``most``."""

    id: str
    title: str
    told: str
    empty: str
    url: str
    rows: Sequence[Row]
    in_all: int | None = None
    most: int = MOST

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.rows) if self.in_all is None else self.in_all


def unfinished(sitting: Actor, standings: Standings) -> Section:
    """書いている途中: what is not saved, and what is saved and not submitted."""
    assert sitting.id is not None  # who opens a page of the desk is somebody
    authors = those_followed_by(session(), sitting.id)
    rows = desk_home.unfinished(session(), sitting.id, authors, standings)
    return _section(
        "unfinished",
        "書いている途中",
        "あなたの、まだ保存していない入力と、保存してまだ提出していない原稿です。",
        "書いている途中の原稿はありません。",
        [row | {"url": _form_of(row)} for row in rows],
    )


def waiting(sitting: Actor, standings: Standings) -> Section:
    """わたしを待っているもの: for who approves, what others submitted; for who writes, what came back to them."""
    assert sitting.id is not None  # as above
    authors = those_followed_by(session(), sitting.id)
    rows = desk_home.returned(standings, authors) + desk_home.commented(session(), standings, authors)
    told = "差し戻された原稿と、コメントの付いた原稿です。"
    if sitting.may(Permission.APPROVE):
        own = None if kit().settings.approve_own else sitting.id
        rows = desk_home.to_approve(standings, own) + rows
        told = f"承認を待つ原稿、{told}"
    return _section(
        "waiting",
        "わたしを待っているもの",
        told,
        "いま、あなたを待っているものはありません。",
        [row | {"url": _dossier_of(row)} for row in rows],
    )


def reports() -> Section:
    """誤りの報告, the new ones."""
    count, rows = desk_reports.new(session(), MOST)
    return Section(
        "reports",
        "誤りの報告",
        "読者や掲載された自治体から届いて、まだだれも対応していないものです。",
        "対応していない報告はありません。",
        url_for("desk.reports.index", state=ReportState.NEW.value),
        [
            {
                "url": url_for("desk.reports.show", number=row["id"]),
                "title": f"{row['title']}：{row['part']}",
                "note": row["sent_text"],
            }
            for row in rows
        ],
        count,
    )


def stale() -> Section:
    """古くなった情報."""
    day = today()
    rows = remembered(("stale", day), lambda: desk_upkeep.stale(session(), day))
    return _section(
        "stale",
        "古くなった情報",
        "最後に確認してから12か月を過ぎた、公開中の事例です。古い順に並べています。",
        "12か月を過ぎた事例はありません。",
        _to_dossiers(rows),
    )


def incomplete() -> Section:
    """足りない情報."""
    rows = remembered("incomplete", lambda: desk_upkeep.incomplete(session()))
    return _section(
        "incomplete",
        "足りない情報",
        "くらべるために知りたい項目がそろっていない、公開中の事例です。そろっていない順に並べています。",
        "どの事例も、項目がそろっています。",
        _to_dossiers(rows),
        most=FEW,
    )


def gaps(sitting: Actor) -> Section:
    """事例のない施策."""
    writes = sitting.may(Permission.WRITE)
    return _section(
        "gaps",
        "事例のない施策",
        "策定中の計画と現行の計画の施策・将来像などのうち、関連付けた事例がまだないものです。",
        "どの施策にも事例があります。",
        [row | {"url": _node_of(row, writes)} for row in desk_upkeep.gaps(session())],
    )


def unfound() -> Section:
    """さがされて見つからなかった言葉."""
    return _section(
        "unfound",
        "さがされて見つからなかった言葉",
        "読者がさがして、どの事例にもなかった言葉です。事例を書き足すか、類義語に加えると見つかるようになります。",
        "見つからなかった言葉はありません。",
        [row | {"url": url_for("cases.index", q=row["word"])} for row in desk_upkeep.unfound(session())],
    )


def lists(sitting: Actor) -> Section:
    """保存したリスト, one's own."""
    return Section(
        "lists",
        "保存したリスト",
        "事例のページの「リストに入れる」で集め、名前を付けて残した事例です。",
        "保存したリストはまだありません。",
        url_for("desk.lists.index"),
        [
            {
                "url": url_for("desk.lists.show", list_id=row["id"]),
                "title": row["title"],
                "note": "、".join(filter(None, (f"{row['count']}件", row["node_name"], row["saved_on"]))),
            }
            for row in desk_lists.mine(session(), sitting.id)
        ],
    )


def packets() -> Section:
    """会議資料."""
    return Section(
        "packets",
        "会議資料",
        "会議のためにまとめた事例の資料です。作った日のまま残してあります。",
        "会議資料はまだありません。",
        url_for("desk.packets.index"),
        [
            {
                "url": url_for("desk.packets.show", packet_id=row["id"]),
                "title": f"{row['number']} {row['title']}",
                "note": f"{row['meeting']}、{row['made_on']}に作成",
            }
            for row in desk_packets.all_packets(session())
        ],
    )


def newcomers() -> Section:
    """はじめてのサインインを待つ職員."""
    rows = desk_home.newcomers(session())
    url = url_for("desk.staff.index")
    return Section(
        "newcomers",
        "はじめてのサインインを待っている人",
        "仮のパスワードを渡したまま、自分のパスワードをまだ決めていない人です。",
        "待っている人はいません。",
        url,
        [row | {"url": url} for row in rows],
    )


def _section(name: str, title: str, told: str, empty: str, rows: Sequence[Row], most: int = MOST) -> Section:
    """One that has a whole list of its own under its name."""
    return Section(name, title, told, empty, url_for(f"desk.home.{name}"), rows, most=most)


def _to_dossiers(rows: Iterable[Row]) -> list[Row]:
    return [row | {"url": url_for("desk.dossiers.show", slug=row["slug"])} for row in rows]


def _dossier_of(row: Row) -> str:
    endpoint = "desk.plans.show" if row["kind"] == "plan" else "desk.dossiers.show"
    return url_for(endpoint, slug=row["slug"])


def _form_of(row: Row) -> str:
    """Where one goes on writing."""
    if row["kind"] == "plan":
        return _dossier_of(row)
    if row["slug"] is None:
        return url_for("desk.cases.new", draft=row["draft"])
    return url_for("desk.cases.edit", slug=row["slug"])


def _node_of(row: Row, writes: bool) -> str | None:
    """Where a case is linked to a node; for who only reads, the node's page, if it has one."""
    if writes:
        return url_for("desk.links.node", plan=row["plan"], code=row["code"])
    return url_for("plans.node", plan=row["plan"], code=row["code"]) if row["public"] else None
