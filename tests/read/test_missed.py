"""What looks like somebody's word and got no attribution is told."""

from __future__ import annotations

from tests.make import report


def test_nothing_is_missed_where_all_is_attributed() -> None:
    assert not report('"The dam is safe," said Ruta Adisa.').missed


def test_a_quotation_nobody_speaks_is_told() -> None:
    reading = report("The bridge fell at noon. A sign on the bank: “No bathing here after the first of May, please.”")
    covered = [span for a in reading.attributions for span in a.content]
    text = reading.document.text
    assert any("No bathing" in m.span.of(text) for m in reading.missed) or any(
        "No bathing" in s.of(text) for s in covered
    )
