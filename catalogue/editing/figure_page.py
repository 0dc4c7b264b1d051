"""A figure as the page of its case shows it: what the case says of this use, over what the register says of it."""

from collections.abc import Mapping
from typing import Any

from catalogue.domain.rights_in_words import credit_of, permission_as_written
from catalogue.domain.slips import slips_in
from catalogue.domain.vocabulary import UNCONFIRMED, FigureKind, Licence
from catalogue.editing.lookup import Lookup
from catalogue.models import ImageRecord

Part = Mapping[str, Any]


def figure_of(row: Part, number: int, lookup: Lookup) -> dict[str, Any]:
    """``row`` is a figure of a document, ``number`` its place in the case, from 1. What nobody has said is 未確認, but
    ``kind``, ``clearance`` and what is for those who cannot see the picture is nothing then."""
    image = lookup.images[row["image"]]
    record = lookup.records.get(image.digest) or ImageRecord(digest=image.digest)
    return {
        "number": number,
        "digest": image.digest,
        "width": image.width,
        "height": image.height,
        "fallback": image.fallback,
        "renditions": image.renditions,
        "colour": image.colour,
        "caption": row["caption"],
        "outline_caption": row["outline_caption"],
        "outline_slip": bool(slips_in(row["outline_caption"] or "")),
        "withheld": row.get("withheld", False),
        "focus": _focus(row, record),
        **_words(row, record),
        **_rights(record),
    }


def _words(row: Part, record: ImageRecord) -> dict[str, Any]:
    alternative = row.get("alternative") or (None if record.decorative else record.alternative)
    return {
        "kind": record.kind,
        "kind_label": FigureKind(record.kind).label if record.kind else "",
        "alternative": alternative or "",
        "long_description": record.long_description,
    }


def _rights(record: ImageRecord) -> dict[str, Any]:
    entry = record.model_dump()
    return {
        "holder": record.holder or UNCONFIRMED,
        "credit": credit_of(entry),
        "licence": _licence(record),
        "permission": permission_as_written(entry),
        "clearance": record.clearance,
        "until": record.clearance_until,
        "printable": record.printable,
    }


def _licence(record: ImageRecord) -> str:
    label = Licence(record.licence).label if record.licence else UNCONFIRMED
    return f"{label}（{record.licence_note}）" if record.licence_note else label


def _focus(row: Part, record: ImageRecord) -> list[int]:
    x, y = row.get("focus_x"), row.get("focus_y")
    return [record.focus_x if x is None else x, record.focus_y if y is None else y]
