"""Words that were asked for and not found."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unfound_word",
        sa.Column("word", sa.String(length=50), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("first_on", sa.String(), nullable=False),
        sa.Column("last_on", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_unfound_word")),
    )


def downgrade() -> None:
    op.drop_table("unfound_word")
