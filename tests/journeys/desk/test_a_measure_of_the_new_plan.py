"""A measure is written into the new plan, cases are linked to it, and all of it becomes public at once."""

import pytest
from playwright.sync_api import expect

from tests.journeys.desk.conftest import OpenDesk
from tests.journeys.desk.hands import WITHOUT_SCRIPTS, Mouse
from tests.journeys.desk.people import APPROVER, EDITOR

CASE, CASE_TITLE = "sakai-jidounten-drone", "自動運転バス・ドローン"
WHY = "実証の場所と地域の合意の取り方が手本になる。"
# The measure's title; the measure of the plan before that it replaces, and a case that is linked to that one.
JOURNEYS = {
    "scripts": ({}, "空き店舗と空の道の実証支援", "kogyo-2-2", "aizuwakamatsu-smartcity-aict"),
    "no scripts": (WITHOUT_SCRIPTS, "ものづくりの革新の実証支援", "kogyo-1-1", "niihama-dx-suishin-lab"),
}


@pytest.mark.parametrize(("kind", "title", "older", "carried"), JOURNEYS.values(), ids=JOURNEYS)
def test_a_case_waits_at_a_measure_until_the_plan_is_published(
    sit: OpenDesk, kind: dict[str, bool], title: str, older: str, carried: str
) -> None:
    editor, approver, visitor = (Mouse(sit(who, **kind)) for who in (EDITOR, APPROVER, ""))
    code = _add(editor, title)
    _link(editor, code)
    _is_not_seen(visitor, code, title)
    _draw(editor, code, title, older)
    _publish(approver, title)
    _is_seen(visitor, code, title)
    _carry(editor, code, carried)
    visitor.open(f"/plans/r9/{code}")
    expect(visitor.page.locator(f"main a[href='/cases/{carried}']").first).to_be_visible()
    visitor.open("/plans/r9/changes")
    visitor.sees(title)


def _add(editor: Mouse, title: str) -> str:
    """Below a field of the plan; gives the code it got."""
    editor.open("/desk/plans/r9")
    editor.unfold("ほかの操作：工業振興")
    editor.follow("この下に項目を加える")
    editor.write("title", title)
    code = editor.field("code")
    editor.press("加える")
    editor.is_on("新 青梅市商・工業振興プラン")
    editor.sees(title)
    editor.sees("新規")
    return code


def _link(editor: Mouse, code: str) -> None:
    editor.open(f"/desk/plans/r9/{code}/links")
    editor.sees("公開前")
    editor.write("q", CASE_TITLE)
    editor.press("事例をさがす")
    editor.unfold("この事例を関連付ける")
    editor.choose(f"role-found-{CASE}", "直接の手本")
    editor.write(f"rationale-found-{CASE}", WHY)
    editor.press("関連付ける")
    editor.sees(WHY)


def _is_not_seen(visitor: Mouse, code: str, title: str) -> None:
    """Neither the measure, nor that a case waits for it."""
    answer = visitor.page.goto(f"/plans/r9/{code}")
    assert answer
    assert answer.status == 404
    for address in ("/plans/r9", f"/cases/{CASE}"):
        visitor.open(address)
        visitor.does_not_see(title)


def _draw(editor: Mouse, code: str, title: str, older: str) -> None:
    """What it has come from."""
    editor.open("/desk/plans/r9/lineage/new")
    editor.tick("kind", "replaced")
    editor.tick("older", older)
    editor.tick("newer", code)
    editor.write("reading", "内容が近いことから、差し替えと読み取りました。")
    editor.press("保存する")
    editor.sees(title)
    editor.sees("差し替え")


def _publish(approver: Mouse, title: str) -> None:
    """After reading what it changes."""
    approver.open("/desk/plans/r9")
    approver.sees("公開していない変更")
    approver.follow("変更を確かめて公開する")
    approver.sees(f"待っていた関連付けが公開され、「{title}」のページに表示されます。")
    approver.write("reference", "8青商発第200号")
    approver.press("公開する")
    approver.does_not_see("公開していない変更")


def _is_seen(visitor: Mouse, code: str, title: str) -> None:
    visitor.open(f"/plans/r9/{code}")
    visitor.is_on(title)
    visitor.sees(CASE_TITLE)
    visitor.sees(WHY)
    visitor.open(f"/cases/{CASE}")
    visitor.sees(title)


def _carry(editor: Mouse, code: str, carried: str) -> None:
    """A case of the measure before is linked to this one too, with the sentence it had."""
    editor.open("/desk/plans/r9/carry")
    editor.tick(f"take-{carried}--{code}", "yes")
    editor.press("選んだ関連付けを引き継ぐ")
    editor.open(f"/desk/plans/r9/{code}/links")
    expect(editor.page.locator(f"main a[href*='{carried}']").first).to_be_visible()
    editor.open(f"/desk/cases/{carried}/links")
    editor.sees("引き継いだ")
