"""The top of the repository and its commands are a promise to people and to machines."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.house.tree import ROOT, committed, read

FOLDERS = {"catalogue", "docs", "seeds", "static", "templates", "tests"}
PROGRAM = {"Makefile", "pyproject.toml", "requirements.txt", "wsgi.py"}
PAPERS = {"CHANGELOG.md", "LICENSE", "NOTICE", "README.ja.md", "README.md"}


def test_the_top_level_holds_only_what_everybody_expects_there() -> None:
    names = {path.parts[0] for path in committed()}
    visible = {name for name in names if not name.startswith(".")}
    assert visible <= FOLDERS | PROGRAM | PAPERS


def test_the_commands_others_rely_on_are_there() -> None:
    assert {"run", "test", "bench", "fix", "help"} <= _phony_targets()


def test_every_command_is_explained_by_make_help() -> None:
    listed = re.findall(r"^make ([a-z]+) +\S", _run(["make", "help"]).stdout, re.MULTILINE)
    assert set(listed) == _phony_targets()


def test_continuous_integration_runs_make_test() -> None:
    assert os.access(ROOT / ".ci/run", os.X_OK)
    assert re.search(r"^make test$", read(".ci/run"), re.MULTILINE)


def test_without_a_python_it_is_said_what_to_install(tmp_path: Path) -> None:
    answer = _run(["/bin/sh", ".ci/venv", str(tmp_path / "venv")], PATH=str(_only_rm(tmp_path)), PYTHON="")
    assert answer.returncode != 0
    assert "Python 3.11 以上が見つかりません" in answer.stderr
    assert "No Python 3.11 or newer was found" in answer.stderr


def test_with_a_python_that_lacks_venv_it_is_said_what_to_install(tmp_path: Path) -> None:
    for module in ("ensurepip", "virtualenv"):
        (tmp_path / f"{module}.py").write_text("raise ImportError", encoding="utf-8")
    answer = _run(
        ["/bin/sh", ".ci/venv", str(tmp_path / "venv")], PYTHON=sys.executable, PYTHONPATH=str(tmp_path)
    )
    assert answer.returncode != 0
    assert "python3-venv" in answer.stderr
    assert not (tmp_path / "venv").exists()


def _phony_targets() -> set[str]:
    declared = re.search(r"^\.PHONY: (.+)$", read("Makefile"), re.MULTILINE)
    assert declared is not None
    return set(declared[1].split())


def _only_rm(folder: Path) -> Path:
    """A folder for PATH in which there is no Python of any kind."""
    tools = folder / "tools"
    tools.mkdir()
    (tools / "rm").symlink_to("/bin/rm")
    return tools


def _run(command: list[str], **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, env=os.environ | environment
    )
