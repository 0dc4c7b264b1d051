"""Somebody who saves, submits and publishes a case again and again until they are killed, and says what has been done.

    python -m tests.desk.keeps_saving FOLDER

Each line on standard output is one act the program has acknowledged: `saved 7`, `submitted 7`, `published 7`.
"""

import sys
from pathlib import Path

from flask import Flask

from catalogue.app import create_app
from catalogue.context import kit, private_transaction, transaction
from catalogue.editing import review
from catalogue.editing.acting import command_line
from catalogue.editing.writing import save_case
from catalogue.models import finding
from catalogue.search.port import Query
from tests.conftest import settings_in

CASE = "kiryu-cocotomo"


def say(words: str) -> None:
    """Nothing may linger in a buffer when the end comes."""
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


if __name__ == "__main__":
    program = create_app(settings_in(Path(sys.argv[1])))
    with program.app_context():
        kit().index.search(Query("青梅市"))  # what a first act would wait for
    say("ready")
    while True:
        save_and_publish(program)
