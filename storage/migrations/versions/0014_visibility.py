"""Who sees a need: the providers it names, and whether they are told whose it is."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

revision = "0014"
down_revision = "0013"

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("needs", sa.Column("is_anonymous", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "addressees",
        sa.Column("need", _SERIAL, autoincrement=False, nullable=False),
        sa.Column("delegation", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["need"], ["needs.id"]),
        sa.ForeignKeyConstraint(["delegation"], ["delegations.code"]),
        sa.PrimaryKeyConstraint("need", "delegation"),
    )
