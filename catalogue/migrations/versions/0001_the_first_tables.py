"""The first tables."""

import sqlalchemy as sa
from alembic import op

from catalogue.models.base import Moment

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table(
        "dossier",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("public_number", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier")),
        sa.UniqueConstraint("kind", "slug", name=op.f("uq_dossier_kind_slug")),
    )
    op.create_table(
        "image",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("received", sa.String(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("fallback", sa.String(), nullable=False),
        sa.Column("renditions", sa.JSON(none_as_null=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_image")),
        sa.UniqueConstraint("received", name=op.f("uq_image_received")),
    )
    op.create_table(
        "link_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_slug", sa.String(), nullable=False),
        sa.Column("node_key", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("rationale", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("from_seed", sa.Boolean(), nullable=False),
        sa.Column("saved_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_record")),
        sa.UniqueConstraint("case_slug", "node_key", name=op.f("uq_link_record_case_slug_node_key")),
    )
    with op.batch_alter_table("link_record", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_link_record_case_slug"), ["case_slug"], unique=False)
        batch_op.create_index(batch_op.f("ix_link_record_node_key"), ["node_key"], unique=False)

    op.create_table(
        "municipality",
        sa.Column("code", sa.String(length=6), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kana", sa.String(), nullable=False),
        sa.Column("prefecture", sa.String(), nullable=False),
        sa.Column("prefecture_code", sa.String(length=6), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("valid_from", sa.String(), nullable=True),
        sa.Column("valid_to", sa.String(), nullable=True),
        sa.Column("successor_code", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_municipality")),
    )
    with op.batch_alter_table("municipality", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_municipality_prefecture"), ["prefecture"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_municipality_prefecture_code"), ["prefecture_code"], unique=False
        )

    op.create_table(
        "plan",
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("short_title", sa.String(), nullable=False),
        sa.Column("standing", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=True),
        sa.Column("supersedes", sa.String(), nullable=True),
        sa.Column("introduction", sa.String(), nullable=True),
        sa.Column("sources", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["supersedes"], ["plan.slug"], name=op.f("fk_plan_supersedes_plan")),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_plan")),
    )
    op.create_table(
        "stale_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stale_note")),
    )
    op.create_table(
        "theme",
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("introduction", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_theme")),
        sa.UniqueConstraint("name", name=op.f("uq_theme_name")),
        sa.UniqueConstraint("number", name=op.f("uq_theme_number")),
    )
    op.create_table(
        "category",
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("theme_slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["theme_slug"], ["theme.slug"], name=op.f("fk_category_theme_slug_theme")),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_category")),
    )
    with op.batch_alter_table("category", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_category_theme_slug"), ["theme_slug"], unique=False)

    op.create_table(
        "plan_node",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("plan_slug", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("subtitle", sa.String(), nullable=True),
        sa.Column("heading", sa.String(), nullable=True),
        sa.Column("text", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("priority", sa.Boolean(), nullable=False),
        sa.Column("source_key", sa.String(), nullable=False),
        sa.Column("parent_key", sa.String(), nullable=True),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("title IS NOT NULL OR heading IS NOT NULL", name=op.f("ck_plan_node_named")),
        sa.ForeignKeyConstraint(
            ["parent_key"], ["plan_node.key"], name=op.f("fk_plan_node_parent_key_plan_node")
        ),
        sa.ForeignKeyConstraint(["plan_slug"], ["plan.slug"], name=op.f("fk_plan_node_plan_slug_plan")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_plan_node")),
    )
    with op.batch_alter_table("plan_node", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_node_plan_slug"), ["plan_slug"], unique=False)

    op.create_table(
        "profile",
        sa.Column("municipality_code", sa.String(), nullable=False),
        sa.Column("fiscal_type", sa.String(), nullable=False),
        sa.Column("fiscal_edition", sa.String(), nullable=False),
        sa.Column("fiscal_chosen", sa.Boolean(), nullable=False),
        sa.Column("source", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_code"],
            ["municipality.code"],
            name=op.f("fk_profile_municipality_code_municipality"),
        ),
        sa.PrimaryKeyConstraint("municipality_code", name=op.f("pk_profile")),
    )
    op.create_table(
        "profile_figure",
        sa.Column("municipality_code", sa.String(), nullable=False),
        sa.Column("indicator", sa.String(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("as_of", sa.String(), nullable=False),
        sa.Column("source", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_code"],
            ["municipality.code"],
            name=op.f("fk_profile_figure_municipality_code_municipality"),
        ),
        sa.PrimaryKeyConstraint("municipality_code", "indicator", name=op.f("pk_profile_figure")),
    )
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("document", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("from_seed", sa.Boolean(), nullable=False),
        sa.Column("saved_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"], name=op.f("fk_revision_dossier_id_dossier")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sa.UniqueConstraint("dossier_id", "number", name=op.f("uq_revision_dossier_id_number")),
    )
    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_revision_dossier_id"), ["dossier_id"], unique=False)

    op.create_table(
        "case",
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("theme_slug", sa.String(), nullable=False),
        sa.Column("category_slug", sa.String(), nullable=False),
        sa.Column("municipality_code", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("started", sa.String(), nullable=True),
        sa.Column("started_year", sa.Integer(), nullable=True),
        sa.Column("checked_on", sa.String(), nullable=False),
        sa.Column("methods", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("funding_kinds", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("completeness", sa.String(), nullable=False),
        sa.Column("likeness", sa.String(), nullable=False),
        sa.Column("likeness_score", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(
            ["category_slug"], ["category.slug"], name=op.f("fk_case_category_slug_category")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_code"], ["municipality.code"], name=op.f("fk_case_municipality_code_municipality")
        ),
        sa.ForeignKeyConstraint(["theme_slug"], ["theme.slug"], name=op.f("fk_case_theme_slug_theme")),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_case")),
    )
    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_category_slug"), ["category_slug"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_completeness"), ["completeness"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_evidence"), ["evidence"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_likeness"), ["likeness"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_municipality_code"), ["municipality_code"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_started_year"), ["started_year"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_status"), ["status"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_theme_slug"), ["theme_slug"], unique=False)

    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("decided_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_decision_revision_id_revision")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_revision_id"), ["revision_id"], unique=False)

    op.create_table(
        "lineage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_slug", sa.String(), nullable=False),
        sa.Column("older_key", sa.String(), nullable=True),
        sa.Column("newer_key", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("words", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("reading", sa.String(), nullable=True),
        sa.Column("source_key", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "older_key IS NOT NULL OR newer_key IS NOT NULL", name=op.f("ck_lineage_has_an_end")
        ),
        sa.ForeignKeyConstraint(
            ["newer_key"], ["plan_node.key"], name=op.f("fk_lineage_newer_key_plan_node")
        ),
        sa.ForeignKeyConstraint(
            ["older_key"], ["plan_node.key"], name=op.f("fk_lineage_older_key_plan_node")
        ),
        sa.ForeignKeyConstraint(["plan_slug"], ["plan.slug"], name=op.f("fk_lineage_plan_slug_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lineage")),
    )
    with op.batch_alter_table("lineage", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lineage_newer_key"), ["newer_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_lineage_older_key"), ["older_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_lineage_plan_slug"), ["plan_slug"], unique=False)

    op.create_table(
        "case_municipality",
        sa.Column("case_slug", sa.String(), nullable=False),
        sa.Column("municipality_code", sa.String(), nullable=False),
        sa.Column("leads", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_slug"], ["case.slug"], name=op.f("fk_case_municipality_case_slug_case"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["municipality_code"],
            ["municipality.code"],
            name=op.f("fk_case_municipality_municipality_code_municipality"),
        ),
        sa.PrimaryKeyConstraint("case_slug", "municipality_code", name=op.f("pk_case_municipality")),
    )
    with op.batch_alter_table("case_municipality", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_case_municipality_municipality_code"), ["municipality_code"], unique=False
        )

    op.create_table(
        "case_page",
        sa.Column("case_slug", sa.String(), nullable=False),
        sa.Column("data", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("card", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_slug"], ["case.slug"], name=op.f("fk_case_page_case_slug_case"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("case_slug", name=op.f("pk_case_page")),
    )
    op.create_table(
        "event",
        sa.Column("case_slug", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("date", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("source_numbers", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_slug"], ["case.slug"], name=op.f("fk_event_case_slug_case"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("case_slug", "position", name=op.f("pk_event")),
    )
    op.create_table(
        "figure",
        sa.Column("case_slug", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("caption", sa.String(), nullable=False),
        sa.Column("alternative", sa.String(), nullable=False),
        sa.Column("credit", sa.String(), nullable=False),
        sa.Column("licence", sa.String(), nullable=False),
        sa.Column("permission", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_slug"], ["case.slug"], name=op.f("fk_figure_case_slug_case"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["digest"], ["image.digest"], name=op.f("fk_figure_digest_image")),
        sa.PrimaryKeyConstraint("case_slug", "position", name=op.f("pk_figure")),
    )
    with op.batch_alter_table("figure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_figure_digest"), ["digest"], unique=False)

    op.create_table(
        "link",
        sa.Column("case_slug", sa.String(), nullable=False),
        sa.Column("node_key", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("rationale", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_slug"], ["case.slug"], name=op.f("fk_link_case_slug_case"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["node_key"], ["plan_node.key"], name=op.f("fk_link_node_key_plan_node")),
        sa.PrimaryKeyConstraint("case_slug", "node_key", name=op.f("pk_link")),
    )
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_link_node_key"), ["node_key"], unique=False)

    op.create_table(
        "outcome",
        sa.Column("case_slug", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("indicator", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("number", sa.Float(), nullable=True),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("as_of", sa.String(), nullable=True),
        sa.Column("source_numbers", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_slug"], ["case.slug"], name=op.f("fk_outcome_case_slug_case"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("case_slug", "position", name=op.f("pk_outcome")),
    )
    op.create_table(
        "reach",
        sa.Column("case_slug", sa.String(), nullable=False),
        sa.Column("node_key", sa.String(), nullable=False),
        sa.Column("link_key", sa.String(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_slug"], ["case.slug"], name=op.f("fk_reach_case_slug_case"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["link_key"], ["plan_node.key"], name=op.f("fk_reach_link_key_plan_node")),
        sa.ForeignKeyConstraint(["node_key"], ["plan_node.key"], name=op.f("fk_reach_node_key_plan_node")),
        sa.PrimaryKeyConstraint("case_slug", "node_key", "link_key", name=op.f("pk_reach")),
    )
    with op.batch_alter_table("reach", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reach_node_key"), ["node_key"], unique=False)

    op.create_table(
        "source",
        sa.Column("case_slug", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("publisher", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("date", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_slug"], ["case.slug"], name=op.f("fk_source_case_slug_case"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("case_slug", "number", name=op.f("pk_source")),
    )


def downgrade() -> None:

    op.drop_table("source")
    with op.batch_alter_table("reach", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reach_node_key"))

    op.drop_table("reach")
    op.drop_table("outcome")
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_link_node_key"))

    op.drop_table("link")
    with op.batch_alter_table("figure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_figure_digest"))

    op.drop_table("figure")
    op.drop_table("event")
    op.drop_table("case_page")
    with op.batch_alter_table("case_municipality", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_municipality_municipality_code"))

    op.drop_table("case_municipality")
    with op.batch_alter_table("lineage", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lineage_plan_slug"))
        batch_op.drop_index(batch_op.f("ix_lineage_older_key"))
        batch_op.drop_index(batch_op.f("ix_lineage_newer_key"))

    op.drop_table("lineage")
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_decision_revision_id"))

    op.drop_table("decision")
    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_theme_slug"))
        batch_op.drop_index(batch_op.f("ix_case_status"))
        batch_op.drop_index(batch_op.f("ix_case_started_year"))
        batch_op.drop_index(batch_op.f("ix_case_municipality_code"))
        batch_op.drop_index(batch_op.f("ix_case_likeness"))
        batch_op.drop_index(batch_op.f("ix_case_evidence"))
        batch_op.drop_index(batch_op.f("ix_case_completeness"))
        batch_op.drop_index(batch_op.f("ix_case_category_slug"))

    op.drop_table("case")
    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_revision_dossier_id"))

    op.drop_table("revision")
    op.drop_table("profile_figure")
    op.drop_table("profile")
    with op.batch_alter_table("plan_node", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_node_plan_slug"))

    op.drop_table("plan_node")
    with op.batch_alter_table("category", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_category_theme_slug"))

    op.drop_table("category")
    op.drop_table("theme")
    op.drop_table("stale_note")
    op.drop_table("plan")
    with op.batch_alter_table("municipality", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_municipality_prefecture_code"))
        batch_op.drop_index(batch_op.f("ix_municipality_prefecture"))

    op.drop_table("municipality")
    with op.batch_alter_table("link_record", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_link_record_node_key"))
        batch_op.drop_index(batch_op.f("ix_link_record_case_slug"))

    op.drop_table("link_record")
    op.drop_table("image")
    op.drop_table("dossier")
