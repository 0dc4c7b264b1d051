"""The register of pictures at the desk: the list, one picture, its entry, taking it away, what the first page tells."""

import csv
import re
from collections.abc import Mapping
from io import BytesIO, StringIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlmodel import select

from catalogue.context import private_transaction, session, transaction
from catalogue.domain.clock import day_in_tokyo
from catalogue.editing import image_records, revisions
from catalogue.models import Draft, Figure, Image, ImageRecord, Staff, finding
from catalogue.reading.desk_pictures import ON_A_PAGE, unfinished
from catalogue.schemas.image_record_form import FIELDS
from tests.conftest import kit_of
from tests.desk.filling import Sheet, opened
from tests.editing import reviewing
from tests.editing.reviewing import CASE, save

LIST = "/desk/pictures"
WHOLE = {
    "kind": "photograph",
    "holder": "○○市商工課",
    "credit": "写真：○○市提供",
    "licence": "individual",
    "clearance": "granted",
    "clearance_on": "令和8年4月1日",
    "clearance_until": "R9.3",
    "clearance_document": "○○市商第12号",
    "alternative": "店の中で5人が話している。",
    "printable": "1",
}
# What a browser sends of what nobody has chosen; the reader of pages the tests use says "on".
UNSAID = {"licence": "", "clearance": ""}
NEW, OTHER = "e" * 64, "d" * 64


def at(digest: str, page: str = "") -> str:
    return f"{LIST}/{digest}{page}"


def public_picture(app: Flask) -> str:
    with app.app_context():
        return session().exec(select(Figure.digest).where(Figure.case_slug == CASE)).one()


def new_picture(app: Flask, digest: str = NEW, **said: Any) -> str:
    """One that no case uses; with an entry, where something is said."""
    with app.app_context(), private_transaction() as writing:
        measures = {"received": digest, "width": 400, "height": 300, "fallback": "400.png"}
        writing.add(Image(digest=digest, renditions={"image/png": [["400.png", 400]]}, **measures))
        writing.flush()
        if said:
            writing.add(ImageRecord(digest=digest, **said))
    return digest


def say(app: Flask, digest: str, **said: Any) -> None:
    """Change the entry of a picture of a public case."""
    who = reviewing.approver(app)
    with app.app_context(), transaction() as writing:
        known = writing.get_one(ImageRecord, digest)
        entry = known.model_dump(include=set(FIELDS)) | said
        image_records.describe(writing, who, digest, entry, known.version)


def entry(app: Flask, digest: str) -> dict[str, Any] | None:
    with app.app_context():
        row = session().get(ImageRecord, digest)
        return row.model_dump() if row else None


def shown(client: FlaskClient, query: str = "") -> set[str]:
    """The pictures that the list shows."""
    page = client.get(f"{LIST}{query}")
    assert page.status_code == 200
    return set(re.findall(rf'href="{LIST}/([0-9a-f]{{64}})"', page.text))


def with_figures(app: Flask, *digests: str) -> None:
    """The next revision of the case, with a figure of each of these pictures."""
    figures = [
        {"image": digest, "caption": f"図の題名{number}", "outline_caption": None, "sources": []}
        for number, digest in enumerate(digests, start=1)
    ]
    save(app, reviewing.editor(app), figures=figures)


def fill(page: Sheet, said: Mapping[str, str] = WHOLE) -> Sheet:
    return page.fill_in(said)


def test_every_picture_stands_in_the_register_with_what_may_be_done_with_it(
    desk: Flask, editor: FlaskClient
) -> None:
    with desk.app_context():
        every = set(session().exec(select(Image.digest)))
    assert shown(editor) == every
    page = opened(editor, LIST)
    assert "「cocotomo」の仕組み" in page.text
    assert f"すべて（{len(every)}件）" in page.text
    [thumb] = page.page.xpath(f"//a[@href='{at(public_picture(desk))}']//img/@src")
    answer = editor.get(thumb)
    assert (answer.status_code, answer.mimetype) == (200, "image/png")


@pytest.mark.parametrize(
    ("said", "found", "not_found"),
    [
        ({}, "permission=unsaid", "permission=asked"),
        ({"clearance": "asked"}, "permission=asked&print=unknown", "permission=granted"),
        ({"clearance": "asked"}, "permission=open", "print=yes"),
        ({"clearance": "refused"}, "permission=refused&print=no", "print=unknown"),
        (
            {"clearance": "granted", "clearance_until": "2020"},
            "permission=expired&print=no",
            "permission=granted",
        ),
        (
            {"clearance": "granted", "clearance_until": "2190"},
            "permission=granted&print=yes",
            "permission=soon",
        ),
        ({"clearance": "granted", "printable": False}, "permission=granted&print=no", "print=yes"),
        ({"clearance": "not-needed"}, "permission=not-needed&use=nowhere", "use=public"),
        ({"kind": "map"}, "kind=map", "kind=photograph"),
        ({"holder": "ｷﾘｭｳ写真館"}, "q=キリュウ", "q=みどり"),
        ({"clearance_document": "商第12号"}, "q=商第12号 商第", "q=商第12号 みどり"),
    ],
)
def test_pictures_are_found_by_their_rights_their_kind_their_use_and_by_words(
    desk: Flask, editor: FlaskClient, said: dict[str, Any], found: str, not_found: str
) -> None:
    digest = new_picture(desk, **said)
    assert digest in shown(editor, f"?{found}")
    assert digest not in shown(editor, f"?{not_found}")


def test_a_permission_that_ends_soon_is_found_and_counted(desk: Flask, editor: FlaskClient) -> None:
    until = day_in_tokyo(kit_of(desk).now()).isoformat()
    digest = new_picture(desk, clearance="granted", clearance_until=until)
    assert shown(editor, "?permission=soon") == {digest}
    page = opened(editor, LIST)
    assert "許諾（まもなく期限）（1件）" in page.text
    assert "不可（0件）" in page.text


def test_a_picture_is_found_by_the_title_of_the_case_that_shows_it(desk: Flask, editor: FlaskClient) -> None:
    assert public_picture(desk) in shown(editor, "?q=ＣＯＣＯＴＯＭＯ")


def test_an_address_that_says_nonsense_shows_everything(desk: Flask, editor: FlaskClient) -> None:
    nonsense = "?permission=x&print=%00&use=9&kind=&page=-3"
    assert shown(editor, nonsense) == shown(editor)
    assert editor.get(f"{LIST}?page=99999999999999999999").status_code == 200


def test_many_pictures_come_a_page_at_a_time(desk: Flask, editor: FlaskClient) -> None:
    for number in range(ON_A_PAGE + 3):
        new_picture(desk, f"{number:064x}", kind="map")
    first, second = shown(editor, "?kind=map"), shown(editor, "?kind=map&page=2")
    assert (len(first), len(second)) == (ON_A_PAGE, 3)
    assert not first & second
    assert f"当てはまる画像：{ON_A_PAGE + 3}件" in opened(editor, f"{LIST}?kind=map").text


def test_the_list_is_written_out_as_it_was_narrowed_down(desk: Flask, editor: FlaskClient) -> None:
    new_picture(desk, clearance="asked", clearance_on="2026-03", holder="=○○市")
    lines = editor.get(f"{LIST}.csv?permission=asked").data.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("画像,題名,印刷してよいか,その理由,画像の種類")
    [row] = lines[1:]
    assert NEW in row
    assert "まだ分かりません,掲載の許諾を依頼しています（令和8（2026）年3月）" in row
    assert ",'=○○市," in row
    excel = editor.get(f"{LIST}.xlsx?permission=asked")
    cells = [str(cell.value) for line in load_workbook(BytesIO(excel.data)).active for cell in line]
    assert NEW in cells
    assert "条件は、許諾：依頼中。" in "".join(cells)


def test_the_register_as_data_tells_dates_as_they_are_kept_and_the_rest_in_words(
    desk: Flask, editor: FlaskClient
) -> None:
    new_picture(desk, kind="map", clearance="granted", clearance_on="2026-04-01", clearance_until="2027-03")
    text = editor.get(f"{LIST}.csv?kind=map").data.decode("utf-8-sig")
    [row] = csv.DictReader(StringIO(text, newline=""))
    assert {name: row[name] for name in ("画像の種類", "掲載の許諾", "装飾（読み上げない）")} == {
        "画像の種類": "地図",
        "掲載の許諾": "許諾",
        "装飾（読み上げない）": "いいえ",
    }
    assert (row["許諾の日"], row["許諾の日_和暦"]) == ("2026-04-01", "令和8（2026）年4月1日")
    assert (row["許諾の期限"], row["許諾の期限_和暦"]) == ("2027-03", "令和9（2027）年3月")
    sheet = load_workbook(BytesIO(editor.get(f"{LIST}.xlsx?kind=map").data)).active
    assert {"2026-04-01", "2027-03", "令和9（2027）年3月"} <= {cell.value for line in sheet for cell in line}


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ({}, "まだ分かりません"),
        ({"clearance": "not-needed", "licence": "cc-by-4.0"}, "はい"),
        ({"clearance": "granted", "printable": False}, "いいえ"),
        ({"clearance": "granted", "clearance_until": "2020-03-31"}, "いいえ"),
    ],
)
def test_may_we_print_this_is_answered_on_top(
    desk: Flask, editor: FlaskClient, said: dict[str, Any], answer: str
) -> None:
    page = opened(editor, at(new_picture(desk, **said)))
    [section] = page.page.xpath("//section[@aria-labelledby='answer']")
    assert section.xpath(".//*[contains(@class, 'verdict-')]/text()") == [answer]


def test_a_picture_says_where_it_is_used(desk: Flask, editor: FlaskClient) -> None:
    digest, other = new_picture(desk), public_picture(desk)
    with_figures(desk, digest, other)
    with_figures(desk, other)
    with desk.app_context(), private_transaction() as writing:
        staff = writing.exec(select(Staff).where(Staff.name == "henshu")).one()
        form = {"title": ["まだだれにも見せない題名"], "figures-0-image": [digest]}
        writing.add(Draft(staff_id=staff.id, slug=None, form=form, saved_at=kit_of(desk).now()))
    text = opened(editor, at(digest)).text
    assert "最新の版では使われていません、前の版：第2版" in text
    assert "henshuさん：まだ保存していない事例" in text
    assert "まだだれにも見せない題名" not in text
    assert "公開中の事例（" not in text
    text = opened(editor, at(other)).text
    assert "公開中の事例（1件）" in text
    assert "最新の版（第3版）、前の版：第1版、第2版" in text
    assert digest not in shown(editor, "?use=nowhere")


def test_a_packet_is_a_use(desk: Flask, approver: FlaskClient) -> None:
    typed = {"number": "資料7", "meeting": "第1回", "title": "参考事例集", "form": "sheet", "parts": "cases"}
    assert approver.post("/desk/packets/new", data=typed | {"case": CASE}).status_code == 303
    text = opened(approver, at(public_picture(desk))).text
    assert "会議資料（1件） 資料7 参考事例集" in text


def test_revisions_of_before_there_was_a_register_name_pictures_too(desk: Flask, editor: FlaskClient) -> None:
    digest = new_picture(desk)
    own = {"image": digest, "caption": "昔の図", "outline_caption": None, "sources": []}
    of_before = {"kind": "photograph", "credit": "○○市", "licence": "引用", "permission": "不要"}
    with desk.app_context(), private_transaction() as writing:
        newest = finding.newest_of(writing, finding.case_of(writing, CASE))
        revisions.save(
            writing,
            finding.case_of(writing, CASE),
            {**newest.document, "figures": [own | of_before]},
            author="昔の人",
            now=kit_of(desk).now(),
        )
    assert "昔の図" in opened(editor, at(digest)).text


def test_pictures_that_look_alike_are_shown_beside_each_other(desk: Flask, editor: FlaskClient) -> None:
    one, like, unlike = (new_picture(desk, letter * 64) for letter in "abc")
    with desk.app_context(), private_transaction() as writing:
        for digest, likeness in ((one, "0" * 16), (like, "0" * 15 + "3"), (unlike, "f" * 16)):
            writing.get_one(Image, digest).likeness = likeness
    alike = opened(editor, at(one)).page.xpath("//section[@aria-labelledby='alike']//a/@href")
    assert alike == [at(like)]


def test_the_entry_is_written_with_dates_as_people_type_them(desk: Flask, editor: FlaskClient) -> None:
    digest = new_picture(desk)
    answer = fill(opened(editor, at(digest, "/edit"))).press()
    assert (answer.status, answer.response.location) == (303, at(digest))
    made = entry(desk, digest)
    assert made is not None
    assert (made["clearance_on"], made["clearance_until"]) == ("2026-04-01", "2027-03")
    assert (made["kind"], made["printable"], made["focus_x"]) == ("photograph", True, 50)
    page = opened(editor, at(digest))
    assert "画像台帳を保存しました。" in page.text
    assert "画像の種類：（なし）→写真" in page.text
    assert opened(editor, at(digest, "/edit")).value("clearance_until") == "2027年3月"


def test_a_box_that_is_not_ticked_means_no(desk: Flask, editor: FlaskClient) -> None:
    digest = new_picture(desk)
    page = fill(opened(editor, at(digest, "/edit")))
    del page.fields["printable"]
    assert page.press().status == 303
    made = entry(desk, digest)
    assert made is not None
    assert made["printable"] is False


def test_the_point_that_stays_is_typed_in_per_cent(desk: Flask, editor: FlaskClient) -> None:
    digest = new_picture(desk)
    page = fill(opened(editor, at(digest, "/edit")), {"focus_x": "２５", "focus_y": "80"} | UNSAID).press()
    assert page.status == 303
    made = entry(desk, digest)
    assert made is not None
    assert (made["focus_x"], made["focus_y"]) == (25, 80)
    page = opened(editor, at(digest, "/edit"))
    assert page.page.xpath("//line[@data-down]/@x1") == ["25", "25"]
    wrong = fill(page, {"focus_x": "120", "focus_y": "うえ"} | UNSAID).press()
    assert wrong.status == 422
    assert wrong.page.xpath("//*[@id='focus_x-error' or @id='focus_y-error']/text()") == [
        "0から100までの整数で書いてください。",
        "整数で書いてください。",
    ]


def test_what_is_refused_comes_back_as_it_was_typed(desk: Flask, editor: FlaskClient) -> None:
    digest = new_picture(desk)
    typed = WHOLE | {
        "clearance_on": "きのう",
        "clearance_until": "令和9年度",
        "credit": "",
        "note": "電話した",
    }
    page = fill(opened(editor, at(digest, "/edit")), typed).press()
    assert page.status == 422
    assert {name: page.value(name) for name in typed} == typed
    assert "日付として読み取れません" in page.text
    assert "年度ではなく、年月日を" in page.text
    assert entry(desk, digest) is None
    page = fill(page, {"clearance_on": "2026-04-01", "clearance_until": ""}).press()
    assert page.status == 422
    assert "クレジット：クレジット（作成者・提供元の表示）を書いてください。" in page.text
    assert fill(page, {"credit": "写真：○○市提供"}).press().status == 303


def test_the_choice_of_a_kind_begins_alike_whether_or_not_one_is_chosen(
    desk: Flask, editor: FlaskClient
) -> None:
    page = opened(editor, at(new_picture(desk), "/edit"))
    refused = fill(page, WHOLE | {"credit": ""}).press()
    assert refused.status == 422
    for each in (page, refused):
        assert each.page.xpath("//select[@name='kind']/option[1]/text()") == ["（なし）"]


def test_two_at_the_same_entry_are_told_and_nothing_typed_is_lost(
    desk: Flask, editor: FlaskClient, approver: FlaskClient
) -> None:
    digest = new_picture(desk)
    mine, theirs = (opened(client, at(digest, "/edit")) for client in (editor, approver))
    assert fill(theirs, WHOLE | {"holder": "○○市観光課"}).press().status == 303
    page = fill(mine).press()
    assert page.status == 409
    assert "ほかの人が、画像台帳のこの画像の内容を直しました" in page.text
    [row] = page.page.xpath("//section[@aria-labelledby='clash']//tbody/tr")
    assert "○○市観光課" in row.text_content()
    assert WHOLE["holder"] in row.text_content()
    assert page.value("holder") == WHOLE["holder"]
    saved = entry(desk, digest)
    assert saved is not None
    assert saved["holder"] == "○○市観光課"
    assert page.press().status == 303
    saved = entry(desk, digest)
    assert saved is not None
    assert saved["holder"] == WHOLE["holder"]


def test_a_picture_of_a_public_case_is_described_by_who_approves_and_public_at_once(
    desk: Flask, editor: FlaskClient, approver: FlaskClient
) -> None:
    digest = public_picture(desk)
    page = opened(editor, at(digest, "/edit"))
    assert "直せるのは承認の役割の人だけです" in page.text
    assert not page.forms
    assert editor.post(at(digest, "/edit"), data=WHOLE | {"version": "1"}).status_code == 403
    kept = entry(desk, digest)
    assert kept is not None
    assert kept["from_seed"]
    page = opened(approver, at(digest, "/edit"))
    assert "承認を待たずに、すぐ公開のページに出ます" in page.text
    page = page.fill(credit="新しいクレジット").press()
    assert "公開中の事例（1件）のページに反映しました" in opened(approver, page.response.location).text
    assert "新しいクレジット" in desk.test_client().get(f"/cases/{CASE}").text


def test_a_picture_is_stopped_after_one_more_question(desk: Flask, editor: FlaskClient) -> None:
    digest = public_picture(desk)
    address = f"/figures/{digest}/{_fallback(desk, digest)}"
    assert desk.test_client().get(address).status_code == 200
    page = opened(editor, at(digest, "/stop"))
    assert "すぐに消えます" in page.text
    refused = page.press()
    assert refused.status == 422
    assert desk.test_client().get(address).status_code == 200
    answer = refused.fill(clearance="refused", reason="○○市から連絡があった。", on="令和8年4月2日").press()
    assert (answer.status, answer.response.location) == (303, at(digest))
    assert desk.test_client().get(address).status_code == 404
    text = opened(editor, at(digest)).text
    assert "掲載の許諾を得られていません（令和8（2026）年4月2日）" in text
    assert "理由：○○市から連絡があった。" in text
    assert "もう一度載せるには" in opened(editor, at(digest, "/stop")).text
    assert (
        editor.post(
            at(digest, "/stop"), data={"clearance": "expired", "on": "2026", "reason": "x"}
        ).status_code
        == 409
    )


def _fallback(app: Flask, digest: str) -> str:
    with app.app_context():
        return session().get_one(Image, digest).fallback


def test_why_a_picture_is_not_stopped_is_said_and_what_was_typed_stays(
    desk: Flask, editor: FlaskClient
) -> None:
    page = (
        opened(editor, at(public_picture(desk), "/stop"))
        .fill(clearance="expired", reason="終わった", on="きのう")
        .press()
    )
    assert page.status == 422
    assert "日付として読み取れません" in page.text
    assert (page.value("clearance"), page.value("reason"), page.value("on")) == (
        "expired",
        "終わった",
        "きのう",
    )


def test_who_comes_from_a_case_is_led_from_picture_to_picture_and_back(
    desk: Flask, editor: FlaskClient
) -> None:
    one, two, three = (new_picture(desk, letter * 64) for letter in "abc")
    with_figures(desk, public_picture(desk), one, two, three)
    page = opened(editor, f"{at(one, '/edit')}?case={CASE}")
    assert "次の画像（あと2件）" in page.text
    answer = fill(page).press()
    assert answer.response.location == f"{at(two, '/edit')}?case={CASE}"
    page = opened(editor, answer.response.location)
    wrong = fill(page, {"clearance": "granted"}).press()
    assert (wrong.status, wrong.value("case")) == (422, CASE)
    answer = fill(wrong, {"clearance": "asked"}).press()
    assert answer.response.location == f"{at(three, '/edit')}?case={CASE}"
    answer = fill(opened(editor, answer.response.location)).press()
    assert answer.response.location == f"/desk/cases/{CASE}/edit?section=figures#section-figures"
    with desk.app_context():
        assert unfinished(session(), [three, two, one, two, OTHER]) == [two]


def test_a_case_that_is_not_there_leads_nowhere(desk: Flask, editor: FlaskClient) -> None:
    digest = new_picture(desk)
    answer = fill(opened(editor, f"{at(digest, '/edit')}?case=nowhere-1")).press()
    assert answer.response.location == at(digest)


def test_the_first_page_tells_what_ends_soon_and_what_is_not_in_order_in_public(
    desk: Flask, editor: FlaskClient, member: FlaskClient
) -> None:
    page = opened(editor, "/desk/")
    assert "期限が近い画像はありません。" in page.text
    assert "公開中の事例の画像は、どれも許諾が整っています。" in page.text
    ending = new_picture(
        desk,
        clearance="granted",
        clearance_until=day_in_tokyo(kit_of(desk).now()).isoformat(),
        holder="○○市",
        kind="map",
    )
    new_picture(desk, OTHER, clearance="asked")
    say(desk, public_picture(desk), clearance="asked")
    page = opened(editor, "/desk/")
    for name, digest in (("pictures-ending", ending), ("pictures-open", public_picture(desk))):
        [section] = page.page.xpath(f"//section[@id='{name}']")
        assert section.xpath(".//li/a/@href") == [at(digest)]
        [address] = set(section.xpath(".//h2/a/@href"))
        assert shown(editor, address.removeprefix(LIST)) == {digest}
    assert "画像" not in Sheet(member, member.get("/desk/")).page.xpath("string(//main)")


def test_members_of_the_committee_see_nothing_of_the_register(
    desk: Flask, member: FlaskClient, administrator: FlaskClient
) -> None:
    digest = public_picture(desk)
    pages = (LIST, f"{LIST}.csv", f"{LIST}.xlsx", at(digest), at(digest, f"/{_fallback(desk, digest)}"))
    for page in pages:
        assert (member.get(page).status_code, administrator.get(page).status_code) == (403, 200), page
    for page in (at(digest, "/edit"), at(digest, "/stop")):
        for client in (member, administrator, desk.test_client()):
            assert client.get(page).status_code == 403
            assert client.post(page, data=WHOLE).status_code == 403


def test_bytes_are_found_by_names_of_the_picture_alone(desk: Flask, editor: FlaskClient) -> None:
    digest = public_picture(desk)
    for name in ("1.png", "640.exe", "x", "edit.png"):
        assert editor.get(at(digest, f"/{name}")).status_code == 404
    assert editor.get(f"{LIST}/{'0' * 64}").status_code == 404
    assert editor.get(f"{LIST}/{'0' * 64}/640.png").status_code == 404
    for page in ("/edit", "/stop"):
        assert editor.get(f"{LIST}/{'0' * 64}{page}").status_code == 404
        assert editor.post(f"{LIST}/{'0' * 64}{page}", data=WHOLE).status_code == 404
