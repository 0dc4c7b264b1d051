"""誤りを知らせる, as a reader meets it."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import select
from werkzeug.test import TestResponse

from catalogue.app import create_app
from catalogue.context import session
from catalogue.models import Report
from tests.conftest import kit_of, shut

SLUG = "kiryu-cocotomo"
FORM = f"/cases/{SLUG}/report"
TYPED = {
    "about": "funding",
    "text": "補助の割合は2分の1ではなく3分の2です。",
    "grounds": "要綱第5条",
    "informant": "featured",
    "contact": "shokan@example.jp",
}


@pytest.fixture
def open_app(own_app: Flask) -> Flask:
    """Whose forms are not checked for the token; another test looks at that."""
    own_app.config["WTF_CSRF_ENABLED"] = False
    return own_app


@pytest.fixture
def reader(open_app: Flask) -> FlaskClient:
    return open_app.test_client()


def post(client: FlaskClient, **changes: str) -> TestResponse:
    return client.post(FORM, data=TYPED | changes)


def kept(app: Flask) -> list[Report]:
    with app.app_context():
        return list(session().exec(select(Report)))


def is_all_there(page: str) -> bool:
    """Whether everything of TYPED stands in the fields."""
    return (
        all(TYPED[name] in page for name in ("text", "grounds", "contact"))
        and '<option value="funding" selected>' in page
        and '<option value="featured" selected>' in page
    )


def test_the_page_of_a_case_leads_to_the_form_and_names_the_part(client: FlaskClient) -> None:
    page = client.get(f"/cases/{SLUG}").text
    assert f'href="{FORM}"' in page
    for part in re.findall(rf'href="{FORM}\?about=([a-z]+)"', page):
        assert f'<option value="{part}" selected>' in client.get(f"{FORM}?about={part}").text
    assert f'href="{FORM}?about=outcomes"' in page


def test_an_address_with_an_unknown_part_chooses_none(client: FlaskClient) -> None:
    answer = client.get(f"{FORM}?about=<script>")
    assert answer.status_code == 200
    assert "selected" not in answer.text.partition('id="about"')[2].partition("</select>")[0].replace(
        '<option value="" selected>', ""
    )
    assert "<script>&" not in answer.text


def test_a_report_is_taken_in_and_thanked_for_without_saying_what_was_sent(
    open_app: Flask, reader: FlaskClient
) -> None:
    answer = post(reader)
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"{FORM}/sent"
    thanks = reader.get(answer.headers["Location"])
    assert thanks.status_code == 200
    assert "受け取りました" in thanks.text
    assert TYPED["contact"] not in thanks.text
    assert [(row.path, row.contact) for row in kept(open_app)] == [("funding", TYPED["contact"])]


def test_nobody_s_address_is_kept(open_app: Flask) -> None:
    reader = open_app.test_client()
    reader.post(FORM, data=TYPED, environ_base={"REMOTE_ADDR": "192.0.2.77"})
    assert all("192.0.2.77" not in str(row.model_dump()) for row in kept(open_app))


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"text": ""}, "text"),
        ({"about": ""}, "about"),
        ({"text": "あ" * 2001}, "text"),
        ({"contact": "a\nb"}, "contact"),
    ],
)
def test_what_is_wrong_is_said_on_top_and_at_the_field_and_nothing_typed_is_lost(
    reader: FlaskClient, changes: dict[str, str], path: str
) -> None:
    answer = post(reader, **changes)
    assert answer.status_code == 422
    assert f'<a href="#{path}">' in answer.text
    assert f'id="{path}-error"' in answer.text
    for name in ("text", "grounds", "contact"):
        if name not in changes:
            assert TYPED[name] in answer.text


def test_a_sixth_report_in_an_hour_is_put_off_and_stays_in_the_form(
    open_app: Flask, reader: FlaskClient
) -> None:
    for _ in range(5):
        assert post(reader).status_code == 303
    answer = post(reader)
    assert answer.status_code == 429
    assert 3500 < int(answer.headers["Retry-After"]) <= 3600
    assert "60分ほどたってから" in answer.text
    assert is_all_there(answer.text)
    assert len(kept(open_app)) == 5


def test_another_process_counts_the_same_reports(open_app: Flask, reader: FlaskClient) -> None:
    other = create_app(kit_of(open_app).settings)
    other.config["WTF_CSRF_ENABLED"] = False
    for client in (reader, other.test_client(), reader, other.test_client(), reader):
        assert post(client).status_code == 303
    assert post(other.test_client()).status_code == 429
    shut(other)


def test_an_hour_later_it_can_be_sent(open_app: Flask, reader: FlaskClient) -> None:
    kit, moment = kit_of(open_app), datetime(2026, 11, 22, tzinfo=UTC)
    for minutes, status in ((0, 303), (1, 303), (2, 303), (3, 303), (4, 303), (59, 429), (60, 303)):
        at = moment + timedelta(minutes=minutes)
        open_app.extensions["catalogue"] = replace(kit, now=lambda at=at: at)
        assert post(reader).status_code == status, minutes


def test_a_field_that_people_never_see_catches_machines_and_loses_nobody_s_words(
    open_app: Flask, reader: FlaskClient
) -> None:
    answer = post(reader, homepage="https://example.com/")
    assert answer.status_code == 422
    assert is_all_there(answer.text)
    assert "example.com" not in answer.text
    assert kept(open_app) == []
    hidden = answer.text.partition('<div class="report-trap" aria-hidden="true">')[2].partition("</div>")[0]
    assert 'name="homepage"' in hidden
    assert 'tabindex="-1"' in hidden


def test_without_its_token_a_form_is_not_taken_but_shown_again(own_app: Flask) -> None:
    reader = own_app.test_client()
    answer = post(reader)
    assert answer.status_code == 400
    assert is_all_there(answer.text)
    token = re.search(r'name="csrf_token" value="([^"]+)"', answer.text)
    assert token
    assert post(reader, csrf_token=token[1]).status_code == 303


def test_what_another_site_sends_is_not_shown(own_app: Flask) -> None:
    answer = own_app.test_client().post(FORM, data=TYPED, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 400
    assert TYPED["text"] not in answer.text


@pytest.mark.parametrize("address", ["/cases/no-such-case/report", "/cases/no-such-case/report/sent"])
def test_there_is_no_form_for_a_case_that_is_not_there(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_nor_is_anything_taken_in_for_it(own_app: Flask, open_app: Flask) -> None:
    assert open_app.test_client().post("/cases/no-such-case/report", data=TYPED).status_code == 404
    own_app.config["WTF_CSRF_ENABLED"] = True
    assert own_app.test_client().post("/cases/no-such-case/report", data=TYPED).status_code == 404


def test_while_somebody_else_writes_for_long_nothing_typed_is_lost(
    open_app: Flask, reader: FlaskClient
) -> None:
    with open_app.app_context(), kit_of(open_app).writers() as other:
        other.exec(select(Report)).all()
        answer = post(reader)
    assert answer.status_code == 503
    assert is_all_there(answer.text)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"about": ["links", "work"], "text": ["一", "二"]},
        {"text": "\x00\ufffe\u202e", "about": "\ud83d".encode("utf-8", "surrogatepass")},
        {"text": "a" * 60_000, "about": "other"},
        {"text[]": "a", "about[0]": "b"},
    ],
    ids=["nothing", "twice", "controls", "long", "other names"],
)
def test_nothing_that_is_sent_breaks_the_page(reader: FlaskClient, data: dict[str, object]) -> None:
    assert reader.post(FORM, data=data).status_code in (303, 422)


def test_more_than_a_page_of_text_is_refused_before_it_is_read(reader: FlaskClient) -> None:
    assert reader.post(FORM, data={"text": "a" * 70_000}).status_code == 413
