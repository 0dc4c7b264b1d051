"""Pictures at the desk, each with something else to be done about it: drawn for the tests, and called so.

``photograph`` stands in a public case and may do so for some weeks yet, ``plan`` is a drawing for the screen alone,
told at length in words, ``refused`` waits behind its frame, of ``asked`` the answer is not there yet, of ``new`` nobody
has said anything.
"""

from datetime import timedelta
from typing import Any

from PIL import Image as Pillow
from PIL import ImageDraw

from catalogue.context import kit, private_transaction, session
from catalogue.domain.clock import day_in_tokyo
from catalogue.editing import drafts, figures, image_records
from catalogue.editing.pictures import keep_picture
from catalogue.schemas.image_record_form import blank
from tests.images.pictures import drawing, photograph, saved
from tests.journeys.desk.people import EDITOR, acting

SHOWN, HELD, BEGUN = "kiryu-cocotomo", "kawasaki-chizai-matching", "nagoya-endoji-online-shotengai"
WEEKS_LEFT = 5

WORDS = {
    "photograph": "試験のために描いた、写真ふうの画像",
    "plan": "試験のために描いた図",
    "refused": "試験のために描いた、許諾のない画像",
    "asked": "試験のために描いた、許諾を依頼している画像",
}
_CASES = {"photograph": SHOWN, "plan": SHOWN, "refused": SHOWN, "asked": HELD, "new": BEGUN}
_COMMON: dict[str, Any] = {
    "kind": "photograph",
    "holder": "試験市商工課",
    "credit": "試験市提供（試験のために描いた画像です。写真ではありません）",
    "licence": "individual",
    "licence_note": "トリミング不可",
    "clearance": "granted",
    "clearance_on": "2026-04-01",
    "clearance_document": "試験市商第12号",
    "alternative": "光のむらだけがある、試験の画像。",
}
_ENTRIES: dict[str, dict[str, Any]] = {
    "photograph": {"focus_x": 70, "focus_y": 30, "note": "延長を5月に頼む。"},
    "plan": {
        "kind": "diagram",
        "licence_note": "画面での掲載のみ",
        "printable": False,
        "alternative": "3つの箱が並ぶ、試験の図。",
        "long_description": "左に青、中央に緑、右に橙の箱があります。\nどの箱にも「Ome 2026」と書かれています。",
    },
    "refused": {"clearance": "refused", "clearance_document": None},
    "asked": {"clearance": "asked", "clearance_on": "2026-11", "clearance_document": None},
}


def sent_picture(name: str) -> bytes:
    """The file of one of them, as somebody sends it."""
    if name == "plan":
        return saved(drawing(1200, 800), "PNG")
    sizes = {"photograph": (1600, 1067), "refused": (900, 1200), "asked": (1200, 800), "new": (1500, 1000)}
    wide, high = sizes[name]
    shapes = photograph(wide * 3, high * 3).resize((wide, high))
    tints = {"photograph": "#c98f4e", "refused": "#5f7d5a", "asked": "#4f6f9b", "new": "#8a5a7a"}
    picture = Pillow.blend(shapes, Pillow.new("RGB", (wide, high), tints[name]), 0.35)
    # Apart from each other in light and dark too, so that none looks like another.
    left = {"photograph": 0.05, "refused": 0.55, "asked": 0.3, "new": 0.75}[name] * wide
    ImageDraw.Draw(picture).ellipse((left, high * 0.2, left + wide * 0.35, high * 0.8), fill="#f6e7c8")
    return saved(picture, "JPEG", quality=85)


def hang_pictures() -> dict[str, str]:
    """The editor adds each to the case it is for, and writes its entry but for ``new``; their digests."""
    digests = {name: _added(name, slug) for name, slug in _CASES.items()}
    until = day_in_tokyo(kit().now()) + timedelta(weeks=WEEKS_LEFT)
    for name, entry in _ENTRIES.items():
        ends = {"clearance_until": until.isoformat()} if name == "photograph" else {}
        with private_transaction() as writing:
            raw = blank() | _COMMON | entry | ends
            image_records.describe(writing, acting(writing, EDITOR), digests[name], raw, 1)
    return digests


def rows(slug: str, digests: dict[str, str]) -> list[dict[str, Any]]:
    """What the case says of them, once it is saved."""
    return [
        {
            "image": digests[name],
            "caption": words,
            "outline_caption": None,
            "sources": [],
            "withheld": name == "refused",
        }
        for name, words in WORDS.items()
        if _CASES[name] == slug
    ]


def _added(name: str, slug: str) -> str:
    image = keep_picture(session(), kit().store, sent_picture(name))
    with private_transaction() as writing:
        hanako = acting(writing, EDITOR)
        figures.add(writing, hanako, slug, image)
        if name != "new":  # what was typed goes once it is saved
            drafts.forget(writing, hanako, slug=slug)
    return image.digest
