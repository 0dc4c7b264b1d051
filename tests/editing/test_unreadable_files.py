"""A file that is no YAML we read is named with its line, and never ends in a trace."""

from pathlib import Path

import pytest
from flask import Flask

from tests.editing.folders import write_seeds
from tests.editing.loading import problems_of


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("slug: broken\n? [a, b]\n: c\n", "2行目、3文字目付近：項目の名前に、一覧や組は使えません。"),
        ("slug: broken\n? {a: b}\n: c\n", "2行目、3文字目付近：項目の名前に、一覧や組は使えません。"),
        (
            "slug: broken\nchecked:\n  on: 2025-13-01\n",
            "3行目、7文字目付近：日付や数として読めない値です。文字なら引用符で囲んでください。",
        ),
        ("slug: broken\nslug: again\n", "2行目、1文字目付近：「slug」が2回書かれています。"),
        (
            "slug: broken\ntitle: [開いたまま\n",
            "3行目、1文字目付近：YAML として読めません。字下げ、コロン、引用符を確かめてください。",
        ),
    ],
)
def test_what_cannot_be_read_is_named_by_its_line(
    empty_app: Flask, tmp_path: Path, text: str, reason: str
) -> None:
    folder = write_seeds(tmp_path / "seeds", [])
    (folder / "cases" / "broken.yaml").write_text(text, encoding="utf-8")
    assert problems_of(empty_app, folder) == {"cases/broken.yaml": reason}


def test_a_key_that_is_a_number_is_an_unknown_one(empty_app: Flask, tmp_path: Path) -> None:
    folder = write_seeds(tmp_path / "seeds", [])
    (folder / "cases" / "broken.yaml").write_text("slug: broken\n3: c\n", encoding="utf-8")
    reasons = problems_of(empty_app, folder).values()
    assert "この名前の項目はありません。つづりを確かめてください。" in reasons
