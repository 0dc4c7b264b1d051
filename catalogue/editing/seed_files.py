"""Seed files: reading them, and saying exactly what is wrong with one.

Every problem names the file and the place in it. All files are read before anything is written, so a broken one
stops the whole load.
"""

import csv
import re
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from marshmallow import Schema, ValidationError

from catalogue.domain.errors import Problem
from catalogue.editing.gate import flatten
from catalogue.schemas.case import CaseSeedSchema
from catalogue.schemas.image_record import RegisterSchema
from catalogue.schemas.plan import PlanSchema
from catalogue.schemas.reference import MunicipalitySchema, ProfilesSchema, ThemesSchema
from catalogue.schemas.synonyms import SynonymsSchema

Loaded = dict[str, Any]

_REGISTER = "figures/register.yaml"


@dataclass
class SeedFiles:
    """What stands in a folder of seeds, and what is wrong there. Cases and plans are kept by their file's name,
    and so are pictures and their entries in the register."""

    municipalities: list[Loaded] = field(default_factory=list)
    themes: list[Loaded] = field(default_factory=list)
    profiles: Loaded = field(default_factory=lambda: {"sources": [], "profiles": []})
    plans: dict[str, Loaded] = field(default_factory=dict)
    cases: dict[str, Loaded] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)
    register: dict[str, Loaded] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read(folder: Path) -> SeedFiles:
    """Read and judge every seed file in ``folder``."""
    seeds = SeedFiles()
    seeds.municipalities = list(_municipalities(folder, seeds.problems))
    loaded = _document(folder, "themes.yaml", ThemesSchema(), seeds.problems)
    seeds.themes = loaded["themes"] if loaded else []
    seeds.profiles = _profiles(folder, seeds)
    _judge_synonyms(folder, seeds.problems)
    plans = _documents(folder, "plans", PlanSchema(), seeds.problems)
    seeds.plans = {plan["slug"]: plan for plan in _in_order(plans, seeds.problems)}
    seeds.cases = _documents(folder, "cases", CaseSeedSchema(), seeds.problems)
    seeds.pictures = dict(_pictures(folder, seeds.cases, seeds.problems))
    seeds.register = _register(folder, seeds)
    return seeds


class _Refused(yaml.constructor.ConstructorError):
    """What stands there is no YAML we read; says why in Japanese."""

    def __init__(self, reason: str, node: yaml.Node) -> None:
        super().__init__(None, None, reason, node.start_mark)


class _StrictLoader(yaml.CSafeLoader):
    """YAML that refuses a key written twice, instead of keeping the last one silently, and says where a value is
    that only looks like a date or a number."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep)
        except ValueError:
            reason = "日付や数として読めない値です。文字なら引用符で囲んでください"
            raise _Refused(reason, node) from None


def _construct_mapping(loader: yaml.CSafeLoader, node: yaml.MappingNode) -> Loaded:
    loader.flatten_mapping(node)
    mapping: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key, Hashable):
            raise _Refused("項目の名前に、一覧や組は使えません", key_node)
        if key in mapping:
            raise _Refused(f"「{key}」が2回書かれています", key_node)
        mapping[key] = loader.construct_object(value_node, deep=True)
    return mapping


_StrictLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _construct_mapping)


def _documents(folder: Path, kind: str, schema: Schema, problems: list[Problem]) -> dict[str, Loaded]:
    """All documents of one kind; a file is named after the slug in it."""
    documents = {}
    for path in sorted((folder / kind).glob("*.yaml")):
        document = _document(folder, f"{kind}/{path.name}", schema, problems)
        if document and document["slug"] != path.stem:
            problems.append(Problem(f"{kind}/{path.name}: slug", "ファイル名と同じにしてください。"))
        elif document:
            documents[path.stem] = document
    return documents


def _document(folder: Path, name: str, schema: Schema, problems: list[Problem]) -> Loaded | None:
    try:
        data = yaml.load((folder / name).read_text(encoding="utf-8"), Loader=_StrictLoader)  # noqa: S506
        return dict(schema.load(data))
    except ValidationError as error:
        found = [Problem(f"{name}: {each.path}", each.reason) for each in flatten(error.messages)]
        problems.extend(found)
    except yaml.YAMLError as error:
        problems.append(Problem(name, _yaml_reason(error)))
    except UnicodeDecodeError:
        problems.append(Problem(name, "文字コードを UTF-8 にしてください。"))
    except OSError:
        problems.append(Problem(name, "ファイルを読めません。"))
    return None


def _yaml_reason(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    where = f"{mark.line + 1}行目、{mark.column + 1}文字目付近：" if mark else ""
    unreadable = "YAML として読めません。字下げ、コロン、引用符を確かめてください"
    reason = error.problem if isinstance(error, _Refused) else unreadable
    return f"{where}{reason}。"


def _municipalities(folder: Path, problems: list[Problem]) -> Iterator[Loaded]:
    name = "municipalities.csv"
    schema = MunicipalitySchema()
    seen: set[str] = set()
    for number, row in enumerate(_rows(folder / name, problems), start=2):
        try:
            loaded = schema.load({key: value or None for key, value in row.items()})
        except ValidationError as error:
            problems.extend(
                Problem(f"{name}: {number}行目 {each.path}", each.reason) for each in flatten(error.messages)
            )
            continue
        if loaded["code"] in seen:
            problems.append(Problem(f"{name}: {number}行目 code", "同じコードが2回書かれています。"))
        seen.add(loaded["code"])
        yield loaded


def _rows(path: Path, problems: list[Problem]) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file, restkey="（余分な列）"))
    except UnicodeDecodeError:
        problems.append(Problem(path.name, "文字コードを UTF-8 にしてください。"))
    except (OSError, csv.Error):
        problems.append(Problem(path.name, "ファイルを読めません。"))
    return []


def _profiles(folder: Path, seeds: SeedFiles) -> Loaded:
    """The figures of municipalities, each of which must be in the code list."""
    name = "profiles.yaml"
    loaded = _document(folder, name, ProfilesSchema(), seeds.problems) or seeds.profiles
    known = {row["code"] for row in seeds.municipalities}
    for number, profile in enumerate(loaded["profiles"]):
        if profile["code"] not in known:
            reason = f"自治体コード「{profile['code']}」はありません。"
            seeds.problems.append(Problem(f"{name}: profiles[{number}].code", reason))
    return loaded


def _judge_synonyms(folder: Path, problems: list[Problem]) -> None:
    """The search reads this file by itself, and does without it. What is wrong with a group is told by its line."""
    name = "synonyms.yaml"
    found: list[Problem] = []
    if (folder / name).exists() and _document(folder, name, SynonymsSchema(), found) is None:
        problems.extend(Problem(_with_line(folder / name, each.path), each.reason) for each in found)


def _with_line(path: Path, place: str) -> str:
    """The place of a problem, ``synonyms.yaml: groups[3].same``, with the line that its group begins on."""
    group = re.search(r": (groups\[(\d+)\].*)", place)
    if group is None:
        return place
    root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    assert root is not None, "a document with a broken group has a root"
    groups = next(value.value for key, value in root.value if key.value == "groups")
    return f"{path.name}: {groups[int(group[2])].start_mark.line + 1}行目 {group[1]}"


def _in_order(plans: Mapping[str, Loaded], problems: list[Problem]) -> list[Loaded]:
    """Plans after those they supersede, whatever their files are called."""
    waiting, ordered = dict(plans), list[Loaded]()
    while waiting:
        ready = [slug for slug, plan in waiting.items() if plan["supersedes"] not in waiting]
        if not ready:
            problems.extend(
                Problem(f"plans/{slug}.yaml: supersedes", "計画の前後が輪になっています。")
                for slug in waiting
            )
            break
        ordered.extend(waiting.pop(slug) for slug in ready)
    return ordered


def _pictures(
    folder: Path, cases: Mapping[str, Loaded], problems: list[Problem]
) -> Iterator[tuple[str, bytes]]:
    for slug, case in cases.items():
        for number, figure in enumerate(case["figures"]):
            path = folder / "figures" / figure["file"]
            try:
                yield figure["file"], path.read_bytes()
            except OSError:
                place = f"cases/{slug}.yaml: figures[{number}].file"
                problems.append(Problem(place, f"seeds/figures に「{figure['file']}」がありません。"))


def _register(folder: Path, seeds: SeedFiles) -> dict[str, Loaded]:
    """The entry of each picture that a case shows."""
    if not seeds.pictures:
        return {}
    loaded = _document(folder, _REGISTER, RegisterSchema(), seeds.problems)
    if loaded is None:
        return {}
    entries = {entry["file"]: entry for entry in loaded["pictures"]}
    seeds.problems.extend(
        Problem(_REGISTER, f"「{name}」が画像台帳にありません。")
        for name in seeds.pictures
        if name not in entries
    )
    return entries
