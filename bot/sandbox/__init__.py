"""A local Telegram: a Bot API server on real HTTP, and the people who talk to the bot through it.

It plays Telegram and knows nothing of the product: whatever it needs stands in this folder.
"""
