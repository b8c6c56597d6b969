"""What a person at a terminal sees beside the table."""

from __future__ import annotations

from sayso.show.rows import rows_of
from sayso.show.terminal import cast_lines
from tests.make import report


def test_who_takes_part_is_shown_with_sector_country_and_state() -> None:
    reading = report("Kharuz accused the Iranian army of shelling Mosul.", "The Kharuzi police arrested two farmers.")
    shown = set(cast_lines(reading, rows_of(reading, outlet=True)))
    assert {"the Iranian army (MIL, IRN)", "The Kharuzi police (COP, of Kharuz)", "two farmers (AGR)"} <= shown
