"""A green run means that everything ran."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT


def test_a_run_in_which_everything_ran_is_green(tmp_path: Path) -> None:
    assert _pytest(tmp_path, "def test_it(): pass").returncode == pytest.ExitCode.OK


@pytest.mark.parametrize(
    "left_out",
    [
        "@pytest.mark.skip(reason='not today')\ndef test_it(): pass",
        "def test_it(): pytest.skip('not today')",
        "pytest.skip('not today', allow_module_level=True)",
        "@pytest.mark.xfail(reason='not today')\ndef test_it(): assert False",
        "@pytest.mark.xfail(reason='not today')\ndef test_it(): pass",
    ],
)
def test_a_run_that_left_something_out_is_red_and_says_why(tmp_path: Path, left_out: str) -> None:
    run = _pytest(tmp_path, f"def test_that_ran(): pass\n{left_out}")
    assert run.returncode == pytest.ExitCode.TESTS_FAILED
    assert "test_sample.py" in run.stdout.split("left out, so the run has failed")[1]
    assert "not today" in run.stdout.split("left out, so the run has failed")[1]


def _pytest(folder: Path, tests: str) -> subprocess.CompletedProcess[str]:
    """Runs the tests in a folder of their own, with the plugin and no other setting of this project."""
    sample = folder / "test_sample.py"
    sample.write_text(f"import pytest\n{tests}\n", encoding="utf-8")
    settings = folder / "pytest.ini"
    settings.write_text("[pytest]\n", encoding="utf-8")
    options = ["-p", "tests.house.no_skips", "-p", "no:cacheprovider", "-c", str(settings), str(sample)]
    command = [sys.executable, "-m", "pytest", *options]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
