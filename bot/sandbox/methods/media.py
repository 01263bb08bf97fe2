"""Photos and documents: sent as an upload or by an identifier, fetched by path."""

import struct
from typing import Any

from bot.sandbox.errors import bad_request
from bot.sandbox.files import StoredFile
from bot.sandbox.keyboards import inline_markup
from bot.sandbox.methods.common import caption_content, replied_to, writable_chat
from bot.sandbox.methods.messages import protected
from bot.sandbox.params import Params, Upload
from bot.sandbox.world import World

Json = dict[str, Any]

MEGABYTE = 1024 * 1024
MOST_PHOTO = 10 * MEGABYTE
MOST_UPLOAD = 50 * MEGABYTE
MOST_DOWNLOAD = 20 * MEGABYTE
_MOST_SIDES = 10_000
_MOST_RATIO = 20
_SIZES = (90, 320, 1280)


def send_document(world: World, params: Params) -> Json:
    return _send(world, params, "document")


def send_photo(world: World, params: Params) -> Json:
    return _send(world, params, "photo")


def _send(world: World, params: Params, kind: str) -> Json:
    chat = writable_chat(world, params)
    file = _file(world, params, kind)
    content = {kind: photo_sizes(file) if kind == "photo" else document(file)} | caption_content(
        world, params
    )
    message = world.post(
        chat,
        kind,
        content,
        markup=inline_markup(params, private=chat.private),
        reply_to=replied_to(chat, params),
        extra=protected(params),
    )
    return message.as_message()


def _file(world: World, params: Params, kind: str) -> StoredFile:
    if upload := params.upload(kind):
        return keep_upload(world, upload, kind)
    given = params.text(kind)
    if not given:
        raise bad_request(f"there is no {kind} in the request")
    file = world.files.by_id(given)
    if file is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if file.kind != kind:
        raise bad_request(f"can't use file of type {file.kind.title()} as {kind.title()}")
    return file


def keep_upload(world: World, upload: Upload, kind: str) -> StoredFile:
    """Store what was sent, when Telegram would."""
    if not upload.data:
        raise bad_request("file must be non-empty")
    if kind != "photo":
        if len(upload.data) > MOST_UPLOAD:
            raise bad_request("file is too big")
        return world.files.keep(kind, upload.name, upload.mime, upload.data)
    if len(upload.data) > MOST_PHOTO:
        raise bad_request("file is too big for a photo")
    width, height = image_size(upload.data)
    if not width or not height:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if width + height > _MOST_SIDES or max(width, height) > _MOST_RATIO * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return world.files.keep(kind, upload.name, upload.mime, upload.data, width, height)


def document(file: StoredFile) -> Json:
    """The Bot API's Document."""
    return {
        "file_id": file.id,
        "file_unique_id": file.unique_id,
        "file_name": file.name,
        "mime_type": file.mime,
        "file_size": len(file.data),
    }


def photo_sizes(file: StoredFile) -> list[Json]:
    """The Bot API's sizes of a photo, the smallest first; here all of them are the same file."""
    longest = max(file.width, file.height)
    scales = [size / longest for size in _SIZES if size < longest] + [1.0]
    return [
        {
            "file_id": file.id,
            "file_unique_id": f"{file.unique_id}x{place}",
            "width": max(round(file.width * scale), 1),
            "height": max(round(file.height * scale), 1),
            "file_size": max(round(len(file.data) * scale * scale), 1),
        }
        for place, scale in enumerate(scales)
    ]


def image_size(data: bytes) -> tuple[int, int]:
    """Width and height in pixels of a PNG, GIF or JPEG; zeros when it is none."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and data[12:16] == b"IHDR":
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    if data[:6] in {b"GIF87a", b"GIF89a"}:
        width, height = struct.unpack("<HH", data[6:10])
        return width, height
    return _jpeg_size(data) if data.startswith(b"\xff\xd8") else (0, 0)


def _jpeg_size(data: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:  # noqa: PLR2004 - every segment begins so
        if 0xC0 <= data[at + 1] <= 0xCF and data[at + 1] not in {0xC4, 0xC8, 0xCC}:  # noqa: PLR2004 - SOF
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
    return 0, 0


def get_file(world: World, params: Params) -> Json:
    file = world.files.by_id(params.text("file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.data) > MOST_DOWNLOAD:
        raise bad_request("file is too big")
    return {
        "file_id": file.id,
        "file_unique_id": file.unique_id,
        "file_size": len(file.data),
        "file_path": file.path,
    }
