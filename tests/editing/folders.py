"""Small folders of seeds for tests to write and to spoil."""

from pathlib import Path
from typing import Any

import yaml

from tests.images.pictures import drawing, saved
from tests.schemas.documents import a_case, a_plan

THEMES = {
    "themes": [
        {
            "slug": "dx",
            "number": 2,
            "name": "試験テーマ",
            "introduction": "試験のためのテーマです。",
            "origin": "editorial",
            "categories": [{"slug": "dx-use", "name": "試験分類", "origin": "editorial"}],
        }
    ]
}
MUNICIPALITIES = (
    "code,name,kana,prefecture,kind,valid_from,valid_to,successor_code\n"
    "130001,東京都,とうきょうと,東京都,都道府県,,,\n"
    "132055,青梅市,おうめし,東京都,市,,,\n"
)


def write_seeds(
    folder: Path,
    cases: list[dict[str, Any]] | None = None,
    plan: dict[str, Any] | None = None,
    register: list[dict[str, Any]] | None = None,
) -> Path:
    """A whole folder of seeds: one theme, two municipalities, a plan, the cases given, and the pictures that have an
    entry in the register given, each another one."""
    for name in ("plans", "cases", "figures"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "municipalities.csv").write_text(MUNICIPALITIES, encoding="utf-8")
    write(folder / "themes.yaml", THEMES)
    write(folder / "profiles.yaml", {"sources": [], "profiles": []})
    write(folder / "plans" / "trial.yaml", plan or a_plan())
    for case in [a_case()] if cases is None else cases:
        write(folder / "cases" / f"{case['slug']}.yaml", case)
    if register is not None:
        write(folder / "figures" / "register.yaml", {"pictures": register})
        for number, entry in enumerate(register):
            picture = saved(drawing(96 + 16 * number, 64), "PNG")
            (folder / "figures" / entry["file"]).write_bytes(picture)
    return folder


def write(path: Path, document: Any) -> None:
    """One seed file."""
    path.write_text(yaml.safe_dump(document, allow_unicode=True, sort_keys=False), encoding="utf-8")
