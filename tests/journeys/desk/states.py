"""What the desk shows only after something was done: mistakes, questions, two people at once, somebody signed out."""

from collections.abc import Callable
from dataclasses import asdict

from playwright.sync_api import Page

from tests.journeys.desk.addresses import CASES, PICTURES, PLAN
from tests.journeys.desk.conftest import OpenDesk
from tests.journeys.desk.mailed import letter, smaller
from tests.journeys.desk.people import ADMINISTRATOR, APPROVER, COLLEAGUE, EDITOR
from tests.journeys.desk.scene import AHEAD, RETURNED, WAITING, WRITTEN, Numbers
from tests.journeys.desk.scene_of_pictures import HELD, sent_picture
from tests.journeys.desk.scene_of_plans import MEASURE
from tests.journeys.watching import PATIENCE

Reach = Callable[[OpenDesk, Numbers], Page]


def _sent(who: str, address: str, button: str, **typed: str) -> Reach:
    """After a form was sent with these in its fields (by their ids)."""

    def reach(look: OpenDesk, numbers: Numbers) -> Page:
        page = look(who)
        page.goto(address.format(**asdict(numbers)))
        for field, words in typed.items():
            page.locator(f"[id='{field}']").fill(words)
        _press(page, button)
        return page

    return reach


def _press(page: Page, button: str) -> None:
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name=button).first.click()


def _full_form_with_mistakes(look: OpenDesk, numbers: Numbers) -> Page:
    """Rows with nothing in them that must say something."""
    page = look(EDITOR)
    page.goto(f"{CASES}/new?full=1")
    page.locator("#section-course > summary").click()
    page.get_by_role("button", name="成果を加える").click()
    page.locator("#outcomes-0-value, #outcomes-0-after").first.fill("多い")
    _press(page, "保存する")
    return page


def _two_at_once(look: OpenDesk, numbers: Numbers) -> Page:
    """The second of two who saved the same case."""
    pages = [look(COLLEAGUE), look(EDITOR)]
    for page in pages:
        page.goto(f"{CASES}/{WRITTEN}/edit")
    for page, words in zip(pages, ("相手の副題", "わたしの副題"), strict=True):
        page.locator("#subtitle").fill(words)
        _press(page, "保存する")
    return pages[1]


def _two_at_one_picture(look: OpenDesk, numbers: Numbers) -> Page:
    pages = [look(COLLEAGUE), look(EDITOR)]
    for page in pages:
        page.goto(f"{PICTURES}/{numbers.new_picture}/edit")
    for page, words in zip(pages, ("先方に電話で確かめる。", "先方にメールで確かめる。"), strict=True):
        page.locator("#note").fill(words)
        _press(page, "保存する")
    return pages[1]


def _an_alike_and_a_refusal(look: OpenDesk, numbers: Numbers) -> Page:
    """Two files, where the script has not come: a picture the register has in another size, and one that is none."""
    page = look(COLLEAGUE)
    page.route("**/desk-figures.js*", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(f"{CASES}/{RETURNED}/figures/new")
    page.locator("#picture").set_input_files([smaller("店.jpg", sent_picture("photograph")), letter()])
    _press(page, "図を加える")
    return page


def _files_on_their_way(look: OpenDesk, numbers: Numbers) -> Page:
    """The same with scripts, for the other picture."""
    page = look(COLLEAGUE)
    page.goto(f"{CASES}/{RETURNED}/figures/new")
    page.locator("#picture").set_input_files([smaller("広場.jpg", sent_picture("asked")), letter()])
    page.get_by_role("main").get_by_role("button", name="図を加える").click()
    page.get_by_text("加えていないファイルが1件あります。").wait_for(timeout=PATIENCE)
    return page


def _signed_out_while_writing(look: OpenDesk, numbers: Numbers) -> Page:
    page = look(EDITOR)
    page.goto(f"{CASES}/{AHEAD}/uses")
    page.locator("#place").fill("計画（案）の20ページ")
    page.context.clear_cookies()
    _press(page, "記録する")
    return page


STATES: dict[str, Reach] = {
    "sign-in refused": _sent("", "/desk/sign-in", "サインインする", name="nobody", password="ちがう"),
    "password, mistakes": _sent(EDITOR, "/desk/password", "変える"),
    "staff, mistakes": _sent(ADMINISTRATOR, "/desk/staff/new", "加える"),
    "staff, added": _sent(ADMINISTRATOR, "/desk/staff/new", "加える", name="shinjin", display="新人 四郎"),
    "case, mistakes": _sent(EDITOR, f"{CASES}/new", "保存する", municipality_text="なにもない市"),
    "case, full, mistakes": _full_form_with_mistakes,
    "case, two at once": _two_at_once,
    "return, mistakes": _sent(APPROVER, f"{CASES}/{WAITING}/return", "差し戻す"),
    "withdraw, mistakes": _sent(APPROVER, f"{CASES}/{AHEAD}/withdraw", "公開を取り下げる"),
    "approve, permission asked for, refused": _sent(APPROVER, f"{CASES}/{HELD}/approve", "承認して公開する"),
    "figures, an alike and a refusal": _an_alike_and_a_refusal,
    "figures, sent by the script": _files_on_their_way,
    "picture, mistakes": _sent(APPROVER, f"{PICTURES}/{{picture}}/edit", "保存する", clearance_document=""),
    "picture, two at once": _two_at_one_picture,
    "picture, stop, mistakes": _sent(EDITOR, f"{PICTURES}/{{picture}}/stop", "掲載を止める", on="あす"),
    "links, mistakes": _sent(EDITOR, f"{PLAN}/{MEASURE}/links", "関連付ける"),
    "uses, mistakes": _sent(EDITOR, f"{CASES}/{AHEAD}/uses", "記録する"),
    "node, mistakes": _sent(EDITOR, f"{PLAN}/nodes/new?parent=kogyo", "加える"),
    "lineage, mistakes": _sent(EDITOR, f"{PLAN}/lineage/new", "保存する"),
    "plan, mistakes": _sent(EDITOR, "/desk/plans/new", "計画を作る"),
    "theme, asked once more": _sent(APPROVER, "/desk/themes/dx", "確認へ進む", name="デジタル化"),
    "synonyms, mistakes": _sent(EDITOR, "/desk/synonyms?q=朝市", "確認へ進む"),
    "list, mistakes": _sent(EDITOR, "/desk/lists/new", "保存する"),
    "packet, mistakes": _sent(EDITOR, "/desk/packets/new", "資料を作る"),
    "report, mistakes": _sent(EDITOR, "/desk/reports/1", "保存する"),
    "report form, mistakes": _sent("", f"/cases/{AHEAD}/report", "送る"),
    "signed out while writing": _signed_out_while_writing,
}
