"""The second layer of marked text."""

from __future__ import annotations

import pytest

from sayso.errors import CorpusError
from sayso.train.marked import parse_marked

PARAGRAPH = "[s1 The general] [q1 said] [c1 gunmen had attacked the base on Monday].\n1 asserts"


def test_a_line_quotes_the_paragraph() -> None:
    (paragraph,) = parse_marked(f'{PARAGRAPH}\nevent "attacked" ASSAULT actor="gunmen" recipient="base" in=1')
    (claimed,) = paragraph.claimed
    assert paragraph.text[slice(*claimed.span)] == "attacked"
    assert (claimed.value, claimed.fields["actor"], claimed.one("in")) == ("ASSAULT", ["gunmen"], "1")


@pytest.mark.parametrize(
    "line",
    [
        'event "fled" RETREAT',
        'event "attacked" FIGHT',
        'event "attacked" ASSAULT in=7',
        'event "attacked" ASSAULT colour="red"',
        'date "Monday" soon',
        'relation "said" membership subject="x"',
    ],
)
def test_a_wrong_line_is_named(line: str) -> None:
    with pytest.raises(CorpusError):
        list(parse_marked(f"{PARAGRAPH}\n{line}"))
