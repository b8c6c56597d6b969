"""From a web archive to documents, beside the extractors alone on the same pages in the same run.

    python -m benchmarks.archives [--pages 400] [--runs 3] [--bare]

The pages are those of the samples and of the tests, each many times with other numbers in it, with as much around the
article as pages in the field have; --bare leaves that out, and what a page costs us whatever its size shows more. Ours is
the whole way: finding the record, proving its length, decoding it, the article, its frame, its language and its hash. The
extractors get the bytes of the pages. The ratio is what counts: the goals are 0.8 of trafilatura, and with --fast 0.6 of
resiliparse. Ends with status 1 below them.
"""

from __future__ import annotations

import argparse
import io
import logging
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parent.parent
FOLDERS = (ROOT / "samples", ROOT / "tests" / "ingest" / "pages")
GOALS = {"trafilatura": 0.8, "resiliparse": 0.6}


@dataclass(frozen=True, slots=True)
class Rate:
    """Pages a second, ours and the extractor's alone."""

    ours: float
    theirs: float

    @property
    def ratio(self) -> float:
        """How much of the extractor's rate is left."""
        return self.ours / self.theirs


def variations(count: int, *, full: bool = True) -> Iterator[str]:
    """Pages that differ in a line each, so that none is passed over as seen before."""
    pages = [
        file.read_text(encoding="utf-8", errors="replace")
        for folder in FOLDERS
        for file in sorted(folder.glob("*.html"))
        if file.name != "cookie-wall.html"
    ]
    for number in range(count):
        page = pages[number % len(pages)].replace("</p>", f" It was reported {number} times.</p>")
        yield furnished(page, number) if full else page


def furnished(page: str, number: int) -> str:
    """A page with what stands around an article in the field: styles, scripts, menus, other headlines.

    The bare samples weigh 5 kB and have 40 elements. Pages of news sites that crawlers keep weigh 170 kB on average, with
    some 2,500 elements; these do too.
    """
    style = "".join(f".box-{n}{{margin:{n}px;padding:0 {n % 7}px;color:#{n:06x}}}" for n in range(500))
    script = "".join(
        f"window.q=window.q||[];q.push(['track',{n},'{number}-{n}',{{zone:'z{n % 9}'}}]);" for n in range(500)
    )
    menu = "".join(
        f'<li class="menu-item level-{n % 3}"><a href="/section/{n}">Section {n}</a></li>' for n in range(160)
    )
    other = "".join(
        f'<div class="teaser"><a href="/story/{number}-{n}"><img src="/i/{n}.jpg" alt=""><span>Other story {n}</span></a>'
        f'<p class="kicker"><time>{n % 24}:00</time> <b>Section {n % 9}</b></p></div>'
        for n in range(260)
    )
    head = f"<style>{style}</style><script>{script}</script>"
    return (
        re.sub(r"(?i)</head>", lambda end: head + end[0], page, count=1)
        .replace("<body>", f'<body><nav class="navigation"><ul>{menu}</ul></nav>', 1)
        .replace(
            "</body>",
            f'<aside class="related-stories sidebar">{other}</aside><footer class="footer"><ul>{menu}</ul></footer></body>',
            1,
        )
    )


def write_archive(path: Path, pages: list[str]) -> None:
    """The pages as a crawler would have kept them."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=True)
        for number, page in enumerate(pages):
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            record = writer.create_warc_record(
                f"https://paper.example/{number}", "response", payload=io.BytesIO(page.encode()), http_headers=headers
            )
            writer.write_record(record)


def ours(archive: Path, *, fast: bool) -> None:
    """The whole way."""
    from sayso.ingest import Choices, ingest

    for _ in ingest([str(archive)], choices=Choices(fast=fast)):
        pass


def trafilatura_alone(pages: list[bytes]) -> None:
    """As `sayso/ingest/pages.py` calls it first; it finds out the encoding by itself."""
    import trafilatura

    for page in pages:
        trafilatura.bare_extraction(
            page, favor_precision=True, include_comments=False, include_tables=False, with_metadata=True
        )


def resiliparse_alone(pages: list[bytes]) -> None:
    """As `sayso/ingest/pages.py` calls it, after its own way of finding out the encoding."""
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import detect_encoding
    from resiliparse.parse.html import HTMLTree

    for page in pages:
        tree = HTMLTree.parse_from_bytes(page, detect_encoding(page))
        extract_plain_text(tree, main_content=True, list_bullets=False, alt_texts=False)


def seconds(work: Callable[[], None]) -> float:
    """How long a processor works on something; what else the machine does is left out."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def rate(mine: Callable[[], None], theirs: Callable[[], None], count: int, runs: int) -> Rate:
    """Both rates, the runs alternating, the first left out."""
    mine(), theirs()
    times = [(seconds(mine), seconds(theirs)) for _ in range(runs)]
    my, their = (statistics.median(column) for column in zip(*times, strict=True))
    return Rate(count / my, count / their)


def measure(count: int = 400, runs: int = 3, *, full: bool = True) -> dict[str, Rate]:
    """Our rate and each extractor's, medians of alternating runs; loading is left out."""
    logging.getLogger("trafilatura").setLevel(logging.ERROR)
    pages = list(variations(count, full=full))
    data = [page.encode() for page in pages]
    found: dict[str, Rate] = {}
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "crawl.warc.gz"
        write_archive(archive, pages)
        for name, fast, alone in (("trafilatura", False, trafilatura_alone), ("resiliparse", True, resiliparse_alone)):
            found[name] = rate(partial(ours, archive, fast=fast), partial(alone, data), count, runs)
    return found


def main() -> None:
    """Print the rates."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--pages", type=int, default=400)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--bare", action="store_true", help="the samples as they are, with nothing around the article")
    given = parser.parse_args()
    found = measure(given.pages, given.runs, full=not given.bare)
    for name, rate in found.items():
        print(
            f"{name:12} ours {rate.ours:7.1f} pages/s, alone {rate.theirs:7.1f}; ratio {rate.ratio:.2f} (goal {GOALS[name]})"
        )
    sys.exit(any(rate.ratio < GOALS[name] for name, rate in found.items()))


if __name__ == "__main__":
    main()
