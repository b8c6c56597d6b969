"""The token, where one is asked for."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from sayso.show.web.answers import page
from sayso.show.web.asking import inside
from sayso.show.web.guard import COOKIE, LOGIN, Guard
from sayso.show.web.page import Page

router = APIRouter(include_in_schema=False)
PAGE = Page(router)


@router.get(LOGIN, response_class=HTMLResponse)
def ask(request: Request, then: str = "/") -> HTMLResponse:
    """Ask for it."""
    return _asking(request, then)


def _asking(request: Request, then: str, *, wrong: bool = False) -> HTMLResponse:
    """The page that asks; it tells nothing of the case."""
    shown = {"menu": (), "case_name": "sayso", "csrf": "", "then": then, "wrong": wrong}
    return page(request, "login.html", status=403 if wrong else 200, **shown)


@router.post(LOGIN)
def answer(request: Request, word: Annotated[str, Form()] = "", then: Annotated[str, Form()] = "/") -> Response:
    """Let in who knows it, for as long as the browser is open."""
    guard: Guard = request.app.state.guard
    if not guard.is_word(word):
        return _asking(request, then, wrong=True)
    answered = RedirectResponse(inside(then), 303)
    answered.set_cookie(COOKIE, guard.pass_for_the_word(), httponly=True, samesite="strict", secure=_is_secure(request))
    return answered


def _is_secure(request: Request) -> bool:
    """Whether the browser came by an encrypted way, the proxy's word taken for it."""
    return "https" in (request.url.scheme, request.headers.get("x-forwarded-proto"))
