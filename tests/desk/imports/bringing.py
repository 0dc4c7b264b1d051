"""Sheets of cases as files, brought to the desk by a browser, for tests."""

import csv
import re
from collections.abc import Mapping, Sequence
from html import unescape
from io import BytesIO, StringIO

from flask import Flask
from flask.testing import FlaskClient
from openpyxl import Workbook
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, stream_encode_multipart

from catalogue.context import session
from catalogue.models import Import
from tests.editing.imports.sheets import HEADINGS, good

Row = Mapping[str, str]


def as_xlsx(
    *rows: Row, headings: Sequence[str] = HEADINGS, name: str = "事例", **more: Sequence[Sequence[str]]
) -> bytes:
    """A workbook with one row a case; ``more`` are further sheets, as they stand."""
    book = Workbook()
    sheet = book.active
    sheet.title = name
    for row in (headings, *([each.get(heading, "") for heading in headings] for each in rows)):
        sheet.append([text or None for text in row])
    for title, lines in more.items():
        other = book.create_sheet(title)
        for line in lines:
            other.append([*line])
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def as_csv(*rows: Row, headings: Sequence[str] = HEADINGS, encoding: str = "utf-8") -> bytes:
    """The same as text with commas."""
    text = StringIO()
    lines = csv.writer(text)
    lines.writerow(headings)
    lines.writerows([each.get(heading, "") for heading in headings] for each in rows)
    return text.getvalue().encode(encoding)


def send(client: FlaskClient, data: bytes, name: str = "試験用の一覧.xlsx") -> TestResponse:
    """Bring a file. It is held in memory: the one in which the client would lay it is closed by nobody."""
    fields = {"sheet": FileStorage(BytesIO(data), name)}
    body, length, boundary = stream_encode_multipart(fields, threshold=len(data) + 10_000)
    kind = f"multipart/form-data; boundary={boundary}"
    return client.post("/desk/imports/cases/new", input_stream=body, content_length=length, content_type=kind)


def bring(client: FlaskClient, *rows: Row, headings: Sequence[str] = HEADINGS) -> str:
    """The address of an import of these rows."""
    answer = send(client, as_xlsx(*rows, headings=headings))
    assert answer.status_code == 303, answer.text
    return answer.location


def three() -> list[dict[str, str]]:
    """Three rows of cases of their own, with nothing wrong."""
    return [good(number) for number in range(3)]


def version(client: FlaskClient, address: str) -> str:
    """What the form on the page says of the version it began from."""
    found = re.search(r'name="version" value="(\d+)"', client.get(address).text)
    assert found
    return found[1]


def decide(client: FlaskClient, address: str, **fields: str) -> TestResponse:
    """Send the form of a dry run with these fields; a name's underscores stay, its colon is written ``__``."""
    named = {name.replace("__", ":", 1): value for name, value in fields.items()}
    return client.post(address, data={"version": version(client, address), **named})


def sent(client: FlaskClient, address: str, fields: Mapping[str, str], act: str = "") -> TestResponse:
    """The same with names as the form has them, to an act beside it."""
    return client.post(f"{address}{act}", data={"version": version(client, address), **fields})


def result(page: str) -> str:
    """The sentence that says where an import stands."""
    found = re.search(r'<h2 id="result">(.*?)</h2>', page)
    assert found, page
    return unescape(found[1])


def words(page: str) -> str:
    """A page as it is read: without marks, blanks drawn together."""
    text = re.sub(r"<(script|style).*?</\1>", "", page, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


def taken(client: FlaskClient, *rows: Row) -> str:
    """The address of an import of these rows that was taken in."""
    address = bring(client, *rows)
    answer = sent(client, address, {}, "/take")
    assert answer.status_code == 303, answer.text
    return address


def the_import(app: Flask, address: str) -> Import:
    """What is kept of it."""
    with app.app_context():
        return session().get_one(Import, int(address.rpartition("/")[2]))
