"""What pictures are called at the desk before anybody has given them a caption: one is told from another."""

from datetime import UTC, datetime

from flask import Flask
from flask.testing import FlaskClient

from catalogue.context import private_transaction, session
from catalogue.models import Case, Image
from tests.desk.figure_sending import added
from tests.desk.filling import opened
from tests.desk.test_pictures import LIST, NEW, at, new_picture
from tests.editing.reviewing import CASE


def title(app: Flask) -> str:
    with app.app_context():
        return session().get_one(Case, CASE).title


def kept(app: Flask, digest: str, moment: datetime) -> str:
    with app.app_context(), private_transaction() as writing:
        writing.get_one(Image, digest).kept_at = moment
    return digest


def heading(client: FlaskClient, digest: str) -> str:
    [name] = opened(client, at(digest)).page.xpath("//h1/text()")
    return str(name).strip()


def in_the_list(client: FlaskClient, digest: str) -> str:
    [link] = opened(client, LIST).page.xpath(f"//a[@href='{at(digest)}']")
    return str(link.text_content()).strip()


def test_one_that_was_just_added_is_called_by_its_place_in_the_case(desk: Flask, editor: FlaskClient) -> None:
    digest = added(desk, editor)
    name = f"事例「{title(desk)}」の図２（題名なし）"
    assert heading(editor, digest) == in_the_list(editor, digest) == name
    assert f"台帳を直す：{name}" in opened(editor, at(digest, "/edit")).text


def test_one_that_nothing_uses_is_called_by_the_day_it_came_in_japan(
    desk: Flask, editor: FlaskClient
) -> None:
    digest = kept(desk, new_picture(desk), datetime(2026, 11, 21, 15, 30, tzinfo=UTC))
    assert heading(editor, digest) == in_the_list(editor, digest) == "令和8（2026）年11月22日に登録した画像"


def test_what_is_known_of_it_says_more_than_the_day(desk: Flask, editor: FlaskClient) -> None:
    digest = new_picture(desk, NEW, kind="map", holder="○○市")
    assert heading(editor, kept(desk, digest, datetime(2026, 11, 22, tzinfo=UTC))) == "地図、○○市"


def test_one_of_which_nobody_knows_even_the_day_has_no_name(desk: Flask, editor: FlaskClient) -> None:
    assert heading(editor, new_picture(desk)) == "題名のない画像"
