"""People from outside the city hall: a reader who found a mistake, a member of the committee who prepares a meeting."""

import pytest
from playwright.sync_api import expect

from tests.journeys.desk.conftest import OpenDesk
from tests.journeys.desk.hands import WITHOUT_SCRIPTS, Mouse, spaced
from tests.journeys.desk.people import EDITOR, MEMBER

CASE, TITLE = "kiryu-cocotomo", "「cocotomo」"
JOURNEYS = {"scripts": ({}, "一"), "no scripts": (WITHOUT_SCRIPTS, "二")}
with_and_without_scripts = pytest.mark.parametrize(("kind", "which"), JOURNEYS.values(), ids=JOURNEYS)
NOT_FOR_MEMBERS = (
    "/desk/cases",
    f"/desk/cases/{CASE}",
    f"/desk/cases/{CASE}/edit",
    f"/desk/cases/{CASE}/preview/1",
    "/desk/drafts",
    "/desk/reports",
    "/desk/plans/r9",
    "/desk/staff",
    "/desk/audit",
)


@with_and_without_scripts
def test_a_mistake_a_reader_found_is_answered(sit: OpenDesk, kind: dict[str, bool], which: str) -> None:
    reader, editor = Mouse(sit("", **kind)), Mouse(sit(EDITOR, **kind))
    reader.open(f"/cases/{CASE}")
    reader.follow("誤りを知らせる")
    reader.choose("about", "成果の数値")
    reader.write("text", f"数値の年度が違います（{which}つめ）。")
    reader.press("送る")
    reader.is_on("お知らせを受け取りました")
    editor.open("/desk/reports")
    editor.sees(f"（{which}つめ）")
    editor.follow(f"{TITLE}：成果の数値")
    editor.press("対応中にする")
    editor.follow("原稿の「成果の数値」を直す")
    editor.is_on("原稿を直す：")
    editor.page.go_back()
    editor.tick("state", "done")
    editor.write("answer", "市の事業報告で確かめ、年度を直して提出した。")
    editor.press("保存する")
    editor.sees("市の事業報告で確かめ、年度を直して提出した。")
    editor.open("/desk/reports?state=done")
    editor.sees(f"（{which}つめ）")


@with_and_without_scripts
def test_a_member_keeps_a_list_with_notes_and_reads_the_papers(
    sit: OpenDesk, kind: dict[str, bool], which: str
) -> None:
    member, editor = Mouse(sit(MEMBER, **kind)), Mouse(sit(EDITOR, **kind))
    member.open(f"/cases/{CASE}")
    member.change(f"リストに入れる：{TITLE}")
    expect(member.page.get_by_role("button", name=spaced(f"はずす：{TITLE}")).first).to_be_visible()
    member.open("/shortlist")
    member.follow("名前を付けて保存する")
    member.write("title", f"第{which}回までに読む")
    member.write(f"note-{CASE}", "空き店舗の借り方を聞く")
    member.page.locator(".form-end").get_by_role("button", name="保存する").click()
    member.is_on(f"第{which}回までに読む")
    member.sees("空き店舗の借り方を聞く")
    editor.open("/desk/lists")
    editor.does_not_see(f"第{which}回までに読む")
    _make_papers(editor, which)
    member.open("/desk/packets")
    member.follow(f"第{which}回の事例")
    member.is_on(f"第{which}回の事例")
    member.sees("意見欄")


def test_a_member_of_the_committee_sees_nothing_that_is_not_public(sit: OpenDesk) -> None:
    page = sit(MEMBER)
    for address in NOT_FOR_MEMBERS:
        answer = page.goto(address)
        assert answer
        assert answer.status in (403, 404), address


def _make_papers(editor: Mouse, which: str) -> None:
    editor.open(f"/desk/packets/new?case={CASE}&case=sakai-jidounten-drone")
    editor.write("title", f"第{which}回の事例")
    editor.write("number", f"資料{which}")
    editor.write("meeting", "商工業振興委員会")
    editor.write("held_on", "令和8年12月1日")
    editor.page.locator(".form-end").get_by_role("button", name="資料を作る").click()
    editor.is_on(f"第{which}回の事例")
