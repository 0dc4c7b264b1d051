"""What the pages of an imported plan send: a sheet or a text, and what is decided about it."""

import re
from typing import Any

from werkzeug.datastructures import MultiDict

from catalogue.desk.imports.brought import file_name, opened, pasted
from catalogue.domain.grid import Grid
from catalogue.domain.paper import Paper
from catalogue.domain.text import number_in
from catalogue.intake import workshop

Form = MultiDict[str, str]

PASTED = "貼り付けた文章"
_TABLES = (".xlsx", ".csv", ".tsv", ".xls", ".xlsm", ".xlsb", ".ods", ".numbers")
_FOLDERS = re.compile(r"[\\/]")
# How the names of fields say what they are about: ``block:b1.column``.
_ABOUT = re.compile(r"(?P<part>block|entry|edge):(?P<key>[^.]*(?:\.[0-9]+)?)\.(?P<name>[a-z_]+)\Z")
_PARTS = {"block": "blocks", "entry": "entries", "edge": "edges"}
_SINGLE = {"column": "columns", "cell": "cells", "remark": "remarks"}
_FACTS = ("facts", "before_facts", "paper_facts")
_PLAIN = ("target", "before", "paper", "way", "sheet")
# Boxes that a browser does not send where they are not ticked.
_BOXES = ("priority", "left_out")


def brought() -> tuple[str, tuple[Grid, ...], Paper | None]:
    """What this request brings: its name, and either sheets or a paper.

    Raises:
        Invalid: there is nothing, or both a file and a text, or it cannot be read.
        Unavailable: other files are being read.
    """
    name = _FOLDERS.split(file_name())[-1]
    if not name:
        return PASTED, (), pasted()
    if name.lower().endswith(_TABLES):
        return name, opened(workshop.book), None
    return name, (), opened(workshop.paper)


def based_on(form: Form) -> int | None:
    """Which revision of the plan they saw; nothing where it becomes a new plan."""
    return number_in(form.get("based_on")) or None


def decisions_of(form: Form) -> dict[str, Any]:
    """All that the form decides, as :func:`catalogue.editing.imports.plans.acts.decide` takes it."""
    said: dict[str, Any] = {name: form[name] for name in _PLAIN if name in form}
    for name, value in form.items():
        part, _, rest = name.partition(".")
        if part in _FACTS:
            said.setdefault(part, {})[rest] = value
        elif found := _ABOUT.match(name):
            said.setdefault(_PARTS[found["part"]], {}).setdefault(found["key"], {})[found["name"]] = value
        elif name.partition(":")[0] in _SINGLE:
            about, _, key = name.partition(":")
            said.setdefault(_SINGLE[about], {})[key] = value.replace("\r\n", "\n")
    for fields in said.get("entries", {}).values():
        fields |= {name: name in fields for name in _BOXES}
    return said
