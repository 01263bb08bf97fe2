"""A post that is handed over: which one it follows, and the invitation it hangs on; who was here last when."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.add_column("posts", sa.Column("follows", sa.BigInteger(), nullable=True))
    op.add_column("invites", sa.Column("hands_over", sa.BigInteger(), nullable=True))
    op.add_column("chats", sa.Column("withheld_through", sa.BigInteger(), nullable=True))
    op.add_column("people", sa.Column("seen_on", sa.Date(), nullable=True))
