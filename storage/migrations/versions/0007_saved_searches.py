"""What a search is narrowed to, and since when its person is told of what is new for it."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("searches", sa.Column("conditions", sa.Text(), nullable=False, server_default=""))
    op.add_column("searches", sa.Column("saved_at", sqlmodel.UTCDateTime(), nullable=True))
    saved = sa.text("saved_at IS NOT NULL")
    op.create_index("ix_searches_saved", "searches", ["person"], sqlite_where=saved, postgresql_where=saved)
