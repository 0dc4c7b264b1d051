"""Links between cases and nodes: put, changed, ordered, taken away, each with its trail, and followed by all pages."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlmodel import Session, col, select

from catalogue.cli.seeds import load_seeds
from catalogue.context import transaction
from catalogue.domain.acts import Act
from catalogue.domain.errors import CatalogueError, Conflict, Forbidden, Invalid, NotFound
from catalogue.domain.roles import Role
from catalogue.editing import links, revisions
from catalogue.editing.acting import Actor
from catalogue.models import AuditRecord, CasePage, LinkChange, LinkRecord, Reach, Revision, finding
from catalogue.search.port import Query
from tests.conftest import kit_of
from tests.editing.folders import write, write_seeds
from tests.editing.loading import count, looking
from tests.schemas.documents import a_case, a_plan

SLUG, NODE, OTHER = "invented-case", "trial:a-1", "trial:a"


def somebody(app: Flask, role: Role = Role.EDITOR) -> Actor:
    """Somebody at the desk, now."""
    return Actor(None, "編集 花子", frozenset({role}), "192.0.2.1", kit_of(app).now())


def put(app: Flask, node: str = NODE, sentence: str = "空き店舗の使い方を学べるため。", **more: Any) -> None:
    """One link."""
    with app.app_context(), transaction() as session:
        links.put_link(session, somebody(app), SLUG, node, more.pop("role", "model"), sentence, **more)


def drop(app: Flask, node: str = NODE) -> None:
    """Take it away."""
    with app.app_context(), transaction() as session:
        links.drop_link(session, somebody(app), SLUG, node)


def load(app: Flask, folder: Path) -> None:
    """Load seeds."""
    with app.app_context():
        load_seeds(folder)


def trail(app: Flask) -> list[tuple[str, str, str]]:
    """Act, sentence and author of every line of the trail."""
    with looking(app) as session:
        lines = session.exec(select(LinkChange).order_by(col(LinkChange.id))).all()
        return [(line.act, line.rationale, line.author) for line in lines]


def page_links(session: Session) -> list[str]:
    """The nodes that the page of the case shows, in order."""
    return [link["key"] for link in session.get_one(CasePage, SLUG).data["links"]]


@pytest.fixture
def seeded(empty_app: Flask, tmp_path: Path) -> Flask:
    """A public case without links, and a plan of two nodes."""
    kit_of(empty_app).outbox.rebuild()
    load(empty_app, write_seeds(tmp_path / "seeds"))
    return empty_app


def test_a_link_to_a_public_case_shows_at_once_without_a_new_revision(seeded: Flask) -> None:
    before = count(seeded, Revision)
    put(seeded)
    with looking(seeded) as session:
        assert page_links(session) == [NODE]
        reached = session.exec(select(Reach.node_key).order_by(Reach.node_key)).all()
        assert list(reached) == [OTHER, NODE]
        act = session.exec(select(AuditRecord)).one()
        assert (act.act, act.subject, act.who) == ("link-added", SLUG, "編集 花子")
        assert act.detail == "試験計画「施策1 施策Aの1」（trial:a-1）"
    found = kit_of(seeded).index.search(Query(chosen={"node": frozenset({OTHER})}))
    assert [hit.slug for hit in found.hits] == [SLUG]
    assert count(seeded, Revision) == before


def test_the_sentence_of_a_link_is_found_by_search(seeded: Flask) -> None:
    put(seeded, sentence="蛍の保全に学べるため。")
    assert [hit.slug for hit in kit_of(seeded).index.search(Query("蛍")).hits] == [SLUG]
    drop(seeded)
    assert not kit_of(seeded).index.search(Query("蛍")).hits


def test_every_change_leaves_a_line_in_the_trail(seeded: Flask) -> None:
    put(seeded, sentence="はじめの文。")
    put(seeded, sentence="直した文。")
    drop(seeded)
    assert trail(seeded) == [
        ("link-added", "はじめの文。", "編集 花子"),
        ("link-changed", "直した文。", "編集 花子"),
        ("link-removed", "直した文。", "編集 花子"),
    ]
    with looking(seeded) as session:
        assert page_links(session) == []
        assert session.exec(select(Reach)).all() == []


def test_saving_what_is_there_already_leaves_no_line(seeded: Flask) -> None:
    put(seeded)
    put(seeded)
    assert len(trail(seeded)) == 1


def test_the_first_change_of_a_seeds_link_has_what_the_seed_said_before_it(
    empty_app: Flask, tmp_path: Path
) -> None:
    seed = a_case(links=[{"node": NODE, "rationale": "初期データの文。"}])
    load(empty_app, write_seeds(tmp_path / "seeds", [seed]))
    put(empty_app, sentence="職員の文。")
    assert trail(empty_app) == [
        ("link-added", "初期データの文。", "seed"),
        ("link-changed", "職員の文。", "編集 花子"),
    ]


def test_a_link_may_have_no_role_yet_and_carry_another_act(seeded: Flask) -> None:
    put(seeded, role=None, act=Act.LINK_CARRIED)
    with looking(seeded) as session:
        assert session.exec(select(LinkRecord)).one().role is None
    assert [act for act, *_ in trail(seeded)] == ["link-carried"]


def test_links_are_ordered_by_staff(seeded: Flask) -> None:
    put(seeded)
    put(seeded, OTHER)
    with seeded.app_context(), transaction() as session:
        links.reorder(session, somebody(seeded), SLUG, OTHER, -1)
    with looking(seeded) as session:
        assert page_links(session) == [OTHER, NODE]


def test_a_node_that_stands_only_in_the_newest_revision_of_its_plan_can_be_linked_and_waits(
    seeded: Flask,
) -> None:
    add_to_plan(seeded, "a-2")
    put(seeded, "trial:a-2", sentence="待つ関連付け。")
    with looking(seeded) as session:
        assert page_links(session) == []
        assert [link.node_key for link in session.exec(select(LinkRecord))] == ["trial:a-2"]
    assert not kit_of(seeded).index.search(Query("待つ関連付け")).full


def add_to_plan(app: Flask, code: str) -> None:
    """A measure in a revision of the plan that is not public."""
    with app.app_context(), transaction() as session:
        dossier = revisions.opened(session, finding.PLAN, "trial")
        before = finding.latest(session, dossier)
        assert before
        measure = before.document["nodes"][0]["children"][0] | {"code": code, "title": "書きかけの施策"}
        field = before.document["nodes"][0]
        nodes = [field | {"children": [*field["children"], measure]}]
        revisions.save(
            session, dossier, before.document | {"nodes": nodes}, author="職員", now=kit_of(app).now()
        )


def test_a_case_that_is_not_public_can_be_linked(seeded: Flask) -> None:
    with seeded.app_context(), transaction() as session:
        dossier = revisions.opened(session, finding.CASE, "draft-case")
        revisions.save(session, dossier, a_case(slug="draft-case"), author="職員", now=kit_of(seeded).now())
        links.put_link(session, somebody(seeded), "draft-case", NODE, None, "下書きの関連付け。")
    with looking(seeded) as session:
        assert session.get(CasePage, "draft-case") is None
        assert session.exec(select(Reach)).all() == []


@pytest.mark.parametrize(
    ("slug", "node", "role", "sentence", "error", "path"),
    [
        (SLUG, "trial:nothing", None, "理由。", Invalid, "node"),
        (SLUG, "nothing:a", None, "理由。", Invalid, "node"),
        (SLUG, NODE, None, "  ", Invalid, "rationale"),
        (SLUG, NODE, "best", "理由。", Invalid, "role"),
        ("nothing", NODE, None, "理由。", NotFound, None),
    ],
)
def test_what_cannot_be_linked_is_refused(
    seeded: Flask,
    slug: str,
    node: str,
    role: str | None,
    sentence: str,
    error: type[CatalogueError],
    path: str | None,
) -> None:
    with seeded.app_context(), pytest.raises(error) as refused, transaction() as session:
        links.put_link(session, somebody(seeded), slug, node, role, sentence)
    assert [problem.path for problem in refused.value.problems] == ([path] if path else [])
    assert count(seeded, LinkRecord) == 0


@pytest.mark.parametrize("role", [Role.MEMBER, Role.ADMINISTRATOR])
def test_who_does_not_write_cannot_link(seeded: Flask, role: Role) -> None:
    put(seeded)
    for act in (
        lambda session, actor: links.put_link(session, actor, SLUG, OTHER, None, "理由。"),
        lambda session, actor: links.drop_link(session, actor, SLUG, NODE),
        lambda session, actor: links.reorder(session, actor, SLUG, NODE, 1),
    ):
        with seeded.app_context(), pytest.raises(Forbidden), transaction() as session:
            act(session, somebody(seeded, role))


def test_a_link_that_somebody_else_changed_meanwhile_is_not_overwritten(seeded: Flask) -> None:
    put(seeded, sentence="先の人の文。")
    with pytest.raises(Conflict):
        put(seeded, sentence="あとの人の文。", seen="")
    earlier = kit_of(seeded).now() - timedelta(hours=1)
    with pytest.raises(Conflict):
        put(seeded, sentence="あとの人の文。", seen=earlier.isoformat())
    assert [sentence for _, sentence, _ in trail(seeded)] == ["先の人の文。"]


def test_a_seeds_link_that_staff_took_away_does_not_come_back(empty_app: Flask, tmp_path: Path) -> None:
    seed = a_case(links=[{"node": NODE, "rationale": "初期データの文。"}])
    folder = write_seeds(tmp_path / "seeds", [seed])
    load(empty_app, folder)
    drop(empty_app)
    load(empty_app, folder)
    assert count(empty_app, LinkRecord) == 0
    with looking(empty_app) as session:
        assert page_links(session) == []


def test_a_seeds_link_that_staff_changed_or_ordered_stays_as_they_left_it(
    empty_app: Flask, tmp_path: Path
) -> None:
    seed = a_case(links=[{"node": NODE, "rationale": "一。"}, {"node": OTHER, "rationale": "二。"}])
    folder = write_seeds(tmp_path / "seeds", [seed])
    load(empty_app, folder)
    put(empty_app, sentence="職員の文。")
    with empty_app.app_context(), transaction() as session:
        links.reorder(session, somebody(empty_app), SLUG, NODE, 1)
    changed = [{"node": NODE, "rationale": "一の新しい文。"}, {"node": OTHER, "rationale": "二の新しい文。"}]
    write(folder / "cases" / f"{SLUG}.yaml", a_case(links=changed))
    load(empty_app, folder)
    with looking(empty_app) as session:
        shown = session.get_one(CasePage, SLUG).data["links"]
        assert [(link["key"], link["rationale"]) for link in shown] == [(OTHER, "二。"), (NODE, "職員の文。")]


def test_a_link_put_back_after_it_was_taken_away_is_staffs_own(empty_app: Flask, tmp_path: Path) -> None:
    folder = write_seeds(tmp_path / "seeds", [a_case(links=[{"node": NODE, "rationale": "文。"}])])
    load(empty_app, folder)
    drop(empty_app)
    put(empty_app, sentence="戻した文。")
    load(empty_app, folder)
    with looking(empty_app) as session:
        kept = session.exec(select(LinkRecord)).one()
        assert (kept.rationale, kept.from_seed) == ("戻した文。", False)


def test_a_link_can_be_taken_away_though_its_node_is_gone_from_the_plan(
    seeded: Flask, tmp_path: Path
) -> None:
    add_to_plan(seeded, "a-2")
    put(seeded, "trial:a-2")
    with seeded.app_context(), transaction() as session:
        dossier = revisions.opened(session, finding.PLAN, "trial")
        before = finding.latest(session, dossier)
        assert before
        nodes = a_plan()["nodes"][0] | {"children": []}
        revisions.save(
            session, dossier, before.document | {"nodes": [nodes]}, author="職員", now=kit_of(seeded).now()
        )
    drop(seeded, "trial:a-2")
    assert count(seeded, LinkRecord) == 0
