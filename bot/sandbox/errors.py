"""How a refusal of the Bot API is raised."""

from typing import Any


class ApiError(Exception):
    """A call that is refused: the HTTP status, the description and the parameters of the answer."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def bad_request(reason: str) -> ApiError:
    """A 400; `reason` is the official text after `Bad Request: `."""
    return ApiError(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> ApiError:
    """A 403; `reason` is the official text after `Forbidden: `."""
    return ApiError(403, f"Forbidden: {reason}")


class Broken(ValueError):  # noqa: N818 - it is the markup that is broken
    """A text whose markup cannot be read; the words are TDLib's."""
