"""What the repository holds, for the tests of the house itself."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def committed() -> list[Path]:
    """Every file that is committed or would be: not ignored, and there. Paths are relative to the root."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = (Path(name) for name in listing.stdout.split("\0") if name)
    return sorted(path for path in paths if (ROOT / path).is_file())


def files(folder: str, *endings: str) -> list[Path]:
    """The committed files under a folder with one of these endings; finding none is a mistake in the test."""
    found = [path for path in committed() if path.is_relative_to(folder) and path.suffix in endings]
    assert found, f"no {endings} under {folder}"
    return found


def read(path: Path | str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")
