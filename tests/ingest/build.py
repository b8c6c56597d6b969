"""Builders of files in the formats of the field. Everything they tell of is invented."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from sayso.ingest import Choices, ingest
from sayso.terms import Document, Failure

LEAD = "The harbour board of Merisk said on Monday that it would close the eastern mole until the crack was mended."
MORE = (
    'Ines Kovary, the harbour master, said that nobody had been hurt. "We closed it in time," she said.',
    "The Dockers' Union of Merisk denied that its members had been warned before the mole gave way on Sunday night.",
    "Pavo Lindt, a crane driver, said that he had heard the stone move at about nine and had left his cabin at once.",
)
BODY = (LEAD, *MORE)
TITLE = "Merisk closes its eastern mole"


def page(title: str = TITLE, body: Iterable[str] = BODY, outlet: str = "The Merisk Packet") -> bytes:
    """A page as a paper's site gives it."""
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in body)
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>{title}</title><meta property="og:site_name" content="{outlet}">'
        '<meta property="article:published_time" content="2026-05-11T07:30:00+02:00"></head><body>'
        f"<nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav><article><h1>{title}</h1>{paragraphs}</article>"
        "<footer>Copyright 2026 The Merisk Packet</footer></body></html>"
    ).encode()


def response(
    address: str, body: bytes, headers: Sequence[tuple[str, str]] = (), status: str = "200 OK"
) -> tuple[str, bytes, StatusAndHeaders]:
    """One answer of a server, to be put into an archive."""
    said = [("Content-Type", "text/html; charset=utf-8"), *headers]
    return address, body, StatusAndHeaders(status, list(dict(said).items()), protocol="HTTP/1.1")


def warc(responses: Iterable[tuple[str, bytes, StatusAndHeaders]], *, packed: bool = False) -> tuple[bytes, list[int]]:
    """An archive of some responses, and where each record begins."""
    out, offsets = io.BytesIO(), []
    writer = WARCWriter(out, gzip=packed)
    for address, body, headers in responses:
        offsets.append(out.tell())
        record = writer.create_warc_record(
            address,
            "response",
            payload=io.BytesIO(body),
            http_headers=headers,
            warc_headers_dict={"WARC-Date": "2026-05-12T08:00:00Z"},
        )
        writer.write_record(record)
    return out.getvalue(), offsets


def zipped(members: dict[str, bytes]) -> bytes:
    """A ZIP file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def pdf(*pages: Sequence[tuple[float, float, str]]) -> bytes:
    """A PDF file whose pages hold lines at places, in the order given, which need not be that of reading."""
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for lines in pages:
        shown = b"".join(b"1 0 0 1 %d %d Tm (%s) Tj\n" % (x, y, _escaped(text)) for x, y, text in lines)
        stream = b"BT /F1 10 Tf\n" + shown + b"ET"
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    out, places = b"%PDF-1.4\n", []
    for number, thing in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, thing)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        table,
        len(objects) + 1,
        len(out),
    )


def _escaped(text: str) -> bytes:
    return text.encode("latin-1").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def word(title: str = TITLE, body: Iterable[str] = BODY) -> bytes:
    """A Word document with a table at its end."""
    import docx

    document = docx.Document()
    document.add_heading(title, 0)
    for paragraph in body:
        document.add_paragraph(paragraph)
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text, cells[1].text = "Length of the mole", "410 metres"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def rss(*items: str, head: str = "<title>The Merisk Packet</title><language>en</language>") -> bytes:
    """An RSS feed."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>{head}{"".join(items)}</channel></rss>'
    ).encode()


def item(title: str = TITLE, content: str = "", description: str = "", more: str = "") -> str:
    """An entry of an RSS feed."""
    full = f"<content:encoded><![CDATA[{content}]]></content:encoded>" if content else ""
    teaser = f"<description><![CDATA[{description}]]></description>" if description else ""
    return f"<item><title>{title}</title>{teaser}{full}{more}</item>"


def markup(body: Iterable[str] = BODY) -> str:
    """Paragraphs as HTML."""
    return "".join(f"<p>{paragraph}</p>" for paragraph in body)


def written(folder: Path, name: str, data: bytes) -> Path:
    """A file with this in it."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def read(path: Path, choices: Choices | None = None) -> list[Document | Failure]:
    """All that a file gives."""
    return list(ingest([str(path)], choices=choices))


def documents(path: Path, choices: Choices | None = None) -> list[Document]:
    """The reports of a file in which nothing is wrong."""
    found = read(path, choices)
    assert all(isinstance(one, Document) for one in found), found
    return [one for one in found if isinstance(one, Document)]


def failure(path: Path, choices: Choices | None = None) -> Failure:
    """The one failure of a file that gives nothing else."""
    (found,) = read(path, choices)
    assert isinstance(found, Failure), found
    return found


def gzipped(data: bytes) -> bytes:
    """The same, compressed."""
    return gzip.compress(data, mtime=0)
