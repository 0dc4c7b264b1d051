"""The register of pictures: what was said of them in each case is said once; a permission is a word and a day.

The public rows of figures are made anew from the cases, as ``prepare`` does; until then their captions stand alone.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

from catalogue.models.base import Moment

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# The tables as they are between the steps: models say what they are today.
_IMAGE = sa.table("image", sa.column("digest", sa.String()))
_DOSSIER = sa.table("dossier", sa.column("id", sa.Integer()), sa.column("kind", sa.String()))
_REVISION = sa.table(
    "revision",
    sa.column("id", sa.Integer()),
    sa.column("dossier_id", sa.Integer()),
    sa.column("document", sa.JSON()),
    sa.column("from_seed", sa.Boolean()),
)
_DRAFT = sa.table("draft", sa.column("id", sa.Integer()), sa.column("form", sa.JSON()))
_RECORD = sa.table(
    "image_record",
    *(
        sa.column(name, sa.String())
        for name in ("digest", "kind", "holder", "credit", "licence_note", "clearance", "alternative", "note")
    ),
    *(sa.column(name, sa.Boolean()) for name in ("printable", "decorative", "from_seed")),
    *(sa.column(name, sa.Integer()) for name in ("focus_x", "focus_y", "version")),
)

_SAID = ("kind", "credit", "licence", "permission", "alternative")
_KINDS = frozenset({"concept", "photograph", "diagram"})
_NOT_NEEDED = re.compile(r"不要(?:$|[\s（(、。・：:])")
_IN_A_FORM = re.compile(r"figures-\d+-image")


def upgrade() -> None:
    op.add_column("image", sa.Column("colour", sa.String(), nullable=True))
    op.add_column("image", sa.Column("likeness", sa.String(), nullable=True))
    op.add_column("image", sa.Column("kept_at", Moment(), nullable=True))
    op.create_table(
        "image_record",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("holder", sa.String(), nullable=True),
        sa.Column("credit", sa.String(), nullable=True),
        sa.Column("licence", sa.String(), nullable=True),
        sa.Column("licence_note", sa.String(), nullable=True),
        sa.Column("clearance", sa.String(), nullable=True),
        sa.Column("clearance_on", sa.String(), nullable=True),
        sa.Column("clearance_until", sa.String(), nullable=True),
        sa.Column("clearance_document", sa.String(), nullable=True),
        sa.Column("printable", sa.Boolean(), nullable=False),
        sa.Column("alternative", sa.String(), nullable=True),
        sa.Column("decorative", sa.Boolean(), nullable=False),
        sa.Column("long_description", sa.String(), nullable=True),
        sa.Column("focus_x", sa.Integer(), nullable=False),
        sa.Column("focus_y", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("from_seed", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_by", sa.String(), nullable=True),
        sa.Column("saved_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["digest"], ["image.digest"], name=op.f("fk_image_record_digest_image"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_image_record")),
    )
    _register_what_was_said()
    _make_figures_anew(
        sa.Column("clearance", sa.String(), nullable=True),
        sa.Column("until", sa.String(), nullable=True),
        sa.Column("printable", sa.Boolean(), nullable=False),
    )


def downgrade() -> None:
    """What the register says is lost, and revisions stay in the shape they were saved in."""
    words = ("kind", "alternative", "credit", "licence", "permission")
    _make_figures_anew(*(sa.Column(name, sa.String(), nullable=False) for name in words))
    op.drop_table("image_record")
    with op.batch_alter_table("image") as batch:
        for name in ("kept_at", "likeness", "colour"):
            batch.drop_column(name)


def _make_figures_anew(*columns: sa.Column[Any]) -> None:
    op.drop_table("figure")
    op.create_table(
        "figure",
        sa.Column("case_slug", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("caption", sa.String(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(
            ["case_slug"], ["case.slug"], name=op.f("fk_figure_case_slug_case"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["digest"], ["image.digest"], name=op.f("fk_figure_digest_image")),
        sa.PrimaryKeyConstraint("case_slug", "position", name=op.f("pk_figure")),
    )
    op.create_index(op.f("ix_figure_digest"), "figure", ["digest"])


def _register_what_was_said() -> None:
    """Of each picture, what the latest revision that names it says, and nothing that is not written there; of one that
    stands in drafts alone, what the latest draft says."""
    connection = op.get_bind()
    said: dict[str, dict[str, Any]] = {}
    for form in connection.execute(sa.select(_DRAFT.c.form).order_by(_DRAFT.c.id)).scalars():
        said |= {figure["image"]: _entry(figure, from_seed=False) for figure in _typed(form)}
    rows = sa.select(_REVISION.c.document, _REVISION.c.from_seed).order_by(_REVISION.c.id)
    of_cases = rows.join(_DOSSIER, _DOSSIER.c.id == _REVISION.c.dossier_id).where(_DOSSIER.c.kind == "case")
    for document, from_seed in connection.execute(of_cases):
        for figure in document.get("figures", ()):
            _put(said, _entry(figure, from_seed=from_seed))
    known = set(connection.execute(sa.select(_IMAGE.c.digest)).scalars())
    if entries := [entry for digest, entry in said.items() if digest in known]:
        connection.execute(sa.insert(_RECORD), entries)


def _typed(form: Mapping[str, list[str]]) -> Iterable[dict[str, str]]:
    """The figures of a form that has not been saved: names of fields to what stands in them."""
    for name, values in form.items():
        if _IN_A_FORM.fullmatch(name) and values:
            row = name.removesuffix("image")
            typed = {part: " ".join("".join(form.get(f"{row}{part}", ())).split()) for part in _SAID}
            yield typed | {"image": values[0]}


def _put(said: dict[str, dict[str, Any]], entry: dict[str, Any]) -> None:
    """Staff may have saved a case without touching what the seeds say of its picture: that stays the seeds' word."""
    before = said.get(entry["digest"])
    if before and before == entry | {"from_seed": True}:
        return
    said[entry["digest"]] = entry


def _entry(figure: Mapping[str, str], *, from_seed: bool) -> dict[str, Any]:
    """A permission was free text: that none was needed is taken from its first word; of any other nobody has said
    where it stands, and the words are kept as a note. So are those of the licence."""
    permission = figure.get("permission") or ""
    return {
        "digest": figure["image"],
        "kind": kind if (kind := figure.get("kind")) in _KINDS else None,  # a draft may hold anything
        "holder": figure.get("credit") or None,
        "credit": figure.get("credit") or None,
        "licence_note": figure.get("licence") or None,
        "clearance": "not-needed" if _NOT_NEEDED.match(permission) else None,
        "alternative": figure.get("alternative") or None,
        "note": f"移行前の記載　許諾：{permission}" if permission else None,
        "printable": True,
        "decorative": False,
        "from_seed": from_seed,
        "focus_x": 50,
        "focus_y": 50,
        "version": 1,
    }
