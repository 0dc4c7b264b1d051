"""The files of a picture, as its row keeps them: who shows a picture chooses among them, wherever it stands.

``renditions`` maps each media type to its files, (name, width in pixels) from narrow to wide. What tells the types
apart is their order alone: modern ones first, the one every browser and every office program shows last.
"""

from collections.abc import Mapping, Sequence
from typing import Any

File = tuple[str, int]
Renditions = Mapping[str, Sequence[Sequence[Any]]]


def plain_files(renditions: Renditions) -> list[File]:
    """The files that everything can show; none where there are no files yet."""
    return _files(list(renditions.values())[-1]) if renditions else []


def modern_files(renditions: Renditions) -> list[tuple[str, list[File]]]:
    """The media types that are smaller for those who know them, each with its files; the best first."""
    return [(media_type, _files(files)) for media_type, files in list(renditions.items())[:-1]]


def names_in(renditions: Renditions) -> list[str]:
    """The names of all files, of every media type."""
    return [name for files in renditions.values() for name, _ in _files(files)]


def narrowest(renditions: Renditions) -> str:
    """The name of the smallest file that everything can show; empty where there are no files yet."""
    return next((name for name, _ in plain_files(renditions)), "")


def up_to(files: Sequence[File], width: int) -> list[File]:
    """As many of the files as can be of use in a place ``width`` pixels wide: the first that fills it is the last."""
    filling = next((at for at, (_, wide) in enumerate(files) if wide >= width), len(files) - 1)
    return list(files[: filling + 1])


def _files(files: Sequence[Sequence[Any]]) -> list[File]:
    return [(str(name), int(width)) for name, width in files]
