"""The phones page: plain files out of the package, served with a policy that lets nothing else in."""

from importlib.resources import files
from typing import TYPE_CHECKING

from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import Scope

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    # The page belongs to the process that serves it: an old copy may not know the control API of a new one.
    "Cache-Control": "no-cache",
}


class PageFiles(StaticFiles):
    """The files beside `index.html`, each with the headers of the page."""

    async def get_response(self, path: str, scope: "Scope") -> Response:
        response = await super().get_response(path, scope)
        response.headers.update(HEADERS)
        return response


def routes() -> list[BaseRoute]:
    """`GET /` is the page, `/page/*` its scripts, styles and pictures."""
    folder = str(files("bot.sandbox").joinpath("page"))

    async def index(_request: "Request") -> Response:
        return FileResponse(f"{folder}/index.html", headers=HEADERS)

    return [Route("/", index, methods=["GET"]), Mount("/page", PageFiles(directory=folder), name="page")]
