"""Contact cards, each side's consent, and who asked to be erased."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0011"
down_revision = "0010"

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_HOLDS = sa.text("ended_at IS NULL")
# Yeses from before there was a record of them: given to words that had no version yet.
_GIVEN = """
INSERT INTO contact_consents (match, side, person, words, given_at)
SELECT id, 'provider', answered_by, '0', answered_at FROM matches
WHERE state IN ('interested', 'agreed') AND answered_by IS NOT NULL AND answered_at IS NOT NULL
"""
_DECIDED = """
INSERT INTO contact_consents (match, side, person, words, given_at)
SELECT id, 'recipient', decided_by, '0', decided_at FROM matches
WHERE state = 'agreed' AND decided_by IS NOT NULL AND decided_at IS NOT NULL
"""


def upgrade() -> None:
    op.add_column("people", sa.Column("leaving_at", UTCDateTime(), nullable=True))
    op.add_column("people", sa.Column("erased_at", UTCDateTime(), nullable=True))
    op.create_table(
        "contact_cards",
        sa.Column("person", _SERIAL, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("function", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("on_telegram", sa.Boolean(), nullable=False),
        sa.Column("username", AutoString(), nullable=True),
        sa.Column("changed_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.id"]),
        sa.PrimaryKeyConstraint("person"),
    )
    op.create_table(
        "contact_consents",
        sa.Column("id", _SERIAL, autoincrement=True, nullable=False),
        sa.Column("match", _SERIAL, nullable=False),
        sa.Column("side", AutoString(), nullable=False),
        sa.Column("person", _SERIAL, nullable=False),
        sa.Column("words", AutoString(), nullable=False),
        sa.Column("given_at", UTCDateTime(), nullable=False),
        sa.Column("ended_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["match"], ["matches.id"]),
        sa.ForeignKeyConstraint(["person"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "uq_contact_consents_side",
        "contact_consents",
        ["match", "side"],
        unique=True,
        sqlite_where=_HOLDS,
        postgresql_where=_HOLDS,
    )
    op.create_index("ix_contact_consents_person", "contact_consents", ["person"])
    op.execute(_GIVEN)
    op.execute(_DECIDED)
