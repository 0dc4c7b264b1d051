"""The outline of the new plan is pasted as it stands, becomes eight drafts, and one of them a case."""

import re
from typing import Any

import pytest
import yaml

from tests.house.tree import ROOT
from tests.journeys.desk.conftest import OpenDesk
from tests.journeys.desk.hands import WITHOUT_SCRIPTS, Mouse
from tests.journeys.desk.people import COLLEAGUE, EDITOR

OUTLINE = (ROOT / "tests" / "documents" / "outline.txt").read_text(encoding="utf-8")
# Its eight cases, in its order.
SLUGS = (
    *("sakai-jidounten-drone", "aizuwakamatsu-smartcity-aict", "niihama-dx-suishin-lab"),
    *("ota-digital-juhatchu-nakamamawashi", "higashiomi-community-business-sib", "kawasaki-chizai-matching"),
    *("nagoya-endoji-online-shotengai", "kiryu-cocotomo"),
)
SEEDS = [
    yaml.safe_load((ROOT / "seeds" / "cases" / f"{slug}.yaml").read_text(encoding="utf-8")) for slug in SLUGS
]
JOURNEYS = {"scripts": ({}, EDITOR), "no scripts": (WITHOUT_SCRIPTS, COLLEAGUE)}


@pytest.mark.parametrize(("kind", "who"), JOURNEYS.values(), ids=JOURNEYS)
def test_the_outline_becomes_the_eight_drafts_of_the_seeds(
    sit: OpenDesk, kind: dict[str, Any], who: str
) -> None:
    hands = Mouse(sit(who, **kind))
    _paste(hands)
    hands.sees("8件の事例を読み取りました")
    hands.sees("④")  # is missing among the themes, and said to be
    hands.press("8件の書きかけを作る")
    hands.sees("作った書きかけ（8件）")
    links = hands.page.locator(".text-drafts th a")
    drafts = [(each.inner_text(), each.get_attribute("href")) for each in links.all()]
    assert [title for title, _ in drafts] == [seed["title"] for seed in SEEDS]
    for (_, address), seed in zip(drafts, SEEDS, strict=True):
        hands.open(str(address))
        assert hands.field("title") == seed["title"]
        assert hands.field("category") == f"{seed['theme']}/{seed['category']}"
        assert hands.page.locator("[name=municipality]").input_value() == seed["municipality"]
        assert seed["figures"][0]["outline_caption"] in hands.field("notes")
        assert hands.field("sources-0-title") == "青梅市商・工業振興プラン 構成骨子（案）"
        written = _everything_typed(hands)
        for line in _lines_of(seed["title"]):
            assert line in written, "a line of the outline is lost"
    _take_back(hands)


def _paste(hands: Mouse) -> None:
    hands.open("/desk/imports/text/new")
    hands.write("text", OUTLINE)
    hands.write("title", "青梅市商・工業振興プラン 構成骨子（案）")
    hands.write("publisher", "青梅市")
    hands.write("date", "令和8年5月")
    hands.choose("kind", "公式")
    hands.press("事例を読み取る")


def _lines_of(title: str) -> list[str]:
    """The bullets of a case in the outline, without their marks."""
    begins = next(at for at, line in enumerate(_LINES) if title in line and "【" in line)
    ends = next(
        (at for at in range(begins + 1, len(_LINES)) if "【" in _LINES[at] or "地域の事例" in _LINES[at]),
        None,
    )
    lines = [
        line.strip().removeprefix("- ") for line in _LINES[begins + 1 : ends] if line.strip().startswith("- ")
    ]
    assert lines, title
    return [_letters(line) for line in lines]


_LINES = OUTLINE.splitlines()


def _everything_typed(hands: Mouse) -> str:
    fields = hands.page.locator("form.case-form, form[data-form]").first.locator(
        "textarea, input[type=text], input:not([type])"
    )
    return _letters("\n".join(fields.evaluate_all("fields => fields.map(field => field.value)")))


def _letters(text: str) -> str:
    return re.sub(r"\s", "", text)


def _take_back(hands: Mouse) -> None:
    """So that the next journey finds no drafts of this one."""
    hands.open("/desk/imports")
    hands.page.locator("main a", has_text="構成骨子").first.click()
    hands.follow("取込みを取り消す")
    hands.page.get_by_role("main").get_by_role("button", name="取り消す").first.click()
    hands.sees("取り消されています")
    hands.open("/desk/drafts")
    hands.does_not_see("円頓寺オンライン商店街")
