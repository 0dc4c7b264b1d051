"""A case on its way: from a newspaper cutting to the public page, returned once, withdrawn in the end."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.desk.conftest import OpenDesk
from tests.journeys.desk.hands import WITHOUT_SCRIPTS, Hands, Keys, Mouse
from tests.journeys.desk.people import APPROVER, EDITOR, PASSWORD

LINK = "r9:v2-2"
WAYS = {
    "mouse": (Mouse, {}, "朝市の子ども店長"),
    "mouse, no scripts": (Mouse, WITHOUT_SCRIPTS, "縁側でひらく夜の相談室"),
    "keys": (Keys, {}, "蔵元を借りた工房"),
    "keys, no scripts": (Keys, WITHOUT_SCRIPTS, "桟橋の音楽会"),
}


class Trip:
    """The people of one journey, and the case they work on."""

    def __init__(self, sit: OpenDesk, hands: Callable[..., Hands], kind: dict[str, bool], title: str) -> None:
        self.title = title
        self.visitor = hands(sit("", **kind))
        self.newcomer = hands(sit("signs in by the form", **kind))
        self.approver = hands(sit(APPROVER, **kind))
        self.slug = ""


def sign_in(hands: Hands, name: str) -> None:
    """By the form, on the way to the desk."""
    hands.open("/desk/")
    hands.write("name", name)
    hands.write("password", PASSWORD)
    hands.press("サインインする")
    hands.is_on("さんのデスク")


@pytest.mark.parametrize(("hands", "kind", "title"), WAYS.values(), ids=WAYS)
def test_a_case_goes_from_a_cutting_to_the_public_and_away_again(
    sit: OpenDesk, hands: type[Hands], kind: dict[str, bool], title: str
) -> None:
    trip = Trip(sit, hands, kind, title)
    sign_in(trip.newcomer, EDITOR)
    enter_quickly(trip)
    complete(trip)
    submit(trip, "出典を足しました。成果の数値を見てください。")
    send_back(trip)
    mend(trip)
    approve(trip)
    is_found(trip)
    go_back_and_withdraw(trip)


def enter_quickly(trip: Trip) -> None:
    """In less than three minutes: seven fields, two presses."""
    editor = trip.newcomer
    editor.fields = editor.presses = 0
    editor.follow("新しい事例を書く")
    editor.write("title", trip.title)
    editor.write("municipality_text", "福生市")
    editor.choose("category", "商店街活性化")
    editor.write(
        "summary-text",
        f"商店街が月に一度「{trip.title}」をひらく。近くの学校が手伝う。",
    )
    editor.write("sources-0-title", f"{trip.title}が人気")
    editor.write("sources-0-publisher", "青梅新聞")
    editor.choose("sources-0-kind", "報道")
    editor.press("保存する")
    editor.is_on(trip.title)
    editor.sees("作成中")
    assert (editor.fields, editor.presses) == (7, 2)
    trip.slug = editor.page.url.rpartition("/")[2].partition("?")[0]


def complete(trip: Trip) -> None:
    """In the full form: the municipality in kana, an event, two outcomes in another order, a second source."""
    editor = trip.newcomer
    editor.open(f"/desk/cases/{trip.slug}/edit")
    editor.write("municipality_text", "はむらし")
    editor.unfold("経過と成果")
    editor.write("events-0-date", "令和7年4月")
    editor.write("events-0-text", "最初の市を開く。")
    editor.write("events-0-sources", "1")
    for row, (indicator, value) in enumerate((("出店した店", "12店"), ("来場した人", "延べ800人"))):
        if row:
            editor.change("成果を加える")
            editor.page.locator("#outcomes-1-indicator").wait_for()
        editor.write(f"outcomes-{row}-indicator", indicator)
        editor.write(f"outcomes-{row}-value", value)
        editor.write(f"outcomes-{row}-sources", "1")
    editor.change("上へ（成果 2）")
    expect(editor.page.locator("#outcomes-0-indicator")).to_have_value("来場した人")
    editor.unfold("出典と確認")
    editor.change("出典を加える")
    editor.page.locator("#sources-1-title").wait_for()
    editor.write("sources-1-title", "商店街の活動報告")
    editor.write("sources-1-publisher", "羽村市商店会連合会")
    editor.choose("sources-1-kind", "その他")
    editor.press("保存する")
    editor.is_on(trip.title)
    editor.sees("東京都羽村市")


def submit(trip: Trip, comment: str) -> None:
    """For approval, with a comment."""
    editor = trip.newcomer
    editor.follow("提出に進む")
    editor.write("reason", comment)
    editor.press("提出する")
    editor.sees("承認待ち")


def send_back(trip: Trip) -> None:
    """With a comment on one field."""
    approver = trip.approver
    approver.open("/desk/")
    approver.follow(trip.title)
    approver.follow("項目ごとに見て、コメントする")
    approver.unfold("コメントする（成果（1））")
    approver.write("comment-outcomes[0]", "何年度の人数かを書いてください。")
    approver.press("コメントする（成果（1））")
    approver.sees("何年度の人数かを書いてください。")
    approver.follow("差し戻す")
    approver.write("reason", "人数の時点を書き足してください。")
    approver.press("差し戻す")
    approver.sees("差戻し")


def mend(trip: Trip) -> None:
    """The editor finds it among what waits for them, and mends the field the comment is on."""
    editor = trip.newcomer
    editor.open("/desk/waiting")
    editor.follow(trip.title)
    editor.sees("何年度の人数かを書いてください。")
    editor.follow("この項目を直す")
    editor.is_on("原稿を直す：")
    editor.unfold("経過と成果")
    editor.write("outcomes-0-as_of", "令和7年度")
    editor.press("保存する")
    editor.press("済みにする")
    submit(trip, "時点を書きました。")


def approve(trip: Trip) -> None:
    """After a look at the difference and at the page as it will be."""
    approver = trip.approver
    approver.open(f"/desk/cases/{trip.slug}")
    approver.follow("公開のページの形で見る")
    approver.is_on(trip.title)
    approver.sees("公開前の確認画面です")
    approver.open(f"/desk/cases/{trip.slug}/history/2/3")
    approver.sees("令和7（2025）年度")
    trip.visitor.open(f"/cases/{trip.slug}")
    trip.visitor.does_not_see(trip.title)
    approver.open(f"/desk/cases/{trip.slug}/approve")
    approver.write("reference", "8青商発第123号")
    approver.press("承認して公開する")
    approver.sees("承認済み")
    approver.sees("8青商発第123号")


def is_found(trip: Trip) -> None:
    """By search, and on the pages of its municipality and of a measure it is linked to."""
    editor, visitor = trip.newcomer, trip.visitor
    editor.open(f"/desk/plans/{LINK.replace(':', '/')}/links")
    editor.write("q", trip.title)
    editor.press("事例をさがす")
    editor.unfold("この事例を関連付ける")
    editor.write(f"rationale-found-{trip.slug}", "商店街に人を呼ぶ催しの続け方が参考になる。")
    editor.press("関連付ける")
    editor.sees("商店街に人を呼ぶ催しの続け方が参考になる。")
    visitor.open(f"/cases?q={trip.title[:2]}")
    visitor.follow(trip.title)
    visitor.is_on(trip.title)
    visitor.sees("延べ800人")
    visitor.open("/municipalities/132276")
    visitor.sees(trip.title)
    visitor.open(f"/plans/{LINK.replace(':', '/')}")
    visitor.sees(trip.title)


def go_back_and_withdraw(trip: Trip) -> None:
    """An old revision is there again, as a new one; then the page goes, and the dossier stays."""
    editor, approver, visitor = trip.newcomer, trip.approver, trip.visitor
    editor.open(f"/desk/cases/{trip.slug}/history")
    editor.follow("この版に戻す（第1版）")
    editor.sees("いまの第3版から変わるところ")
    editor.press("第1版に戻す")
    editor.sees("第4版")
    approver.open(f"/desk/cases/{trip.slug}/withdraw")
    approver.write("reason", "先方から掲載をやめてほしいと連絡があったため。")
    approver.press("公開を取り下げる")
    approver.does_not_see("公開中のページ")
    answer = visitor.page.goto(f"/cases/{trip.slug}")
    assert answer
    assert answer.status in (404, 410)
    visitor.open(f"/cases?q={trip.title[:2]}")
    expect(visitor.page.get_by_role("link", name=trip.title)).to_have_count(0)
    approver.open(f"/desk/cases/{trip.slug}/history")
    approver.sees("第4版")
