import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlmodel import select
from werkzeug.test import TestResponse

from catalogue.app import create_app
from catalogue.context import session
from catalogue.models import AuditRecord
from tests.conftest import settings_in, shut

PUBLIC = "https://jirei.example.jp"
CASE = "/cases/kiryu-cocotomo"
# What a browser, or somebody who is none, may say about itself.
STRANGE = {
    "Host": "evil.example",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "http",
    "X-Forwarded-For": "203.0.113.9",
}

Build = Callable[..., Flask]


@pytest.fixture
def build(seeded_folder: Path, tmp_path: Path) -> Iterator[Build]:
    """The catalogue with settings of one's own."""
    folder, built = tmp_path / "data", []
    shutil.copytree(seeded_folder, folder)

    def made(**settings: object) -> Flask:
        built.append(create_app(replace(settings_in(folder), **settings)))
        return built[-1]

    yield made
    for app in built:
        shut(app)


def cookies(answer: TestResponse) -> list[str]:
    return answer.headers.getlist("Set-Cookie")


@pytest.mark.parametrize(
    "address", [CASE, "/compare?case=kiryu-cocotomo&case=ota-digital-juhatchu-nakamamawashi"]
)
def test_whatever_host_a_request_names_pages_print_the_public_address(build: Build, address: str) -> None:
    page = build(public_address=PUBLIC).test_client().get(address, headers=STRANGE).text
    assert f"{PUBLIC}{address.replace('&', '&amp;')}" in page
    assert "evil.example" not in page
    assert "localhost" not in page


def test_a_list_is_shared_under_the_public_address(build: Build) -> None:
    page = (
        build(public_address=PUBLIC).test_client().get("/shortlist?case=kiryu-cocotomo", headers=STRANGE).text
    )
    assert f"{PUBLIC}/shortlist?case=kiryu-cocotomo" in page
    assert "evil.example" not in page


def test_files_name_the_public_address(build: Build) -> None:
    client = build(public_address=PUBLIC).test_client()
    table = client.get("/cases.csv?q=桐生", headers=STRANGE).get_data(as_text=True)
    assert f"{PUBLIC}/cases/" in table
    assert "evil.example" not in table


def test_over_https_no_cookie_goes_over_plain_http(build: Build) -> None:
    client = build(public_address=PUBLIC).test_client()
    asked = client.get("/desk/", base_url=PUBLIC)
    assert asked.status_code == 403
    assert [("Secure" in cookie, "HttpOnly" in cookie) for cookie in cookies(asked)] == [(True, True)]


def test_the_list_of_a_visitor_is_kept_as_safely(build: Build) -> None:
    app = build(public_address=PUBLIC)
    app.config["WTF_CSRF_ENABLED"] = False
    answer = app.test_client().post("/shortlist", data={"add": "kiryu-cocotomo"}, base_url=PUBLIC)
    kept = [cookie for cookie in cookies(answer) if cookie.startswith("shortlist=")]
    assert len(kept) == 1
    assert "Secure" in kept[0]


def test_on_a_machine_of_ones_own_cookies_are_kept_over_http(build: Build) -> None:
    asked = build().test_client().get("/desk/")
    assert cookies(asked)
    assert not any("Secure" in cookie for cookie in cookies(asked))


def test_a_form_can_be_sent_by_the_page_that_shows_it(build: Build) -> None:
    client = build(public_address=PUBLIC, proxies=1).test_client()
    page = client.get("/desk/sign-in", base_url=PUBLIC, headers={"Host": "10.0.0.5:8000"})
    token = page.text.partition('name="csrf_token" value="')[2].partition('"')[0]
    answer = client.post(
        "/desk/sign-in",
        data={"name": "hanako", "password": "x", "csrf_token": token},
        base_url=PUBLIC,
        headers={"Host": "10.0.0.5:8000", "Referer": f"{PUBLIC}/desk/sign-in"},
    )
    assert answer.status_code == 422


def test_a_proxy_is_believed_where_the_settings_say_there_is_one(build: Build) -> None:
    headers = {"X-Forwarded-Host": "jirei.example.jp", "X-Forwarded-Proto": "https"}
    behind = build(proxies=1).test_client().get(CASE, headers=headers).text
    before = build(proxies=0).test_client().get(CASE, headers=headers).text
    assert f"{PUBLIC}{CASE}" in behind
    assert "jirei.example.jp" not in before


@pytest.mark.parametrize(("proxies", "seen"), [(0, "127.0.0.1"), (1, "198.51.100.2"), (2, "203.0.113.9")])
def test_where_somebody_came_from_is_said_by_trusted_proxies_alone(
    build: Build, proxies: int, seen: str
) -> None:
    app = build(proxies=proxies)
    app.config["WTF_CSRF_ENABLED"] = False
    headers = {"X-Forwarded-For": "203.0.113.9, 198.51.100.2"}
    app.test_client().post("/desk/sign-in", data={"name": "nobody"}, headers=headers)
    with app.app_context():
        assert session().exec(select(AuditRecord.origin)).one() == seen
