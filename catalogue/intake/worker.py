"""The process in which one file is opened: ``python -m catalogue.intake.worker <task>``.

The task names the format (see ``gate``) and what a sheet without a name is called; the answer are grids or a paper as
JSON.
"""

import gc
from typing import Any, BinaryIO

from catalogue.confined.worker import serve
from catalogue.domain.errors import Invalid
from catalogue.intake.confinement import BOUNDS
from catalogue.intake.limits import MOST_BYTES
from catalogue.intake.sentences import BROKEN, TOO_HEAVY


def _worked(task: dict[str, Any], sent: BinaryIO) -> tuple[dict[str, Any], list[bytes]]:
    # Nothing that is read refers back to itself, and looking for what does would take a quarter of the time.
    gc.disable()
    data = sent.read(MOST_BYTES + 1)
    try:
        return _read(str(task["form"]), data, str(task["name"])), []
    except RecursionError as error:
        raise Invalid(BROKEN) from error


def _read(form: str, data: bytes, name: str) -> dict[str, Any]:
    # Each is loaded under the limits, and only where it is wanted.
    match form:
        case "xlsx":
            from catalogue.intake.excel import workbook

            return {"grids": [grid.as_json() for grid in workbook.grids(data)]}
        case "csv":
            from catalogue.intake import delimited

            return {"grids": [delimited.grid(data, name).as_json()]}
        case "docx":
            from catalogue.intake.word import document

            return {"paper": document.paper(data).as_json()}
        case "pptx":
            from catalogue.intake.slides import deck

            return {"paper": deck.paper(data).as_json()}
    from catalogue.intake import plain

    return {"paper": plain.paper(data).as_json()}


if __name__ == "__main__":
    serve(_worked, BOUNDS, TOO_HEAVY)
