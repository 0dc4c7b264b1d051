"""What is installed is pinned, checked by hash, explained, and the same for running and for testing."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from catalogue.images.places import S3_NEEDS
from tests.house.tree import committed, files, read

RUNTIME_LOCK = "requirements.txt"
TEST_LOCK = "tests/requirements.txt"
BENCH_LOCK = "tests/requirements-bench.txt"
WHOOSH_LOCKS = [f"tests/whooshes/{name}.txt" for name in ("whoosh", "whoosh3")]
STORES_LOCK = "tests/stores/s3.txt"
LOCKS = [RUNTIME_LOCK, TEST_LOCK, BENCH_LOCK, *WHOOSH_LOCKS, STORES_LOCK]

PIN = re.compile(r"^([a-z0-9-]+)==(\S+)")
# Written in pieces, so that this file does not name what it forbids.
REGISTRIES = [".".join(host) for host in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"))]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_is_pinned_and_has_hashes(lock: str) -> None:
    assert _requirements(lock)
    for requirement in _requirements(lock):
        assert PIN.match(requirement), requirement[:80]
        assert "--hash=sha256:" in requirement, requirement[:80]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_says_nothing_about_where_packages_come_from(lock: str) -> None:
    text = read(lock)
    assert "://" not in text
    assert not re.search(r"^--", text, re.MULTILINE)


def test_tests_run_on_the_packages_that_visitors_get() -> None:
    runtime = _pins(RUNTIME_LOCK)
    assert runtime
    assert runtime.items() <= _pins(TEST_LOCK).items()
    assert runtime.items() <= _pins(BENCH_LOCK).items()


def test_tools_and_what_is_measured_beside_can_be_installed_together() -> None:
    tools, measured = _pins(TEST_LOCK), _pins(BENCH_LOCK)
    assert {name: measured[name] for name in tools.keys() & measured.keys()}.items() <= tools.items()


def test_every_other_whoosh_is_locked_by_itself_and_is_not_the_one_that_runs() -> None:
    (runs,) = (name for name in _pins(RUNTIME_LOCK) if name.startswith("whoosh"))
    assert {str(path) for path in files("tests/whooshes", ".txt")} == set(WHOOSH_LOCKS)
    for lock in WHOOSH_LOCKS:
        assert list(_pins(lock)) == [Path(lock).stem]
        assert Path(lock).stem != runs


def test_every_direct_dependency_is_locked() -> None:
    project = _project()
    assert _names(project["dependencies"]) <= _pins(RUNTIME_LOCK).keys()
    assert _names(project["optional-dependencies"]["test"]) <= _pins(TEST_LOCK).keys()
    assert _names(project["optional-dependencies"]["bench"]) <= _pins(BENCH_LOCK).keys()


def test_every_direct_dependency_is_explained_at_its_locked_version() -> None:
    project, pins = _project(), _pins(TEST_LOCK) | _pins(BENCH_LOCK)
    pins["s3fs"] = pins["fsspec"]  # not locked: who has no object store does without it
    direct = _names(project["dependencies"]).union(
        *(_names(extra) for extra in project["optional-dependencies"].values())
    )
    explained = dict(
        re.findall(r"^\| `([a-z0-9-]+)` \| (\S+) \|", read("docs/dependencies.md"), re.MULTILINE)
    )
    assert explained == {name: pins[name] for name in direct}


def test_what_speaks_to_an_object_store_fits_the_locked_fsspec() -> None:
    assert _project()["optional-dependencies"]["s3"] == [f"s3fs~={_pins(RUNTIME_LOCK)['fsspec']}"]


def test_who_lacks_it_is_told_to_install_just_that() -> None:
    assert _project()["optional-dependencies"]["s3"] == [S3_NEEDS]
    for text in ("docs/operations.md", "docs/dependencies.md"):
        assert f"pip install '{S3_NEEDS}'" in read(text)


def test_every_vendored_file_is_explained_and_has_its_licence_beside_it() -> None:
    explanation = read("docs/dependencies.md")
    licensed = {path.parent for path in committed() if "LICENSE" in path.name}
    for path in files("static/vendor", ".css", ".js") + files("tests/vendor", ".js"):
        assert str(path) in explanation
        assert path.parent in licensed, f"no licence beside {path}"


def test_no_committed_text_names_a_package_registry() -> None:
    naming = [str(path) for path in committed() if _mentions(path, REGISTRIES)]
    assert not naming


def _requirements(lock: str) -> list[str]:
    """The lock's entries, continued lines joined, comments left out."""
    lines = [line for line in read(lock).splitlines() if line.strip() and not line.strip().startswith("#")]
    return "\n".join(lines).replace("\\\n", " ").splitlines()


def _pins(lock: str) -> dict[str, str]:
    return {match[1]: match[2] for entry in _requirements(lock) if (match := PIN.match(entry))}


def _project() -> dict[str, Any]:
    project: dict[str, Any] = tomllib.loads(read("pyproject.toml"))["project"]
    return project


def _names(requirements: list[str]) -> set[str]:
    return {re.split(r"[^A-Za-z0-9._-]", entry)[0].lower().replace("_", "-") for entry in requirements}


def _mentions(path: Path, words: list[str]) -> bool:
    try:
        text = read(path)
    except UnicodeDecodeError:
        return False
    return any(word in text for word in words)
