"""What the desk's first page tells of pictures: permissions that end soon, and those of public cases not in order."""

from collections.abc import Sequence

from flask import url_for

from catalogue.context import session, today
from catalogue.desk.home_sections import Row, Section
from catalogue.domain.rights import SOON_DAYS
from catalogue.domain.rights_in_words import Stand, permission
from catalogue.reading import desk_pictures
from catalogue.reading.desk_picture_names import names
from catalogue.reading.desk_pictures import Entry, Use


def ending() -> Section:
    """許諾の期限が近い画像."""
    return Section(
        "pictures-ending",
        "許諾の期限が近い画像",
        f"掲載の許諾が、あと{SOON_DAYS}日以内に終わる画像です。過ぎると、公開のページから自動で消えます。",
        "期限が近い画像はありません。",
        url_for("desk.pictures.index", permission=Stand.SOON.value),
        _rows(desk_pictures.ending(session(), today())),
    )


def open_in_public() -> Section:
    """許諾が整っていない画像, of those in public cases."""
    return Section(
        "pictures-open",
        "許諾が整っていない画像",
        "公開中の事例で使われていて、掲載の許諾を確かめられていないか、得られていないか、切れた画像です。"
        "公開のページでは、枠と説明だけが出ています。",
        "公開中の事例の画像は、どれも許諾が整っています。",
        url_for("desk.pictures.index", permission=Stand.OPEN.value, use=Use.PUBLIC.value),
        _rows(desk_pictures.open_in_public(session(), today())),
    )


def _rows(found: Sequence[tuple[str, Entry]]) -> list[Row]:
    day = today()
    captions = desk_pictures.captions(session(), [digest for digest, _ in found])
    called = names(session(), dict(found), captions)
    return [
        {
            "url": url_for("desk.pictures.show", digest=digest),
            "title": called[digest],
            "note": permission(entry, day),
        }
        for digest, entry in found
    ]
