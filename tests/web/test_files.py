import re
from html import unescape
from io import BytesIO
from urllib.parse import unquote

import docx
import pptx
import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from catalogue.web.exports import BRIEFS, WORKBOOKS
from catalogue.web.offers import OFFERS, Kind
from tests.house.test_docs import ARCHITECTURE
from tests.house.tree import read

PAGES = {
    "cases.index": "/cases?q=商店街&theme=shopping-street",
    "cases.show": "/cases/kiryu-cocotomo",
    "themes.show": "/themes/dx",
    "plans.node": "/plans/r9/v2-2",
    "plans.changes": "/plans/2017-rev/changes",
    "compare.show": "/compare?case=kiryu-cocotomo&case=sakai-jidounten-drone",
    "coverage.show": "/coverage?plan=r9&by=theme",
    "shortlist.show": "/shortlist?case=kiryu-cocotomo&case=sakai-jidounten-drone&note=kiryu-cocotomo:見に行く",
}
FILE_LINK = re.compile(r'<a class="file file-(\w+)" href="([^"]+)"')


def links_on(client: FlaskClient, address: str) -> list[tuple[str, str]]:
    """The files a page offers: format and address."""
    return [(kind, unescape(url)) for kind, url in FILE_LINK.findall(client.get(address).text)]


def test_every_page_with_files_is_looked_at_here() -> None:
    assert PAGES.keys() == OFFERS.keys()


def test_what_is_offered_can_be_made() -> None:
    for endpoint, offered in OFFERS.items():
        kinds = {offer.kind for offer in offered}
        assert (endpoint in BRIEFS) == bool(kinds & {Kind.DOCX, Kind.PPTX}), endpoint
        assert (endpoint in WORKBOOKS) == bool(kinds & {Kind.XLSX, Kind.CSV}), endpoint


@pytest.mark.parametrize("endpoint", PAGES)
def test_every_file_a_page_offers_can_be_had_and_opened(client: FlaskClient, endpoint: str) -> None:
    links = links_on(client, PAGES[endpoint])
    assert len(links) == len(OFFERS[endpoint]) + 1  # and the page as PDF
    for kind, address in links:
        answer = client.get(address)
        assert answer.status_code == 200, address
        _open(kind, answer.data)


def _open(kind: str, data: bytes) -> None:
    match kind:
        case "docx":
            assert docx.Document(BytesIO(data)).paragraphs
        case "pptx":
            assert len(pptx.Presentation(BytesIO(data)).slides)
        case "xlsx":
            assert load_workbook(BytesIO(data)).worksheets
        case "csv":
            assert data.count(b"\r\n") > 1
        case "pdf":
            assert data.startswith(b"%PDF-")


def test_a_file_is_named_in_japanese_for_what_it_holds_and_the_day(client: FlaskClient) -> None:
    answer = client.get("/cases/kiryu-cocotomo.docx")
    name = unquote(answer.headers["Content-Disposition"].split("filename*=UTF-8''")[1])
    assert re.fullmatch(r"「cocotomo」（群馬県桐生市）_\d{4}-\d{2}-\d{2}\.docx", name)


def test_a_file_says_the_number_of_the_meeting_s_paper_and_the_page_it_was_made_from(
    client: FlaskClient,
) -> None:
    data = client.get("/cases/kiryu-cocotomo.docx?number=資料3-2").data
    section = docx.Document(BytesIO(data)).sections[0]
    margins = [p.text for part in (section.header, section.footer) for p in part.paragraphs]
    assert any("資料3-2" in text for text in margins)
    assert any("http://localhost/cases/kiryu-cocotomo" in text for text in margins)


@pytest.mark.parametrize(
    "address", ["/cases/kiryu-cocotomo.xlsx", "/cases.pptx", "/compare.csv", "/about.docx", "/themes.xlsx"]
)
def test_a_file_no_page_offers_is_refused_in_a_sentence(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert "その形式のファイルはありません" in answer.text


@pytest.mark.parametrize("address", ["/nowhere.docx", "/cases/not-there.docx", "/plans/r9/nothing.pptx"])
def test_the_file_of_a_page_that_is_not_there_is_not_there(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_node_nobody_has_linked_offers_no_pages_of_cases(client: FlaskClient) -> None:
    assert [kind for kind, _ in links_on(client, "/plans/r9/shogyo")] == ["pdf"]
    assert client.get("/plans/r9/shogyo.docx").status_code == 404


def test_the_text_to_copy_says_what_the_slides_say(client: FlaskClient) -> None:
    page = client.get("/cases/kiryu-cocotomo").text
    found = re.search(r'<pre class="block-text" id="block-text"[^>]*>(.*?)</pre>', page, re.DOTALL)
    assert found is not None
    text = unescape(found[1])
    deck = pptx.Presentation(BytesIO(client.get("/cases/kiryu-cocotomo.pptx").data))
    title = deck.slides[0].shapes.title
    assert title is not None
    assert title.text_frame.text in text
    assert "出典" in text
    assert "未確認" in text


def test_every_page_and_its_files_stand_in_the_document_and_no_other(app: Flask) -> None:
    table = read(ARCHITECTURE).split("## Files\n", 1)[1].split("\n## ")[0]
    rows = dict(re.findall(r"^\| `([\w.]+)` \| ([^|]+?) \|", table, re.MULTILINE))
    assert rows.keys() == OFFERS.keys()
    for endpoint, offered in OFFERS.items():
        assert set(rows[endpoint].split(", ")) == {offer.kind.value for offer in offered}, endpoint


@pytest.mark.parametrize("name", ["page", "kind", "endpoint", "values", "_anchor", "_method", "_external"])
def test_whatever_an_address_says_besides_the_page_and_its_files_are_there(
    client: FlaskClient, name: str
) -> None:
    links = links_on(client, f"/cases?q=商店街&{name}=%22%3E%3Cscript%3E")
    assert len(links) == len(OFFERS["cases.index"]) + 1
    assert all("<" not in url for _, url in links)


@pytest.mark.parametrize("address", ["/", "/plans/r9", "/municipalities/102032"])
def test_a_page_without_other_files_can_be_had_as_a_pdf(client: FlaskClient, address: str) -> None:
    found = re.search(r'<a href="([^"]+\.pdf)" rel="nofollow">このページのPDF</a>', client.get(address).text)
    assert found is not None
    assert client.get(found[1]).data.startswith(b"%PDF-")


def test_an_error_is_not_offered_as_a_file(client: FlaskClient) -> None:
    for address in ("/nowhere", "/cases/not-there", "/plans/r9/nothing"):
        assert ".pdf" not in client.get(address).text
