"""Taking a picture in: its files go to the store, its measures into a row."""

import hashlib
from datetime import UTC, datetime

from sqlmodel import Session, select

from catalogue.domain.renditions import names_in, plain_files, up_to
from catalogue.images import workshop
from catalogue.images.renditions import srcset
from catalogue.images.store import ImageStore
from catalogue.images.workshop import Made
from catalogue.models import Image

# What a browser without srcset is given: wide enough for a column of text, on any screen.
_FALLBACK_WIDTH = 960


def keep_picture(session: Session, store: ImageStore, data: bytes, page: int = 1) -> Image:
    """The row of this picture, made with all its files if the catalogue does not have it whole yet.

    ``page`` (from 1) says which page of a PDF. The file as it came is kept apart. A row that was worked on is not in
    the session, not even where there is one of the same digest: whoever writes merges it.

    Raises:
        Invalid: the file is refused; nothing is kept.
        Unavailable: the store cannot be written, or no picture can be worked on just now.
    """
    original = _original(data, page)
    received = hashlib.sha256(original).hexdigest()
    known = session.exec(select(Image).where(Image.received == received)).first()
    if known and _is_whole(store, known):
        return known
    made = workshop.make(data, page=page)
    # The name a picture got from an earlier version stays: documents call it by that.
    known = known or session.get(Image, made.digest)
    # The same pixels in another format may be encoded otherwise, and public pages name the files there are.
    if known and _is_whole(store, known):
        return known
    digest = known.digest if known else made.digest
    for file in made.files:
        store.put(digest, file.name, file.data)
    if known and store.has_original(known.received):
        received = known.received
    else:
        store.put_original(received, original)
    return _row(made, digest, received, known.kept_at if known else None)


def judge_picture(data: bytes) -> Image:
    """A row to stand for a picture that is not kept, for checking files before they are loaded: its measures hold, its
    names do not, and it has no files. Damage behind the header is not found.

    Raises:
        Invalid: the file is refused.
        Unavailable: no picture can be looked at just now.
    """
    seen = workshop.examine(data)
    received = hashlib.sha256(data).hexdigest()
    return Image(
        digest=received, received=received, width=seen.width, height=seen.height, fallback="", renditions={}
    )


def _original(data: bytes, page: int) -> bytes:
    """What is kept of a file as it came. Several pages of one PDF are several pictures, and each has an original of its
    own: the PDF, with a comment behind its end (ISO 32000-1, 7.2.4) that says which page."""
    return data + b"\n%% page %d\n" % page if page > 1 and data.startswith(b"%PDF-") else data


def _is_whole(store: ImageStore, row: Image) -> bool:
    """Whether nothing is missing that this version would make: rows of earlier ones have no colour, and no original."""
    return (
        row.colour is not None
        and set(names_in(row.renditions)) <= set(store.names(row.digest))
        and store.has_original(row.received)
    )


def _row(made: Made, digest: str, received: str, kept_at: datetime | None) -> Image:
    renditions = srcset(made.files)
    return Image(
        digest=digest,
        received=received,
        width=made.width,
        height=made.height,
        fallback=up_to(plain_files(renditions), _FALLBACK_WIDTH)[-1][0],
        renditions={media_type: [list(file) for file in files] for media_type, files in renditions.items()},
        colour=made.colour,
        likeness=made.likeness,
        kept_at=kept_at or datetime.now(UTC),
    )
