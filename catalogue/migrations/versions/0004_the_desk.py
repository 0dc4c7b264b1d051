"""The desk: people, drafts, comments, the trail, reports, lists and packets."""

import sqlalchemy as sa
from alembic import op

from catalogue.models.base import Moment

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "failed_sign_in",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failed_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_failed_sign_in")),
    )
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_slug", sa.String(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("grounds", sa.String(), nullable=True),
        sa.Column("informant", sa.String(), nullable=True),
        sa.Column("contact", sa.String(), nullable=True),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("sent_at", Moment(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("handled_by", sa.String(), nullable=True),
        sa.Column("handled_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
    )
    op.create_index(op.f("ix_report_case_slug"), "report", ["case_slug"])
    op.create_index(op.f("ix_report_sender"), "report", ["sender"])
    op.create_index(op.f("ix_report_state"), "report", ["state"])

    op.create_table(
        "staff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("display", sa.String(), nullable=False),
        sa.Column("roles", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("password", sa.String(), nullable=True),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        sa.Column("subject", sa.String(), nullable=True),
        sa.Column("added_at", Moment(), nullable=False),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("name", name=op.f("uq_staff_name")),
        sa.UniqueConstraint("subject", name=op.f("uq_staff_subject")),
    )
    op.create_table(
        "audit_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=True),
        sa.Column("origin", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_audit_record_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_record")),
    )
    op.create_index(op.f("ix_audit_record_at"), "audit_record", ["at"])
    op.create_index(op.f("ix_audit_record_staff_id"), "audit_record", ["staff_id"])

    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=True),
        sa.Column("based_on", sa.Integer(), nullable=True),
        sa.Column("form", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("saved_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_draft_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("staff_id", "slug", name=op.f("uq_draft_staff_id_slug")),
    )
    op.create_index(op.f("ix_draft_slug"), "draft", ["slug"])
    op.create_index(op.f("ix_draft_staff_id"), "draft", ["staff_id"])

    op.create_table(
        "handover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["from_id"], ["staff.id"], name=op.f("fk_handover_from_id_staff")),
        sa.ForeignKeyConstraint(["to_id"], ["staff.id"], name=op.f("fk_handover_to_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover")),
    )
    op.create_index(op.f("ix_handover_from_id"), "handover", ["from_id"])
    op.create_index(op.f("ix_handover_to_id"), "handover", ["to_id"])

    op.create_table(
        "kept_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("node_key", sa.String(), nullable=True),
        sa.Column("entries", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("saved_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_kept_list_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_list")),
    )
    op.create_index(op.f("ix_kept_list_staff_id"), "kept_list", ["staff_id"])

    op.create_table(
        "link_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_slug", sa.String(), nullable=False),
        sa.Column("node_key", sa.String(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("rationale", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("made_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["staff.id"], name=op.f("fk_link_change_author_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_change")),
    )
    op.create_index(op.f("ix_link_change_case_slug"), "link_change", ["case_slug"])
    op.create_index(op.f("ix_link_change_node_key"), "link_change", ["node_key"])

    op.create_table(
        "packet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("meeting", sa.String(), nullable=False),
        sa.Column("held_on", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_packet_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packet")),
    )
    op.create_table(
        "sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_digest", sa.String(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("began_at", Moment(), nullable=False),
        sa.Column("seen_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_sign_in_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_sign_in_token_digest")),
    )
    op.create_index(op.f("ix_sign_in_staff_id"), "sign_in", ["staff_id"])

    op.create_table(
        "case_use",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_slug", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("node_key", sa.String(), nullable=True),
        sa.Column("packet_id", sa.Integer(), nullable=True),
        sa.Column("noted_by", sa.String(), nullable=False),
        sa.Column("noted_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["packet_id"], ["packet.id"], name=op.f("fk_case_use_packet_id_packet"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_use")),
    )
    op.create_index(op.f("ix_case_use_case_slug"), "case_use", ["case_slug"])
    op.create_index(op.f("ix_case_use_packet_id"), "case_use", ["packet_id"])

    op.create_table(
        "comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("settled_by", sa.String(), nullable=True),
        sa.Column("settled_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["staff.id"], name=op.f("fk_comment_author_id_staff")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_comment_revision_id_revision")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
    )
    op.create_index(op.f("ix_comment_revision_id"), "comment", ["revision_id"])

    with op.batch_alter_table("decision") as batch:
        batch.add_column(sa.Column("actor_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("reference", sa.String(), nullable=True))
        batch.create_foreign_key(batch.f("fk_decision_actor_id_staff"), "staff", ["actor_id"], ["id"])

    with op.batch_alter_table("revision") as batch:
        batch.add_column(sa.Column("author_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("note", sa.String(), nullable=True))
        batch.create_foreign_key(batch.f("fk_revision_author_id_staff"), "staff", ["author_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("revision") as batch:
        batch.drop_constraint(batch.f("fk_revision_author_id_staff"), type_="foreignkey")
        batch.drop_column("note")
        batch.drop_column("author_id")
    with op.batch_alter_table("decision") as batch:
        batch.drop_constraint(batch.f("fk_decision_actor_id_staff"), type_="foreignkey")
        batch.drop_column("reference")
        batch.drop_column("actor_id")
    for table in (
        *("comment", "case_use", "sign_in", "packet", "link_change", "kept_list", "handover", "draft"),
        *("audit_record", "staff", "report", "failed_sign_in"),
    ):
        op.drop_table(table)
