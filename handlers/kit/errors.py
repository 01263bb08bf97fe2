"""The few errors that have names. Everything else is a bug."""


class Refused(Exception):  # noqa: N818 -- a refusal is an answer, not a fault
    """Tell the person why: the text is a sentence for them, in their language."""


class Denied(Refused):
    """The same for something that they may not (or no longer) do: a tap on it goes on record."""
