"""Who may ask and what an answer may do: closed by default.

A page from elsewhere must not reach the case through the reader's own browser, so every request names this machine as
its host, every change comes from a page of ours and carries its token, and no answer may load or run anything foreign.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from fastapi import HTTPException, Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HERE = frozenset({"127.0.0.1", "localhost", "::1"})
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
COOKIE = "sayso"
LOGIN = "/login"
OPEN_TO_ALL = (LOGIN, "/assets/")
MOST_BYTES = 1_000_000
"""Largest body of a form or of JSON."""
MOST_UPLOADED = 200_000_000
"""Largest body that carries files."""
TOO_MUCH = "That is more than is taken at once."
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
        "connect-src 'self'; worker-src 'self' blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    # Not no-referrer: with it browsers send a form's Origin as "null", and a change could not be told to be ours.
    # Nothing is sent to any other host either way.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


@dataclass(frozen=True, slots=True)
class Guard:
    """The names this machine answers to, the word everybody is asked for, and the token our own pages carry."""

    hosts: frozenset[str]
    word: str | None
    token: str

    @classmethod
    def of(cls, hosts: Iterable[str], word: str | None) -> Guard:
        """A guard with a token of its own, good until the server ends."""
        return cls(HERE | set(hosts), word, secrets.token_urlsafe(24))

    def knows_host(self, host: str) -> bool:
        """Whether a Host header means this machine. Behind a proxy any name will do: there the word is asked for."""
        return self.word is not None or (urlsplit(f"//{host}").hostname or "") in self.hosts

    def admits(self, asking: HTTPConnection) -> bool:
        """Whether somebody said the word, or need not."""
        if self.word is None or asking.url.path.startswith(OPEN_TO_ALL):
            return True
        _, _, bearer = asking.headers.get("authorization", "").partition("Bearer ")
        return self.is_word(bearer) or hmac.compare_digest(asking.cookies.get(COOKIE, ""), self.pass_for_the_word())

    def is_word(self, said: str) -> bool:
        """Whether this is the word, told in a time that does not depend on how much of it is right."""
        return self.word is not None and hmac.compare_digest(said.encode(), self.word.encode())

    def pass_for_the_word(self) -> str:
        """What the cookie of somebody who said the word holds; it cannot be turned back into the word."""
        return hmac.new((self.word or "").encode(), b"sayso", hashlib.sha256).hexdigest()


class Gate:
    """The middleware that every request and every answer passes."""

    def __init__(self, app: ASGIApp, guard: Guard) -> None:
        self.app = app
        self.guard = guard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Turn away what may not come in; put the headers on what goes out."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                if not scope["path"].startswith("/assets/"):
                    headers["cache-control"] = "no-store"
            await send(message)

        if (refusal := self._refusal(HTTPConnection(scope))) is not None:
            await refusal(scope, receive, sealed)
            return
        await self.app(scope, _bounded(receive, Headers(scope=scope)), sealed)

    def _refusal(self, asking: HTTPConnection) -> Response | None:
        """Why a request goes no further, or None."""
        headers, method = asking.headers, asking.scope["method"]
        if not self.guard.knows_host(headers.get("host", "")):
            return PlainTextResponse("This address is not served here; use the one that sayso serve printed.", 421)
        if method not in SAFE and not _is_from_here(headers):
            return PlainTextResponse("Changes are taken only from sayso's own pages.", 403)
        if not self.guard.admits(asking):
            if method in SAFE and "text/html" in headers.get("accept", ""):
                return RedirectResponse(f"{LOGIN}?then={asking.url.path}", 303)
            return PlainTextResponse("Say the token first.", 401, {"www-authenticate": "Bearer"})
        if _declared(headers) > _most(headers):
            return _too_much()
        return None


def _is_from_here(headers: Headers) -> bool:
    """Whether a change comes from a page of ours. Programs that are no browser send no Origin and carry no cookie."""
    origin = headers.get("origin")
    if origin is not None:
        return urlsplit(origin).netloc == headers.get("host")
    return headers.get("sec-fetch-site", "none") in ("same-origin", "none")


def _too_much() -> Response:
    return PlainTextResponse(TOO_MUCH, 413)


def _most(headers: Headers) -> int:
    return MOST_UPLOADED if headers.get("content-type", "").startswith("multipart/") else MOST_BYTES


def _declared(headers: Headers) -> int:
    length = headers.get("content-length", "0")
    return int(length) if length.isdecimal() else 0


def _bounded(receive: Receive, headers: Headers) -> Receive:
    """A body counted as it comes: what a sender declares need not be so."""
    came, most = 0, _most(headers)

    async def counted() -> Message:
        nonlocal came
        message = await receive()
        came += len(message.get("body", b""))
        if came > most:
            raise HTTPException(413, TOO_MUCH)
        return message

    return counted


async def meant_by_our_own_page(request: Request) -> None:
    """That a change carries the token of our pages, in the header X-CSRF-Token or the form's field `csrf`.

    Raises:
        HTTPException: if it does not, as when the page was opened before the server was started anew.
    """
    if request.method in SAFE or request.url.path == LOGIN:
        return
    guard: Guard = request.app.state.guard
    given = request.headers.get("x-csrf-token") or str((await request.form()).get("csrf") or "")
    if not hmac.compare_digest(given.encode(), guard.token.encode()):
        raise HTTPException(403, "This page was opened before the server was started; reload it and do it again.")
