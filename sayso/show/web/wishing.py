"""What somebody wants to decide, as a form says it, and who it is.

Who decides is asked once and kept in a cookie; it is written beside every decision.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote, unquote

from fastapi import Depends, Form, Request
from fastapi.responses import Response

from sayso.errors import StoreError
from sayso.store import Case, review
from sayso.terms import Deed, Span

COOKIE = "sayso-by"
A_YEAR = 365 * 24 * 3600
Id = Annotated[str, Form(max_length=300)]
Words = Annotated[str, Form(max_length=20_000)]


@dataclass(frozen=True, slots=True)
class Wish:
    """One decision as a form asks for it.

    `value` is chosen from a list, `typed` goes before it; `field` is what of a claim or a report is corrected. The
    fields below `seen` belong to a claim that is added. `seen` is the thing as the form showed it.
    """

    what: Annotated[Deed, Form()]
    a: Annotated[str, Form(min_length=1, max_length=300)]
    b: Id = ""
    field: Id = ""
    value: Id = ""
    typed: Id = ""
    because: Annotated[str, Form(max_length=2000)] = ""
    then: Annotated[str, Form(max_length=4000)] = "/review"
    seen: Words = ""
    words: Words = ""
    start: Annotated[str, Form(pattern=r"^\d{0,9}$")] = ""
    end: Annotated[str, Form(pattern=r"^\d{0,9}$")] = ""
    stance: Id = "asserts"
    about: Annotated[str, Form(max_length=2000)] = ""

    def other(self, case: Case) -> str | None:
        """What a decision names besides its first thing: another thing, a correction, a claim.

        Raises:
            StoreError: if the form was left empty.
        """
        if self.what is Deed.ADD:
            return self._added(case)
        chosen = (self.typed or self.value).strip()
        if self.field:
            if not chosen:
                raise StoreError(f"nothing was given for {self.field}; choose or type it")
            return f"{self.field}={chosen}"
        return chosen or self.b or None

    def _added(self, case: Case) -> str:
        """The claim that is added, with the missed place that it fills."""
        if not case.holds(self.a):
            raise StoreError("this report is no longer in the case")
        reading = case.reading(self.a)
        text = reading.document.text
        words = self.words.replace("\r\n", "\n")
        if self.start and self.end:
            words = text[int(self.start) : int(self.end)]
        given: dict[str, object] = {"words": words, "speaker": (self.typed or self.value).strip() or None}
        given["stance"] = self.stance
        if self.start:
            given["start"] = int(self.start)
        if about := [name.strip() for name in self.about.split(";") if name.strip()]:
            given["about"] = about
        start = int(self.start) if self.start else text.find(words)
        span = Span(start, start + len(words))
        missed = (one.span for one in reading.missed if one.span.overlaps(span))
        if (place := next(missed, None)) is not None:
            given["place"] = review.missed_place(self.a, place)
        return json.dumps(given, ensure_ascii=False)


async def _fields(request: Request) -> list[tuple[str, str]]:
    """Every field of a form, to be asked again with who decides."""
    return [(name, value) for name, value in (await request.form()).multi_items() if isinstance(value, str)]


def _deciding(request: Request, by: Annotated[str, Form(max_length=100)] = "") -> str:
    return " ".join(by.split()) or whoever_asks(request)


def whoever_asks(request: Request) -> str:
    """The name that a browser keeps of whoever sits before it; empty where it was not said yet."""
    return unquote(request.cookies.get(COOKIE, ""))[:100].strip()


def remembered(answer: Response, by: str) -> Response:
    """An answer that has the browser keep who decides."""
    answer.set_cookie(COOKIE, quote(by), max_age=A_YEAR, httponly=True, samesite="strict")
    return answer


Wishing = Annotated[Wish, Depends()]
Fields = Annotated[list[tuple[str, str]], Depends(_fields)]
By = Annotated[str, Depends(_deciding)]
