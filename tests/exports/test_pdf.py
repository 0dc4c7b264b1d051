import logging
import socket
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from catalogue.exports import pdf
from catalogue.exports.pdf import Fetched
from catalogue.settings import ROOT

MISSING = (
    "PDFを作る部品（Pango）が入っていません。DebianやUbuntuでは "
    "sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0、"
    "macOSでは brew install pango で入ります。"
)
PAGE = "http://catalogue.test/themes/dx?q=1"


class Shelf:
    """What a page may have, by its address; remembers what was asked for."""

    def __init__(self, **parts: Fetched) -> None:
        self.parts = {f"http://catalogue.test/{name}": part for name, part in parts.items()}
        self.asked: list[str] = []

    def fetch(self, url: str) -> Fetched | None:
        self.asked.append(url)
        return self.parts.get(url)


def picture(colour: str) -> Fetched:
    """A PNG all of one colour."""
    file = BytesIO()
    Image.new("RGB", (40, 30), colour).save(file, "PNG")
    return Fetched(file.getvalue(), "image/png")


def read(written: bytes) -> PdfReader:
    return PdfReader(BytesIO(written))


@pytest.fixture(autouse=True)
def _engine() -> None:
    assert pdf.available(), MISSING


class OtherHost:
    """Somebody else's server on this machine, who notices every visit."""

    def __init__(self, door: socket.socket) -> None:
        self.door = door
        self.port: int = door.getsockname()[1]

    def was_visited(self) -> bool:
        """Whether anybody has connected, served or not."""
        try:
            self.door.accept()[0].close()
        except BlockingIOError:
            return False
        return True


@pytest.fixture
def other_host() -> Iterator[OtherHost]:
    with socket.create_server(("127.0.0.1", 0)) as door:
        door.setblocking(False)
        yield OtherHost(door)


def test_a_page_becomes_a_tagged_pdf_with_its_title_and_language() -> None:
    html = '<!doctype html><html lang="ja"><title>空き店舗｜事例</title><h1>空き店舗の活用</h1><p>葛󠄀城市、髙﨑、①㈱</p>'
    made = read(pdf.write(html, PAGE, Shelf().fetch))
    assert made.metadata is not None
    assert made.metadata.title == "空き店舗｜事例"
    assert made.root_object["/Lang"] == "ja"
    assert made.root_object["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in made.root_object
    text = made.pages[0].extract_text()
    assert "空き店舗の活用" in text
    assert "髙﨑、①㈱" in text


def test_style_sheets_and_pictures_of_the_page_are_used() -> None:
    sheet = Fetched(b"@page { size: A3 landscape }", "text/css")
    shelf = Shelf(**{"sheet.css": sheet, "red.png": picture("red")})
    html = '<html lang="ja"><title>t</title><link rel="stylesheet" href="/sheet.css"><img src="/red.png" alt="赤">'
    page = read(pdf.write(html, PAGE, shelf.fetch)).pages[0]
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (1191, 842)
    assert [embedded.image.getpixel((1, 1)) for embedded in page.images if embedded.image] == [(255, 0, 0)]
    assert shelf.asked == ["http://catalogue.test/sheet.css", "http://catalogue.test/red.png"]


HOSTILE = """<!doctype html><html lang="ja"><head><title>t</title><base href="{place}">
<link rel="stylesheet" href="{place}"><link rel="attachment" href="{place}">
<style>@import "{place}"; @font-face {{ font-family: f; src: url("{place}") }}
 body {{ background: url("{place}"); font-family: f }} li {{ list-style-image: url("{place}") }}
 p::before {{ content: url("{place}") }}</style></head>
<body><img src="{place}" alt=""><object data="{place}"></object><embed src="{place}"><iframe src="{place}"></iframe>
<svg viewBox="0 0 9 9"><image href="{place}" width="9" height="9"/><use href="{place}#x"/></svg>
<ul><li>箇条</li></ul><p>本文は残る</p><a rel="attachment" href="{place}">添付</a></body></html>"""


@pytest.mark.parametrize("scheme", ["http", "https", "ftp"])
def test_another_host_is_never_asked(scheme: str, other_host: OtherHost) -> None:
    shelf = Shelf()
    html = HOSTILE.format(place=f"{scheme}://127.0.0.1:{other_host.port}/stolen.css")
    assert "本文は残る" in read(pdf.write(html, PAGE, shelf.fetch)).pages[0].extract_text()
    assert not other_host.was_visited()
    assert shelf.asked == []


def test_no_file_of_the_server_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.css"
    secret.write_text('p::after { content: "SECRET" } @page { size: A3 }', encoding="utf-8")
    shelf = Shelf()
    made = read(pdf.write(HOSTILE.format(place=secret.as_uri()), PAGE, shelf.fetch))
    assert "SECRET" not in made.pages[0].extract_text()
    assert round(made.pages[0].mediabox.width) == 595
    assert made.attachments == {}
    assert shelf.asked == []


def test_data_in_an_address_is_left_out() -> None:
    shelf = Shelf()
    place = "data:text/css,p::after{content:'SECRET'}"
    made = read(pdf.write(HOSTILE.format(place=place), PAGE, shelf.fetch))
    assert "SECRET" not in made.pages[0].extract_text()
    assert shelf.asked == []


def test_a_part_that_is_not_there_is_left_out_and_nothing_is_printed(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    shelf = Shelf()
    html = '<html lang="ja"><title>t</title><link rel="stylesheet" href="none.css"><img src="none.png"><p>本文</p>'
    with caplog.at_level(logging.WARNING):
        assert "本文" in read(pdf.write(html, PAGE, shelf.fetch)).pages[0].extract_text()
    assert shelf.asked == ["http://catalogue.test/themes/none.css", "http://catalogue.test/themes/none.png"]
    assert caplog.records == []
    assert capfd.readouterr() == ("", "")


NO_LIBRARY = "import sys; sys.modules['weasyprint'] = None"
NO_PANGO = """
import cffi
def absent(*_): raise OSError("cannot load library 'libpango-1.0-0'")
cffi.FFI.dlopen = absent
"""


@pytest.mark.parametrize("absence", [NO_LIBRARY, NO_PANGO], ids=["no WeasyPrint", "no Pango"])
def test_a_machine_without_the_library_or_its_parts_says_that_it_has_none(absence: str) -> None:
    program = f"{absence}\nfrom catalogue.exports import pdf; print(pdf.available())"
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    assert ran.stdout == "False\n"
