"""Bodies of `multipart/form-data`: fields and files."""

from email.message import Message
from email.parser import HeaderParser
from typing import Any

from bot.sandbox.params import Upload

Json = dict[str, Any]


def parse_multipart(content_type: str, body: bytes) -> tuple[Json, dict[str, Upload]]:
    """The fields as text and the files by their part's name; ValueError when there is no boundary."""
    header = Message()
    header["content-type"] = content_type
    boundary = header.get_param("boundary")
    if not isinstance(boundary, str):
        raise ValueError("wrong Content-Type")  # noqa: TRY004 - what came over the wire is wrong
    values: Json = {}
    files: dict[str, Upload] = {}
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary.encode("latin-1"))[1:-1]:
        head, _, data = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        headers = HeaderParser().parsestr(head.decode())
        name = str(headers.get_param("name", "", header="content-disposition"))
        file_name = headers.get_filename()
        if file_name is None:
            values[name] = data.decode()
        else:
            files[name] = Upload(file_name, headers.get_content_type(), data)
    return values, files
