"""What somebody types as an e-mail address or a telephone number: read, or refused."""

import re

LONGEST_TEXT = 80  # a name, a function
LONGEST_EMAIL = 120
# Not every address that a mail server would take: what people have on their cards.
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}")
_BETWEEN_DIGITS = re.compile(r"[\s.()/\u2010-\u2015-]")
_PHONE = re.compile(r"\+[1-9][0-9]{6,14}")


def read_email(typed: str) -> str | None:
    """An address; None where it is none."""
    address = typed.strip().removeprefix("mailto:")
    if len(address) > LONGEST_EMAIL or ".." in address or not _EMAIL.fullmatch(address):
        return None
    return address


def read_phone(typed: str) -> str | None:
    """A number with its country's code, `+3906…`, in whatever figures it was typed; None where it is none."""
    figures = "".join(str(int(each)) if each.isdecimal() else each for each in typed.strip()[:LONGEST_TEXT])
    number = _BETWEEN_DIGITS.sub("", figures)
    if number.startswith("00"):
        number = "+" + number[2:]
    return number if _PHONE.fullmatch(number) else None
