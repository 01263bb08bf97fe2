"""Text for a cell of a spreadsheet: whatever it begins with, it stays text."""

# What a spreadsheet, also a Chinese or Japanese one, may take for the beginning of a formula. After a tab or
# a line break the next character can begin one.
_FULL_WIDTH = ("\uff1d", "\uff0b", "\uff0d", "\uff20")
_FORMULA = ("=", "+", "-", "@", "|", "\t", "\r", "\n", *_FULL_WIDTH)
_BLANK = " \u00a0\u3000\ufeff\u200b\x00"


def harmless(cell: str) -> str:
    """`cell`, with an apostrophe before it where a spreadsheet could calculate it instead of showing it."""
    return f"'{cell}" if cell.lstrip(_BLANK).startswith(_FORMULA) else cell
