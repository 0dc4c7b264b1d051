import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from joserfc.jwk import RSAKey
from sqlmodel import select
from werkzeug.test import TestResponse

from catalogue.app import create_app
from catalogue.context import private_transaction, session
from catalogue.domain.roles import Role
from catalogue.models import AuditRecord, Staff
from catalogue.settings import BadSetting
from tests.conftest import kit_of, settings_in, shut
from tests.desk.conftest import person, seated
from tests.desk.issuer import CLIENT, SECRET, Issuer, running
from tests.desk.signing_in import enter, is_in, with_password


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    with running() as issuer:
        yield issuer


@pytest.fixture
def city(seeded_folder: Path, tmp_path: Path, issuer: Issuer) -> Iterator[Flask]:
    """A catalogue whose settings name the issuer."""
    folder = tmp_path / "data"
    shutil.copytree(seeded_folder, folder)
    settings = replace(
        settings_in(folder), oidc_issuer=issuer.address, oidc_client=CLIENT, oidc_secret=SECRET
    )
    app = create_app(settings)
    app.config["WTF_CSRF_ENABLED"] = False
    yield app
    shut(app)


def come(
    client: FlaskClient, issuer: Issuer, start: str = "/desk/sign-in/city", **instead: str
) -> TestResponse:
    """Follow the link, sign in there, and come back."""
    there = client.get(start)
    assert there.status_code == 302, there.text
    back = issuer.authorize(there.location)
    return client.get("/desk/sign-in/city/back", query_string=back | instead)


def known(app: Flask, name: str) -> Staff:
    with app.app_context():
        return session().exec(select(Staff).where(Staff.name == name)).one()


def test_without_the_setting_nothing_of_it_is_seen(desk: Flask) -> None:
    client = desk.test_client()
    assert "市のアカウント" not in client.get("/desk/sign-in").text
    assert client.get("/desk/sign-in/city").status_code == 404
    assert client.get("/desk/sign-in/city/back?code=a&state=b").status_code == 404


def test_the_page_to_sign_in_offers_a_plain_link(city: Flask) -> None:
    page = city.test_client().get("/desk/cases").text
    assert 'href="/desk/sign-in/city?next=/desk/cases">市のアカウントでサインインする</a>' in page


def test_it_asks_for_a_code_with_state_nonce_and_challenge(city: Flask, issuer: Issuer) -> None:
    there = urlsplit(city.test_client().get("/desk/sign-in/city").location)
    asked = {name: values[0] for name, values in parse_qs(there.query).items()}
    assert f"{there.scheme}://{there.netloc}{there.path}" == f"{issuer.address}/authorize"
    assert asked["response_type"] == "code"
    assert asked["client_id"] == CLIENT
    assert asked["redirect_uri"] == "http://localhost/desk/sign-in/city/back"
    assert asked["code_challenge_method"] == "S256"
    assert all(len(asked[name]) >= 20 for name in ("state", "nonce", "code_challenge"))
    assert "openid" in asked["scope"].split()


def test_somebody_known_by_name_comes_in_and_is_known_by_subject_from_then_on(
    city: Flask, issuer: Issuer
) -> None:
    with_password(city, "hanako", Role.EDITOR, must_change=True)
    client = city.test_client()
    assert come(client, issuer, "/desk/sign-in/city?next=/desk/cases").location == "/desk/cases"
    assert is_in(client)
    assert known(city, "hanako").subject == "u-1"
    issuer.claims["preferred_username"] = "married-since"
    again = city.test_client()
    assert come(again, issuer).location == "/desk/"
    assert is_in(again)


def test_whom_the_city_vouches_for_has_no_password_any_more(city: Flask, issuer: Issuer) -> None:
    with_password(city, "hanako", Role.EDITOR)
    come(city.test_client(), issuer)
    assert known(city, "hanako").password is None
    assert enter(city.test_client()).status_code == 422
    client = seated(city, "hanako", Role.EDITOR)
    assert "市のアカウントでサインインしているため" in client.get("/desk/password").text


def test_nobody_is_added_by_signing_in_there(city: Flask, issuer: Issuer) -> None:
    client = city.test_client()
    answer = come(client, issuer)
    assert answer.status_code == 403
    assert "職員として登録されていません" in answer.text
    assert not is_in(client)
    with city.app_context():
        assert session().exec(select(Staff)).all() == []


def test_who_was_closed_does_not_come_in_this_way_either(city: Flask, issuer: Issuer) -> None:
    staff = person(city, "hanako", Role.EDITOR)
    with city.app_context(), private_transaction() as writing:
        writing.get_one(Staff, staff.id).closed_at = kit_of(city).now()
    assert come(city.test_client(), issuer).status_code == 403


def test_a_name_that_already_belongs_to_another_account_lets_nobody_in(city: Flask, issuer: Issuer) -> None:
    person(city, "hanako", Role.EDITOR)
    come(city.test_client(), issuer)
    issuer.claims["sub"] = "u-2"
    assert come(city.test_client(), issuer).status_code == 403


def test_both_ends_of_it_are_in_the_trail(city: Flask, issuer: Issuer) -> None:
    come(city.test_client(), issuer)
    person(city, "hanako", Role.EDITOR)
    come(city.test_client(), issuer)
    with city.app_context():
        acts = [row.act for row in session().exec(select(AuditRecord).order_by(AuditRecord.id))]  # type: ignore[arg-type]
    assert acts == ["sign-in-refused", "staff-changed", "signed-in"]


@pytest.mark.parametrize(
    "spoilt",
    [
        {"iss": "https://another.example"},
        {"aud": "another-client"},
        {"aud": ["another-client"], "azp": CLIENT},
        {"exp": int(time.time()) - 3600},
        {"nonce": "of-another-time"},
    ],
    ids=["issuer", "audience", "audience with our name beside it", "expired", "nonce"],
)
def test_a_token_that_is_not_for_us_now_is_not_believed(
    city: Flask, issuer: Issuer, spoilt: dict[str, object]
) -> None:
    person(city, "hanako", Role.EDITOR)
    issuer.claims |= spoilt
    client = city.test_client()
    answer = come(client, issuer)
    assert answer.status_code == 403
    assert "確かめられなかった" in answer.text
    assert not is_in(client)


def test_a_token_signed_by_another_key_is_not_believed(city: Flask, issuer: Issuer) -> None:
    person(city, "hanako", Role.EDITOR)
    issuer.signs_with = RSAKey.generate_key(2048, {"kid": "k1"})
    client = city.test_client()
    assert come(client, issuer).status_code == 403
    assert not is_in(client)


@pytest.mark.parametrize("instead", [{"state": "made-up"}, {"code": "made-up"}], ids=["state", "code"])
def test_an_answer_that_was_made_up_lets_nobody_in(
    city: Flask, issuer: Issuer, instead: dict[str, str]
) -> None:
    person(city, "hanako", Role.EDITOR)
    client = city.test_client()
    answer = come(client, issuer, **instead)
    assert answer.status_code in (400, 403)
    assert "途中で終わりました" in answer.text
    assert not is_in(client)


def test_an_answer_for_one_browser_does_not_sign_another_in(city: Flask, issuer: Issuer) -> None:
    person(city, "hanako", Role.EDITOR)
    back = issuer.authorize(city.test_client().get("/desk/sign-in/city").location)
    other = city.test_client()
    assert other.get("/desk/sign-in/city/back", query_string=back).status_code == 400
    assert not is_in(other)


def test_an_answer_is_taken_once(city: Flask, issuer: Issuer) -> None:
    person(city, "hanako", Role.EDITOR)
    client = city.test_client()
    back = issuer.authorize(client.get("/desk/sign-in/city").location)
    assert client.get("/desk/sign-in/city/back", query_string=back).status_code == 303
    assert client.get("/desk/sign-in/city/back", query_string=back).status_code == 400


def test_who_breaks_it_off_is_back_at_the_form(city: Flask, issuer: Issuer) -> None:
    client = city.test_client()
    client.get("/desk/sign-in/city")
    answer = client.get("/desk/sign-in/city/back?error=access_denied&state=x")
    assert answer.status_code == 403
    assert "途中で終わりました" in answer.text


def test_nobody_is_led_to_another_host_by_it(city: Flask, issuer: Issuer) -> None:
    person(city, "hanako", Role.EDITOR)
    assert come(city.test_client(), issuer, "/desk/sign-in/city?next=//evil.example").location == "/desk/"


def test_beginning_again_and_again_does_not_fill_the_cookie(city: Flask, issuer: Issuer) -> None:
    person(city, "hanako", Role.EDITOR)
    client = city.test_client()
    for _ in range(12):
        client.get("/desk/sign-in/city")
    assert come(client, issuer).location == "/desk/"


def test_an_issuer_that_is_down_is_said_to_be(city: Flask, issuer: Issuer) -> None:
    issuer.status = 500
    answer = city.test_client().get("/desk/sign-in/city")
    assert answer.status_code == 503
    assert "市のアカウントの仕組みから応答がない" in answer.text
    issuer.status = 200
    assert city.test_client().get("/desk/sign-in/city").status_code == 302


def test_an_issuer_nobody_answers_for_is_said_to_be_away(seeded_folder: Path, tmp_path: Path) -> None:
    with running() as gone:
        address = gone.address
    settings = replace(settings_in(tmp_path), oidc_issuer=address, oidc_client=CLIENT)
    app = create_app(settings)
    assert app.test_client().get("/desk/sign-in/city").status_code == 503
    shut(app)


@pytest.mark.parametrize(
    "said",
    [
        {"issuer": "https://another.example"},
        {"token_endpoint": "http://another.example/token"},
        {"jwks_uri": ""},
        {"authorization_endpoint": "javascript:alert(1)"},
    ],
    ids=["another issuer", "over plain http", "no keys", "no address"],
)
def test_an_issuer_that_says_something_odd_of_itself_is_not_used(
    city: Flask, issuer: Issuer, said: dict[str, str]
) -> None:
    issuer.discovered |= said
    assert city.test_client().get("/desk/sign-in/city").status_code == 503


@pytest.mark.parametrize("address", ["http://idp.example.jp", "idp.example.jp", "ftp://127.0.0.1"])
def test_an_issuer_over_plain_http_is_refused_when_the_catalogue_starts(tmp_path: Path, address: str) -> None:
    settings = replace(settings_in(tmp_path), oidc_issuer=address, oidc_client=CLIENT)
    with pytest.raises(BadSetting, match="OIDC_ISSUER は https://"):
        create_app(settings)


def test_an_issuer_without_a_client_is_refused_when_the_catalogue_starts(tmp_path: Path) -> None:
    settings = replace(settings_in(tmp_path), oidc_issuer="https://idp.example.jp")
    with pytest.raises(BadSetting, match="OIDC_CLIENT"):
        create_app(settings)


def test_what_was_typed_waits_in_its_page_while_one_signs_in_beside_it(city: Flask, issuer: Issuer) -> None:
    person(city, "hanako", Role.EDITOR)
    city.config["WTF_CSRF_ENABLED"] = True
    client = city.test_client()
    page = client.post("/desk/lists/new", data={"title": "駅前"})
    assert page.status_code == 403
    assert 'target="_blank"' in page.text
    come(client, issuer)
    sent = client.post("/desk/lists/new", data={"title": "駅前", "csrf_token": "of-before"})
    assert sent.status_code == 400
    assert "もう一度送る" in sent.text
    assert 'value="駅前"' in sent.text


def test_a_person_can_be_added_without_a_password(city: Flask) -> None:
    kanri = seated(city, "kanri", Role.ADMINISTRATOR)
    typed = {"name": "hanako", "display": "青梅 花子", "roles": "editor", "without_password": "yes"}
    answer = kanri.post("/desk/staff/new", data=typed, follow_redirects=True)
    assert "市のアカウントでサインインできます" in answer.text
    assert known(city, "hanako").password is None
    assert not known(city, "hanako").must_change
