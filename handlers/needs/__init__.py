"""Capability needs: from a sentence to a draft, to its publication, to its end."""
