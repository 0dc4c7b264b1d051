import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask

from catalogue.settings import ROOT
from tests.conftest import kit_of
from tests.editing.folders import write_seeds
from tests.schemas.documents import a_case, a_figure, an_entry


def run(app: Flask, *command: str) -> tuple[int, str]:
    """Type a command; its status and all it says."""
    done = app.test_cli_runner().invoke(args=list(command))
    return done.exit_code, done.output


def flask(folder: Path, *command: str) -> subprocess.Popen[bytes]:
    """The same as a process of its own, with its data in ``folder``."""
    environment = os.environ | {"CATALOGUE_DATA": str(folder)}
    return subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "wsgi", *command],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def test_the_seeds_that_come_with_the_catalogue_are_right(empty_app: Flask) -> None:
    status, said = run(empty_app, "seeds", "check")
    assert status == 0
    assert said.endswith("初期データに誤りはありません（事例と計画 62件）。\n")


def test_checking_points_at_sources_nobody_names_and_figures_without_a_date(
    empty_app: Flask, tmp_path: Path
) -> None:
    idle = {"key": "idle", "title": "引かれない資料", "publisher": "試験", "kind": "other"}
    undated = {"indicator": "件数", "value": "2件", "number": 2, "sources": ["paper"]}
    case = a_case(outcomes=[undated])
    folder = write_seeds(tmp_path / "seeds", [case | {"sources": [*case["sources"], idle]}])
    status, said = run(empty_app, "seeds", "check", str(folder))
    assert status == 0
    assert "sources[1]　「引かれない資料」は、どの項目の出典にもなっていません。" in said
    assert "outcomes[0]　数値の時点が書かれていません" in said


def test_checking_points_at_permissions_whose_last_day_has_passed(empty_app: Flask, tmp_path: Path) -> None:
    permission = {"clearance": "granted", "clearance_on": "2019", "clearance_until": "2020-03"}
    entry = an_entry(**permission, clearance_document="試験の文書", licence="individual")
    folder = write_seeds(tmp_path / "seeds", [a_case(figures=[a_figure()])], register=[entry])
    status, said = run(empty_app, "seeds", "check", str(folder))
    assert status == 0
    assert (
        "cases/invented-case.yaml: figures[0].file　「drawn.png」は、許諾の期限（令和2（2020）年3月まで）"
        in said
    )


def test_checking_names_a_picture_whose_permission_is_not_in_order(empty_app: Flask, tmp_path: Path) -> None:
    entry = an_entry(clearance="asked")
    folder = write_seeds(tmp_path / "seeds", [a_case(figures=[a_figure()])], register=[entry])
    status, said = run(empty_app, "seeds", "check", str(folder))
    assert status == 1
    assert "figures[0].file　「drawn.png」は、掲載の許諾を依頼しているため公開できません。" in said
    assert "figures/register.yaml の記載を確かめるか" in said


def test_an_outcome_nobody_vouches_for_is_a_mistake_in_a_seed(empty_app: Flask, tmp_path: Path) -> None:
    folder = write_seeds(tmp_path / "seeds", [a_case(outcomes=[{"indicator": "件数", "value": "2件"}])])
    status, said = run(empty_app, "seeds", "check", str(folder))
    assert status == 1
    assert "outcomes[0].sources　成果には、出典を1件以上書いてください。" in said


def test_checking_names_file_place_and_reason_and_writes_nothing(empty_app: Flask, tmp_path: Path) -> None:
    folder = write_seeds(tmp_path / "seeds", [a_case(status="?", theme="nothing")])
    status, said = run(empty_app, "seeds", "check", str(folder))
    assert status == 1
    assert "cases/invented-case.yaml: status　次のどれかを選んでください" in said
    assert "何も書き込んでいません" in said
    assert "Traceback" not in said


def test_upgrading_twice_is_no_mistake(empty_app: Flask) -> None:
    assert run(empty_app, "db", "upgrade") == (0, "データベースは最新の形です。\n")


def test_the_index_is_checked_against_the_database(own_app: Flask) -> None:
    assert run(own_app, "index", "check")[0] == 0
    kit_of(own_app).index.drop(["kiryu-cocotomo"])
    status, said = run(own_app, "index", "check")
    assert status == 1
    assert "索引にない事例 1件（kiryu-cocotomo）" in said
    assert "kiryu-cocotomo" in run(own_app, "index", "sync")[1]
    assert run(own_app, "index", "check")[0] == 0


def test_a_rebuild_says_how_many_cases_it_holds(own_app: Flask) -> None:
    assert run(own_app, "index", "rebuild") == (0, "索引を作り直しました（事例 59件）。\n")


def test_preparing_again_keeps_everything_and_says_nothing(own_app: Flask) -> None:
    assert run(own_app, "prepare") == (0, "")


def test_a_locked_database_is_waited_for_and_then_said(own_app: Flask) -> None:
    with kit_of(own_app).writers() as session:
        session.connection()
        status, said = run(own_app, "seeds", "load")
    assert status == 1
    assert said == "ほかの処理がデータベースを使っています。少し待ってから、もう一度お試しください。\n"


@pytest.mark.parametrize("seconds", [0.9, 1.3, 1.8])
def test_killing_the_preparation_at_any_moment_loses_nothing_that_a_second_one_does_not_mend(
    seeded_folder: Path, tmp_path: Path, seconds: float
) -> None:
    folder = tmp_path / "data"
    _keep_only_pictures(seeded_folder, folder)
    first = flask(folder, "prepare")
    time.sleep(seconds)
    first.send_signal(signal.SIGKILL)
    first.communicate(timeout=30)
    again = flask(folder, "prepare")
    said, _ = again.communicate(timeout=120)
    assert again.returncode == 0, said.decode()
    check = flask(folder, "index", "check")
    said, _ = check.communicate(timeout=60)
    assert check.returncode == 0, said.decode()


def _keep_only_pictures(seeded_folder: Path, folder: Path) -> None:
    """Pictures and their rows are there from another run, so that the moments fall on the cases and the index."""
    shutil.copytree(seeded_folder / "images", folder / "images")
    with (
        closing(sqlite3.connect(seeded_folder / "catalogue.sqlite")) as full,
        closing(sqlite3.connect(folder / "catalogue.sqlite")) as own,
    ):
        full.backup(own)
        tables = [name for (name,) in own.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        for name in set(tables) - {"alembic_version", "edition", "image"}:
            own.execute(f'DELETE FROM "{name}"')  # noqa: S608  # a name the database gave
        own.commit()


def test_a_port_that_is_taken_is_said_and_not_shared(own_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        folder = kit_of(own_app).settings.data
        monkeypatch.setenv("PORT", str(taken.getsockname()[1]))
        server = flask(folder, "serve")
        said, _ = server.communicate(timeout=60)
    assert server.returncode == 1
    assert "は使えません" in said.decode()
    assert "カタログを開きました" not in said.decode()


def test_a_database_restored_beside_an_older_index_is_found_whole_again(own_app: Flask) -> None:
    kit_of(own_app).index.drop(["kiryu-cocotomo", "sakai-jidounten-drone"])
    assert run(own_app, "index", "check")[0] == 1
    assert run(own_app, "prepare")[0] == 0
    assert run(own_app, "index", "check")[0] == 0
