from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlmodel import select

from catalogue.cli.seeds import load_seeds
from catalogue.context import transaction
from catalogue.editing import revisions
from catalogue.models import Case, CasePage, Decision, Dossier, LinkRecord, PlanNode, Reach, Revision, finding
from tests.conftest import kit_of
from tests.editing.folders import write, write_seeds
from tests.editing.loading import count, looking, problems_of
from tests.schemas.documents import a_case, a_plan


def test_a_seed_becomes_a_revision_registered_at_the_start_and_a_public_case(
    empty_app: Flask, tmp_path: Path
) -> None:
    with empty_app.app_context():
        report = load_seeds(write_seeds(tmp_path / "seeds"))
    assert report.added == ["trial", "invented-case"]
    with looking(empty_app) as session:
        assert session.get_one(CasePage, "invented-case").data["title"] == "試験用の事例"
        dossier = session.exec(select(Dossier).where(Dossier.kind == "case")).one()
        assert dossier.public_number == 1
        assert set(session.exec(select(Decision.kind))) == {"seeded"}


def test_loading_again_changes_nothing(empty_app: Flask, tmp_path: Path) -> None:
    folder = write_seeds(tmp_path / "seeds", [a_case(links=[{"node": "trial:a-1", "rationale": "理由。"}])])
    with empty_app.app_context():
        load_seeds(folder)
        again = load_seeds(folder)
    assert (again.added, again.updated, again.left_alone) == ([], [], [])
    assert count(empty_app, Revision) == 2


def test_a_changed_seed_becomes_a_new_revision_and_the_old_one_stays(
    empty_app: Flask, tmp_path: Path
) -> None:
    folder = write_seeds(tmp_path / "seeds")
    with empty_app.app_context():
        load_seeds(folder)
        write(folder / "cases" / "invented-case.yaml", a_case(title="直した題名"))
        report = load_seeds(folder)
    assert report.updated == ["invented-case"]
    with looking(empty_app) as session:
        titles = [row.document["title"] for row in session.exec(select(Revision)) if "theme" in row.document]
        assert titles == ["試験用の事例", "直した題名"]
        assert session.get_one(Case, "invented-case").title == "直した題名"


def test_what_staff_have_taken_over_is_left_alone_and_reported(empty_app: Flask, tmp_path: Path) -> None:
    folder = write_seeds(tmp_path / "seeds")
    with empty_app.app_context():
        load_seeds(folder)
        with transaction() as session:
            dossier = revisions.opened(session, finding.CASE, "invented-case")
            before = finding.latest(session, dossier)
            assert before is not None
            written = before.document | {"title": "職員が書いた題名"}
            revisions.save(session, dossier, written, author="職員", now=kit_of(empty_app).now())
        write(folder / "cases" / "invented-case.yaml", a_case(title="初期データの新しい題名"))
        report = load_seeds(folder)
    assert report.left_alone == ["invented-case"]
    with looking(empty_app) as session:
        latest = session.exec(select(Revision).order_by(Revision.id.desc())).first()  # type: ignore[union-attr]
        assert latest is not None
        assert latest.document["title"] == "職員が書いた題名"


def test_a_case_or_plan_whose_file_is_gone_stays_public_and_is_reported(
    empty_app: Flask, tmp_path: Path
) -> None:
    folder = write_seeds(tmp_path / "seeds", [a_case(), a_case(slug="kept")])
    write(folder / "plans" / "second.yaml", a_plan(slug="second"))
    with empty_app.app_context():
        assert load_seeds(folder).orphaned == []
        (folder / "cases" / "invented-case.yaml").unlink()
        (folder / "plans" / "second.yaml").unlink()
        report = load_seeds(folder)
    assert sorted(report.orphaned) == ["invented-case", "second"]
    with looking(empty_app) as session:
        assert session.get(Case, "invented-case") is not None
        assert session.get(PlanNode, "second:a") is not None


def test_what_staff_have_taken_over_needs_no_file(empty_app: Flask, tmp_path: Path) -> None:
    folder = write_seeds(tmp_path / "seeds")
    with empty_app.app_context():
        load_seeds(folder)
        with transaction() as session:
            dossier = revisions.opened(session, finding.CASE, "invented-case")
            written = a_case(title="職員が書いた題名")
            revisions.save(session, dossier, written, author="職員", now=kit_of(empty_app).now())
        (folder / "cases" / "invented-case.yaml").unlink()
        assert load_seeds(folder).orphaned == []


def test_links_of_a_seed_follow_the_file(empty_app: Flask, tmp_path: Path) -> None:
    folder = write_seeds(
        tmp_path / "seeds", [a_case(links=[{"node": "trial:a-1", "rationale": "はじめの理由。"}])]
    )
    with empty_app.app_context():
        load_seeds(folder)
        write(
            folder / "cases" / "invented-case.yaml",
            a_case(links=[{"node": "trial:a", "rationale": "別の理由。"}]),
        )
        load_seeds(folder)
    with looking(empty_app) as session:
        assert [row.node_key for row in session.exec(select(LinkRecord))] == ["trial:a"]
        assert [row.node_key for row in session.exec(select(Reach))] == ["trial:a"]
        assert session.get_one(CasePage, "invented-case").data["links"][0]["rationale"] == "別の理由。"


def test_a_renamed_node_is_renamed_on_the_page_of_every_case_that_shows_it(
    empty_app: Flask, tmp_path: Path
) -> None:
    folder = write_seeds(tmp_path / "seeds", [a_case(links=[{"node": "trial:a", "rationale": "理由。"}])])
    renamed = a_plan()
    renamed["nodes"][0]["title"] = "名前を変えた分野"
    with empty_app.app_context():
        load_seeds(folder)
        write(folder / "plans" / "trial.yaml", renamed)
        load_seeds(folder)
    with looking(empty_app) as session:
        assert session.get_one(CasePage, "invented-case").data["links"][0]["name"] == "名前を変えた分野"


@pytest.mark.parametrize(
    ("path", "reason", "case"),
    [
        ("cases/invented-case.yaml: theme", "テーマ「nothing」はありません。", a_case(theme="nothing")),
        (
            "cases/invented-case.yaml: category",
            "このテーマに分類「nothing」はありません。",
            a_case(category="nothing"),
        ),
        (
            "cases/invented-case.yaml: municipality",
            "自治体コード「011002」はありません。",
            a_case(municipality="011002"),
        ),
        (
            "cases/invented-case.yaml: links[0].node",
            "「r9:v1-1」は、どの計画にもありません。",
            a_case(links=[{"node": "r9:v1-1", "rationale": "理由。"}]),
        ),
        ("cases/invented-case.yaml: title", "空にはできません。", a_case(title=" ")),
    ],
)
def test_a_mistake_is_named_by_file_place_and_reason_and_nothing_is_written(
    empty_app: Flask, tmp_path: Path, path: str, reason: str, case: dict[str, Any]
) -> None:
    assert problems_of(empty_app, write_seeds(tmp_path / "seeds", [case]))[path] == reason
    assert count(empty_app, Dossier) == 0
    assert count(empty_app, PlanNode) == 0


def test_every_broken_file_is_named_not_only_the_first(empty_app: Flask, tmp_path: Path) -> None:
    folder = write_seeds(tmp_path / "seeds", [a_case(slug="one", title=""), a_case(slug="two", status="?")])
    (folder / "cases" / "three.yaml").write_text("slug: three\nslug: again\n", encoding="utf-8")
    (folder / "cases" / "four.yaml").write_text("title: [開いたまま\n", encoding="utf-8")
    (folder / "cases" / "five.yaml").write_bytes("題名: 五".encode("cp932"))
    found = problems_of(empty_app, folder)
    assert set(found) == {
        "cases/one.yaml: title",
        "cases/two.yaml: status",
        "cases/three.yaml",
        "cases/four.yaml",
        "cases/five.yaml",
    }
    assert found["cases/three.yaml"] == "2行目、1文字目付近：「slug」が2回書かれています。"
    assert found["cases/five.yaml"] == "文字コードを UTF-8 にしてください。"


def test_a_file_is_named_after_the_slug_in_it(empty_app: Flask, tmp_path: Path) -> None:
    folder = write_seeds(tmp_path / "seeds", [])
    write(folder / "cases" / "other.yaml", a_case())
    assert problems_of(empty_app, folder) == {"cases/other.yaml: slug": "ファイル名と同じにしてください。"}


def test_a_code_with_a_wrong_check_digit_is_named_by_its_line(empty_app: Flask, tmp_path: Path) -> None:
    folder = write_seeds(tmp_path / "seeds", [])
    table = folder / "municipalities.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("132055", "132054"), encoding="utf-8")
    assert problems_of(empty_app, folder) == {
        "municipalities.csv: 3行目 code": "検査数字（6桁目）が合いません。"
    }


def test_plans_that_supersede_each_other_in_a_circle_are_refused(empty_app: Flask, tmp_path: Path) -> None:
    folder = write_seeds(tmp_path / "seeds", [], a_plan(supersedes="second"))
    write(folder / "plans" / "second.yaml", a_plan(slug="second", supersedes="trial"))
    assert "plans/trial.yaml: supersedes" in problems_of(empty_app, folder)


def test_an_edge_from_a_code_the_older_plan_does_not_have_is_refused(
    empty_app: Flask, tmp_path: Path
) -> None:
    edge = {"from": "zzz", "to": "a", "kind": "retitled", "source": "paper"}
    folder = write_seeds(tmp_path / "seeds", [])
    write(folder / "plans" / "second.yaml", a_plan(slug="second", supersedes="trial", lineage=[edge]))
    assert problems_of(empty_app, folder) == {
        "plans/second.yaml: lineage[0].from": "計画「trial」にコード「zzz」はありません。"
    }
