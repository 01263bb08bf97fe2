"""What a post is: its rank and remit, whether it rests; what a delegation asks of its people."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0008"
down_revision = "0007"

# Whoever came first leads: those who held a post before there were ranks lose nothing.
_LEADERS = """
UPDATE posts SET rank = CASE WHEN role = 'secretariat' THEN 'administrator' ELSE 'focal' END
WHERE ended_at IS NULL AND id = (
  SELECT min(first.id) FROM posts AS first
  WHERE first.delegation = posts.delegation AND first.role = posts.role AND first.ended_at IS NULL
)
"""
_OFFICERS = "UPDATE posts SET rank = 'officer' WHERE role = 'secretariat' AND rank = 'member'"


def upgrade() -> None:
    op.add_column("posts", sa.Column("rank", sa.Text(), nullable=False, server_default="member"))
    op.add_column("posts", sa.Column("remit", sa.Text(), nullable=False, server_default="both"))
    op.add_column("posts", sa.Column("suspended_at", sqlmodel.UTCDateTime(), nullable=True))
    op.add_column("invites", sa.Column("rank", sa.Text(), nullable=True))
    op.add_column("invites", sa.Column("remit", sa.Text(), nullable=False, server_default="both"))
    op.add_column("invites", sa.Column("telegram_id", sa.BigInteger(), nullable=True))
    op.add_column("delegations", sa.Column("clears", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("delegations", sa.Column("removed_at", sqlmodel.UTCDateTime(), nullable=True))
    op.execute(_LEADERS)
    op.execute(_OFFICERS)
