"""The audit trail in the chat: everybody sees their own, administrators all of it."""
