"""The desk in the middle of its work, for looking at every page of it: something in each state there is.

Everything is done by the acts of the desk themselves, so that nothing stands here that people could not have done.
"""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Flask
from sqlmodel import Session, select

from catalogue.context import kit, private_transaction, transaction
from catalogue.domain.clock import day_in_tokyo
from catalogue.domain.synonym_table import key_of
from catalogue.editing import (
    comments,
    drafts,
    kept_lists,
    packets,
    reports,
    review,
    synonyms,
    unfound,
    uses,
    writing,
)
from catalogue.models import Report, finding
from catalogue.reading import desk_packets
from catalogue.schemas.case_form import CASE_INPUTS
from catalogue.schemas.form import flat_of
from tests.journeys.desk import scene_of_imports, scene_of_pictures, scene_of_plans
from tests.journeys.desk.people import APPROVER, COLLEAGUE, EDITOR, MEMBER, acting, settle_in
from tests.journeys.desk.scene_of_pictures import HELD

WRITTEN, RETURNED, WAITING, WITHDRAWN, AHEAD, NEW = (
    "fukaya-deep-valley",
    "higashiomi-community-business-sib",
    "sakai-jidounten-drone",
    "niihama-dx-suishin-lab",
    "kiryu-cocotomo",
    "hamura-1",
)


@dataclass(frozen=True, slots=True)
class Numbers:
    """What has a number in its address: the draft of a new case, lists, packets, reports, what was noted by hand, what
    was brought, letters; the key of a group of synonyms; and the digests of a picture that is public and of one of
    which nothing is said yet."""

    draft: int
    kept_list: int
    packet: int
    full_packet: int
    report: int
    answered: int
    use: int
    synonyms: str
    picture: str
    new_picture: str
    sheet: int
    rewritten: int
    foreign: int
    ready: int
    taken: int
    given_up: int
    paper: int
    plan_brought: int
    letter: int
    letter_sent: int


def set_scene(app: Flask) -> Numbers:
    """Let the people of the desk work for a while."""
    with app.app_context():
        with private_transaction() as session:
            settle_in(session)
        pictures = scene_of_pictures.hang_pictures()
        with transaction() as session:
            _cases(session, pictures)
        scene_of_plans.write_plans()
    brought = scene_of_imports.bring_all(app)
    with app.app_context(), private_transaction() as session:
        return _around_them(session, pictures, brought)


def _cases(session: Session, pictures: dict[str, str]) -> None:
    hanako, taro = acting(session, EDITOR), acting(session, APPROVER)
    _illustrate(session, AHEAD, pictures, subtitle="空き店舗を活用したコワーキングとコミュニティの場")
    review.submit(session, hanako, AHEAD, 2, "副題を直しました。")
    review.approve(session, taro, AHEAD, 2, approve_own=False, reference="8青商発第12号")
    _change(session, AHEAD, place="桐生中央商店街（本町）")
    _change(session, WRITTEN, subtitle="農業と技術の出会いの場")
    _change(session, WAITING, status_note="令和8年秋に市の資料で確認")
    comments.comment(session, taro, WAITING, 2, "funding[0].text", "金額の年度を書き添えてください。")
    review.submit(session, hanako, WAITING, 2, "状況を書き足しました。確認をお願いします。")
    _returned(session)
    _illustrate(session, HELD, pictures)
    review.submit(session, hanako, HELD, 2, "写真を加えました。許諾の返事を待っています。")
    review.withdraw(
        session, taro, WITHDRAWN, 1, "先方から掲載を見合わせてほしいと連絡があったため。", "8青商発第15号"
    )
    writing.save_case(session, hanako, NEW, _brief_case(session), None)


def _returned(session: Session) -> None:
    hanako, taro = acting(session, EDITOR), acting(session, APPROVER)
    _change(session, RETURNED, place="市内全域", lead="東近江市")
    review.submit(session, hanako, RETURNED, 2, None)
    comments.comment(session, taro, RETURNED, 2, "place", "「市内全域」の根拠になる出典を示してください。")
    comments.comment(
        session, taro, RETURNED, 2, "outcomes[0].value", "採択の件数は、年度をそろえてください。"
    )
    comments.comment(session, taro, RETURNED, 2, "", "全体はこれでよいと思います。")
    review.send_back(session, taro, RETURNED, 2, "2か所、直してください。")


def _change(session: Session, slug: str, **changes: Any) -> None:
    """The editor saves a case with changes."""
    newest = finding.latest(session, finding.case_of(session, slug))
    assert newest is not None
    document = deepcopy(newest.document) | changes
    writing.save_case(session, acting(session, EDITOR), slug, document, newest.number)


def _illustrate(session: Session, slug: str, pictures: dict[str, str], **changes: Any) -> None:
    """The editor saves a case with the pictures that were added to it."""
    newest = finding.latest(session, finding.case_of(session, slug))
    assert newest is not None
    figures = [*newest.document["figures"], *scene_of_pictures.rows(slug, pictures)]
    _change(session, slug, figures=figures, **changes)


def _brief_case(session: Session) -> dict[str, Any]:
    """As little as a quick entry holds."""
    newest = finding.latest(session, finding.case_of(session, WRITTEN))
    assert newest is not None
    kept = ("category", "theme", "status", "summary", "checked", "sources")
    return {name: newest.document[name] for name in kept} | {
        "slug": NEW,
        "title": "駅前の空き店舗での週末の試し出店",
        "municipality": "132276",
    }


def _around_them(session: Session, pictures: dict[str, str], brought: Mapping[str, int]) -> Numbers:
    """Drafts, lists, papers, reports, and what was searched in vain."""
    hanako, iin = acting(session, EDITOR), acting(session, MEMBER)
    begun = drafts.keep(
        session, hanako, {"title": ["商店街の朝市と子ども店長"], "municipality_text": ["ふっさ"]}
    )
    drafts.keep(session, hanako, _typed_on(session), slug=AHEAD, based_on=3)
    entries = [{"slug": AHEAD, "note": "視察の候補"}, {"slug": WAITING, "note": None}]
    words = {"title": "空き店舗の参考事例", "node_key": "r9:v2-1", "shared": True, "entries": entries}
    kept = kept_lists.keep(session, hanako, words)
    kept_lists.keep(session, iin, {"title": "次の委員会までに読む", "entries": entries[:1]})
    packet = _packet(session, "資料3", "sheet", entries)
    full_packet = _packet(session, "資料4", "full", entries[:1])
    use = uses.note(session, hanako, AHEAD, "計画（案）12ページの参考事例", "r9:v2-1")
    unfound.count(session, ("宇宙港", "ふるさと納税"), date(2026, 11, 20))
    new, answered = _reports(session)
    table, _ = synonyms.current(session, kit().settings.seeds)
    group = key_of(table["groups"][0])
    return Numbers(
        draft=begun.id or 0,
        kept_list=kept.id or 0,
        packet=packet,
        full_packet=full_packet,
        report=new,
        answered=answered,
        use=use.id or 0,
        synonyms=group,
        picture=pictures["photograph"],
        new_picture=pictures["new"],
        **brought,
    )


def _typed_on(session: Session) -> dict[str, list[str]]:
    newest = finding.latest(session, finding.case_of(session, AHEAD))
    assert newest is not None
    return flat_of(CASE_INPUTS, newest.document) | {"subtitle": ["書きかけの副題"]}


def _packet(session: Session, number: str, form: str, entries: list[dict[str, Any]]) -> int:
    taro = acting(session, APPROVER)
    raw = {
        "number": number,
        "meeting": "商工業振興委員会",
        "held_on": "令和8年11月30日",
        "title": "空き店舗の活用に関する他市の事例",
        "node_key": "r9:v2-1",
        "form": form,
        "parts": ["cover", "cases", "notes", "comparison", "glossary", "opinions"],
        "entries": entries,
    }
    document = packets.asked(session, taro, raw)
    content = desk_packets.content_of(session, document, day_in_tokyo(kit().now()))
    return packets.make(session, taro, document, content).id or 0


def _reports(session: Session) -> tuple[int, int]:
    """One that is new, one taken in hand, one answered, one that was no mistake."""
    jiro, now = acting(session, COLLEAGUE), kit().now()
    for about, text, slug in (
        ("outcomes", "参加企業の数は令和4年度のものです。最新の数が市のページに出ています。", AHEAD),
        ("funding", "補助金は令和7年度で終わっています。", WAITING),
        ("title", "名称の英字は大文字が正しいです。", AHEAD),
        ("other", "写真を載せてほしい。", RETURNED),
    ):
        typed = {"about": about, "text": text, "informant": "featured", "contact": "kikaku@example.jp"}
        reports.send(session, slug, typed, f"sender-{about}", now)
    new, taken, done, none = (each.id or 0 for each in session.exec(select(Report).order_by(Report.id)))  # type: ignore[arg-type]
    for number in (taken, done, none):
        reports.take(session, jiro, number, reports.standing_of("new", None))
    seen = reports.standing_of("taken", jiro.name)
    reports.answer(session, jiro, done, {"state": "done", "answer": "表記を直しました。"}, seen)
    said = "写真は権利者の許可が要るため、載せていません。"
    reports.answer(session, jiro, none, {"state": "no-mistake", "answer": said}, seen)
    return new, done
