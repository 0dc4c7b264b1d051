"""Figures in the form of their case, on the way from the draft to the public page."""

from flask import Flask
from flask.testing import FlaskClient

from catalogue.context import session
from catalogue.models import Image
from catalogue.schemas.case_form_words_more import ADD_FIGURE, PICTURE_ENTRY
from tests.desk.figure_sending import (
    CASE,
    EDIT,
    KIRYU,
    NEW,
    added,
    cleared,
    draft,
    form_of,
    newest,
    pictures,
    sources,
)
from tests.desk.filling import Sheet, opened
from tests.editing.reviewing import make_public
from tests.images.pictures import decoded


def test_saved_it_is_part_of_the_next_revision(desk: Flask, editor: FlaskClient) -> None:
    before = newest(desk)
    digest = added(desk, editor)
    at = len(before.document["figures"])
    page = opened(editor, EDIT).fill_in(
        {f"figures-{at}-caption": "改修した店のようす", f"figures-{at}-sources": "1"}
    )
    assert page.press().status == 303
    after = newest(desk)
    *others, last = after.document["figures"]
    assert others == before.document["figures"]
    assert last == {
        "image": digest,
        "caption": "改修した店のようす",
        "outline_caption": None,
        "alternative": None,
        "focus_x": None,
        "focus_y": None,
        "withheld": False,
        "sources": [before.document["sources"][0]["key"]],
    }
    assert draft(desk) is None


def test_a_figure_without_a_caption_is_not_saved_and_still_there(desk: Flask, editor: FlaskClient) -> None:
    digest = added(desk, editor)
    page = opened(editor, EDIT).press()
    at = len(newest(desk).document["figures"])
    assert page.status == 422
    assert page.page.xpath(f"//div[@class='mistakes']//a[@href='#figures-{at}-caption']")
    assert page.value(f"figures-{at}-image") == digest


def test_what_had_been_typed_in_the_form_goes_along(desk: Flask, editor: FlaskClient) -> None:
    page = opened(editor, EDIT).fill(title="書きかけの題名", sources__0__title="")
    answer = page.press("act", ADD_FIGURE)
    assert (answer.status, answer.response.location) == (303, NEW)
    added(desk, editor)
    form = form_of(desk)
    assert (form["title"], form["sources-0-title"]) == (["書きかけの題名"], [""])
    assert len(pictures(form)) == len(newest(desk).document["figures"]) + 1


def test_readers_see_a_picture_when_its_figure_is_public_and_its_permission_in_order(
    desk: Flask, editor: FlaskClient
) -> None:
    digest = added(desk, editor)
    cleared(desk, digest)
    with desk.app_context():
        name = session().get_one(Image, digest).fallback
    public, reader = f"/figures/{digest}/{name}", desk.test_client()
    assert reader.get(public).status_code == 404
    at = len(newest(desk).document["figures"])
    page = opened(editor, EDIT).fill_in({f"figures-{at}-caption": "改修した店のようす"})
    assert page.press().status == 303
    number = newest(desk).number
    assert reader.get(public).status_code == 404
    preview = f"{CASE}/preview/{number}"
    shown = editor.get(preview)
    assert f"{preview}/figures/{digest}/" in shown.text
    assert editor.get(f"{preview}/figures/{digest}/{name}").status_code == 200
    make_public(desk, number)
    assert reader.get(public).status_code == 200
    assert "改修した店のようす" in reader.get(f"/cases/{KIRYU}").text


def test_the_preview_shows_a_placeholder_where_the_public_would_see_one(
    desk: Flask, editor: FlaskClient
) -> None:
    digest = added(desk, editor)
    at = len(newest(desk).document["figures"])
    said = {f"figures-{at}-caption": "改修した店のようす", f"figures-{at}-withheld": "1"}
    assert opened(editor, EDIT).fill_in(said).press().status == 303
    shown = editor.get(f"{CASE}/preview/{newest(desk).number}").text
    assert "改修した店のようす" in shown
    assert "掲載の許諾を確かめられていないため、図を掲載していません。" in shown
    assert f"figures/{digest}/" not in shown


def test_the_form_shows_each_picture_with_what_the_register_says(
    desk: Flask, editor: FlaskClient, administrator: FlaskClient, member: FlaskClient
) -> None:
    digest = added(desk, editor)
    page = opened(editor, EDIT)
    [row] = page.page.xpath(f"//fieldset[.//input[@value='{digest}']]")
    assert "種類は未確認／クレジット：未確認／許諾：未確認" in row.text_content()
    assert "掲載の許諾を確かめられていないため、このままでは公開できません。" in row.text_content()
    cleared(desk, digest)
    page = opened(editor, EDIT)
    [row] = page.page.xpath(f"//fieldset[.//input[@value='{digest}']]")
    assert "写真／クレジット：○○市提供／許諾：得ています" in row.text_content()
    assert "公開できません" not in row.text_content()
    [picture] = row.xpath(".//img")
    assert picture.get("alt") == "白い壁の店の中に、机が3つ並ぶ。"
    answer = editor.get(picture.get("src"))
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert decoded(answer.data).width in (320, 360)
    assert administrator.get(picture.get("src")).status_code == 403
    assert member.get(picture.get("src")).status_code == 403
    assert desk.test_client().get(picture.get("src")).status_code == 403


def test_what_few_figures_need_is_folded_away_until_something_stands_in_it(
    desk: Flask, editor: FlaskClient
) -> None:
    added(desk, editor)
    at = len(newest(desk).document["figures"])
    page = opened(editor, EDIT)
    fold = page.page.get_element_by_id(f"figures-{at}-more")
    names = [each.rpartition("-")[2] for each in fold.xpath(".//*[@name]/@name")]
    assert sorted(names) == ["alternative", "focus_x", "focus_y", "outline_caption"]
    assert fold.get("open") is None
    page = page.fill_in({f"figures-{at}-focus_x": "30"}).press("press", "stay")
    assert page.page.get_element_by_id(f"figures-{at}-more").get("open") is not None


def test_the_button_to_the_entry_keeps_what_was_typed(desk: Flask, editor: FlaskClient) -> None:
    digest = added(desk, editor)
    answer = opened(editor, EDIT).fill(title="打ちかけの題名").press("act", f"{PICTURE_ENTRY}{digest}")
    assert answer.status == 303
    assert answer.response.location == f"/desk/pictures/{digest}/edit?case={KIRYU}"
    assert form_of(desk)["title"] == ["打ちかけの題名"]
    foreign = opened(editor, EDIT).press("act", f"{PICTURE_ENTRY}{'0' * 64}")
    assert "/desk/pictures/" not in (foreign.response.location or "")


def test_the_order_is_that_of_the_rows(desk: Flask, editor: FlaskClient) -> None:
    digest = added(desk, editor)
    at = len(newest(desk).document["figures"])
    page = opened(editor, EDIT).press("press", f"figures-{at}:up")
    assert "図１、図２…の番号が付きます" in page.text
    assert page.value(f"figures-{at - 1}-image") == digest


def test_a_figure_that_is_dropped_and_brought_back_still_shows_its_picture(
    desk: Flask, editor: FlaskClient
) -> None:
    digest = added(desk, editor)
    place = len(newest(desk).document["figures"])
    page = opened(editor, EDIT).press("press", f"figures-{place}:drop")
    assert not sources(page.page, digest)
    page = page.press("press", "figures:undrop")
    [address] = sources(page.page, digest)
    assert editor.get(address).status_code == 200


def test_only_what_is_a_picture_here_is_found(desk: Flask, editor: FlaskClient) -> None:
    digest = added(desk, editor)
    for name in ("320.exe", "9.jpg", "..", "640-0123456789abcdef.png"):
        assert editor.get(f"{CASE}/figures/{digest}/{name}").status_code == 404
    assert editor.get(f"{CASE}/figures/{'0' * 64}/320.png").status_code == 404
    with desk.app_context():
        original = session().get_one(Image, digest).received
    assert editor.get(f"{CASE}/figures/originals/{original}").status_code == 404


def test_a_new_case_says_that_it_is_saved_first(desk: Flask, editor: FlaskClient) -> None:
    page = opened(editor, "/desk/cases/new?full=1")
    assert "図は、事例を一度保存したあとに" in page.text
    assert not page.page.xpath(f"//button[@value='{ADD_FIGURE}']")
    page = page.fill(title="新しい題名").press("act", ADD_FIGURE)
    assert page.status == 200
    assert page.value("title") == "新しい題名"


def test_before_approving_and_when_it_is_refused_each_picture_in_the_way_is_named(
    desk: Flask, editor: FlaskClient, approver: FlaskClient
) -> None:
    digest = added(desk, editor)
    at = len(newest(desk).document["figures"])
    assert opened(editor, EDIT).fill_in({f"figures-{at}-caption": "改修した店"}).press().status == 303
    entry = f"/desk/pictures/{digest}/edit?case={KIRYU}"
    number = {"number": newest(desk).number}
    before = opened(editor, f"{CASE}/submit")
    assert editor.post(f"{CASE}/submit", data=number).status_code == 303
    refused = Sheet(approver, approver.post(f"{CASE}/approve", data=number))
    assert refused.status == 409
    for page in (before, opened(approver, f"{CASE}/approve"), refused):
        assert "「改修した店」は、掲載の許諾を確かめられていないため公開できません。" in page.text
        assert page.page.xpath(f"//main//a[@href='{entry}']")
    cleared(desk, digest)
    assert "公開できません" not in opened(approver, f"{CASE}/approve").text
    assert approver.post(f"{CASE}/approve", data=number).status_code == 303
