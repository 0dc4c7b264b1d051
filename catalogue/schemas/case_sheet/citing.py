"""Numbers of sources become the keys by which a document names them."""

from collections.abc import Iterator, Mapping
from typing import Any

from catalogue.domain.grid import Place
from catalogue.schemas.case_form import CASE_INPUTS
from catalogue.schemas.case_sheet.gathering import Gathered
from catalogue.schemas.form_inputs import Input, Kind

# Fields that can name their sources: groups and lists of parts.
_CITING: Mapping[str, Input] = {
    each.name: each for each in CASE_INPUTS if any(part.kind is Kind.SOURCES for part in each.parts)
}
_NO_SUCH_NUMBER = "番号{number}の出典がありません。「出典」の番号を書いてください。"
_WHICH_ONE = (
    "出典が{count}件あり、文がどれによるものか分からないので、「出典なし」として読みました。"
    "文の後に〔1〕のように番号を書くと、結び付きます。"
)


def cited_parts(raw: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Whatever can name its sources, with its path: groups, and the parts of lists."""
    for name in _CITING:
        value = raw.get(name)
        if isinstance(value, dict):
            yield name, value
        elif isinstance(value, list):
            yield from ((f"{name}[{at}]", part) for at, part in enumerate(value) if isinstance(part, dict))


def give_keys(about: Gathered) -> None:
    """A key for each source that has none, and its number where none was typed; ``about.numbers`` then has the key of
    every number."""
    sources = about.raw.get("sources") or []
    taken = {source["key"] for source in sources if source.get("key")}
    with_keys = bool(taken)
    for at, source in enumerate(sources, start=1):
        number = source.pop("number", None) or _free(at, about.numbers)
        if not source.get("key"):
            source["key"] = _made(number, taken)
            about.made_keys[source["key"]] = 0 if with_keys else number
        taken.add(source["key"])
        about.numbers[number] = source["key"]


def _free(number: int, numbers: Mapping[int, str]) -> int:
    return number if number not in numbers else max(numbers) + 1


def _made(number: int, taken: set[str]) -> str:
    while f"s{number}" in taken:
        number += 1
    return f"s{number}"


def name_sources(about: Gathered) -> None:
    """The numbers in the row as keys; without a list of sources they stay numbers, those of the case that is there."""
    if "sources" not in about.raw and "sources" not in about.emptied:
        return
    for path, part in cited_parts(about.raw):
        typed = part.get("sources")
        for number in typed or ():
            if int(number) not in about.numbers:
                about.wrong(_place_of(path, about), _NO_SUCH_NUMBER.format(number=number), f"{path}.sources")
        if typed is not None:
            part["sources"] = [about.numbers[int(number)] for number in typed if int(number) in about.numbers]


def vouch(about: Gathered) -> bool:
    """In a row whose sources stand in it, what names none names the one there is; of several nobody can tell which.
    Whether anything was given a source."""
    silent = [(path, part) for path, part in cited_parts(about.raw) if part.get("sources") is None]
    if not silent or not about.numbers:
        return False
    if len(about.numbers) > 1:
        reason = _WHICH_ONE.format(count=len(about.numbers))
        about.odd(_place_of(silent[0][0], about), reason, silent[0][0])
        return False
    for _, part in silent:
        part["sources"] = list(about.numbers.values())
    return True


def _place_of(path: str, about: Gathered) -> Place:
    """The nearest cell above a path."""
    for name in (f"{path}.sources", path, path.partition("[")[0]):
        if name in about.places:
            return about.places[name]
    return about.place
