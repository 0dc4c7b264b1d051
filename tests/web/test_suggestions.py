import re
import shutil
import time
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import kit_of

Row = dict[str, Any]

HOSTILE = (
    "*",
    "a*b*c*",
    "((((" * 50,
    "[a TO",
    "%",
    "_",
    "\\",
    "\u0000\u0001",
    "\u202e\u200f",
    "</script><script>alert(1)</script>",
    "'; DROP TABLE case;--",
    "あ" * 10_000,
    " ".join(f"言葉{number}" for number in range(10_000)),
    "-",
    '"',
    "自治体:",
    "　",
    "",
)


def suggestions(client: FlaskClient, typed: str) -> list[Row]:
    answer = client.get("/suggest", query_string={"q": typed, "format": "json"})
    assert answer.status_code == 200
    offered: list[Row] = answer.json["suggestions"]
    return offered


def texts(client: FlaskClient, typed: str, kind: str) -> list[str]:
    return [each["text"] for each in suggestions(client, typed) if each["kind"] == kind]


@pytest.mark.parametrize("typed", ["商店", "しょうてん", "ショウテン", "ｼｮｳﾃﾝ", "しょう"])
def test_half_a_word_or_its_reading_is_completed(client: FlaskClient, typed: str) -> None:
    assert "商店街" in texts(client, typed, "言葉")


def test_what_an_input_method_has_not_finished_is_completed_all_the_same(client: FlaskClient) -> None:
    assert texts(client, "しょうてｎ", "言葉") == texts(client, "しょうて", "言葉") != []


@pytest.mark.parametrize("typed", ["きりゅ", "キリュ", "桐", "群馬県桐生"])
def test_a_municipality_is_found_by_name_prefecture_or_reading(client: FlaskClient, typed: str) -> None:
    assert texts(client, typed, "自治体") == ["群馬県桐生市"]


def test_a_municipality_without_a_case_is_not_offered(client: FlaskClient) -> None:
    assert texts(client, "おうめ", "自治体") == texts(client, "札幌", "自治体") == []


def test_a_case_is_found_by_a_piece_of_its_title(client: FlaskClient) -> None:
    assert texts(client, "円頓寺", "事例") == ["円頓寺オンライン商店街"]
    assert "自動運転バス・ドローン" in texts(client, "ドロー", "事例")


def test_the_words_before_stay_and_go_along(client: FlaskClient) -> None:
    offered = suggestions(client, "空き店舗　商店")
    words = [each for each in offered if each["kind"] == "言葉"]
    assert {each["value"].split()[0] for each in words} == {"空き店舗"}
    places = [each for each in suggestions(client, "空き店舗 桐生") if each["kind"] == "自治体"]
    assert client.get(places[0]["url"]).text.count("桐生市") > 1
    assert "「空き店舗」" in client.get(places[0]["url"]).text


@pytest.mark.parametrize("typed", ["商店", "きりゅ", "ドロ", "かん", "空"])
def test_every_suggestion_leads_to_something(client: FlaskClient, typed: str) -> None:
    offered = suggestions(client, typed)
    assert offered
    for each in offered:
        page = client.get(each["url"])
        assert page.status_code == 200
        assert "<strong>0件</strong>" not in page.text


@pytest.mark.parametrize("typed", HOSTILE)
def test_nothing_a_stranger_types_is_an_error_or_takes_long(client: FlaskClient, typed: str) -> None:
    suggestions(client, "空")
    begun = time.monotonic()
    suggestions(client, typed)
    assert time.monotonic() - begun < 1
    page = client.get("/suggest", query_string={"q": typed})
    assert page.status_code == 200
    assert "<script>alert" not in page.text


def test_without_scripts_the_same_is_a_page_of_links(client: FlaskClient) -> None:
    offered = suggestions(client, "商店")
    page = client.get("/suggest?q=商店").text.split("<main", 1)[1].split("</main>")[0]
    shown = re.findall(r'<li><a href="[^"]+">([^<]+)</a></li>', page)
    assert shown == [each["text"] for each in offered]
    assert "「商店」のままさがす" in page


@pytest.mark.parametrize("address", ["/", "/cases", "/themes", "/suggest"])
def test_a_button_beside_the_box_leads_there(client: FlaskClient, address: str) -> None:
    noscript = re.search(r"<noscript>(.*?)</noscript>", client.get(address).text)
    assert noscript
    assert 'formaction="/suggest"' in noscript[1]
    assert "候補を見る" in noscript[1]


def test_the_page_says_so_when_it_has_nothing_to_offer(client: FlaskClient) -> None:
    assert "見つかりませんでした" in client.get("/suggest?q=量子暗号通信網").text
    assert "言葉のはじめの部分を入れて" in client.get("/suggest").text


def test_without_an_index_titles_and_municipalities_are_still_offered(own_app: Flask) -> None:
    client = own_app.test_client()
    shutil.rmtree(kit_of(own_app).settings.search_folder)
    assert texts(client, "円頓寺", "事例") == ["円頓寺オンライン商店街"]
    assert texts(client, "きりゅう", "自治体") == ["群馬県桐生市"]
    assert texts(client, "商店", "言葉") == []


def test_suggestions_are_kept_for_a_moment_and_pages_are_not(client: FlaskClient) -> None:
    data = client.get("/suggest?q=商店&format=json")
    assert data.headers["Cache-Control"] == "public, max-age=60"
    assert client.get("/suggest?q=商店").headers["Cache-Control"] == "private, no-cache"
