"""A catalogue as the version before the register of pictures left it: what was said of a picture stood in each case."""

from collections.abc import Iterator, Mapping
from typing import Any
from unittest.mock import patch

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from flask import Flask
from sqlalchemy import Connection

from catalogue import db
from tests.conftest import kit_of

BEFORE = "0004"
SAID = {
    "kind": "concept",
    "credit": "試験のために作成（実物の写真ではありません）",
    "licence": "出典を示せば転載できます",
    "permission": "不要（自作）",
}
TEXT = "相談から開業までを矢印で示す。"

_REVISION = sa.table(
    "revision", sa.column("id"), sa.column("document", sa.JSON()), sa.column("from_seed", sa.Boolean())
)
_PACKET = sa.table("packet", sa.column("id"), sa.column("content", sa.JSON()))
_PAGE = sa.table("case_page", sa.column("case_slug"), sa.column("data", sa.JSON()))
OLD_IMAGE = sa.table(
    "image",
    *map(sa.column, ("digest", "received", "width", "height", "fallback")),
    sa.column("renditions", sa.JSON()),
)
_FIGURE = sa.table(
    "figure",
    *map(sa.column, ("case_slug", "position", "digest", "caption", "alternative")),
    *map(sa.column, SAID),
)


def take_back(app: Flask, said: Mapping[str, Mapping[str, str]] | None = None) -> None:
    """Put the database into the shape of that version, with documents, pages and packets as that version wrote them;
    ``said`` is what other cases (by slug) said of their pictures than :data:`SAID`."""

    def back(config: Config, _target: str) -> None:
        command.downgrade(config, BEFORE)
        connection: Connection = config.attributes["connection"]
        _rewrite(connection, said or {})
        connection.commit()

    with patch.object(command, "upgrade", back):
        db.upgrade(kit_of(app).engine)


def _rewrite(connection: Connection, said: Mapping[str, Mapping[str, str]]) -> None:
    for row in connection.execute(sa.select(_REVISION)).all():
        if row.document.get("figures"):
            words = SAID | said.get(row.document["slug"], {})
            figures = [_as_said_then(figure, words) for figure in row.document["figures"]]
            changed = sa.update(_REVISION).where(_REVISION.c.id == row.id)
            connection.execute(changed.values(document=row.document | {"figures": figures}))
    for row in connection.execute(sa.select(_PAGE)).all():
        words = SAID | said.get(row.case_slug, {})
        figures = [_as_shown_then(figure, words) for figure in row.data["figures"]]
        changed = sa.update(_PAGE).where(_PAGE.c.case_slug == row.case_slug)
        connection.execute(changed.values(data=row.data | {"figures": figures}))
        for values in _rows(row.case_slug, figures):
            connection.execute(sa.insert(_FIGURE).values(values))
    for row in connection.execute(sa.select(_PACKET)).all():
        for case in row.content["cases"]:
            words = SAID | said.get(case["slug"], {})
            case["page"]["figures"] = [_as_shown_then(figure, words) for figure in case["page"]["figures"]]
        connection.execute(sa.update(_PACKET).where(_PACKET.c.id == row.id).values(content=row.content))


def _as_said_then(figure: Mapping[str, Any], words: Mapping[str, str]) -> dict[str, Any]:
    kept = {name: figure[name] for name in ("image", "caption", "outline_caption", "sources")}
    return {**kept, "alternative": TEXT, **words}


def _as_shown_then(figure: Mapping[str, Any], words: Mapping[str, str]) -> dict[str, Any]:
    names = ("caption", "outline_caption", "outline_slip", "refs", "digest", "width", "height", "fallback")
    kept = {name: figure[name] for name in (*names, "renditions")}
    return {**kept, "image": figure["digest"], "alternative": TEXT, "kind_label": "概念図", **words}


def _rows(slug: str, figures: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for position, figure in enumerate(figures):
        words = {name: figure[name] for name in ("digest", "caption", "alternative", *SAID)}
        yield {"case_slug": slug, "position": position, **words}
