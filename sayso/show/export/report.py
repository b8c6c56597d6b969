"""A case as one page: matters with the voices they rest on, the network, every report with its claims marked, sources.

One HTML file that needs no server and asks for nothing: no script, no picture, no font from elsewhere, and a policy in
its head that forbids all of them. It prints to PDF from any browser. With names redacted, it can be shared.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, pairwise
from pathlib import Path
from typing import BinaryIO
from xml.etree.ElementTree import Element

from sayso.errors import SettingsError
from sayso.show.chosen import Chosen, Row, Told
from sayso.show.html import Child, element, head, link, table, written
from sayso.show.network import Network, network_of
from sayso.show.picture import drawn, picture
from sayso.show.redaction import Redaction, redaction_of
from sayso.terms import Span

STYLE = Path(__file__).with_name("report.css").read_text(encoding="utf-8")
PROMISE = (
    "This page says who says what, how firmly, and on how many independent voices it rests. It does not say what is true. "
    "Voices that may hang together are counted apart for the higher number and as one for the lower. Where it says that "
    "nobody denies or replies, that is so in these reports, and no more is known."
)
LITTLE = 2
"""Matters with fewer claims stand in a list, not under a heading of their own."""


def write(chosen: Chosen, out: BinaryIO) -> None:
    """Write the page, a part at a time.

    Raises:
        SettingsError: if a name that was to be redacted stands nowhere in it.
    """
    redaction = redaction_of(chosen)
    title = f"Report on {chosen.about.case}"
    parts: Iterable[str] = (written(redaction.blot(part)) for part in _parts(chosen, redaction, title))
    if chosen.redacted:
        parts = _all_redacted(list(parts), redaction)
    top = written(head(redaction.of(title), STYLE))
    for text in chain(("<!doctype html>", "<html lang=en>", top, "<body>"), parts, ("</body>", "</html>")):
        out.write(f"{text}\n".encode("utf-8", "replace"))


def _all_redacted(parts: list[str], redaction: Redaction) -> list[str]:
    """The parts of a page, once it is sure that every name was found: nothing is written before."""
    if redaction.missed:
        raise SettingsError(
            f"{', '.join(sorted(redaction.missed))} stands nowhere in what is exported, so nothing was redacted for it; "
            "check the spelling (sayso entities lists who is named)"
        )
    return parts


def _parts(chosen: Chosen, redaction: Redaction, title: str) -> Iterator[Element]:
    network = network_of(chosen)
    shown = {row["claim"] for row in chosen.claims()}
    yield _top(chosen, title)
    yield from _matters(chosen, shown)
    yield _network(network)
    yield _names(network)
    yield element("h2", "The reports", id="reports")
    for told in chosen.told():
        yield _report(told, redaction)
    yield _sources(chosen)
    yield _decisions(chosen)


def _top(chosen: Chosen, title: str) -> Element:
    sections = {
        "matters": "What is claimed", "network": "The network", "names": "Who is named", "reports": "The reports",
        "sources": "Sources", "decisions": "What people decided",
    }  # fmt: skip
    blotted = "Names were redacted in this copy." if chosen.redacted else None
    return element(
        "header",
        element("h1", title),
        element("p", PROMISE),
        element("p", chosen.about.told() + ". ", blotted, class_="note"),
        element("nav", element("ul", (element("li", link(id, name)) for id, name in sections.items()))),
    )


# What is claimed


def _matters(chosen: Chosen, shown: Collection[str]) -> Iterator[Element]:
    """The matters, those with most origins first; what few speak of in a list after them."""
    yield element("h2", "What is claimed", id="matters")
    few: list[Row] = []
    points: list[Row] = []
    for row in [*chosen.matters(), None]:
        if points and (row is None or row["part_of"] is None):
            if len(points[0]["claims"]) >= LITTLE:
                yield _matter(points, shown)
            elif points[0]["claims"]:
                few.append(points[0])
            points = []
        if row is not None:
            points.append(row)
    if few:
        yield element("h3", "Said once")
        yield table(("what", "who", "how firmly", "rests on"), (_said_once(row, shown) for row in few))


def _matter(points: list[Row], shown: Collection[str]) -> Element:
    """A matter, who stands how to it, the points on which claims differ, and why voices may not count apart."""
    row, *others = points
    edges = [*row["origins"]["edges"], *row["against"]["edges"]]
    heads = ("who", "how firmly", "to the matter", "in which words", "where")
    return element(
        "section",
        element("h3", row["text"]),
        element("p", _rests(row), class_="note"),
        table(heads, (_stands(claim, shown) for claim in row["claims"])),
        element("ul", (element("li", _point(point)) for point in others)) if others else None,
        element("p", "; ".join(_edge(edge) for edge in edges), ".", class_="note") if edges else None,
        id=row["id"],
    )


def _rests(row: Row) -> str:
    against = row["against"]
    parts = [
        row["type"],
        f"in {_count(row['reports'], 'report')} of {_count(row['outlets'], 'outlet')}",
        f"rests on {_range(row['origins'])}",
        f"denied by {_range(against)}" if against["max"] else "nobody denies it in these reports",
    ]
    return ", ".join(part for part in parts if part)


def _range(counted: Row) -> str:
    low, high, more = counted["min"], counted["max"], counted["unestablished"]
    told = _count(high, "independent voice") if low == high else f"{low} to {_count(high, 'independent voice')}"
    return told + (f", and {_count(more, 'outlet')} that do not say how they know" if more else "")


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'s' * (number != 1)}"


def _stands(claim: Row, shown: Collection[str]) -> tuple[Child, ...]:
    how = claim["agreement"] or "says nothing for or against"
    return claim["speaker"], claim["stance"], how, _linked(claim, claim["text"], shown), _file(claim["location"])


def _said_once(row: Row, shown: Collection[str]) -> tuple[Child, ...]:
    (claim,) = row["claims"]
    words = element("span", _linked(claim, row["text"], shown), id=row["id"])
    return words, claim["speaker"], claim["stance"], _range(row["origins"])


def _linked(claim: Row, words: str, shown: Collection[str]) -> Child:
    """Words that lead to their claim in its report, where the filters left that in."""
    return link(claim["claim"], words) if claim["claim"] in shown else words


def _point(row: Row) -> str:
    others = [claim for claim in row["claims"] if claim["agreement"] == "conflicts"]
    apart = f"; otherwise {', '.join(dict.fromkeys(claim['speaker'] for claim in others))}" if others else ""
    return f"{row['slot']}: {row['text']} ({_range(row['origins'])}{apart})"


def _edge(edge: Row) -> str:
    return f"{edge['a']} and {edge['b']} {'are' if edge['firm'] else 'may be'} one voice: {edge['why']}"


def _file(location: str) -> str:
    return location.rsplit("/", 1)[-1]


# Who is named


def _network(network: Network) -> Element:
    """The picture, and the same as a table."""
    nodes, ties = drawn(network)
    capped = f"Drawn are {_count(len(nodes), 'name')} of {len(network.nodes)}, those with most claims between them."
    legend = (
        "Larger circles: in more reports. Wider arrows: more independent voices. Dashed: contested; dotted: denied or "
        "left open. The table has the same ties in words."
    )
    called = {node.id: node.name for node in nodes}
    return element(
        "section",
        element("h2", "The network", id="network"),
        element("p", f"{capped} {legend}", class_="note"),
        picture(nodes, ties) if nodes else element("p", "Nothing here ties two names together."),
        table(
            ("from", "what", "to", "how firmly", "voices", "in words"),
            (
                (called[t.source], t.type, called[t.target], t.firmness, ", ".join(t.voices), link(t.claims[0], t.text))
                for t in ties
            ),
        ),
    )


def _names(network: Network) -> Element:
    rows = sorted(network.nodes.values(), key=lambda node: (-node.reports, node.name))
    return element(
        "section",
        element("h2", "Who is named", id="names"),
        table(
            ("name", "kind", "reports", "claims of its own", "also as"),
            (
                (n.name, n.type, str(n.reports), str(n.spoken), ", ".join(f for f in n.forms if f != n.name))
                for n in rows
            ),
        ),
    )


# The reports


@dataclass(frozen=True, slots=True)
class Lit:
    """A stretch of a text that one claim lights, and the number the claim goes by."""

    span: Span
    claim: str
    number: int
    stance: str


def _report(told: Told, redaction: Redaction) -> Element:
    """A report with its claims marked in its text, and under it who says each."""
    document = told.reading.document
    numbered = dict(enumerate(told.rows, start=1))
    lit = [Lit(told.statements[r["claim"]].span, r["claim"], n, r["stance"]) for n, r in numbered.items()]
    frame = (document.outlet, document.agency and f"from {document.agency}", document.byline)
    day = document.published.value[:10] if document.published else "no date"
    return element(
        "article",
        element("h3", document.title or _file(document.location)),
        element("p", ", ".join(part for part in (*frame, day, _file(document.location)) if part), class_="note"),
        element("p", element("strong", "Withdrawn by who sent it.")) if document.withdrawn else None,
        element("div", marked(document.text, lit, redaction.spans(document.text)), class_="text"),
        table(("", "who", "how firmly", "holds it for so", "in which words"), _key(told, numbered)),
        id=document.id,
    )


def _key(told: Told, numbered: Mapping[int, Row]) -> Iterator[tuple[Child, ...]]:
    for number, row in numbered.items():
        through = " ← ".join(voice.name for voice in told.statements[row["claim"]].chain) or row["speaker"]
        text = link(row["matter"], row["text"]) if row["matter"] else row["text"]
        yield str(number), through, row["stance"], row["holds"], text


def marked(text: str, lit: Iterable[Lit], blotted: Iterable[Span] = ()) -> Iterator[Child]:
    """A text with its claims lit where they stand; each ends in its number. No border cuts through what is blotted out."""
    outside = _outside(list(blotted))
    found = sorted(
        ((outside(one.span.start, 0), outside(one.span.end, 1), one) for one in lit), key=lambda x: (x[0], -x[1])
    )
    borders = sorted({0, len(text), *(place for start, end, _ in found for place in (start, end))})
    for start, end in pairwise(borders):
        over = [one for first, last, one in found if first <= start and end <= last]
        begun = [element("a", id=one.claim) for first, _, one in found if first == start]
        ended = [element("sup", str(one.number)) for _, last, one in found if last == end]
        yield from begun
        words = text[start:end]
        yield element("mark", words, class_=over[-1].stance) if over else words
        yield from ended


def _outside(blotted: list[Span]) -> Callable[[int, int], int]:
    """A border moved to the beginning (0) or the end (1) of what is blotted out around it."""

    def moved(place: int, side: int) -> int:
        return next((span[side] for span in blotted if span.start < place < span.end), place)

    return moved


# Where it comes from


def _sources(chosen: Chosen) -> Element:
    """The reports with their addresses and hashes, so that each can be found and held against this page."""
    copies = {row["id"]: row["copy_of"] for row in chosen.reports()}
    return element(
        "section",
        element("h2", "Sources", id="sources"),
        element("p", "The SHA-256 is of the file that was read.", class_="note"),
        table(
            ("report", "outlet, agency", "printed", "file, address", "SHA-256"),
            (_source(told, copies) for told in chosen.told()),
        ),
    )


def _source(told: Told, copies: Mapping[str, str | None]) -> tuple[Child, ...]:
    document = told.reading.document
    original = copies.get(document.id)
    named = link(original, original) if original and original in copies else original
    return (
        [
            link(document.id, document.title or _file(document.location)),
            element("small", " repeats ", named) if original else None,
            element("small", " withdrawn by who sent it") if document.withdrawn else None,
        ],
        ", ".join(dict.fromkeys(part for part in (document.outlet, document.agency) if part)),
        document.published.value if document.published else "no date",
        " ".join(part for part in (document.location, document.url) if part),
        element("span", document.sha256, class_="hash"),
    )


def _decisions(chosen: Chosen) -> Element:
    """What people settled by hand about what is shown; all of it where everything is shown."""
    shown = {row["id"] for row in chosen.reports()}
    made = [d for d in chosen.case.decisions() if not chosen.about.query or d.a.split(".")[0] in shown]
    rows = (
        (d.what.value, d.a, d.b or "", d.because, d.by, d.at[:10] + (f", undone {d.undone[:10]}" if d.undone else ""))
        for d in made
    )
    return element(
        "section",
        element("h2", "What people decided", id="decisions"),
        table(("what", "on", "", "because", "by", "when"), rows)
        if made
        else element("p", "Nothing was decided by hand."),
    )
