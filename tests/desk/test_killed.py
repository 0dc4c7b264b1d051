"""Killing the program at any moment loses nothing that was saved, and index and database agree afterwards."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from flask import Flask

from catalogue.context import kit, session
from catalogue.models import CasePage, finding
from catalogue.settings import ROOT
from tests.conftest import kit_of
from tests.desk.keeps_saving import CASE

TIMES = 20
# So many acts at most are waited for; then, within so many seconds, the next one is cut at any of its steps.
MOST_ACTS, LONGEST = 5, 0.1


def test_twenty_kills_at_random_moments_lose_nothing_that_was_saved(own_app: Flask) -> None:
    kit_of(own_app).outbox.rebuild()
    acknowledged = 0
    with _programs(kit_of(own_app).settings.data) as programs:
        for number in range(TIMES):
            chance = random.Random(number)
            done = _killed_after(programs, chance.randint(0, MOST_ACTS), chance.uniform(0, LONGEST))
            acknowledged += len(done)
            _nothing_is_lost(own_app, done)
            _index_and_database_agree(own_app)
    assert acknowledged > TIMES


def _programs(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.desk.keeps_saving", str(folder)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    )


def _killed_after(programs: subprocess.Popen[str], acts: int, seconds: float) -> list[tuple[str, int]]:
    """What the program had acknowledged when it was killed, so many acts and seconds after it was ready."""
    assert programs.stdin
    assert programs.stdout
    programs.stdin.write("again\n")
    ready, process = programs.stdout.readline().split()
    assert ready == "ready"
    try:
        said = [programs.stdout.readline() for _ in range(acts)]
        time.sleep(seconds)
    finally:
        os.kill(int(process), signal.SIGKILL)
    said += iter(programs.stdout.readline, "gone\n")
    return [(act, int(number)) for act, number in map(str.split, said)]


def _nothing_is_lost(app: Flask, done: list[tuple[str, int]]) -> None:
    with app.app_context():
        dossier = finding.case_of(session(), CASE)
        for act, number in done:
            revision = finding.revision_of(session(), dossier, number)
            assert revision.document["subtitle"] == f"{number}回目に保存した題名"
            if act == "published":
                assert dossier.public_number is not None
                assert dossier.public_number >= number
        public = finding.revision_of(session(), dossier, dossier.public_number or 0)
        page = session().get_one(CasePage, CASE)
        assert page.data["subtitle"] == public.document["subtitle"]


def _index_and_database_agree(app: Flask) -> None:
    with app.app_context():
        kit().outbox.drain()
        assert not kit().outbox.check()
