"""Somebody who saves, submits and publishes a case again and again until they are killed, and says what has been done.

    python -m tests.desk.keeps_saving FOLDER

Each line on standard input starts the program anew, which says `ready 4711`, the number of its process. Each line after
that is one act it has acknowledged: `saved 7`, `submitted 7`, `published 7`. When it has been killed, there is `gone`.

What takes long to load is shared by all of them: the code and the dictionary. Each opens its files and its database
itself.
"""

import os
import sys
from pathlib import Path
from typing import NoReturn

from flask import Flask

from catalogue.app import create_app
from catalogue.context import kit, private_transaction, transaction
from catalogue.editing import review
from catalogue.editing.acting import command_line
from catalogue.editing.writing import save_case
from catalogue.models import finding
from catalogue.search.analysis import tokenizer_of_this_thread
from catalogue.search.port import Query
from tests.conftest import settings_in

CASE = "kiryu-cocotomo"


def say(words: str) -> None:
    """Nothing may linger in a buffer when the end comes; a line as short as these is written whole or not at all."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def save_and_publish(app: Flask) -> None:
    """One more revision of the case, from the form to the public page."""
    with app.app_context():
        actor = command_line(kit().now())
        with private_transaction() as session:
            newest = finding.latest(session, finding.case_of(session, CASE))
            assert newest is not None
            if finding.state_of(session, newest) is review.State.SUBMITTED:
                review.take_back(session, actor, CASE, newest.number)
            document = newest.document | {"subtitle": f"{newest.number + 1}回目に保存した題名"}
            number = save_case(session, actor, CASE, document, based_on=newest.number).number
        say(f"saved {number}")
        with private_transaction() as session:
            review.submit(session, actor, CASE, number)
        say(f"submitted {number}")
        with transaction() as session:
            review.approve(session, actor, CASE, number, approve_own=True)
        say(f"published {number}")


def _run(folder: Path) -> NoReturn:
    program = create_app(settings_in(folder))
    with program.app_context():
        kit().index.search(Query("青梅市"))  # what a first act would wait for
    say(f"ready {os.getpid()}")
    while True:
        save_and_publish(program)


def _run_apart(folder: Path) -> None:
    """In a process of its own, until that is killed."""
    process = os.fork()
    if process == 0:
        try:
            _run(folder)
        finally:
            os._exit(1)
    os.waitpid(process, 0)


if __name__ == "__main__":
    tokenizer_of_this_thread()
    for _ in sys.stdin:
        _run_apart(Path(sys.argv[1]))
        say("gone")
