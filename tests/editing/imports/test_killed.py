"""Killing the program while it takes a sheet in leaves all of it, or nothing."""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress

from flask import Flask
from sqlalchemy import text

from catalogue.models import AuditRecord, Dossier, Revision, finding
from catalogue.settings import ROOT
from tests.conftest import kit_of
from tests.editing.imports.sheets import brought, decide, good, judged
from tests.editing.loading import count, looking
from tests.editing.reviewing import approver

# So many kills, each a little later than the one before, at most so many seconds after the program has begun to write.
TIMES, ROWS, LONGEST = 10, 300, 2.0


def test_a_kill_at_any_moment_leaves_all_of_it_or_nothing(own_app: Flask) -> None:
    who = approver(own_app)
    import_id = brought(own_app, who, *(good(number, テーマ="観光", 分類="体験") for number in range(ROWS)))
    decide(own_app, who, import_id, names={judged(own_app, who, import_id).unknown[0].key: "+"})
    nothing = _counts(own_app)
    states = []
    with _programs(own_app, import_id) as programs:
        for seconds in sorted(random.Random(number).uniform(0, LONGEST) for number in range(TIMES)):
            _killed(programs, seconds)
            states.append(_state(own_app, import_id))
            if states[-1] == "open":
                assert _counts(own_app) == nothing
                assert not kit_of(own_app).outbox.check()
        _let_it_end(programs)
    assert "open" in states, "every kill came too late to be one"
    assert _state(own_app, import_id) == "done"
    assert not kit_of(own_app).outbox.check(), "the index follows"
    dossiers, revisions, _ = _counts(own_app)
    assert dossiers == nothing[0] + ROWS + 1, "the cases, and the themes that staff have taken over"
    assert revisions == nothing[1] + ROWS + 2


def _counts(app: Flask) -> tuple[int, ...]:
    return tuple(count(app, table) for table in (Dossier, Revision, AuditRecord))


def _state(app: Flask, import_id: int) -> str:
    with looking(app) as session:
        assert session.connection().execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
        return finding.import_of(session, import_id).state


def _programs(app: Flask, import_id: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [
            sys.executable,
            "-m",
            "tests.editing.imports.takes_in",
            str(kit_of(app).settings.data),
            str(import_id),
        ],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        bufsize=1,
    )


def _killed(programs: subprocess.Popen[str], seconds: float) -> None:
    process = _begun(programs)
    time.sleep(seconds)
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)
    _gone(programs)


def _let_it_end(programs: subprocess.Popen[str]) -> None:
    _begun(programs)
    _gone(programs)


def _begun(programs: subprocess.Popen[str]) -> int:
    assert programs.stdin
    assert programs.stdout
    programs.stdin.write("again\n")
    writing, process = programs.stdout.readline().split()
    assert writing == "writing"
    return int(process)


def _gone(programs: subprocess.Popen[str]) -> None:
    assert programs.stdout
    assert programs.stdout.readline() == "gone\n"
