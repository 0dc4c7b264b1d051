"""Taking a picture in: its bytes go to the store, its measures into a row."""

import hashlib

from sqlmodel import Session, select

from catalogue.images.pipeline import examine
from catalogue.images.renditions import AVIF, srcset
from catalogue.images.store import ImageStore, Kept, keep
from catalogue.models import Image

# What a browser without AVIF and without srcset is given: wide enough for a column of text, on any screen.
_FALLBACK_WIDTH = 960


def keep_picture(session: Session, store: ImageStore, data: bytes) -> Image:
    """The row of this picture, made with all its renditions if the catalogue does not have it yet.

    Raises:
        Invalid: the file is refused.
        Unavailable: the store cannot be written.
    """
    received = hashlib.sha256(data).hexdigest()
    known = session.exec(select(Image).where(Image.received == received)).first()
    if known and store.has(known.digest, known.fallback):
        return known
    return _row(keep(store, data), received)


def _row(kept: Kept, received: str) -> Image:
    renditions = srcset(kept.renditions)
    fallbacks = next(files for media_type, files in renditions.items() if media_type != AVIF)
    wide_enough = [name for name, width in fallbacks if width >= _FALLBACK_WIDTH]
    return Image(
        digest=kept.digest,
        received=received,
        width=kept.width,
        height=kept.height,
        fallback=wide_enough[0] if wide_enough else fallbacks[-1][0],
        renditions={media_type: [list(file) for file in files] for media_type, files in renditions.items()},
    )


def judge_picture(data: bytes) -> Image:
    """The row a picture would get, without keeping anything: for checking files before they are loaded.

    Raises:
        Invalid: the file is refused.
    """
    seen = examine(data)
    received = hashlib.sha256(data).hexdigest()
    return Image(
        digest=received, received=received, width=seen.width, height=seen.height, fallback="", renditions={}
    )
