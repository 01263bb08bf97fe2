"""Invitations: one-time codes that attach a person to a delegation and a role."""

import hashlib
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Text, insert, select, update
from sqlmodel import Field, SQLModel

from knowledge.rights import Rank, Remit
from storage import delegations
from storage.columns import Instant, Serial
from storage.database import Store
from storage.delegations import Role


class InviteRow(SQLModel, table=True):
    """The code itself is not kept: whoever reads the database can't use an invitation."""

    __tablename__ = "invites"
    __table_args__ = (Index("uq_invites_ref", "ref", unique=True),)

    id: int | None = Field(default=None, sa_column=Column(Serial, primary_key=True, autoincrement=True))
    digest: str = Field(unique=True)
    delegation: str = Field(foreign_key="delegations.code")
    role: str = Field(sa_column=Column(Text, nullable=False))
    # None for the command line, which counts as confirmed.
    created_by: int | None = Field(default=None, sa_column=Column(Serial, ForeignKey("people.id")))
    created_at: datetime = Field(sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant)
    used_by: int | None = Field(default=None, sa_column=Column(Serial, ForeignKey("people.id")))
    used_at: datetime | None = Field(default=None, sa_type=Instant)
    revoked_at: datetime | None = Field(default=None, sa_type=Instant)
    # None: whoever comes first leads, whoever comes later is a member.
    rank: str | None = Field(default=None, sa_column=Column(Text))
    remit: str = Field(default="both", sa_column=Column(Text, nullable=False))
    # The one Telegram account that may use it; None for whoever holds the code.
    telegram_id: int | None = Field(default=None, sa_column=Column(BigInteger))
    # What it is called outside the database; the code of one made in the chat is made of it and of a key.
    ref: str | None = Field(default=None, sa_column=Column(Text))
    # Official name and function of whom it is for, as the inviter typed them.
    name: str | None = Field(default=None, sa_column=Column(Text))
    # Somebody opened it and said that it is not for them.
    declined_at: datetime | None = Field(default=None, sa_type=Instant)
    # The post that changes hands by it; its holder keeps it until then.
    hands_over: int | None = Field(default=None, sa_column=Column(BigInteger))
    # Time zone of the duty station; None for New York.
    zone: str | None = Field(default=None, sa_column=Column(Text))


class Particulars(NamedTuple):
    """What an invitation is called outside the database, and particulars of whom it is for.

    `name` is official name and function, `zone` the time zone of the duty station.
    """

    ref: str | None = None
    name: str | None = None
    zone: str | None = None


UNNAMED = Particulars()


class Invite(NamedTuple):
    id: int
    delegation: str
    role: Role
    expires_at: datetime
    used_at: datetime | None = None
    revoked_at: datetime | None = None
    rank: Rank | None = None
    remit: Remit = "both"
    telegram_id: int | None = None
    ref: str = ""
    name: str | None = None
    created_by: int | None = None
    used_by: int | None = None
    declined_at: datetime | None = None
    hands_over: int | None = None
    zone: str | None = None

    def is_open(self, now: datetime) -> bool:
        """Whether somebody can still use it."""
        ends = (self.used_at, self.revoked_at, self.declined_at)
        return all(end is None for end in ends) and self.expires_at > now


_REF_LENGTH = 12
_table = InviteRow.__table__  # type: ignore[attr-defined]
_invite = select(
    _table.c.id,
    _table.c.delegation,
    _table.c.role,
    _table.c.expires_at,
    _table.c.used_at,
    _table.c.revoked_at,
    _table.c.rank,
    _table.c.remit,
    _table.c.telegram_id,
    _table.c.ref,
    _table.c.name,
    _table.c.created_by,
    _table.c.used_by,
    _table.c.declined_at,
    _table.c.hands_over,
    _table.c.zone,
)
_is_unused = _table.c.used_at.is_(None) & _table.c.revoked_at.is_(None) & _table.c.declined_at.is_(None)


def add(
    store: Store,
    token: str,
    delegation: str,
    role: Role,
    now: datetime,
    expires_at: datetime,
    created_by: int | None = None,
    rank: Rank | None = None,
    remit: Remit = "both",
    particulars: Particulars = UNNAMED,
) -> Invite:
    """Keep an invitation; `token` is its code, of which only the digest stays."""
    delegations.know(store, delegation, now)
    digest = _digest(token)
    ref, name = particulars.ref or digest[:_REF_LENGTH], particulars.name
    post = {"delegation": delegation, "role": role, "rank": rank, "remit": remit, "name": name, "ref": ref}
    statement = insert(_table).values(
        **post,
        zone=particulars.zone,
        digest=digest,
        created_by=created_by,
        created_at=now,
        expires_at=expires_at,
    )
    made = store.connection.execute(statement.returning(_table.c.id)).scalar_one()
    return Invite(
        int(made),
        delegation,
        role,
        expires_at,
        rank=rank,
        remit=remit,
        ref=ref,
        name=name,
        created_by=created_by,
        zone=particulars.zone,
    )


def hang_on(store: Store, invite: Invite, post: int, telegram_id: int | None) -> Invite:
    """Let a post change hands by it, and to this account alone if it says one."""
    bound = {"hands_over": post, "telegram_id": telegram_id}
    store.connection.execute(update(_table).where(_table.c.id == invite.id).values(**bound))
    return invite._replace(hands_over=post, telegram_id=telegram_id)


def by_token(store: Store, token: str) -> Invite | None:
    row = store.connection.execute(_invite.where(_table.c.digest == _digest(token))).first()
    return Invite(*row) if row else None


def by_id(store: Store, invite: int) -> Invite | None:
    row = store.connection.execute(_invite.where(_table.c.id == invite)).first()
    return Invite(*row) if row else None


def by_ref(store: Store, ref: str) -> Invite | None:
    row = store.connection.execute(_invite.where(_table.c.ref == ref)).first()
    return Invite(*row) if row else None


def came_by(store: Store, person: int) -> Invite | None:
    """The invitation by which somebody came in last."""
    used = _invite.where(_table.c.used_by == person).order_by(_table.c.used_at.desc(), _table.c.id.desc())
    row = store.connection.execute(used.limit(1)).first()
    return Invite(*row) if row else None


def still_open(
    store: Store, now: datetime, *, by: int | None = None, of: tuple[str, Role] | None = None
) -> list[Invite]:
    """Invitations that can be used, those that expire first before others.

    Only of one inviter, or of one delegation and role, where that is asked.
    """
    statement = _invite.where(_is_unused, _table.c.expires_at > now)
    if by is not None:
        statement = statement.where(_table.c.created_by == by)
    if of is not None:
        statement = statement.where(_table.c.delegation == of[0], _table.c.role == of[1])
    found = store.connection.execute(statement.order_by(_table.c.expires_at, _table.c.id))
    return [Invite(*row) for row in found]


def use(store: Store, invite: int, person: int, now: datetime) -> bool:
    """Use an invitation up; False when it can't be used (any more). Of many at once one gets True."""
    statement = update(_table).where(_table.c.id == invite, _is_unused, _table.c.expires_at > now)
    return store.connection.execute(statement.values(used_by=person, used_at=now)).rowcount == 1


def revoke(store: Store, invite: int, now: datetime) -> bool:
    """Make an invitation unusable; False when it was used or made unusable before."""
    statement = update(_table).where(_table.c.id == invite, _is_unused)
    return store.connection.execute(statement.values(revoked_at=now)).rowcount == 1


def decline(store: Store, invite: int, now: datetime) -> bool:
    """The same, on the word of whoever opened it."""
    statement = update(_table).where(_table.c.id == invite, _is_unused)
    return store.connection.execute(statement.values(declined_at=now)).rowcount == 1


def revoke_all(store: Store, delegation: str, now: datetime) -> int:
    """Make all that are open for a delegation unusable; how many that were."""
    theirs = update(_table).where(_table.c.delegation == delegation, _is_unused)
    return store.connection.execute(theirs.values(revoked_at=now)).rowcount


def handing_over(store: Store, post: int, now: datetime) -> Invite | None:
    """The newest by which this post changes hands: open, or used by somebody who waits for its holder."""
    statement = _invite.where(
        _table.c.hands_over == post,
        _table.c.revoked_at.is_(None),
        _table.c.declined_at.is_(None),
        _table.c.expires_at > now,
    )
    row = store.connection.execute(statement.order_by(_table.c.id.desc()).limit(1)).first()
    return Invite(*row) if row else None


def keep_post(store: Store, post: int, now: datetime) -> int:
    """Nobody takes this post over by an invitation any more, used or not; how many that were."""
    kept = update(_table).where(_table.c.hands_over == post, _table.c.revoked_at.is_(None))
    return store.connection.execute(kept.values(revoked_at=now)).rowcount


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()
