"""Any page as a PDF, by the door that gives it."""

import os
import re
import subprocess
import sys
import threading
from html import unescape
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PageObject, PdfReader
from werkzeug.test import TestResponse

from catalogue.exports import pdf
from catalogue.settings import ROOT
from catalogue.web import on_paper, saving
from tests.exports.test_pdf import MISSING
from tests.journeys.addresses import CASES, comparison, shared

PAGES = {
    "home": ("/", "A4 upright"),
    "all cases": ("/cases", "A4 upright"),
    "all cases as a table": ("/cases?view=table", "A4 on its side"),
    "all cases on a map": ("/cases?view=map", "A4 upright"),
    "search with hits": ("/cases?q=商店街&theme=shopping-street", "A4 upright"),
    "suggestions": ("/suggest?q=商店", "A4 upright"),
    "themes": ("/themes", "A4 upright"),
    "theme": ("/themes/dx", "A4 on its side"),
    "plans": ("/plans", "A4 upright"),
    "plan": ("/plans/r9", "A4 upright"),
    "changes": ("/plans/2017-rev/changes", "A4 on its side"),
    "node with cases": ("/plans/r9/v2-2", "A4 upright"),
    "node with cases by lineage": ("/plans/2017/kyotsu-2-2", "A4 upright"),
    "node without cases": ("/plans/r9/shogyo", "A4 upright"),
    "municipality": ("/municipalities/102032", "A4 upright"),
    "comparison of none": ("/compare", "A4 on its side"),
    "comparison of two": (comparison(2), "A4 on its side"),
    "comparison of six": (comparison(6), "A4 on its side"),
    "gaps": ("/coverage?plan=r9&number=資料4&paper=a3", "A3 on its side"),
    "shared list": (f"{shared(3)}&number=資料5", "A4 upright"),
    "about": ("/about", "A4 upright"),
}


@pytest.fixture(autouse=True)
def _engine() -> None:
    assert pdf.available(), MISSING


def as_pdf(address: str) -> str:
    path, mark, query = address.partition("?")
    return f"{path}.pdf{mark}{query}"


def read(answer: TestResponse) -> PdfReader:
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == "application/pdf"
    return PdfReader(BytesIO(answer.data))


def words(text: str) -> str:
    """Without the blanks and line ends that a layout brings."""
    return "".join(text.split())


def heading_of(html: str) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", html, re.DOTALL)
    assert found
    return words(unescape(re.sub(r"<[^>]+>", "", found[1])))


def paper_of(page: PageObject) -> str:
    width, height = round(page.mediabox.width), round(page.mediabox.height)
    size = {595: "A4", 842: "A3"}[min(width, height)]
    return f"{size} {'upright' if height > width else 'on its side'}"


@pytest.mark.parametrize("kind", PAGES)
def test_every_kind_of_page_can_be_had_as_a_tagged_pdf(client: FlaskClient, kind: str) -> None:
    address, paper = PAGES[kind]
    made = read(client.get(as_pdf(address)))
    html = client.get(address).text
    first = words(made.pages[0].extract_text())
    assert heading_of(html) in first
    assert address.partition("?")[0] in first, "its address is printed"
    assert f"1/{len(made.pages)}" in first
    assert {paper_of(page) for page in made.pages} == {paper}
    assert made.root_object["/MarkInfo"]["/Marked"]
    assert made.root_object["/Lang"] == "ja"
    assert made.metadata is not None
    assert made.metadata.title == unescape(html.split("<title>")[1].split("</title>")[0])


@pytest.mark.parametrize("slug", [CASES[0], "higashiomi-community-business-sib", "kiryu-cocotomo"])
def test_a_case_is_four_sides_of_a4_at_most_with_its_figure_and_its_sources(
    client: FlaskClient, slug: str
) -> None:
    made = read(client.get(f"/cases/{slug}.pdf"))
    html = client.get(f"/cases/{slug}").text
    assert {paper_of(page) for page in made.pages} == {"A4 upright"}
    assert len(made.pages) <= 4
    assert max(embedded.image.width for embedded in made.pages[0].images if embedded.image) >= 600
    text = words("".join(page.extract_text() for page in made.pages))
    assert heading_of(html) in text
    sources = re.findall(
        r'href="(http[^"]+)" rel="external', html.split('id="sources"')[1].split("</section>")[0]
    )
    assert sources
    assert [source for source in sources if _as_typed(unescape(source)) not in _as_typed(text)] == []


def _as_typed(address: str) -> str:
    """Without what a line end may add: hyphens."""
    return address.replace("-", "").replace("\u00ad", "").replace("\u2010", "")


def test_a_pdf_opens_in_the_browser_under_the_name_of_its_page_and_the_day(client: FlaskClient) -> None:
    answer = client.get("/plans/r9/v2-2.pdf")
    said = unquote(answer.headers["Content-Disposition"])
    assert said.startswith("inline;")
    assert re.search(r"UTF-8''2-②_特徴を活かした商店街のにぎわい_20\d\d-\d\d-\d\d\.pdf$", said)


@pytest.mark.parametrize(
    "address",
    [
        "/robots",
        "/healthz",
        "/cases/kiryu-cocotomo/cover.svg",
        "/about.pdf",
        "/compare.docx",
    ],
)
def test_what_is_no_page_has_no_pdf(client: FlaskClient, address: str) -> None:
    answer = client.get(f"{address}.pdf")
    assert answer.status_code == 404
    assert "ファイルで受け取る" in answer.text


def test_a_page_that_shows_an_error_says_so_itself(client: FlaskClient) -> None:
    missing = client.get("/cases/kiryu-kokotomo.pdf")
    assert missing.status_code == 404
    assert "お探しのページに近いもの" in missing.text
    assert client.get("/cases.pdf?from=いつか").status_code == 422


def test_the_parameters_of_the_page_are_those_of_its_pdf(client: FlaskClient) -> None:
    text = words(read(client.get("/suggest.pdf?q=創業")).pages[0].extract_text())
    assert "「創業」の候補" in text
    assert "/suggest?q=創業" in unquote(text)


def test_a_page_kept_by_the_browser_is_printed_all_the_same(client: FlaskClient) -> None:
    conditions = {
        "If-None-Match": "*",
        "Range": "bytes=0-9",
        "If-Modified-Since": "Sun, 22 Nov 2099 00:00:00 GMT",
    }
    assert len(read(client.get("/suggest.pdf?q=商店", headers=conditions)).pages) == 1


@pytest.mark.parametrize("kind", ["gaps", "shared list"])
def test_the_number_of_a_meetings_paper_stands_on_every_page(client: FlaskClient, kind: str) -> None:
    address = PAGES[kind][0]
    made = read(client.get(as_pdf(address)))
    number = "資料4" if kind == "gaps" else "資料5"
    texts = [page.extract_text().replace(f"number={number}", "") for page in made.pages]
    assert all(number in text for text in texts)
    assert number not in "".join(page.extract_text() for page in read(client.get("/about.pdf")).pages)


def test_a_visitors_own_list_is_in_their_pdf_and_in_nobody_elses(app: Flask) -> None:
    visitor, somebody = app.test_client(), app.test_client()
    token = re.search(r'name="csrf_token" value="([^"]+)"', visitor.get("/cases").text)
    assert token
    visitor.post("/shortlist", data={"csrf_token": token[1], "add": "kiryu-cocotomo"})
    own = visitor.get("/shortlist.pdf")
    assert "cocotomo" in read(own).pages[0].extract_text()
    assert "private" in own.headers["Cache-Control"]
    assert "Cookie" in own.vary
    assert "Set-Cookie" not in own.headers
    assert "cocotomo" not in read(somebody.get("/shortlist.pdf")).pages[0].extract_text()


def test_a_second_visitor_waits_a_moment_and_is_then_asked_to_come_again(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "PATIENCE_SECONDS", 0.05)
    with saving.one_at_a_time():
        late = client.get("/suggest.pdf?q=商店")
    assert late.status_code == 503
    assert "ほかのファイルを作っています" in late.text
    assert late.headers["Retry-After"] == "10"
    assert client.get("/suggest.pdf?q=商店").status_code == 200


def test_a_second_visitor_with_patience_is_served(app: Flask) -> None:
    addresses = ("/suggest.pdf?q=商店", "/about.pdf")
    answers: dict[str, TestResponse] = {}

    def visit(address: str) -> None:
        answers[address] = app.test_client().get(address)

    visitors = [threading.Thread(target=visit, args=(address,)) for address in addresses]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    assert "候補" in read(answers[addresses[0]]).pages[0].extract_text()
    assert "このカタログについて" in read(answers[addresses[1]]).pages[0].extract_text()


def test_a_page_too_large_to_lay_out_is_refused_with_a_way_out(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(on_paper, "LARGEST_PAGE", 5_000)
    answer = client.get("/cases.pdf")
    assert answer.status_code == 422
    assert "条件を加えて減らすか" in answer.text


def test_a_server_without_pango_offers_no_pdf_and_says_how_to_get_one(seeded_folder: Path) -> None:
    program = """
import sys; sys.modules["weasyprint"] = None
from catalogue.app import create_app
client = create_app().test_client()
page, file = client.get("/about"), client.get("/about.pdf")
assert page.status_code == 200 and ".pdf" not in page.text
print(file.status_code, "Pango" in file.text, "ブラウザーの印刷から「PDFに保存」" in file.text)
"""
    ran = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=os.environ | {"CATALOGUE_DATA": str(seeded_folder)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert ran.stdout == "503 True True\n"
