"""A plain python-telegram-bot application: polls, answers every text after some work, keeps nothing.

It is told where to go by the same settings as ours, and says that it is ready in the same way.
"""

import asyncio
import json
import logging
import os
import random
import sys

from telegram import Update
from telegram.ext import Application, ApplicationBuilder, ContextTypes, MessageHandler, filters

_SHORTEST, _LONGEST = 0.02, 0.05
"""Seconds of work for one update: a look into a database, a search."""


async def answer(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    await asyncio.sleep(random.uniform(_SHORTEST, _LONGEST))  # noqa: S311 -- no secret
    await update.message.reply_text(f"You said: {update.message.text}")


async def say_ready(_application: Application) -> None:
    sys.stdout.write(json.dumps({"ready": True}) + "\n")
    sys.stdout.flush()


def main() -> None:
    logging.basicConfig(level=logging.ERROR)
    token, url = os.environ["CLEARINGHOUSE_BOT_TOKEN"], os.environ["CLEARINGHOUSE_API_URL"]
    builder = ApplicationBuilder().token(token).base_url(f"{url}/bot").post_init(say_ready)
    application = builder.build()
    application.add_handler(MessageHandler(filters.TEXT, answer))
    application.run_polling()


if __name__ == "__main__":
    main()
