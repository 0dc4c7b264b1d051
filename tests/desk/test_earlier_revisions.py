"""Revisions, drafts and packets from before there was a register of pictures, at the desk of today."""

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from catalogue import db
from catalogue.context import private_transaction
from catalogue.editing import drafts, review
from catalogue.models import Revision, finding
from tests.conftest import kit_of
from tests.desk.filling import opened
from tests.desk.test_packets import make as make_packet
from tests.editing.loading import looking
from tests.editing.reviewing import CASE, approver, do, make_public, save
from tests.editing.reviewing import editor as an_editor
from tests.models.earlier import SAID, TEXT, take_back

HERE = f"/desk/cases/{CASE}"
EDIT = f"{HERE}/edit"
NO_LONGER_THERE = ("kind", "credit", "licence", "permission")
PERMITTED = {"permission": "令和7年3月に○○市から許諾"}


def brought_up_to_date(app: Flask, **said: dict[str, str]) -> None:
    """Everything in it is from before, and was written anew by nobody since."""
    take_back(app, {name.replace("_", "-"): words for name, words in said.items()})
    db.upgrade(kit_of(app).engine)


@pytest.fixture
def old(desk: Flask) -> Flask:
    """A catalogue in which every revision is from before."""
    brought_up_to_date(desk)
    return desk


def newest(app: Flask) -> Revision:
    with looking(app) as session:
        return finding.newest_of(session, finding.case_of(session, CASE))


def main_of(page: str) -> str:
    """What can be read of a page."""
    (main,) = html.document_fromstring(page).xpath("//main")
    return " ".join(main.text_content().split())


def figure_of(app: Flask) -> dict[str, Any]:
    figure: dict[str, Any] = newest(app).document["figures"][0]
    return figure


def test_what_figures_said_of_their_picture_is_left_to_the_register(old: Flask, editor: FlaskClient) -> None:
    assert set(NO_LONGER_THERE) <= set(figure_of(old))
    page = opened(editor, EDIT)
    assert page.value("figures-0-alternative") == TEXT
    assert not any(page.value(f"figures-0-{name}") for name in NO_LONGER_THERE)
    assert page.fill(title="直した題名").press().status == 303
    assert newest(old).number == 2
    figure = figure_of(old)
    assert not set(NO_LONGER_THERE) & set(figure)
    assert (figure["alternative"], figure["focus_x"], figure["withheld"]) == (TEXT, None, False)


def test_saving_without_a_change_makes_no_revision_of_it(old: Flask, editor: FlaskClient) -> None:
    answer = opened(editor, EDIT).press()
    assert answer.status == 303
    assert newest(old).number == 1


def test_only_what_somebody_changed_is_a_difference_to_it(
    old: Flask, editor: FlaskClient, approver: FlaskClient
) -> None:
    save(old, an_editor(old), title="直した題名")
    do(old, review.submit, an_editor(old), CASE, 2)
    pages = (editor.get(f"{HERE}/history/1/2").text, approver.get(f"{HERE}/approve").text)
    for page in (main_of(each) for each in pages):
        assert "直した題名" in page
        assert "図（1）" not in page


def test_a_difference_between_two_of_before_is_told_in_the_words_of_then(
    desk: Flask, editor: FlaskClient
) -> None:
    save(desk, an_editor(desk), title="直した題名")
    brought_up_to_date(desk)
    with desk.app_context(), private_transaction() as session:
        revision = finding.newest_of(session, finding.case_of(session, CASE))
        figures = [figure | PERMITTED | {"kind": "photograph"} for figure in revision.document["figures"]]
        revision.document = {**revision.document, "figures": figures}
        session.add(revision)
    page = main_of(editor.get(f"{HERE}/history/1/2").text)
    for words in ("図（1）の許諾", PERMITTED["permission"], "図（1）の図の種類", "写真"):
        assert words in page
    assert not re.search(r"permission|photograph", page)


def test_a_sheet_of_before_says_what_was_written_then(old: Flask, editor: FlaskClient) -> None:
    page = main_of(editor.get(f"{HERE}/review/1").text)
    for words in ("図の種類概念図", f"許諾{SAID['permission']}", f"利用条件{SAID['licence']}"):
        assert words in page


@pytest.mark.parametrize("page", ["", "/history", "/review/1", "/preview/1", "/history/1/restore"])
def test_no_page_about_it_breaks(old: Flask, editor: FlaskClient, page: str) -> None:
    save(old, an_editor(old), title="直した題名")
    assert editor.get(HERE + page).status_code == 200


def test_it_can_be_restored_in_the_shape_of_today(old: Flask, editor: FlaskClient) -> None:
    save(old, an_editor(old), title="直した題名")
    answer = editor.post(f"{HERE}/history/1/restore", data={"newest": "2"})
    assert answer.status_code == 303, main_of(answer.text)
    assert newest(old).number == 3
    assert not set(NO_LONGER_THERE) & set(figure_of(old))


def test_what_says_the_same_in_another_shape_needs_no_restoring(desk: Flask, editor: FlaskClient) -> None:
    save(desk, an_editor(desk), title="直した題名")
    number = save(desk, an_editor(desk), title=_title(desk, 1))
    brought_up_to_date(desk)
    answer = editor.post(f"{HERE}/history/1/restore", data={"newest": str(number)})
    assert answer.status_code == 409
    assert "同じ内容なので、戻す必要はありません" in answer.text


def _title(app: Flask, number: int) -> str:
    with looking(app) as session:
        document = finding.revision_of(session, finding.case_of(session, CASE), number).document
        return str(document["title"])


def test_a_draft_begun_before_is_saved_without_an_error(old: Flask, editor: FlaskClient) -> None:
    form = opened(editor, EDIT).fill(subtitle="書きかけの副題").fields
    typed = form | {f"figures-0-{name}": [SAID[name]] for name in NO_LONGER_THERE}
    with old.app_context(), private_transaction() as session:
        drafts.keep(session, an_editor(old), typed, slug=CASE, based_on=1)
    page = opened(editor, EDIT)
    assert page.value("subtitle") == "書きかけの副題"
    assert page.press().status == 303
    assert newest(old).document["subtitle"] == "書きかけの副題"
    assert not set(NO_LONGER_THERE) & set(figure_of(old))


def test_two_who_began_from_it_meet_only_where_both_changed_something(
    old: Flask, editor: FlaskClient
) -> None:
    page = opened(editor, EDIT).fill(subtitle="わたしの副題")
    figures = [figure | {"caption": "相手の題名"} for figure in newest(old).document["figures"]]
    save(old, approver(old), figures=figures)
    answer = page.press()
    assert answer.status == 409
    assert not answer.page.xpath("//input[@type='radio']")
    assert answer.press("act", "merge").status == 303
    assert (figure_of(old)["caption"], newest(old).document["subtitle"]) == ("相手の題名", "わたしの副題")


@pytest.mark.parametrize(("said", "status"), [({}, 303), (PERMITTED, 409)])
def test_what_waited_for_approval_is_public_once_its_permission_is_known(
    desk: Flask, approver: FlaskClient, said: dict[str, str], status: int
) -> None:
    save(desk, an_editor(desk), title="直した題名")
    do(desk, review.submit, an_editor(desk), CASE, 2)
    brought_up_to_date(desk, kiryu_cocotomo=said)
    answer = approver.post(f"{HERE}/approve", data={"number": "2"})
    assert answer.status_code == status
    assert ("掲載の許諾を確かめられていない" in answer.text) == (status == 409)


def test_a_packet_of_before_shows_its_pictures_and_what_has_changed(desk: Flask, editor: FlaskClient) -> None:
    address = make_packet(editor, form="full")
    brought_up_to_date(desk)
    frozen = editor.get(address)
    assert frozen.status_code == 200
    assert "図を掲載していません" in frozen.text
    make_public(desk, save(desk, an_editor(desk), title="新しい題名"))
    page = editor.get(address).text
    assert re.search(r'<img[^>]+src="/figures/[0-9a-f]{64}/', page)
    assert SAID["credit"] in page
    assert editor.get(f"{address}.docx").status_code == 200
    changes = main_of(editor.get(f"{address}/changes").text)
    assert "新しい題名" in changes
    assert "図（1）" not in changes
