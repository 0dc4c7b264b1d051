"""A list of three hundred cases with twelve mistakes: mended, taken in at once, and taken back."""

import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.journeys.desk.conftest import OpenDesk
from tests.journeys.desk.hands import WITHOUT_SCRIPTS, Mouse
from tests.journeys.desk.lists import HEADINGS, downloaded, rows, saved_as_csv, sheet, title
from tests.journeys.desk.people import APPROVER, COLLEAGUE, EDITOR

MANY = 300
TO_MEND = "直すところがある"
# Row, heading: what stands there, and what it should be. Eleven cells; the twelfth mistake is a row that came twice.
PLANTED = {
    (3, "題名"): ("", title(3)),
    (17, "市区町村"): ("存在しない町", ""),
    (31, "状況"): ("やってる", "継続中"),
    (52, "開始：時期"): ("そのうち", "2024年5月"),
    (77, "当時の人口：人数"): ("たくさん", "8,000"),
    (101, "出典：アドレス（URL）"): ("ftp://siryo.example/101", "https://siryo.example/101"),
    (140, "概要"): ("", "取込みの試験のために直した行です。"),
    (166, "出典：種類"): ("うわさ", "その他"),
    (200, "概要"): ('=CONCATENATE("取込みの","試験")', "取込みの試験のために直した行です。"),
    (233, "出典：資料の題名"): ("資" * 900, "試験用の資料233"),
    (260, "分類"): ("", "交流拠点整備"),
}
TWICE = (299, 288)
JOURNEYS = {"scripts": {}, "no scripts": WITHOUT_SCRIPTS}


@pytest.mark.parametrize("kind", JOURNEYS.values(), ids=JOURNEYS)
def test_three_hundred_rows_are_mended_taken_in_and_taken_back(sit: OpenDesk, kind: dict[str, Any]) -> None:
    hands = Mouse(sit(EDITOR, **kind))
    before = _cases(hands)
    _bring(hands, sheet("事例一覧.xlsx", _with_mistakes()))
    hands.is_on("事例一覧.xlsx")
    _confirm_columns(hands)
    assert _told(hands, TO_MEND) == len(PLANTED)
    for (row, heading), (_, right) in PLANTED.items():
        assert hands.page.get_by_text(f"{_letter(heading)}{row + 2}", exact=True).count(), heading
        if right:
            _mend(hands, row, heading, right)
    _mend(hands, 17, "市区町村", rows(MANY)[17]["市区町村"])
    hands.press("直して確かめる")
    assert _told(hands, TO_MEND) == 0
    hands.sees("重複")
    _leave_out_the_second(hands)
    hands.press("299件を取り込む")
    hands.sees("取り込んだ事例（299件）")
    assert _cases(hands) == before + 299
    hands.open("/cases?q=" + title(5))
    assert hands.page.locator(".hit-title", has_text=title(5)).count() == 0, "nothing of it is public"
    hands.open("/desk/imports")
    hands.follow("事例一覧.xlsx")
    hands.follow("取込みを取り消す")
    hands.sees("消える事例（299件）")
    hands.press("取込みを取り消す")
    assert _cases(hands) == before


def test_the_sheet_is_mended_in_excel_and_brought_again(sit: OpenDesk, tmp_path: Path) -> None:
    hands = Mouse(sit(EDITOR))
    lines = rows(20)
    lines[4]["状況"], lines[9]["概要"] = "やってる", ""
    _bring(hands, sheet("二十件.xlsx", lines))
    _confirm_columns(hands)
    with hands.page.expect_download() as received:
        hands.page.locator("a.file", has_text="問題の一覧をExcelで").click()
    received.value.save_as(tmp_path / "problems.xlsx")
    book = load_workbook(tmp_path / "problems.xlsx")
    page = book.active
    assert page is not None
    headings = [str(cell.value) for cell in page[1]]
    told = headings.index("直すところ")
    assert [
        number for number, row in enumerate(page.iter_rows(min_row=2, values_only=True)) if row[told]
    ] == [4, 9]
    page.cell(6, headings.index("状況") + 1, "終了")
    page.cell(11, headings.index("概要") + 1, "表のほうで直した行です。")
    book.save(tmp_path / "mended.xlsx")
    hands.send("sheet", downloaded(tmp_path / "mended.xlsx", "二十件（直した）.xlsx"))
    hands.press("この表に入れ替えて確かめる")
    assert _told(hands, TO_MEND) == 0
    hands.press("20件を取り込む")
    hands.sees("取り込んだ事例（20件）")
    _undo(hands)


def test_a_list_in_shift_jis_with_themes_that_are_not_there_yet(sit: OpenDesk) -> None:
    """An editor brings it; somebody who may make themes decides and takes it in; taken back, the themes go too."""
    headings = ("取組名", "分野", "区分", "都道府県", "市町村名", "事業概要", "情報源", "参考URL")
    lines = [
        {
            "取組名": f"試験用の観光の取組{row['題名']}",
            "分野": "試験用の観光" if number < 3 else "商店街活性化",
            "区分": "試験用の民泊" if number < 3 else "交流拠点整備",
            "都道府県": row["都道府県"],
            "市町村名": row["市区町村"],
            "事業概要": row["概要"],
            "情報源": row["出典：資料の題名"],
            "参考URL": row["出典：アドレス（URL）"],
        }
        for number, row in enumerate(rows(5))
    ]
    editor = Mouse(sit(COLLEAGUE))
    _bring(editor, saved_as_csv("観光の一覧.csv", lines, headings))
    _confirm_columns(editor)
    editor.sees("テーマ「試験用の観光」")
    address = editor.page.url
    approver = Mouse(sit(APPROVER))
    approver.open(address)
    _make_all_names(approver)
    approver.sees("5件を取り込む")
    approver.press("5件を取り込む")
    approver.sees("取り込んだ事例（5件）")
    approver.sees("試験用の観光")
    approver.open("/themes")
    approver.sees("試験用の観光")
    approver.open(address)
    _undo(approver)
    approver.open("/themes")
    approver.does_not_see("試験用の観光")


def test_what_was_exported_comes_back_changed(sit: OpenDesk, tmp_path: Path) -> None:
    hands = Mouse(sit(EDITOR))
    hands.open("/desk/imports/cases/new")
    with hands.page.expect_download() as received:
        hands.page.get_by_role("button", name="Excelで書き出す").click()
    received.value.save_as(tmp_path / "now.xlsx")
    book = load_workbook(tmp_path / "now.xlsx")
    page = book["事例"]
    headings = [str(cell.value) for cell in page[1]]
    ids = [cell.value for cell in page["A"]]
    page.cell(ids.index("kiryu-cocotomo") + 1, headings.index("副題") + 1, "表で直した副題")
    book.save(tmp_path / "changed.xlsx")
    _bring(hands, downloaded(tmp_path / "changed.xlsx", "直した事例.xlsx"))
    assert _told(hands, "内容を変える") == 1
    hands.sees("表で直した副題")
    hands.press("1件を取り込む")
    hands.sees("取り込んだ事例（1件）")
    hands.open("/desk/cases/kiryu-cocotomo")
    hands.sees("作成中")
    hands.open("/cases/kiryu-cocotomo")
    hands.does_not_see("表で直した副題")
    hands.open("/desk/imports")
    hands.follow("直した事例.xlsx")
    _undo(hands)


def _with_mistakes() -> list[dict[str, str]]:
    lines = rows(MANY)
    for (row, heading), (wrong, _) in PLANTED.items():
        lines[row][heading] = wrong
    again, first = TWICE
    lines[again] = dict(lines[first])
    return lines


def _bring(hands: Mouse, file: Any) -> None:
    hands.open("/desk/imports/cases/new")
    hands.send("sheet", file)
    hands.press("この表を確かめる")


def _confirm_columns(hands: Mouse) -> None:
    """As they were taken for."""
    if hands.page.locator("#columns[open]").count():
        hands.press("直して確かめる")
    expect(hands.page.locator("#columns[open]")).to_have_count(0)


def _told(hands: Mouse, fate: str) -> int:
    """How many rows there are of a fate."""
    found = hands.page.locator(".import-counts li", has_text=fate)
    if not found.count():
        return 0
    number = re.search(r"([\d,]+)\s*$", found.first.inner_text())
    assert number
    return int(number[1].replace(",", ""))


def _letter(heading: str) -> str:
    return chr(ord("A") + HEADINGS.index(heading))


def _mend(hands: Mouse, row: int, heading: str, right: str) -> None:
    field = hands.page.locator(f"[name='cell:Sheet!{_letter(heading)}{row + 2}']")
    if field.evaluate("field => field.tagName") == "SELECT":
        field.select_option(label=right)
    else:
        field.fill(right)


def _leave_out_the_second(hands: Mouse) -> None:
    """Of the row that came twice."""
    part = hands.page.locator("#doubles")
    if part.get_attribute("open") is None:
        part.locator("summary").click()
    for each in part.locator("fieldset").all():
        each.locator(
            "input[value='skip']" if f"{TWICE[0] + 2}行目" in each.inner_text() else "input[value='new']"
        ).check()
    hands.press("直して確かめる")


def _make_all_names(hands: Mouse) -> None:
    """Themes and categories are made; where a new theme brings its category, that is asked next."""
    for _ in range(3):
        fields = [each for each in hands.page.locator("#names select").all() if not each.input_value()]
        for each in fields:
            each.select_option("+")
        if fields:
            hands.press("直して確かめる")


def _undo(hands: Mouse) -> None:
    hands.follow("取込みを取り消す")
    hands.press("取込みを取り消す")


def _cases(hands: Mouse) -> int:
    hands.open("/desk/cases")
    found = re.search(r"([\d,]+)件", hands.page.get_by_role("main").inner_text())
    assert found
    return int(found[1].replace(",", ""))
