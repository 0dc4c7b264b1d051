"""Pictures that are kept, how old they are, and all the ways in which one can be named."""

import hashlib
import os
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask
from sqlmodel import Session

from catalogue.context import private_transaction
from catalogue.domain.roles import Role
from catalogue.images.renditions import PNG, WEBP, named, srcset
from catalogue.models import Dossier, Draft, Image, ImageRecord, Packet, Revision, Staff
from tests.conftest import kit_of
from tests.images.pictures import quarters, saved

NOW = datetime.now(UTC)
LONG_AGO = NOW - timedelta(days=40)
STRAY = "5" * 64


def an_unused_picture(app: Flask) -> str:
    """A picture that was taken in forty days ago, with an entry in the register, and that nothing names; its digest."""
    store, original = kit_of(app).store, saved(quarters(), "PNG")
    digest, received = hashlib.sha256(b"its pixels").hexdigest(), hashlib.sha256(original).hexdigest()
    files = [
        named(48, 32, media_type, saved(quarters(), form))
        for media_type, form in ((WEBP, "WEBP"), (PNG, "PNG"))
    ]
    for file in files:
        store.put(digest, file.name, file.data)
    store.put_original(received, original)
    row = Image(
        digest=digest, received=received, width=48, height=32, fallback=files[-1].name, renditions=srcset(files),
        colour="#808080", likeness="0" * 16, kept_at=LONG_AGO,
    )  # fmt: skip
    write(app, lambda writing: writing.add(row))
    write(app, lambda writing: writing.add(ImageRecord(digest=digest, holder="青梅市")))
    age(kit_of(app).settings.data / "images", 40)
    return digest


def age(folder: Path, days: float) -> None:
    """Let everything in there have been written so long ago."""
    then = time.time() - days * 86400
    for path in [*folder.rglob("*"), folder]:
        os.utime(path, (then, then))


def write(app: Flask, act: Callable[[Session], None]) -> None:
    with app.app_context(), private_transaction() as writing:
        act(writing)


def _staff(writing: Session) -> int:
    person = Staff(name="hanako", display="花子", roles=[Role.EDITOR], added_at=NOW)
    writing.add(person)
    writing.flush()
    assert person.id is not None
    return person.id


def in_an_old_revision(writing: Session, digest: str) -> None:
    dossier = Dossier(kind="case", slug="kiryu")
    writing.add(dossier)
    writing.flush()
    assert dossier.id is not None
    for number, figures in ((1, [{"image": digest}]), (2, [])):
        document = {"title": "桐生", "figures": figures}
        writing.add(
            Revision(
                dossier_id=dossier.id, number=number, document=document, author="花子", from_seed=False,
                saved_at=NOW,
            )
        )  # fmt: skip


def in_a_draft(writing: Session, digest: str) -> None:
    form = {"title": ["桐生"], "figures-0-image": [digest]}
    writing.add(Draft(staff_id=_staff(writing), slug="kiryu", form=form, saved_at=NOW))


def in_a_draft_of_a_new_case(writing: Session, digest: str) -> None:
    writing.add(Draft(staff_id=_staff(writing), form={"figures-0-image": [digest]}, saved_at=NOW))


def in_a_packet(writing: Session, digest: str) -> None:
    content = {"cases": [{"page": {"figures": [{"digest": digest}]}}]}
    writing.add(
        Packet(
            number="資料3", meeting="商工業振興委員会", title="参考事例", content=content, made_by="花子",
            staff_id=_staff(writing), made_at=NOW,
        )
    )  # fmt: skip


def in_an_address_in_a_packet(writing: Session, digest: str) -> None:
    in_a_packet(writing, f"/figures/{digest}/640.avif")


NAMING = [
    (in_an_old_revision, "事例「kiryu」（第1版）"),
    (in_a_draft, "事例「kiryu」の書きかけ（花子）"),
    (in_a_draft_of_a_new_case, "新しい事例の書きかけ（花子）"),
    (in_a_packet, "会議資料「商工業振興委員会 資料3」"),
    (in_an_address_in_a_packet, "会議資料「商工業振興委員会 資料3」"),
]
