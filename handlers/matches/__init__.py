"""A need and a provider that could help: the notice, the answer, the contacts once both have said yes."""
