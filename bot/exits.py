"""What the shell is told, and the error that says why."""

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of every command."""

    DONE = 0
    REFUSED = 1
    USAGE = 2
    SETTINGS = 3
    UNAVAILABLE = 4
    BUG = 70


class Unavailable(Exception):  # noqa: N818 -- a state of the world, not a fault of ours
    """A needed thing is locked, in use or out of reach; the text says which and what to do."""
