"""What a page is: its addresses, and its place in the menu."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter


@dataclass(frozen=True, slots=True)
class Page:
    """One file of `pages/`. A page without a name is reached from others, not from the menu."""

    router: APIRouter
    name: str | None = None
    path: str = "/"
