"""A QR code as a picture, for paper."""

from io import BytesIO

_PIXELS = 10  # a side of a module: about 500 pixels for a link, sharp at the size of a hand


def qr_png(text: str) -> bytes:
    """The text as a PNG, readable when a seventh of it is smudged."""
    import segno  # loaded by whoever makes one

    file = BytesIO()
    segno.make(text, error="m", micro=False).save(file, kind="png", scale=_PIXELS, border=4)
    return file.getvalue()
