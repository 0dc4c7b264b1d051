"""A figure whose picture the register has already, or one that looks like it; and choosing one from the register."""

from io import BytesIO

from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import select

from catalogue.context import private_transaction, session
from catalogue.domain.roles import Role
from catalogue.models import Draft, ImageRecord
from tests.desk.conftest import seated
from tests.desk.figure_sending import (
    CASE,
    CHOOSE,
    EDIT,
    PHOTOGRAPH,
    SMALLER,
    USE,
    added,
    cleared,
    draft,
    form_of,
    kept,
    newest,
    pictures,
    send,
    sources,
)
from tests.desk.filling import opened
from tests.images.pictures import photograph


def test_the_same_file_again_is_not_added_twice_and_that_is_said(desk: Flask, editor: FlaskClient) -> None:
    digest = added(desk, editor)
    before, form = kept(desk), form_of(desk)
    answer = send(editor, PHOTOGRAPH)
    page = opened(editor, answer.location)
    name = f"図{'１２３４'[len(pictures(form)) - 1]}"
    assert f"この画像は、もう{name}にあるので、加えませんでした。" in page.text
    assert "新しく加えた図はありません。" in page.text
    assert sources(page.page, digest)
    assert (kept(desk), form_of(desk)) == (before, form)


def test_the_same_pixels_in_another_file_are_the_same_picture(desk: Flask, editor: FlaskClient) -> None:
    with_comment = BytesIO()
    photograph(90, 60).save(with_comment, "PNG")
    first = with_comment.getvalue()
    digest = added(desk, editor, first)
    assert added(desk, editor, first + b"\0" * 40) == digest
    assert pictures(form_of(desk)).count(digest) == 1


def test_a_picture_of_the_register_is_used_with_its_entry(desk: Flask, editor: FlaskClient) -> None:
    digest = added(desk, editor)
    cleared(desk, digest)
    opened(editor, f"{EDIT}?section=figures").press(
        "press", f"figures-{len(pictures(form_of(desk))) - 1}:drop"
    )
    with desk.app_context(), private_transaction() as writing:
        writing.delete(writing.exec(select(Draft)).one())
    page = opened(editor, send(editor, PHOTOGRAPH).location)
    assert "この画像は台帳にあったので、台帳の権利と説明をそのまま使います。" in page.text
    assert "○○市提供" in page.text
    with desk.app_context():
        assert session().get_one(ImageRecord, digest).credit == "○○市提供"


def test_a_picture_that_looks_like_another_is_added_and_shown_beside_it(
    desk: Flask, editor: FlaskClient
) -> None:
    first = added(desk, editor)
    cleared(desk, first)
    answer = send(editor, SMALLER)
    second = pictures(form_of(desk))[-1]
    page = opened(editor, answer.location)
    assert second != first
    assert "よく似た画像が台帳にあります" in page.text
    assert "300×200画素" in page.text
    assert "360×240画素" in page.text
    assert "○○市提供" in page.text


def test_the_picture_of_the_register_can_be_used_instead(desk: Flask, editor: FlaskClient) -> None:
    first = added(desk, editor)
    with desk.app_context(), private_transaction() as writing:
        writing.delete(writing.exec(select(Draft)).one())
    page = opened(editor, send(editor, SMALLER).location)
    assert "登録済みの画像を使う" in page.text
    second = pictures(form_of(desk))[-1]
    answer = page.press()
    assert answer.status == 303
    assert pictures(form_of(desk))[-1] == first
    assert second not in pictures(form_of(desk))
    assert sources(opened(editor, answer.response.location).page, first)


def test_where_that_stands_in_the_case_already_the_new_one_goes(desk: Flask, editor: FlaskClient) -> None:
    first = added(desk, editor)
    second = added(desk, editor, SMALLER)
    many = len(pictures(form_of(desk)))
    assert editor.post(USE, data={"image": second, "instead": first}).status_code == 303
    assert pictures(form_of(desk)).count(first) == 1
    assert len(pictures(form_of(desk))) == many - 1
    again = editor.post(USE, data={"image": second, "instead": first})
    assert again.status_code == 409
    assert "もう書きかけにありません" in again.text


def test_a_picture_is_chosen_from_the_register_once(desk: Flask, editor: FlaskClient) -> None:
    own = {figure["image"] for figure in newest(desk).document["figures"]}
    page = opened(editor, CHOOSE)
    offered = page.page.xpath("//main//input[@name='image']/@value")
    assert offered
    assert not own & set(offered)
    answer = editor.post(CHOOSE, data={"image": offered[0], "q": "仕組み", "page": "1"})
    assert (answer.status_code, answer.location.partition("?")[0]) == (303, CHOOSE)
    assert "として加えました。" in editor.get(answer.location).text
    form = form_of(desk)
    assert pictures(form)[-1] == offered[0]
    editor.post(CHOOSE, data={"image": offered[0]})
    assert form_of(desk) == form
    assert "この画像は、もう図" in editor.get(CHOOSE).text


def test_the_register_is_searched_by_words(editor: FlaskClient) -> None:
    page = opened(editor, f"{CHOOSE}?q=円頓寺")
    assert "当てはまる画像：1件" in page.text
    assert "公開している事例：" in page.text
    assert "当てはまる画像はありません" in opened(editor, f"{CHOOSE}?q=どこにもない言葉").text
    for odd in ("?page=0", "?page=99999999999", "?page=x", "?q=%00%E2%80%AE", f"?q={'長' * 500}"):
        assert editor.get(CHOOSE + odd).status_code == 200


def test_what_is_no_picture_of_the_register_cannot_be_chosen(desk: Flask, editor: FlaskClient) -> None:
    for digest in ("", "0" * 64, "../..", "あ"):
        assert editor.post(CHOOSE, data={"image": digest}).status_code == 404
        assert editor.post(USE, data={"image": digest, "instead": digest}).status_code == 404
    assert draft(desk) is None


def test_an_address_tells_only_of_what_stands_in_ones_own_draft(desk: Flask, editor: FlaskClient) -> None:
    digest = added(desk, editor)
    address = f"{CASE}/figures/added?new={digest}&there={'0' * 64}&known=x&new="
    assert sources(opened(editor, address).page, digest)
    another = seated(desk, "betsu", Role.EDITOR)
    page = opened(another, address)
    assert "ここで見せる図は、いま書きかけにありません。" in page.text
    assert not sources(page.page, digest)
