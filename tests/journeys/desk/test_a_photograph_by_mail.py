"""A photograph comes by mail, lying on its side: into a case, to its rights, and upright to the readers."""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.journeys.desk.conftest import OpenDesk
from tests.journeys.desk.hands import WITHOUT_SCRIPTS, Hands, Keys, Mouse
from tests.journeys.desk.mailed import faults_of, letter, plan, sideways
from tests.journeys.desk.people import APPROVER, EDITOR
from tests.journeys.watching import PATIENCE

CAPTION, CREDIT = "改修した店の入口（試験の画像）", "試験市商工課提供（試験の画像）"
ASKED = f"図１「{CAPTION}」は、掲載の許諾を依頼しているため公開できません。"


@dataclass(frozen=True)
class Way:
    """Who goes it: by which hands, in which browser, to which case, with a photograph of which size and tint."""

    hands: type[Hands]
    kind: dict[str, bool]
    slug: str
    size: tuple[int, int]
    tint: str

    @property
    def has_scripts(self) -> bool:
        return self.kind != WITHOUT_SCRIPTS


WAYS = {
    "mouse": Way(Mouse, {}, "yao-miserubayao-factorism", (2400, 3200), "#8a9a5b"),
    "mouse, no scripts": Way(Mouse, WITHOUT_SCRIPTS, "utsunomiya-lrt-lightpower", (1200, 1600), "#5b6f9a"),
    "keys": Way(Keys, {}, "tsukuba-society50-trial", (1050, 1500), "#9a5b86"),
}
# Everything a line of the list has said, one after the other.
LISTEN = """list => {
  window.heard = [];
  new MutationObserver(() => list.querySelectorAll("[data-state]").forEach(state => {
    if (window.heard.at(-1) !== state.textContent) window.heard.push(state.textContent);
  })).observe(list, {subtree: true, childList: true, characterData: true});
}"""
DROP = """(zone, [name, kind, bytes]) => {
  const carried = new DataTransfer();
  carried.items.add(new File([Uint8Array.from(atob(bytes), one => one.charCodeAt(0))], name, {type: kind}));
  for (const event of ["dragenter", "dragover", "drop"])
    zone.dispatchEvent(new DragEvent(event, {dataTransfer: carried, bubbles: true, cancelable: true}));
}"""


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_photograph_goes_from_the_mail_to_the_readers(sit: OpenDesk, way: Way) -> None:
    editor, approver, reader = (way.hands(sit(who, **way.kind)) for who in (EDITOR, APPROVER, ""))
    begin(editor, way.slug)
    photograph = sideways("IMG_0012.jpg", *way.size, way.tint)
    send_with_scripts(editor, photograph, way) if way.has_scripts else send_without(editor, photograph, way)
    write_rights(editor)
    save_and_submit(editor, way.slug)
    is_refused(approver, way.slug)
    permission_comes(editor)
    approver.press("承認して公開する")
    approver.sees("承認済み")
    is_upright_and_clean(reader, way.slug)


def begin(editor: Hands, slug: str) -> None:
    """From the form of the case to the page that takes files."""
    editor.open(f"/desk/cases/{slug}/edit")
    editor.unfold("図と関連するページ")
    editor.press("図を加える")
    editor.is_on("図を加える：")


def send_with_scripts(editor: Hands, photograph: FilePayload, way: Way) -> None:
    """Two files chosen, a third one dropped; one of them is no picture, which holds up none of the others."""
    page = editor.page
    page.locator("[data-lines]").evaluate(LISTEN)
    editor.send("picture", photograph, letter())
    if isinstance(editor, Mouse):
        drop(page, plan(way.size[0]))
    else:
        editor.send("picture", plan(way.size[0]))
    editor.sees("3件を選びました。「図を加える」を押すと送ります。")
    editor.change("図を加える")
    done = "2件を加えました。加えていないファイルが1件あります。"
    expect(page.locator("[data-said]")).to_have_text(done, timeout=PATIENCE)
    heard = page.evaluate("window.heard")
    told = (
        "まだ送っていません",
        "送っています",
        "届きました。画像を取り込んでいます",
        "図１として加えました。",
    )
    assert [each for each in told if each not in heard] == []
    editor.sees("画像として読み取れません。")
    expect(page.get_by_role("button", name="もう一度送る")).to_have_count(0)
    editor.follow("続けて、画像の権利と説明を書く")


def drop(page: Page, file: FilePayload) -> None:
    """Drag a file from another window, and let it fall where the page takes it."""
    carried = [file["name"], file["mimeType"], b64encode(file["buffer"]).decode()]
    page.locator("[data-zone]").evaluate(DROP, carried)


def send_without(editor: Hands, photograph: FilePayload, way: Way) -> None:
    """All three at once, by the plain field."""
    editor.send("picture", photograph, letter(), plan(way.size[0]))
    editor.press("図を加える")
    editor.sees("3件のうち2件を加えました。保存すると版に入ります。")
    editor.sees("2番目の「送付状.jpg」：画像として読み取れません。")
    editor.follow("続けて、画像の権利と説明を書く")


def write_rights(editor: Hands) -> None:
    """Of the photograph, for which the other city has been asked, and then of the drawing, for which nobody need be."""
    editor.is_on("台帳を直す：")
    editor.sees("次の画像（あと1件）に進みます")
    editor.choose("kind", "写真")
    editor.write("alternative", "赤い日よけのある店の入口。")
    editor.write("holder", "試験市商工課")
    editor.write("credit", CREDIT)
    editor.tick("licence", "individual")
    editor.tick("clearance", "asked")
    editor.write("clearance_on", "令和8年11月2日")
    editor.press("保存する")
    editor.sees("保存すると、事例の原稿に戻ります。")
    editor.choose("kind", "図")
    editor.write("alternative", "3つの箱が並ぶ、試験の図。")
    editor.write("holder", "試験市商工課")
    editor.write("credit", CREDIT)
    editor.tick("licence", "cc-by-4.0")
    editor.tick("clearance", "not-needed")
    editor.press("保存する")
    editor.is_on("原稿を直す：")


def save_and_submit(editor: Hands, slug: str) -> None:
    """The figures get their captions with the case, which then waits for approval."""
    editor.write("figures-0-caption", CAPTION)
    editor.write("figures-1-caption", "店の配置（試験の図）")
    editor.press("保存する")
    editor.sees("第2版")
    editor.open(f"/desk/cases/{slug}/submit")
    editor.press("提出する")
    editor.sees("承認待ち")


def is_refused(approver: Hands, slug: str) -> None:
    """Whoever approves is told before they press, and when they press nevertheless."""
    approver.open(f"/desk/cases/{slug}/approve")
    approver.sees(ASKED)
    approver.press("承認して公開する")
    approver.sees("掲載の許諾が整っていない図があるため、公開できません。")
    approver.sees(ASKED)
    approver.page.reload()


def permission_comes(editor: Hands) -> None:
    """With a day and a letter; a permission without them is none."""
    editor.open("/desk/pictures?permission=asked")
    editor.follow(CAPTION)
    editor.sees("まだ分かりません")
    editor.follow("台帳を直す")
    editor.tick("clearance", "granted")
    editor.press("保存する")
    editor.sees("許諾の文書（文書番号やメールの件名、保管場所）を書いてください。")
    editor.write("clearance_on", "令和8年11月12日")
    editor.write("clearance_document", "試験市商第34号")
    editor.press("保存する")
    editor.sees("令和8（2026）年11月12日に許諾を得ています。")


def is_upright_and_clean(reader: Hands, slug: str) -> None:
    """As 図１, with its credit; and none of its files says where it was taken."""
    reader.open(f"/cases/{slug}")
    figure = reader.page.locator("#figure-1")
    for words in ("図１", CAPTION, CREDIT):
        expect(figure).to_contain_text(words)
    picture = figure.locator("img").first
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_attribute("alt", "赤い日よけのある店の入口。")
    wide, high = picture.evaluate("async one => (await one.decode(), [one.naturalWidth, one.naturalHeight])")
    assert wide < high
    assert faults_of(served_files(reader.page)) == []


def served_files(page: Page) -> Iterator[tuple[str, bytes]]:
    """Every file of the first figure, by its address."""
    sets = page.locator("#figure-1 :is(source, img)").evaluate_all("all => all.map(one => one.srcset)")
    addresses = {each.split()[0] for files in sets for each in files.split(",")}
    assert {address.rpartition(".")[2] for address in addresses} == {"avif", "jpg"}
    for address in sorted(addresses):
        answer = page.request.get(urljoin(page.url, address))
        assert answer.ok
        yield address, answer.body()
