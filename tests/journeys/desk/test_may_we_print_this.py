"""Somebody asks whether a picture may be printed; and a permission that ends while nobody looks."""

import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from flask import Flask
from playwright.sync_api import Browser, expect

from catalogue.app import create_app
from catalogue.context import private_transaction
from catalogue.domain.figure_in_words import NOT_ON_PAPER
from tests.conftest import settings_in, shut
from tests.journeys.desk.conftest import Office, OpenDesk
from tests.journeys.desk.hands import WITHOUT_SCRIPTS, Hands, Mouse
from tests.journeys.desk.people import APPROVER, EDITOR, cookie_of, settle_in
from tests.journeys.paper import printed, words_on
from tests.journeys.serving import served_here
from tests.journeys.watching import Visitors
from tests.pictured import at

# Cases with a picture of the catalogue's own, which may be printed; and what it is called.
ASKED = {
    "scripts": ({}, "ota-digital-juhatchu-nakamamawashi", "デジタル受発注システムの仕組み（概念図）"),
    "no scripts": (
        WITHOUT_SCRIPTS,
        "aizuwakamatsu-smartcity-aict",
        "スマートシティ会津若松の仕組み（概念図）",
    ),
}
ENDS, CASE, CAPTION = "令和8年12月10日", "kiryu-cocotomo", "「cocotomo」の仕組み（概念図）"
EXPIRED = "掲載の許諾の期限が切れたため、図を掲載していません。"


@pytest.mark.parametrize(("kind", "slug", "caption"), ASKED.values(), ids=ASKED)
def test_a_picture_that_may_no_longer_be_printed_is_on_the_screen_alone(
    sit: OpenDesk, tmp_path: Path, kind: dict[str, bool], slug: str, caption: str
) -> None:
    approver, reader = Mouse(sit(APPROVER, **kind)), Mouse(sit("", **kind))
    find(approver, caption)
    approver.sees("はい")
    approver.sees("利用条件が「CC BY 4.0」で、掲載の許諾は要りません。")
    assert on_paper(reader, slug, tmp_path) == (True, True, False, False)
    approver.follow("台帳を直す")
    approver.sees("この画像は、公開中の事例（1件）で使われています。")
    approver.untick("printable")
    approver.press("保存する")
    approver.sees("公開中の事例（1件）のページに反映しました。")
    approver.sees("画面で見せることはできますが、印刷や、会議資料などのファイルには使えません。")
    assert on_paper(reader, slug, tmp_path) == (True, False, True, True)


def find(hands: Hands, caption: str) -> None:
    """In the register, by words of its title."""
    hands.open("/desk/")
    hands.follow("画像台帳")
    hands.write("q", caption)
    hands.press("しぼり込む")
    hands.sees("当てはまる画像：1件")
    hands.follow(caption)
    hands.is_on(caption)


def on_paper(reader: Hands, slug: str, folder: Path) -> tuple[bool, bool, bool, bool]:
    """Whether the picture is seen on the screen, and on paper; whether paper and the file for Word say that it is
    left out."""
    page = reader.page
    reader.open(f"/cases/{slug}")
    picture = page.locator("#figure-1 img")
    seen = picture.is_visible()
    page.emulate_media(media="print")
    seen_on_paper = picture.is_visible()
    page.emulate_media(media="null")
    printed(page, folder / "case.pdf")
    told = NOT_ON_PAPER in words_on(folder / "case.pdf")
    answer = page.request.get(f"/cases/{slug}.docx")
    cells = Document(BytesIO(answer.body())).element.xpath("string()")
    return seen, seen_on_paper, told, NOT_ON_PAPER in cells


@pytest.fixture
def clockwork(seeded_folder: Path, tmp_path: Path) -> Iterator[Flask]:
    """A desk of its own, where it is the day that the test says."""
    folder = tmp_path / "data"
    shutil.copytree(seeded_folder, folder)
    app = create_app(settings_in(folder))
    at(app, 2026, 11, 22)
    with app.app_context(), private_transaction() as session:
        settle_in(session)
    yield app
    shut(app)


def test_a_permission_that_ends_takes_its_picture_along(clockwork: Flask, browser: Browser) -> None:
    with served_here(clockwork) as origin:
        visitors = Visitors(browser, origin)
        reader = Mouse(visitors.open_page())
        allow_for_a_while(someone(visitors, clockwork, APPROVER))
        sees_the_picture(reader)
        at(clockwork, 2026, 12, 10)
        editor = someone(visitors, clockwork, EDITOR)
        editor.open("/desk/")
        told(editor, "許諾の期限が近い画像", CAPTION)
        address = sees_the_picture(reader)
        at(clockwork, 2026, 12, 11)
        misses_the_picture(reader, address)
        editor = someone(visitors, clockwork, EDITOR)
        editor.open("/desk/")
        told(editor, "許諾が整っていない画像", CAPTION)
        editor.follow(CAPTION)
        editor.sees("掲載の許諾の期限が切れています（令和8（2026）年12月10日まで）。")
        assert visitors.leave() == []
        for context, _ in visitors.known.values():
            context.close()


def someone(visitors: Visitors, app: Flask, name: str) -> Hands:
    """Somebody of the desk, who has signed in that day."""
    return Mouse(Office(visitors, {name: cookie_of(app, name)}).open_page(name))


def allow_for_a_while(approver: Hands) -> None:
    """The other city lets it be shown until a day."""
    find(approver, CAPTION)
    approver.follow("台帳を直す")
    approver.tick("licence", "individual")
    approver.tick("clearance", "granted")
    approver.write("clearance_on", "令和8年11月1日")
    approver.write("clearance_until", ENDS)
    approver.write("clearance_document", "試験市商第56号")
    approver.press("保存する")
    approver.sees("許諾の期限まで、あと18日です。")


def told(editor: Hands, section: str, words: str) -> None:
    """The first page of the desk says so under this heading."""
    expect(editor.page.get_by_role("region", name=section)).to_contain_text(words)


def sees_the_picture(reader: Hands) -> str:
    """On the page of its case; the address of its file."""
    reader.open(f"/cases/{CASE}")
    picture = reader.page.locator("#figure-1 img")
    expect(picture).to_be_visible()
    address = picture.get_attribute("src")
    assert address
    assert reader.page.request.get(address).ok
    return address


def misses_the_picture(reader: Hands, address: str) -> None:
    """In its place stands why; its caption is still there; and whoever knows the address finds nothing."""
    reader.open(f"/cases/{CASE}")
    figure = reader.page.locator("#figure-1")
    expect(figure).to_contain_text(EXPIRED)
    expect(figure).to_contain_text(CAPTION)
    expect(figure.locator("img")).to_have_count(0)
    assert reader.page.request.get(address).status == 404
