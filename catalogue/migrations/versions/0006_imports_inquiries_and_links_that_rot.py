"""Imports, inquiries to other cities, and whether cited pages still answer."""

import sqlalchemy as sa
from alembic import op

from catalogue.models.base import Moment

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _remember_numbers()
    _create_imports()
    _create_inquiries()
    op.create_table(
        "source_check",
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("why", sa.String(), nullable=True),
        sa.Column("checked_at", Moment(), nullable=True),
        sa.Column("failing_since", Moment(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("moved_to", sa.String(), nullable=True),
        sa.Column("read_on", sa.String(), nullable=True),
        sa.Column("read_by", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("url", name=op.f("pk_source_check")),
    )


def _remember_numbers() -> None:
    """An undone import takes revisions away, and their numbers are not given again."""
    with op.batch_alter_table("dossier") as batch:
        batch.add_column(sa.Column("last_number", sa.Integer(), nullable=False, server_default="0"))
    op.execute(
        "UPDATE dossier SET last_number = coalesce("
        "(SELECT max(number) FROM revision WHERE revision.dossier_id = dossier.id), 0)"
    )
    with op.batch_alter_table("dossier") as batch:
        batch.alter_column("last_number", server_default=None)


def _create_imports() -> None:
    op.create_table(
        "import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("begun_by", sa.String(), nullable=False),
        sa.Column("begun_at", Moment(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ended_by", sa.String(), nullable=True),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("undone_by", sa.String(), nullable=True),
        sa.Column("undone_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_import_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import")),
    )


def _create_inquiries() -> None:
    op.create_table(
        "inquiry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_slug", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("letter", sa.JSON(), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("source_key", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("sent_on", sa.String(), nullable=True),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_inquiry_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiry")),
    )
    op.create_index(op.f("ix_inquiry_case_slug"), "inquiry", ["case_slug"])


def downgrade() -> None:
    op.drop_table("source_check")
    op.drop_index(op.f("ix_inquiry_case_slug"), table_name="inquiry")
    op.drop_table("inquiry")
    op.drop_table("import")
    with op.batch_alter_table("dossier") as batch:
        batch.drop_column("last_number")
