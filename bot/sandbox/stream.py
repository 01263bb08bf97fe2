"""The events of the world as a stream (Server-Sent Events) for the phones page."""

import json
from collections.abc import AsyncIterator

from starlette.responses import StreamingResponse

from bot.sandbox.world import World

HEARTBEAT = 15.0
"""Seconds between signs of life while nothing happens."""


def event_stream(world: World, after: int) -> StreamingResponse:
    """Every event after `after`, and then each as it happens."""
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_lines(world, after), media_type="text/event-stream", headers=headers)


async def _lines(world: World, after: int) -> AsyncIterator[str]:
    yield ": connected\n\n"
    while not world.closing:
        for seq, event in world.events.after(after):
            after = seq
            yield f"id: {seq}\ndata: {json.dumps(event, ensure_ascii=False)}\n\n"
        if world.events.seq == after and not world.closing and not await world.events.bell.wait(HEARTBEAT):
            yield ": still here\n\n"
