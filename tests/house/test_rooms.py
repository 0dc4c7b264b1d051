"""Rooms stay small enough to be read at one sitting, and the ground floor stays plain."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import files, read

LONGEST_FILE = 250
LONGEST_FUNCTION = 40
# A text goes in and its phrases come out; it reads nothing but its own model. import-linter says who may ask.
PURE_LIBRARIES = {"budoux"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def test_a_file_is_read_at_one_sitting() -> None:
    lengths = {path: len(read(path).splitlines()) for path in _rooms()}
    too_long = {str(path): length for path, length in lengths.items() if length > LONGEST_FILE}
    assert not too_long, (
        f"over {LONGEST_FILE} lines: {too_long}. Find the second subject in the file and give it a file "
        "named for it; a package with the old name keeps the imports of others as they are."
    )


def test_a_function_fits_on_a_screen() -> None:
    too_long = [
        f"{path}:{function.lineno} {function.name} ({length})"
        for path in _rooms()
        for function in _functions(path)
        if (length := _length(function)) > LONGEST_FUNCTION
    ]
    assert not too_long, (
        f"over {LONGEST_FUNCTION} lines without the docstring: {too_long}. Each paragraph of such a function "
        "wants to be a function of its own, named for what it answers."
    )


def test_the_domain_imports_only_the_standard_library_and_what_breaks_lines() -> None:
    foreign = [
        f"{path}:{line} {module}"
        for path in files("catalogue/domain", ".py")
        for line, module in _imports(path)
        if module.split(".")[0] not in sys.stdlib_module_names | PURE_LIBRARIES
        and not module.startswith("catalogue.domain")
    ]
    assert not foreign, f"{foreign}: what needs a library belongs on a higher stair"


def _rooms() -> list[Path]:
    """All our files but the steps of the database: those are records, and stay as they were written."""
    return [path for path in files("catalogue", ".py") if path.parent.name != "versions"]


def _functions(path: Path) -> Iterator[Function]:
    for node in ast.walk(ast.parse(read(path))):
        if isinstance(node, Function):
            yield node


def _length(function: Function) -> int:
    """Lines from `def` to the end, without the docstring: explaining is never what makes it too long."""
    assert function.end_lineno is not None
    lines = function.end_lineno - function.lineno + 1
    if ast.get_docstring(function) is not None:
        docstring = function.body[0]
        assert docstring.end_lineno is not None
        lines -= docstring.end_lineno - docstring.lineno + 1
    return lines


def _imports(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(read(path))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            yield node.lineno, f"catalogue.domain.{module}" if node.level == 1 else module
