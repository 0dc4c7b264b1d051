"""Public cases with figures of every kind. The pictures are drawn for the tests; none is a photograph of anything."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

from flask import Flask
from PIL import Image as Pillow
from sqlmodel import Session, col, select

from catalogue.context import transaction
from catalogue.editing import project_case
from catalogue.editing.lookup import look_up
from catalogue.images.renditions import AVIF, JPEG, Rendition, named, srcset
from catalogue.models import Dossier, Image, ImageRecord, LinkRecord, Revision
from tests.conftest import kit_of
from tests.images.pictures import photograph, saved

WIDTHS = (320, 640, 960)
CREDIT = "試験のために描いた画像（写真ではありません）"
ORDINARY: dict[str, Any] = {
    "kind": "photograph",
    "holder": "試験",
    "credit": CREDIT,
    "licence": "individual",
    "clearance": "granted",
    "clearance_on": "2026-04-01",
    "alternative": "試験のために描いた、色のぼかしの画像。",
    "focus_x": 70,
    "focus_y": 20,
}


def show(
    app: Flask, slug: str, *said: Mapping[str, Any], own: bool = True, size: tuple[int, int] = (960, 720)
) -> list[str]:
    """Give a public case these figures, each an entry of the register where it is not :data:`ORDINARY`, beside those it
    has (``own``); the digests of their pictures."""
    with app.app_context(), transaction() as writing:
        digests = [_keep(app, writing, f"{slug} {number}", entry, size) for number, entry in enumerate(said)]
        revision = writing.exec(
            select(Revision).join(Dossier).where(Dossier.slug == slug).order_by(col(Revision.id).desc())
        ).first()
        assert revision
        figures = [
            {"image": digest, "caption": f"試験の図その{number}", "outline_caption": None, "sources": []}
            for number, digest in enumerate(digests, start=1)
        ]
        document = revision.document | {"figures": [*(revision.document["figures"] if own else ()), *figures]}
        links = writing.exec(select(LinkRecord).where(LinkRecord.case_slug == slug)).all()
        project_case.write(writing, project_case.project(document, links, look_up(writing)))
    return digests


def at(app: Flask, year: int, month: int, day: int, hour: int = 3) -> None:
    """Let it be that day, at ``hour`` UTC (3 is noon in Tokyo)."""
    moment = datetime(year, month, day, hour, tzinfo=UTC)
    app.extensions["catalogue"] = replace(kit_of(app), now=lambda: moment)


def _keep(app: Flask, writing: Session, name: str, entry: Mapping[str, Any], size: tuple[int, int]) -> str:
    """A picture of its own for each name: its colour differs."""
    digest = hashlib.sha256(name.encode()).hexdigest()
    files = _files(f"#{digest[:6]}", size)
    for file in files:
        kit_of(app).store.put(digest, file.name, file.data)
    measures: dict[str, Any] = {
        "width": size[0],
        "height": size[1],
        "fallback": files[-1].name,
        "colour": f"#{digest[:6]}",
    }
    renditions = {kind: [list(each) for each in choices] for kind, choices in srcset(files).items()}
    writing.add(Image(digest=digest, received=digest, renditions=renditions, **measures))
    writing.flush()
    writing.add(ImageRecord(digest=digest, **{**ORDINARY, **entry}))
    writing.flush()
    return digest


@cache
def _files(tint: str, size: tuple[int, int]) -> tuple[Rendition, ...]:
    """The widths of a picture in a modern type and in the plain one; drawn once for all tests."""
    wide, high = size
    drawn = Pillow.blend(photograph(*size), Pillow.new("RGB", size, tint), 0.5)
    widths = sorted({*(each for each in WIDTHS if each < wide), wide})
    smaller = [drawn.resize((width, max(1, round(high * width / wide)))) for width in widths]
    return tuple(
        named(*each.size, media_type, saved(each, form, **options))
        for media_type, form, options in ((AVIF, "AVIF", {"speed": 10}), (JPEG, "JPEG", {}))
        for each in smaller
    )
