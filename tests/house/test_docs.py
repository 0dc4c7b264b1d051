"""What the documents say is there, is there; and what people must be able to look up is said.

Tables in the documents are compared with the program both ways, so neither a forgotten row nor an outdated one stays.
"""

import ast
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from flask import Flask

from catalogue.context import STATUS
from catalogue.desk.guard import Open, needed_by
from catalogue.domain.facets import FACETS, Sort
from catalogue.domain.roles import Permission, Role, permissions_of
from catalogue.schemas.query import View
from tests.house.tree import ROOT, committed, files, read

ARCHITECTURE = "docs/ARCHITECTURE.md"
OPERATIONS = "docs/operations.md"

FENCED = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
CODE_SPAN = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
IN_THE_REPOSITORY = re.compile(r"(?:\.ci|catalogue|docs|seeds|static|templates|tests)/[\w./-]*")

DOCUMENTS = [path for path in committed() if path.suffix == ".md"]
# The changelog also speaks of what has been.
OF_TODAY = [path for path in DOCUMENTS if path.name != "CHANGELOG.md"]


def test_every_setting_is_explained_to_the_operator_and_no_other() -> None:
    assert _first_column(OPERATIONS, "Settings") == _settings_read()


def test_every_command_is_explained_to_the_operator_and_no_other(app: Flask) -> None:
    assert _first_column(OPERATIONS, "Commands") == set(_commands(app.cli))


def test_every_public_address_stands_in_the_table_of_addresses_and_no_other(app: Flask) -> None:
    public = {rule.rule for rule in app.url_map.iter_rules() if not rule.endpoint.startswith("desk.")}
    assert _first_column(ARCHITECTURE, "Addresses") == public


def test_every_address_of_the_desk_stands_in_its_table_with_who_may_see_it_and_who_may_send_to_it(
    app: Flask,
) -> None:
    table = _section(ARCHITECTURE, "Addresses of the desk")
    rows = re.findall(r"^\| `([^`]+)` \| (\w+|–) \| (\w+|–) \|", table, re.MULTILINE)
    assert {address: (see, send) for address, see, send in rows} == _asked_at_the_desk(app)


def test_what_each_role_opens_is_told_as_it_is() -> None:
    table = _section(ARCHITECTURE, "The desk")
    told = re.findall(r"^\| `(\w+)` \| [^|]+ \|((?: (?:yes)? ?\|){4})$", table, re.MULTILINE)
    head = [role.label for role in Role]
    assert f"| permission | what it opens | {' | '.join(head)} |" in table
    assert {word: [bool(cell.strip()) for cell in cells.split("|")[:-1]] for word, cells in told} == {
        permission.value: [permission in permissions_of([role]) for role in Role] for permission in Permission
    }


def test_every_facet_order_and_view_of_the_search_page_stands_beside_its_address() -> None:
    row = re.search(r"^\| `/cases` \|.*$", _section(ARCHITECTURE, "Addresses"), re.MULTILINE)
    assert row is not None
    assert {*FACETS, *Sort, *View} <= set(CODE_SPAN.findall(row[0]))


def test_every_room_stands_in_the_table_of_rooms_and_no_other() -> None:
    assert _first_column(ARCHITECTURE, "Rooms") == _rooms()


def test_every_error_stands_in_the_table_of_errors_with_its_status() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (\d{3}) \|", _section(ARCHITECTURE, "Errors"), re.MULTILINE)
    assert {name: int(status) for name, status in rows} == {
        error.__name__: status for error, status in STATUS.items()
    }


def test_the_stairs_are_drawn_as_they_are_checked() -> None:
    drawing = FENCED.search(_section(ARCHITECTURE, "The stairs"))
    assert drawing is not None
    # What is said about a stair stands to the right of it.
    lines = drawing[0].splitlines()[1:-1]
    drawn = [set(re.findall(r"[a-z]+", line[:45])) for line in lines if "+" not in line]
    assert drawn == _stairs()


def test_every_command_of_make_that_a_document_names_is_there() -> None:
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    named = {
        (str(path), name)
        for path in OF_TODAY
        for name in re.findall(r"(?:^|`)make ([a-z]+)", read(path), re.MULTILINE)
    }
    assert named
    assert [each for each in sorted(named) if each[1] not in targets] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=str)
def test_links_lead_to_a_file_and_a_heading_that_exist(path: Path) -> None:
    broken = [target for target in _relative_links(path) if not _leads_somewhere(path, target)]
    assert not broken


def test_files_that_documents_name_exist() -> None:
    named = {
        (str(path), name)
        for path in OF_TODAY
        for name in CODE_SPAN.findall(FENCED.sub("", read(path)))
        if IN_THE_REPOSITORY.fullmatch(name)
    }
    assert named
    assert [each for each in sorted(named) if not (ROOT / each[1]).exists()] == []


@pytest.mark.parametrize("path", files("docs/adr", ".md"), ids=lambda path: path.stem)
def test_a_decision_says_why_what_and_what_follows(path: Path) -> None:
    text = read(path)
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"]
    title = re.match(r"# (\d+)\. \S", text)
    assert title is not None
    assert int(title[1]) == int(path.name[:4])
    for heading in ("Context", "Decision", "Consequences"):
        assert len(_section(path, heading)) > 200


def test_decisions_are_numbered_without_a_gap_and_all_listed() -> None:
    decisions = files("docs/adr", ".md")
    assert [int(path.name[:4]) for path in decisions] == list(range(1, len(decisions) + 1))
    listed = LINK.findall(_section(ARCHITECTURE, "Decisions"))
    assert listed == [str(path.relative_to("docs")) for path in decisions]


def _section(path: Path | str, heading: str) -> str:
    """What stands under a heading of the second level, headings below it included."""
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", read(path), re.DOTALL | re.MULTILINE)
    assert found is not None, f"{path} has no heading “{heading}”"
    return found[1]


def _first_column(path: str, heading: str) -> set[str]:
    """The names in the first column of the table under a heading."""
    return set(re.findall(r"^\| `([^`]+)` \|", _section(path, heading), re.MULTILINE))


def _asked_at_the_desk(app: Flask) -> dict[str, tuple[str, str]]:
    """What each address of the desk asks of who looks and of who sends; a dash where it cannot be looked at or sent
    to."""
    asked: dict[str, dict[str, str]] = {}
    for rule in app.url_map.iter_rules():
        if needed := needed_by(app, rule.endpoint):
            word = "all" if needed is Open.TO_ALL else needed.value
            asked.setdefault(rule.rule, {}).update(dict.fromkeys(rule.methods or (), word))
    return {address: (by.get("GET", "–"), by.get("POST", "–")) for address, by in asked.items()}


def _settings_read() -> set[str]:
    """Every name that ``settings.py`` asks the environment for."""
    calls = (
        node for node in ast.walk(ast.parse(read("catalogue/settings.py"))) if isinstance(node, ast.Call)
    )
    return {
        str(call.args[0].value)
        for call in calls
        if ast.unparse(call.func) == "environment.get" and isinstance(call.args[0], ast.Constant)
    }


def _commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[str]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from _commands(command, (*path, name))
        else:
            yield " ".join((*path, name))


def _rooms() -> set[str]:
    """The packages and modules directly under ``catalogue``."""
    parts = {path.relative_to("catalogue").parts[0] for path in files("catalogue", ".py")}
    return {part.removesuffix(".py") for part in parts} - {"__init__"}


def _stairs() -> list[set[str]]:
    """The layers of the import contract, top to bottom, without what is not built yet."""
    contracts = tomllib.loads(read("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "stairs")
    built = [set(re.findall(r"[a-z]+", layer)) & _rooms() for layer in layers]
    return [layer for layer in built if layer]


def _relative_links(path: Path) -> list[str]:
    return [target for target in LINK.findall(FENCED.sub("", read(path))) if "://" not in target]


def _leads_somewhere(path: Path, target: str) -> bool:
    name, _, anchor = target.partition("#")
    file = (ROOT / path.parent / name).resolve() if name else ROOT / path
    if not file.exists():
        return False
    return not anchor or anchor in {_anchor(title) for title in _headings(file)}


def _headings(file: Path) -> list[str]:
    return re.findall(r"^#+ (.+)$", FENCED.sub("", file.read_text(encoding="utf-8")), re.MULTILINE)


def _anchor(title: str) -> str:
    """The address of a heading, as the usual renderers make it: small letters, no punctuation, hyphens for spaces."""
    kept = (c for c in title.lower() if c in " -_" or unicodedata.category(c)[0] in "LMN")
    return "".join(kept).replace(" ", "-")
