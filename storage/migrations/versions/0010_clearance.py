"""Who saved a need for clearance and what came back; which members let an organisation see their needs."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("needs", sa.Column("submitted_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
    op.add_column("needs", sa.Column("sent_back", sa.Text(), nullable=True))
    op.create_table(
        "member_consents",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True, autoincrement=True),
        sa.Column("member", sa.Text(), sa.ForeignKey("delegations.code"), nullable=False),
        sa.Column("organisation", sa.Text(), sa.ForeignKey("delegations.code"), nullable=False),
        sa.Column("given_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("given_at", sqlmodel.UTCDateTime(), nullable=False),
        sa.Column("withdrawn_at", sqlmodel.UTCDateTime(), nullable=True),
    )
    holds = sa.text("withdrawn_at IS NULL")
    op.create_index(
        "uq_member_consents", "member_consents", ["member", "organisation"],
        unique=True, sqlite_where=holds, postgresql_where=holds,
    )
