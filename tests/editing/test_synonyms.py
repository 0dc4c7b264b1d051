"""The table of synonyms is judged with the other seeds, though only the search reads it."""

from pathlib import Path

import pytest
from flask import Flask

from tests.editing.folders import write_seeds
from tests.editing.loading import problems_of


def told(app: Flask, tmp_path: Path, table: str) -> dict[str, str]:
    folder = write_seeds(tmp_path / "seeds", [])
    (folder / "synonyms.yaml").write_text(table, encoding="utf-8")
    return problems_of(app, folder)


def test_a_broken_group_is_told_with_its_line(empty_app: Flask, tmp_path: Path) -> None:
    right = "# 商業\ngroups:\n  - same: [空き店舗, 空店舗]\n\n"
    table = right + "  - same: [空き家]\n  - typed: [店, 商店]\n    also: [店舗]\n"
    assert told(empty_app, tmp_path, table) == {
        "synonyms.yaml: 5行目 groups[1].same": "語を2つ以上並べてください。",
        "synonyms.yaml: 6行目 groups[2].typed[0]": "2文字以上で書いてください。",
    }


@pytest.mark.parametrize(
    ("table", "place", "reason"),
    [
        (
            "groups: [\n",
            "synonyms.yaml",
            "2行目、1文字目付近：YAML として読めません。字下げ、コロン、引用符を確かめてください。",
        ),
        ("groups: []\nlight: 事例\n", "synonyms.yaml: light", "一覧（リスト）で書いてください。"),
        ("words: []\n", "synonyms.yaml: words", "この名前の項目はありません。つづりを確かめてください。"),
    ],
)
def test_what_is_wrong_outside_the_groups_is_told_too(
    empty_app: Flask, tmp_path: Path, table: str, place: str, reason: str
) -> None:
    assert told(empty_app, tmp_path, table) == {place: reason}
