"""Sending files that are to become figures of one case, and what the catalogue has of them then."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlmodel import select
from werkzeug.test import TestResponse

from catalogue.context import private_transaction, session
from catalogue.models import Draft, Image, ImageRecord, Revision, finding
from tests.conftest import kit_of
from tests.images.pictures import drawing, photograph, saved

KIRYU = "kiryu-cocotomo"
CASE = f"/desk/cases/{KIRYU}"
EDIT, NEW, CHOOSE, USE = (f"{CASE}/{at}" for at in ("edit", "figures/new", "figures/choose", "figures/use"))
PHOTOGRAPH = saved(photograph(360, 240), "JPEG")
SMALLER = saved(photograph(360, 240).resize((300, 200)), "JPEG", quality=60)
DRAWING = saved(drawing(400, 300), "PNG")

Sent = tuple[str, bytes]


def send(client: FlaskClient, *files: Sent | bytes, page: str = "", json: bool = False) -> TestResponse:
    """Press the button of the page, with these files chosen."""
    named = [("photo.jpg", file) if isinstance(file, bytes) else file for file in files]
    fields = {"picture": [(BytesIO(data), name) for name, data in named], "page": page}
    headers = {"Accept": "application/json"} if json else {}
    return client.post(NEW, data=fields, content_type="multipart/form-data", headers=headers)


def draft(app: Flask) -> Draft | None:
    """The one draft of the case."""
    with app.app_context():
        found = session().exec(select(Draft).where(Draft.slug == KIRYU)).one_or_none()
        if found:
            session().expunge(found)
        return found


def form_of(app: Flask) -> Mapping[str, list[str]]:
    kept = draft(app)
    assert kept is not None
    return kept.form


def pictures(form: Mapping[str, list[str]]) -> list[str]:
    """The digests of the figures in a form, in their order."""
    places = sorted(int(name.split("-")[1]) for name in form if name.endswith("-image"))
    return [form[f"figures-{place}-image"][0] for place in places]


def kept(app: Flask) -> tuple[list[str], list[str], list[str], list[str]]:
    """All that the catalogue has of pictures: rows, entries, folders of files, files as they came."""
    store = kit_of(app).store
    with app.app_context():
        rows = sorted(session().exec(select(Image.digest)))
        entries = sorted(session().exec(select(ImageRecord.digest)))
    return rows, entries, store.digests(), store.originals()


def newest(app: Flask) -> Revision:
    with app.app_context():
        found = finding.newest_of(session(), finding.case_of(session(), KIRYU))
        session().expunge(found)
        return found


def added(app: Flask, client: FlaskClient, data: bytes = PHOTOGRAPH) -> str:
    """Add a figure; its picture's digest."""
    answer = send(client, data)
    assert answer.status_code == 303, answer.text
    return pictures(form_of(app))[-1]


def described(app: Flask, digest: str, **said: Any) -> None:
    """What somebody has written of a picture in the register."""
    with app.app_context(), private_transaction() as writing:
        record = writing.get(ImageRecord, digest)
        assert record is not None
        for name, value in said.items():
            setattr(record, name, value)
        writing.add(record)


def cleared(app: Flask, digest: str) -> None:
    described(
        app,
        digest,
        kind="photograph",
        holder="○○市",
        credit="○○市提供",
        licence="individual",
        clearance="granted",
        clearance_on="2025-03",
        clearance_document="メール「掲載の件」",
        alternative="白い壁の店の中に、机が3つ並ぶ。",
    )


def sources(page: html.HtmlElement, digest: str) -> list[str]:
    return [each for each in page.xpath("//main//img/@src") if digest in each]
