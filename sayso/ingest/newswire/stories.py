"""What stories off the wire have in common, whatever they are written in."""

from __future__ import annotations

from sayso.ingest.blocks import Block
from sayso.ingest.newswire.moments import moment_of
from sayso.ingest.story import Story

HELD_BACK = "held back by its sender: not yet to be published"


def with_blocks(story: Story, blocks: list[Block], *, whole: bool) -> Story:
    """A story with its paragraphs. Not `whole`, it only says what a report elsewhere is about, unless it takes one back."""
    withdrawn = story.wire is not None and story.wire.withdrawn
    if story.wire and withdrawn and not blocks and not story.title:
        story.title = story.wire.note or story.wire.slug
    story.summary = not whole and not withdrawn
    story.set_blocks(blocks)
    return story


def with_dateline(blocks: list[Block], dateline: str | None) -> list[Block]:
    """The paragraphs of a body with the dateline before the first, where it is not printed there already."""
    first = next((number for number, (_, kind) in enumerate(blocks) if kind == "p"), None)
    printed = (dateline or "").rstrip(" -–—")
    if first is None or not printed or blocks[first][0].startswith(printed):
        return blocks
    led = (f"{printed} - {blocks[first][0]}", "p")
    return [*blocks[:first], led, *blocks[first + 1 :]]


def held_back(status: str | None, until: str | None = None) -> list[str]:
    """What to note of a story that is not to be published, or not before a moment."""
    notes = [HELD_BACK] if (status or "").lower() in ("withheld", "embargoed") else []
    moment = moment_of(until)
    return [*notes, f"not to be published before {moment.value}"] if moment else notes
