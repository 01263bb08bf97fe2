"""A plain python-telegram-bot application: polls, answers every text after some work, keeps nothing.

It is told where to go by the same settings as ours, and says that it is ready in the same way. Given a
database, it notes each text there before it answers.
"""

import asyncio
import json
import logging
import os
import random
import sqlite3
import sys

from telegram import Update
from telegram.ext import Application, ApplicationBuilder, ContextTypes, MessageHandler, filters

_SHORTEST, _LONGEST = 0.02, 0.05
"""Seconds of work for one update: a look into a database, a search."""


async def answer(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    await asyncio.sleep(random.uniform(_SHORTEST, _LONGEST))
    if database := context.bot_data.get("database"):
        with database:
            database.execute("INSERT INTO notes VALUES (?)", (update.message.text,))
    await update.message.reply_text(f"You said: {update.message.text}")


async def say_ready(application: Application) -> None:
    if file := os.environ.get("CLEARINGHOUSE_DATABASE_URL", "").removeprefix("sqlite:///"):
        application.bot_data["database"] = sqlite3.connect(file)
        application.bot_data["database"].execute("CREATE TABLE IF NOT EXISTS notes (text)")
    sys.stdout.write(json.dumps({"ready": True}) + "\n")
    sys.stdout.flush()


def main() -> None:
    logging.basicConfig(level=logging.CRITICAL)
    token, url = os.environ["CLEARINGHOUSE_BOT_TOKEN"], os.environ["CLEARINGHOUSE_API_URL"]
    builder = ApplicationBuilder().token(token).base_url(f"{url}/bot").post_init(say_ready)
    application = builder.build()
    application.add_handler(MessageHandler(filters.TEXT, answer))
    application.run_polling()


if __name__ == "__main__":
    main()
