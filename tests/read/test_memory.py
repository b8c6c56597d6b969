"""What is remembered is what reading again would give, and it does not grow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.errors import SettingsError
from sayso.ingest import from_text
from sayso.read import read_documents
from sayso.read.memory import SWITCH, Memory, load_memory
from sayso.read.reader import ParagraphReading, Reader
from sayso.terms import Document, Moment, Precision, Reading

PARAGRAPHS = (
    "The harbour master said on Monday that two trawlers had sunk.",
    '"Nobody was aboard," Ilse Varga, a spokeswoman for the port, told reporters yesterday.',
    "The ministry will publish its report on Friday. She denied that it was late.",
    "Varga declined to say who owned the boats, five of which were insured.",
)
DAYS = (None, "2026-03-03", "2026-03-04", "2026-03-12")
REPORTS = st.builds(
    lambda paragraphs, outlet, day: printed("\n\n".join(paragraphs), outlet, day),
    st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=3),
    st.sampled_from(["Quay Post", "Mole Herald"]),
    st.sampled_from(DAYS),
)


def printed(text: str, outlet: str = "Quay Post", day: str | None = "2026-03-03") -> Document:
    """A report as an outlet prints it on a day."""
    moment = Moment(day, Precision.DAY) if day else None
    return msgspec.structs.replace(from_text(text, outlet), outlet=outlet, published=moment)


def printed_out(readings: Iterable[Reading]) -> list[bytes]:
    """Readings bit for bit: to Python 5 is 5.0."""
    return [msgspec.msgpack.encode(reading) for reading in readings]


class Counting(Reader):
    """A reader that counts the paragraphs it is given."""

    looked_at = 0

    def read(self, paragraphs: Sequence[str]) -> list[ParagraphReading]:
        self.looked_at += len(paragraphs)
        return super().read(paragraphs)


@pytest.fixture(scope="module")
def counting() -> Counting:
    return Counting()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(REPORTS, min_size=1, max_size=5))
def test_reports_read_the_same_with_and_without_a_memory(reader: Reader, reports: list[Document]) -> None:
    memory = Memory()

    first, again = (list(read_documents(reports, reader, memory)) for _ in range(2))

    assert printed_out(first) == printed_out(again) == printed_out(read_documents(reports, reader))


def test_a_copy_is_not_looked_at(counting: Counting) -> None:
    text, memory = "\n\n".join(PARAGRAPHS), Memory()
    counting.looked_at = 0

    list(read_documents([printed(text), printed(text, "Mole Herald")], counting, memory))
    list(read_documents([printed(text, "Breakwater")], counting, memory))

    assert counting.looked_at == len(PARAGRAPHS)


def test_a_paragraph_that_another_report_had_is_not_looked_at(counting: Counting) -> None:
    memory = Memory()
    list(read_documents([printed("\n\n".join(PARAGRAPHS[:3]))], counting, memory))
    counting.looked_at = 0

    list(read_documents([printed("\n\n".join(PARAGRAPHS[1:]))], counting, memory))

    assert counting.looked_at == 1


@pytest.mark.parametrize(("day", "same"), [("2026-03-04", True), ("2026-03-12", False)])
def test_a_copy_of_another_day_is_recalled_where_its_times_are_the_same(
    reader: Reader, day: str, *, same: bool
) -> None:
    memory, text = Memory(), PARAGRAPHS[0]
    (first,) = read_documents([printed(text)], reader, memory)

    recalled = memory.recall(printed(text, day=day))

    assert (recalled is not None) == same
    (read,) = read_documents([printed(text, day=day)], reader, memory)
    assert (read.dates == first.dates) == same


def test_a_copy_with_a_dateline_is_recalled_whenever_it_is_printed(reader: Reader) -> None:
    memory, text = Memory(), f"MERISK, March 3, 2026 (Steppe Wire) - {PARAGRAPHS[0]}"
    list(read_documents([printed(text)], reader, memory))

    assert memory.recall(printed(text, day="2026-03-12"))


def test_a_copy_in_a_year_without_the_leap_day_it_names_is_read_again(reader: Reader) -> None:
    memory, text = Memory(), "The mole was shut on the 29th of February, the harbour master said."
    list(read_documents([printed(text, day="2024-03-12")], reader, memory))

    assert memory.recall(printed(text, day="2024-03-13"))
    assert not memory.recall(printed(text, day="2025-03-12"))


def test_a_recalled_report_is_the_copy_not_the_first(reader: Reader) -> None:
    memory = Memory()

    _, copy = read_documents([printed(PARAGRAPHS[0]), printed(PARAGRAPHS[0], "Mole Herald")], reader, memory)

    assert copy.document.outlet == copy.document.location == "Mole Herald"


def test_what_was_asked_for_longest_ago_is_forgotten_first(reader: Reader) -> None:
    texts = [f"{PARAGRAPHS[0]} It was boat number {number}." for number in range(8)]
    memory = Memory(30_000)  # a reading of these takes some 2,700 bytes, and two fifths are for readings

    list(read_documents(map(printed, texts), reader, memory))

    assert memory.recall(printed(texts[-1]))
    assert not memory.recall(printed(texts[0]))


def test_a_memory_keeps_to_its_bytes(reader: Reader) -> None:
    memory = Memory(50_000)

    list(read_documents((printed(f"{PARAGRAPHS[1]} Boat {number}.") for number in range(20)), reader, memory))

    assert 0 < memory.held <= 50_000


def test_nothing_is_remembered_where_it_is_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SWITCH, "0")

    assert load_memory.__wrapped__() is None


def test_a_switch_that_is_no_number_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SWITCH, "much")

    with pytest.raises(SettingsError, match="megabytes"):
        load_memory.__wrapped__()
