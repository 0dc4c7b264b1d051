"""However a child ends, whoever asked it is told in the words of the room."""

import os
import sys
import tempfile
from pathlib import Path

import pytest

from catalogue.confined.child import Child, Endings, running
from catalogue.domain.errors import Invalid, Unavailable

ENDINGS = Endings(broken="broken", too_slow="too slow", too_heavy="too heavy", away="away")
ECHO = "import sys; sys.stdout.buffer.write(sys.argv[1].encode() + b'\\n' + sys.stdin.buffer.read())"


def child(program: str, patience: float = 30.0) -> Child:
    return Child((sys.executable, "-c", program), ENDINGS, patience)


def refusal(asked: Child, data: bytes = b"") -> str:
    with pytest.raises(Invalid) as refused:
        asked.answer({}, data)
    return refused.value.message


def test_a_child_is_told_its_task_and_given_the_file() -> None:
    assert child(ECHO).answer({"name": "事例.xlsx\0"}, b"\0\n\xff") == ({"name": "事例.xlsx\0"}, b"\0\n\xff")


def test_a_child_refuses_in_its_own_words() -> None:
    assert refusal(child("""print('{"refused": "no such sheet"}')""")) == "no such sheet"


@pytest.mark.parametrize(
    ("ending", "told"),
    [
        ("os.kill(os.getpid(), signal.SIGSEGV)", "broken"),
        ("os.kill(os.getpid(), signal.SIGBUS)", "broken"),
        ("raise RuntimeError", "broken"),
        ("print('garbage')", "broken"),
        ("print('[1]')", "broken"),
        ("print('[' * 100_000)", "broken"),
        ("sys.stdout.buffer.write(b'\\xff')", "broken"),
        ("pass", "broken"),
        ("os.kill(os.getpid(), signal.SIGKILL)", "too heavy"),
        ("os.kill(os.getpid(), signal.SIGTRAP)", "too heavy"),
        ("os.kill(os.getpid(), signal.SIGABRT)", "too heavy"),
        ("os.kill(os.getpid(), signal.SIGXCPU)", "too slow"),
        ("os.kill(os.getpid(), signal.SIGPROF)", "too slow"),
    ],
)
def test_however_a_child_ends_there_is_a_sentence(ending: str, told: str) -> None:
    assert refusal(child(f"import os, signal, sys; sys.stdin.buffer.read(); {ending}")) == told


def test_a_child_that_does_not_read_is_no_harm() -> None:
    assert refusal(child("import os; os._exit(1)"), bytes(4_000_000)) == "broken"


def test_a_child_that_does_not_end_is_ended() -> None:
    assert refusal(child("import time; time.sleep(600)", patience=0.3)) == "too slow"
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@pytest.mark.parametrize("command", [("/nowhere/python",), (sys.executable, "-c", "raise SystemExit(75)")])
def test_what_is_not_the_file_s_fault_is_not_laid_upon_it(command: tuple[str, ...]) -> None:
    with pytest.raises(Unavailable, match="away"):
        Child(command, ENDINGS).answer({}, b"")


def test_a_child_is_told_no_secret(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SECRET_KEY", "OmeSecretKey")
    told = tmp_path / "told"
    refusal(child(f"import os; open({str(told)!r}, 'w').write(str(dict(os.environ)))"))
    assert "PYTHONPATH" in told.read_text()
    assert "OmeSecretKey" not in told.read_text()


# --- the side of the child ---


def worker(place: Path, work: str) -> Child:
    """A worker of this room's own, that may use 100 MB and half a second."""
    program = (
        "import sys; from catalogue.confined.bounds import Bounds; from catalogue.confined.worker import serve\n"
        "from catalogue.domain.errors import Invalid\n"
        f"def work(task, sent):\n    {work}\n"
        "serve(work, Bounds(memory=100 * 2**20, answer=2**20, seconds=0.5, seconds_in_all=5), 'too heavy')\n"
    )
    path = place / "worker.py"
    path.write_text(program, encoding="utf-8")
    return Child((sys.executable, "-P", str(path)), ENDINGS, 30.0)


def test_a_worker_answers_with_words_and_bytes(tmp_path: Path) -> None:
    asked = worker(
        tmp_path, "print('noise of a library'); return {'read': len(sent.read())}, [b'a', b'b\\n']"
    )
    assert asked.answer({}, bytes(3_000)) == ({"read": 3_000}, b"ab\n")


@pytest.mark.parametrize(
    ("work", "told"),
    [
        ("raise Invalid('名前のない事例です。')", "名前のない事例です。"),
        ("return {'all': len(bytearray(200 * 2**20))}, []", "too heavy"),
        ("while True: pass", "too slow"),
        ("return {}, [bytes(2 * 2**20)]", "broken"),
        ("return {'no': object()}, []", "broken"),
        ("raise KeyError(1)", "broken"),
        ("return {'files': [open('/dev/null') for _ in range(99)]}, []", "broken"),
        ("import signal; signal.signal(signal.SIGPROF, signal.SIG_IGN)\n    while True: pass", "too slow"),
    ],
)
def test_a_worker_s_limits_end_it_with_a_sentence(tmp_path: Path, work: str, told: str) -> None:
    assert refusal(worker(tmp_path, work)) == told


def test_a_worker_runs_from_any_folder_and_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "json.py").write_text("raise SystemExit('imported from where we stand')")
    # A module that is there and does nothing.
    assert refusal(Child(running("catalogue.confined.bounds"), ENDINGS)) == "broken"
    assert [path.name for path in tmp_path.iterdir()] == ["json.py"]
