"""Saving what was written: both gates, the number it began from, what waits for approval, two at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlmodel import Session, select

from catalogue.context import private_transaction
from catalogue.domain.errors import Conflict, Forbidden, Invalid, NotFound, Unavailable
from catalogue.domain.roles import Role
from catalogue.domain.vocabulary import DecisionKind
from catalogue.editing import duplicates, revisions, writing
from catalogue.editing.acting import Actor
from catalogue.models import Dossier, Revision, finding

NOW = datetime(2026, 4, 1, tzinfo=UTC)
KIRYU = "kiryu-cocotomo"
EDITOR = Actor(None, "編集", frozenset({Role.EDITOR}), "192.0.2.1", NOW)


def document(session: Session, slug: str = KIRYU) -> dict[str, Any]:
    dossier = session.exec(select(Dossier).where(Dossier.slug == slug, Dossier.kind == "case")).one()
    newest = finding.latest(session, dossier)
    assert newest is not None
    return dict(newest.document)


def test_every_seed_may_be_saved_as_it_is(own_app: Flask) -> None:
    with own_app.app_context(), private_transaction() as session:
        for slug in session.exec(select(Dossier.slug).where(Dossier.kind == "case")).all()[::6]:
            revision = writing.save_case(session, EDITOR, slug, document(session, slug), 1)
            assert revision.number == 1


def test_a_revision_keeps_who_wrote_it_and_why(own_app: Flask) -> None:
    with own_app.app_context(), private_transaction() as session:
        raw = document(session) | {"subtitle": "新しい副題"}
        revision = writing.save_case(session, EDITOR, KIRYU, raw, 1, note="副題を足した")
        assert (revision.number, revision.author, revision.note) == (2, "編集", "副題を足した")


def test_what_refers_to_nothing_is_refused_with_its_place(own_app: Flask) -> None:
    with own_app.app_context(), private_transaction() as session:
        raw = document(session) | {"municipality": "999999", "category": "nothing"}
        with pytest.raises(Invalid) as refused:
            writing.save_case(session, EDITOR, KIRYU, raw, 1)
        assert {problem.path for problem in refused.value.problems} == {"municipality", "category"}


@pytest.mark.parametrize("began_from", [0, 2, 99])
def test_a_save_that_began_elsewhere_is_a_conflict(own_app: Flask, began_from: int) -> None:
    with own_app.app_context(), private_transaction() as session, pytest.raises(Conflict):
        writing.save_case(session, EDITOR, KIRYU, document(session), began_from)


def test_an_address_that_is_taken_is_refused_at_its_field(own_app: Flask) -> None:
    with own_app.app_context(), private_transaction() as session:
        for slug in (KIRYU, "new"):
            with pytest.raises(Invalid) as refused:
                writing.save_case(session, EDITOR, slug, document(session), None)
            assert [problem.path for problem in refused.value.problems] == ["slug"]


def test_there_is_nothing_to_add_to_where_there_is_no_dossier(own_app: Flask) -> None:
    with own_app.app_context(), private_transaction() as session, pytest.raises(NotFound):
        writing.save_case(session, EDITOR, "nobody", document(session), 1)


def test_what_was_submitted_is_taken_back_first(own_app: Flask) -> None:
    with own_app.app_context(), private_transaction() as session:
        last = finding.latest(session, revisions.opened(session, finding.CASE, KIRYU))
        assert last is not None
        raw = document(session) | {"subtitle": "新しい副題"}
        revisions.decide(session, last, DecisionKind.SUBMITTED, actor="編集", now=NOW)
        with pytest.raises(Conflict, match="提出を取り戻す"):
            writing.save_case(session, EDITOR, KIRYU, raw, 1)
        revisions.decide(session, last, DecisionKind.TAKEN_BACK, actor="編集", now=NOW)
        assert writing.save_case(session, EDITOR, KIRYU, raw, 1).number == 2


def test_who_may_not_write_writes_nothing(own_app: Flask) -> None:
    member = Actor(None, "委員", frozenset({Role.MEMBER, Role.ADMINISTRATOR}), "192.0.2.1", NOW)
    with own_app.app_context(), private_transaction() as session, pytest.raises(Forbidden):
        writing.save_case(session, member, KIRYU, document(session), 1)


def test_of_two_saves_at_the_same_moment_one_is_told(own_app: Flask) -> None:
    def save(word: str) -> str:
        while True:
            with own_app.app_context(), suppress(Unavailable):
                try:
                    with private_transaction() as session:
                        raw = document(session) | {"subtitle": word}
                        writing.save_case(session, EDITOR, KIRYU, raw, 1)
                except Conflict:
                    return "told"
                return word

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(save, ["一", "二"]))
    assert sorted(answers)[0] == "told"
    with own_app.app_context(), private_transaction() as session:
        assert document(session)["subtitle"] in answers
        assert len(session.exec(select(Revision).join(Dossier).where(Dossier.slug == KIRYU)).all()) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("「cocotomo」", "cocotomo"),
        ("新居浜市DX推進ラボ", "新居浜DXラボ"),
        ("デジタル受発注システム", "デジタル受発注プラットフォーム（仲間まわし）"),
        ("知的財産マッチング事業", "知財マッチング"),
        ("自動運転バス・ドローン", "境町の自動運転バスとドローン配送"),
        ("燕三条 工場の祭典", "燕三条工場の祭典"),
        ("木質バイオマスを核とした地域資源循環", "バイオマス発電"),
    ],
)
def test_one_undertaking_under_two_titles_is_alike(one: str, other: str) -> None:
    assert duplicates.likeness(one, other) >= duplicates.ALIKE


@pytest.mark.parametrize(
    ("one", "other", "names"),
    [
        ("三条市立大学と産学連携実習", "燕三条 工場の祭典", ["三条市", "三条"]),
        (
            "あやせ工場 合同入社式・合同研修",
            "あやせ工場オープンファクトリーとあやせものづくり研究会",
            ["綾瀬市", "綾瀬"],
        ),
        ("豊後高田「昭和の町」", "豊後高田市観光", ["豊後高田市", "豊後高田"]),
        ("新居浜市DX推進ラボ", "新居浜市空き家バンク", ["新居浜市", "新居浜"]),
    ],
)
def test_two_undertakings_of_one_place_are_not(one: str, other: str, names: list[str]) -> None:
    assert duplicates.likeness(one, other, names) < duplicates.ALIKE


def test_a_page_cited_by_both_makes_two_cases_alike(own_app: Flask) -> None:
    with own_app.app_context(), private_transaction() as session:
        raw = document(session)
        url = next(source["url"] for source in raw["sources"] if source["url"])
        new = raw | {"slug": "kiryu-2", "title": "まったく別の取組", "subtitle": None}
        new["sources"] = [raw["sources"][0] | {"url": url.replace("https://", "http://") + "#top"}]
        found = duplicates.alike(session, new)
        assert [(each.slug, each.reason, each.public) for each in found] == [
            (KIRYU, "同じ出典を使っています", True)
        ]
        assert duplicates.alike(session, new | {"municipality": "132055", "other_municipalities": []}) == []
