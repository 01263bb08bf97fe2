"""Files: sent, sent again by their identifier, fetched."""

import io
import struct

import aiohttp
import pytest

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 800, 600) + b"\0" * 20
JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08" + struct.pack(">HH", 600, 800) + b"\0" * 20


@pytest.fixture
def ada(world):
    ada = world.phone("Ada", language_code="en")
    ada.person.started = True
    return ada


async def upload(client, method, name, data, **fields):
    form = aiohttp.FormData({key: str(value) for key, value in fields.items()})
    form.add_field(name, io.BytesIO(data), filename="file.bin")
    async with client.session.post(f"{client.root}/{method}", data=form) as answer:
        return await answer.json()


async def test_a_document_is_sent_sent_again_and_fetched(client, ada, bot):
    data = bytes(range(256)) * 40 + b"\r\n--not a boundary\r\n"
    sent = await bot.send_document(
        ada.id, data, filename="Besoins é.xlsx", caption="<b>all</b> needs", parse_mode="HTML"
    )
    assert (sent.document.file_name, sent.document.file_size) == ("Besoins é.xlsx", len(data))
    assert sent.caption_entities[0].type == "bold"
    again = await client.ok("sendDocument", chat_id=ada.id, document=sent.document.file_id)
    assert again["document"]["file_unique_id"] == sent.document.file_unique_id
    file = await bot.get_file(sent.document.file_id)
    assert bytes(await file.download_as_bytearray()) == data
    assert [bubble.as_bubble()["file_name"] for bubble in ada.chat] == ["Besoins é.xlsx"] * 2


@pytest.mark.parametrize("image", [PNG, JPEG])
async def test_a_photo_has_its_sizes_in_ascending_order(bot, ada, image):
    sent = await bot.send_photo(ada.id, image)
    assert [(size.width, size.height) for size in sent.photo] == [(90, 68), (320, 240), (800, 600)]


async def test_an_upload_may_be_attached_by_name(client, ada):
    form = aiohttp.FormData({"chat_id": str(ada.id), "document": "attach://paper"})
    form.add_field("paper", b"content", filename="paper.pdf", content_type="application/pdf")
    async with client.session.post(f"{client.root}/sendDocument", data=form) as answer:
        assert (await answer.json())["result"]["document"]["mime_type"] == "application/pdf"


async def test_files_that_are_refused(client, ada, loose):
    async def refusal(method, name, data):
        return (await upload(client, method, name, data, chat_id=ada.id))["description"]

    assert await refusal("sendPhoto", "photo", b"no image") == "Bad Request: IMAGE_PROCESS_FAILED"
    assert (
        await refusal("sendPhoto", "photo", PNG + b"\0" * 10 * 2**20)
        == "Bad Request: file is too big for a photo"
    )
    assert await refusal("sendDocument", "document", b"") == "Bad Request: file must be non-empty"
    assert await client.refusal("sendDocument", chat_id=ada.id, document="unknown") == (
        "Bad Request: wrong file identifier/HTTP URL specified"
    )
    assert await client.refusal("getFile", file_id="unknown") == "Bad Request: invalid file_id"


async def test_a_document_must_be_there(loose, loose_world):
    bo = loose_world.phone("Bo")
    bo.person.started = True
    assert await loose.refusal("sendDocument", chat_id=bo.id) == (
        "Bad Request: there is no document in the request"
    )


async def test_a_caption_has_at_most_1024_units(client, ada):
    answer = await upload(client, "sendDocument", "document", b"x", chat_id=ada.id, caption="x" * 1025)
    assert answer["description"] == "Bad Request: message caption is too long"


async def test_what_is_over_20_megabytes_cannot_be_fetched(client, ada):
    big = ada.sends_document("big.bin", b"x" * (20 * 2**20 + 1))
    refusal = await client.refusal("getFile", file_id=big.content["document"]["file_id"])
    assert refusal == "Bad Request: file is too big"


async def test_a_caption_is_edited_and_a_text_is_not_a_caption(client, ada, bot):
    sent = await bot.send_document(ada.id, b"x", filename="a.txt", caption="one")
    place = {"chat_id": ada.id, "message_id": sent.message_id}
    edited = await client.ok("editMessageCaption", **place, caption="two")
    assert (edited["caption"], edited["document"]["file_name"]) == ("two", "a.txt")
    assert await client.refusal("editMessageText", **place, text="x") == (
        "Bad Request: there is no text in the message to edit"
    )


async def test_an_unknown_path_is_not_found(session, sandbox, world):
    async with session.get(f"{sandbox.url}/file/bot{world.token}/documents/none") as answer:
        assert answer.status == 404
