"""Strangers and careless visitors, all at once."""

import queue
import re
import threading
from io import BytesIO
from urllib.parse import urlencode, urljoin
from zipfile import ZipFile

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.test import Client, TestResponse
from werkzeug.wrappers import Response

from catalogue.web import saving

A = "kiryu-cocotomo"


def test_whoever_finds_many_waiting_for_files_is_sent_away_at_once(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "PATIENCE_SECONDS", 30.0)
    answers: queue.Queue[TestResponse] = queue.Queue()

    def visit() -> None:
        answers.put(app.test_client().get("/cases.csv"))

    visitors = [threading.Thread(target=visit) for _ in range(saving.MOST_WAITING + 1)]
    with saving.one_at_a_time():
        for visitor in visitors:
            visitor.start()
        sent_away = answers.get(timeout=15)
    for visitor in visitors:
        visitor.join()
    assert sent_away.status_code == 503
    assert "ほかのファイルを作っています" in sent_away.text
    assert sent_away.headers["Retry-After"] == "10"
    assert [answers.get().status_code for _ in range(saving.MOST_WAITING)] == [200] * saving.MOST_WAITING


def test_a_file_is_given_whole_since_pieces_of_two_would_not_fit_together(client: FlaskClient) -> None:
    whole = client.get("/cases.xlsx")
    asked_for_a_piece = client.get("/cases.xlsx", headers={"Range": "bytes=0-9"})
    assert asked_for_a_piece.status_code == 200
    assert len(asked_for_a_piece.data) > len(whole.data) / 2


def test_what_is_remembered_for_one_place_in_the_web_does_not_lead_there_from_another(own_app: Flask) -> None:
    elsewhere = Client(DispatcherMiddleware(Response(status=404), {"/elsewhere": own_app}))
    here = own_app.test_client()
    for page in (
        "/",
        "/cases",
        "/cases?view=map",
        f"/cases/{A}",
        "/coverage",
        f"/compare?case={A}",
        "/plans",
    ):
        assert 'href="/elsewhere/cases' in elsewhere.get(f"/elsewhere{page}").text
        assert "elsewhere" not in here.get(page).text


@pytest.mark.parametrize(
    "back", ["//evil.example", "///evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_nobody_is_sent_to_another_host_after_changing_the_list(client: FlaskClient, back: str) -> None:
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/cases").text)
    assert token
    answer = client.post("/shortlist", data={"csrf_token": token[1], "add": A, "next": back})
    assert answer.status_code == 303
    assert urljoin("http://localhost/shortlist", answer.headers["Location"]).startswith("http://localhost/")


@pytest.mark.parametrize("ending", ["docx", "pptx", "xlsx", "xlsx?use=data"])
def test_words_of_a_stranger_do_nothing_in_a_file_of_office(client: FlaskClient, ending: str) -> None:
    kind, _, use = ending.partition("?")
    words = (
        '=HYPERLINK("http://evil.example")\n@SUM(1)\n<script>alert(1)</script>\x00\ud800\ufffe\u202e&P&[Path]'
    )
    asked = {"case": A, "note": f"{A}:{words}", "title": words, "number": words}
    query = urlencode(asked, errors="surrogatepass")
    answer = client.get(f"/shortlist.{kind}?{query}&{use}")
    assert answer.status_code == 200
    with ZipFile(BytesIO(answer.data)) as parts:
        texts = {
            name: parts.read(name).decode() for name in parts.namelist() if name.endswith((".xml", ".rels"))
        }
    assert any("alert(1)" in text for text in texts.values())
    for name, text in texts.items():
        assert "<f>" not in text, name
        assert 'Target="http://evil' not in text, name
        if name.endswith(".rels"):
            outside = re.findall(r'<Relationship [^>]*TargetMode="External"[^>]*>', text)
            assert all("/hyperlink" in each and 'Target="http' in each for each in outside)


@pytest.mark.parametrize(
    "address", ["/cases.pdf.pdf", "/healthz.pdf", "/static/css/base.css.pdf", "/figures/a/b.png.pdf"]
)
def test_only_pages_have_files(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert "見つかりません" in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_a_page_on_paper_does_not_print_an_address_that_would_fill_it(client: FlaskClient) -> None:
    page = client.get(f"/about?x={'a' * 3000}").text
    printed = page.split('print-address">', 1)[1].split("</p>")[0]
    assert printed == "http://localhost/about（条件は長いため省いています）"
    assert 'print-address">http://localhost/about?x=a</p>' in client.get("/about?x=a").text


def test_letters_that_turn_the_direction_of_writing_do_not_reach_a_list(client: FlaskClient) -> None:
    page = client.get(f"/shortlist?case={A}&title=abc%E2%80%AEdef").text
    assert "\u202e" not in page.split("<main", 1)[1].split("</main>")[0].replace("%E2%80%AE", "")
    assert "abcdef" in page
