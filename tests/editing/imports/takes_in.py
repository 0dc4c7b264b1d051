"""Somebody who takes an import in, to be killed while they do.

    python -m tests.editing.imports.takes_in FOLDER IMPORT

Each line on standard input starts the program anew, which says `writing 4711`, the number of its process, once it has
begun to write; when it has ended, however it ended, there is `gone`. What takes long to load is shared by all of them:
the code and the dictionary. Each opens its files and its database itself.
"""

import os
import sys
from pathlib import Path

from catalogue.app import create_app
from catalogue.context import kit, transaction
from catalogue.editing.acting import command_line
from catalogue.editing.imports.cases import acts as cases
from catalogue.models import finding
from catalogue.search.readings import reading_of
from tests.conftest import settings_in
from tests.desk.keeps_saving import say


def _take_in(folder: Path, import_id: int) -> None:
    app = create_app(settings_in(folder))
    with app.app_context(), transaction() as session:
        version = finding.import_of(session, import_id, held=True).version
        say(f"writing {os.getpid()}")
        cases.take_in(session, command_line(kit().now()), import_id, version)


def _apart(folder: Path, import_id: int) -> None:
    """In a process of its own, until it has done or is killed."""
    process = os.fork()
    if process == 0:
        try:
            _take_in(folder, import_id)
        finally:
            os._exit(0)
    os.waitpid(process, 0)


if __name__ == "__main__":
    reading_of("観光")
    for _ in sys.stdin:
        _apart(Path(sys.argv[1]), int(sys.argv[2]))
        say("gone")
