"""What goes wrong, told plainly: as a page to a person, as JSON to a program."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from sayso.errors import SaysoError
from sayso.show.web.answers import page
from sayso.show.web.guard import SAFE

TITLES = {
    400: "That cannot be asked",
    403: "Not done",
    404: "There is nothing here",
    405: "That cannot be done here",
    409: "Not done",
    413: "That is too much at once",
    422: "That cannot be asked",
    503: "The case cannot be read now",
}


def register(app: FastAPI) -> None:
    """Tell the app how to answer each kind of trouble."""
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _misunderstood)
    app.add_exception_handler(SaysoError, _failed)


def told(request: Request, status: int, what: str) -> Response:
    """One trouble, as its asker can read it."""
    if request.url.path.endswith((".json", ".csv")) or "text/html" not in request.headers.get("accept", "text/html"):
        return JSONResponse({"detail": what}, status)
    return page(request, "trouble.html", status=status, title=TITLES.get(status, "That went wrong"), what=what)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    what = "Nothing of this case has this address." if error.detail == "Not Found" else str(error.detail)
    return told(request, error.status_code, what)


async def _misunderstood(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    parts = [f"{'.'.join(str(step) for step in one['loc'][1:])}: {one['msg']}" for one in error.errors()]
    return told(request, 422, "; ".join(parts))


async def _failed(request: Request, error: Exception) -> Response:
    return told(request, 503 if request.method in SAFE else 409, str(error))
