"""What the catalogue starts with, judged as a whole."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from catalogue.domain.municipality_code import has_right_check_digit
from catalogue.editing.seed_files import SeedFiles, read
from catalogue.editing.seed_pictures import not_in_order
from catalogue.schemas.plan import walk
from catalogue.settings import ROOT

POLITE = re.compile(r"(?:です|ます|ました|でした|ません)[。、」]")


@pytest.fixture(scope="module")
def seeds() -> SeedFiles:
    """All seed files, read and judged."""
    return read(ROOT / "seeds")


def statements(part: Any) -> Iterator[str]:
    """Every text of a case's own telling: what stands under 「text」."""
    if isinstance(part, dict):
        if isinstance(part.get("text"), str):
            yield part["text"]
        for value in part.values():
            yield from statements(value)
    elif isinstance(part, list):
        for value in part:
            yield from statements(value)


def test_nothing_is_wrong_with_them(seeds: SeedFiles) -> None:
    assert seeds.problems == []


def test_there_are_47_prefectures_1741_municipalities_and_20_designated_cities(seeds: SeedFiles) -> None:
    kinds = Counter(row["kind"] for row in seeds.municipalities)
    assert kinds["都道府県"] == 47
    assert sum(kinds.values()) - kinds["都道府県"] == 1741
    assert kinds["指定都市"] == 20
    assert kinds["特別区"] == 23
    assert all(has_right_check_digit(row["code"]) for row in seeds.municipalities)


def test_ome_and_the_corrected_reading_of_manazuru_are_right(seeds: SeedFiles) -> None:
    names = {row["code"]: (row["name"], row["kana"]) for row in seeds.municipalities}
    assert names["132055"] == ("青梅市", "おうめし")
    assert names["143839"] == ("真鶴町", "まなづるまち")


def test_the_themes_of_the_outline_keep_their_numbers_and_four_stays_free(seeds: SeedFiles) -> None:
    numbered = {theme["number"]: theme["name"] for theme in seeds.themes if theme["number"]}
    assert numbered == {1: "スマートシティ", 2: "DX化", 3: "新規事業創出支援", 5: "商店街活性化"}
    assert len(seeds.themes) == 9


def test_there_are_few_categories_each_with_a_name_of_its_own_and_each_used(seeds: SeedFiles) -> None:
    names = {each["slug"]: each["name"] for theme in seeds.themes for each in theme["categories"]}
    assert len(names) <= 22
    assert len(set(names.values())) == len(names)
    assert {case["category"] for case in seeds.cases.values()} == set(names)


def test_there_are_59_cases(seeds: SeedFiles) -> None:
    assert len(seeds.cases) == 59


def test_every_vision_has_cases(seeds: SeedFiles) -> None:
    linked = {link["node"] for case in seeds.cases.values() for link in case["links"]}
    visions = [node["code"] for node in walk(seeds.plans["r9"]["nodes"]) if node["kind"] == "vision"]
    assert len(visions) == 18
    assert {f"r9:{code}" for code in visions} <= linked


def test_every_case_says_why_ome_would_look_at_it(seeds: SeedFiles) -> None:
    assert all(len(case["links"]) >= 2 for case in seeds.cases.values())


def test_cases_are_told_in_one_voice(seeds: SeedFiles) -> None:
    polite = {
        slug: text for slug, case in seeds.cases.items() for text in statements(case) if POLITE.search(text)
    }
    assert polite == {}


def test_every_municipality_of_a_case_can_be_compared_with_ome(seeds: SeedFiles) -> None:
    known = {profile["code"] for profile in seeds.profiles["profiles"]}
    leading = {case["municipality"] for case in seeds.cases.values()}
    assert leading <= known
    assert "132055" in known


def test_the_two_older_plans_are_tied_node_by_node(seeds: SeedFiles) -> None:
    edges = seeds.plans["2017-rev"]["lineage"]
    newer = {edge["newer"] for edge in edges if edge["newer"]}
    older = {edge["older"] for edge in edges if edge["older"]}
    assert newer == {node["code"] for node in walk(seeds.plans["2017-rev"]["nodes"])}
    assert older == {node["code"] for node in walk(seeds.plans["2017"]["nodes"])}
    assert seeds.plans["r9"]["lineage"] == []


def test_what_the_paper_says_stands_with_the_directions_and_our_reading_is_apart(seeds: SeedFiles) -> None:
    words = {edge["newer"]: edge["words"] for edge in seeds.plans["2017-rev"]["lineage"] if edge["words"]}
    assert words == {
        "kogyo-1": ["構成変更なし"],
        "kyotsu-1": ["構成変更なし"],
        "kyotsu-2": ["施策2のタイトルを変更", "施策3を追加"],
        "kyotsu-3": ["委員からのご意見を踏まえ、施策3のタイトルを変更"],
    }


def test_every_picture_is_shown_by_a_case_entered_in_the_register_and_told_to_who_cannot_see_it(
    seeds: SeedFiles,
) -> None:
    files = {path.name for path in (ROOT / "seeds" / "figures").iterdir() if path.suffix == ".png"}
    assert files == set(seeds.pictures) == set(seeds.register)
    assert [*not_in_order(seeds)] == []
    assert all(len(entry["alternative"]) > 20 for entry in seeds.register.values())
    assert list(seeds.register) == sorted(seeds.register)
