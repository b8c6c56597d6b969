"""Stories off the wire: every version of NITF, NewsML-G2 and ninjs, with editions, corrections and kills."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sayso.terms import Region, Wire
from tests.ingest.build import BODY, LEAD, TITLE, documents, failure, markup, written

SLUG, ITEM = "MERISK-MOLE", "urn:newsml:northline.example:20260511:mole"
NOTE = "Corrects the day in the second paragraph"
NAR = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'


def nitf(
    *,
    status: str = "usable",
    version: str = "2",
    correction: str = "",
    body: str | None = None,
    doctype: str = "",
    dtd: str = "3.6",
) -> bytes:
    """A story in NITF."""
    return f"""<?xml version="1.0" encoding="utf-8"?>{doctype}<nitf version="-//IPTC//DTD NITF {dtd}//EN">
<head><title>{TITLE}</title><docdata management-status="{status}"><doc-id regsrc="northline.example" id-string="{ITEM}"/>
<urgency ed-urg="4"/><date.issue norm="20260511T073000+0200"/><doc.copyright holder="Northline News Agency"/>
<du-key key="{SLUG}" version="{version}"/><ed-msg info="{NOTE}"/>{correction}</docdata></head>
<body><body.head><hedline><hl1>{TITLE}</hl1><hl2>Crack found on Sunday</hl2></hedline>
<byline>By <person>Ines Kovary</person></byline><distributor>Northline News Agency</distributor>
<dateline><location>MERISK</location>, May 11</dateline></body.head>
<body.content>{markup() if body is None else body}<media media-type="image"><media-caption><p>The mole on Monday.</p></media-caption>
</media></body.content><body.end><tagline>(Reporting by Ines Kovary)</tagline></body.end></body></nitf>""".encode()


def news_item(
    *, status: str = "stat:usable", version: str = "2", more: str = "", content: str | None = None, guid: str = ITEM
) -> str:
    """A story in NewsML-G2."""
    xhtml = f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{markup()}</body></html>'
    inner = f'<inlineXML contenttype="application/xhtml+xml">{xhtml}</inlineXML>' if content is None else content
    return f"""<newsItem {NAR} guid="{guid}" version="{version}" standard="NewsML-G2" standardversion="2.34" xml:lang="en">
<itemMeta><itemClass qcode="ninat:text"/><provider qcode="nprov:NNA"><name>Northline News Agency</name></provider>
<versionCreated>2026-05-11T07:30:00+02:00</versionCreated><pubStatus qcode="{status}"/><edNote>{NOTE}</edNote>{more}</itemMeta>
<contentMeta><urgency>4</urgency><creator><name>Ines Kovary</name></creator><slugline>{SLUG}</slugline>
<headline>{TITLE}</headline></contentMeta><contentSet>{inner}</contentSet></newsItem>"""


def message(*items: str) -> bytes:
    """Several stories in one message."""
    return (
        f'<?xml version="1.0"?><newsMessage {NAR}><header/><itemSet>{"".join(items)}</itemSet></newsMessage>'.encode()
    )


NINJS_1: dict[str, Any] = {
    "uri": ITEM,
    "type": "text",
    "version": "2",
    "versioncreated": "2026-05-11T07:30:00+02:00",
    "pubstatus": "usable",
    "urgency": 4,
    "slugline": SLUG,
    "ednote": NOTE,
    "byline": "Ines Kovary",
    "language": "en",
    "copyrightholder": "Northline News Agency",
    "headline": TITLE,
    "body_text": "\n\n".join(BODY),
    "body_xhtml": markup(),
}
NINJS_2: dict[str, Any] = {
    **{key: value for key, value in NINJS_1.items() if key not in ("byline", "headline", "body_text", "body_xhtml")},
    "standard": {"name": "ninjs", "version": "2.1", "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_2.1.json"},
    "by": "Ines Kovary",
    "headlines": [{"role": "short", "value": "Mole closed"}, {"role": "main", "value": TITLE}],
    "bodies": [
        {"role": "main", "contenttype": "text/plain", "value": " ".join(BODY)},
        {"role": "richtext", "contenttype": "application/xhtml+xml", "value": markup()},
    ],
}
NINJS_3: dict[str, Any] = {
    **{key: value for key, value in NINJS_2.items() if key not in ("versioncreated", "pubstatus", "copyrightholder")},
    "versionCreated": "2026-05-11T07:30:00+02:00",
    "pubStatus": "usable",
    "infoSources": [{"name": "Northline News Agency"}],
    "bodies": [{"role": "richtext", "contentType": "application/xhtml+xml", "value": markup()}],
}
NINJS_1_MAIN = {
    **{key: value for key, value in NINJS_1.items() if not key.startswith(("body", "headline"))},
    "headline_main": TITLE,
    "body_richtext": markup(),
    "body_main": " ".join(BODY),
}
NEWS_NITF = news_item(
    content=f'<inlineXML contenttype="application/nitf+xml">{nitf().decode().partition("?>")[2]}</inlineXML>'
)
EVERY = {
    "nitf 3.0": nitf(dtd="3.0", doctype='<!DOCTYPE nitf SYSTEM "nitf-3-0.dtd">'),
    "nitf 3.6": nitf(),
    "newsml xhtml": news_item().encode(),
    "newsml nitf": NEWS_NITF.encode(),
    "newsml plain": news_item(
        content=f'<inlineData contenttype="text/plain">{chr(10).join(f"{p}{chr(10)}" for p in BODY)}</inlineData>'
    ).encode(),
    "newsml message": message(news_item()),
    "ninjs 1.4": json.dumps(NINJS_1).encode(),
    "ninjs 1.7": json.dumps(NINJS_1_MAIN).encode(),
    "ninjs 2": json.dumps(NINJS_2).encode(),
    "ninjs 3": json.dumps(NINJS_3).encode(),
}


@pytest.mark.parametrize("version", EVERY)
def test_a_story_is_read_with_all_that_the_wire_says_of_it(tmp_path: Path, version: str) -> None:
    (found,) = documents(written(tmp_path, "story.xml", EVERY[version]))
    assert all(paragraph in found.text.split("\n\n") for paragraph in BODY[1:])
    assert LEAD in found.text
    assert (found.title, found.byline, found.agency, found.outlet) == (
        TITLE,
        "Ines Kovary",
        "Northline News Agency",
        None,
    )
    assert found.published is not None
    assert found.published.value == "2026-05-11T07:30+02:00"
    assert found.wire == Wire(item=ITEM, edition="2", slug=SLUG, urgency=4, note=NOTE)


def test_the_frame_of_a_story_in_nitf_is_marked(tmp_path: Path) -> None:
    (found,) = documents(written(tmp_path, "story.xml", nitf()))
    marked = {region.region: region.span.of(found.text) for region in found.regions}
    assert marked[Region.TITLE] == TITLE
    assert marked[Region.DECK] == "Crack found on Sunday"
    assert marked[Region.DATELINE].startswith("MERISK, May 11")
    assert marked[Region.CAPTION] == "The mole on Monday."
    assert found.dateline is not None
    assert found.dateline.place == "MERISK"
    assert found.credit == "(Reporting by Ines Kovary)"


def test_every_story_of_a_message_is_a_report_of_its_own(tmp_path: Path) -> None:
    picture = news_item(guid="p").replace("ninat:text", "ninat:picture")
    path = written(tmp_path, "message.xml", message(news_item(), picture, news_item(guid="other", version="7")))
    assert [(one.location, one.wire.edition if one.wire else None) for one in documents(path)] == [
        (f"{path}#item=1", "2"),
        (f"{path}#item=2", "7"),
    ]


@pytest.mark.parametrize("several", ["[{0},{1}]", "{0}\n{1}\n"])
def test_several_stories_in_ninjs_are_reports_of_their_own(tmp_path: Path, several: str) -> None:
    one, other = json.dumps(NINJS_2), json.dumps(NINJS_3 | {"uri": "other"})
    found = documents(written(tmp_path, "a.json", several.replace("{0}", one).replace("{1}", other).encode()))
    assert [one.wire.item for one in found if one.wire] == [ITEM, "other"]


KILLED = {
    "nitf": nitf(status="canceled", version="3", body=""),
    "newsml": news_item(status="stat:canceled", version="3", content="").encode(),
    "newsml signal": news_item(more='<signal qcode="sig:kill"/>', version="3", content="").encode(),
    "ninjs 1": json.dumps(
        {"uri": ITEM, "version": "3", "pubstatus": "canceled", "versioncreated": "2026-05-11T09:00:00Z"}
    ).encode(),
    "ninjs 3": json.dumps(
        {"uri": ITEM, "version": "3", "pubStatus": "canceled", "edNote": NOTE, "versionCreated": "2026-05-11T09:00:00Z"}
    ).encode(),
}


@pytest.mark.parametrize("version", KILLED)
def test_a_kill_is_a_report_even_if_nothing_is_written_in_it(tmp_path: Path, version: str) -> None:
    (found,) = documents(written(tmp_path, "story.xml", KILLED[version]))
    assert found.wire is not None
    assert (found.wire.withdrawn, found.wire.item, found.wire.edition) == (True, ITEM, "3")


@pytest.mark.parametrize(
    "data",
    [
        nitf(correction=f'<correction id-string="old" info="{NOTE}"/>'),
        news_item(more='<signal qcode="sig:correction"/><link rel="irel:corrects" residref="old"/>').encode(),
        json.dumps(NINJS_1 | {"associations": {"corrects": {"uri": "old"}}}).encode(),
        json.dumps(NINJS_3 | {"associations": [{"name": "corrects", "uri": "old"}]}).encode(),
    ],
)
def test_a_correction_names_the_story_it_corrects(tmp_path: Path, data: bytes) -> None:
    (found,) = documents(written(tmp_path, "story.xml", data))
    assert found.wire is not None
    assert found.wire.corrects == "old"


def test_a_story_that_is_held_back_says_so(tmp_path: Path) -> None:
    for data in (news_item(status="stat:withheld").encode(), json.dumps(NINJS_2 | {"pubstatus": "withheld"}).encode()):
        (found,) = documents(written(tmp_path, "story.xml", data))
        assert "held back by its sender: not yet to be published" in found.notes


@pytest.mark.parametrize(
    "data",
    [
        nitf(status="embargoed"),
        news_item(more="<embargoed>2026-05-12T06:00:00Z</embargoed>").encode(),
        json.dumps(NINJS_1 | {"embargoed": "2026-05-12T06:00:00Z"}).encode(),
        json.dumps(NINJS_3 | {"embargoed": "2026-05-12T06:00:00Z"}).encode(),
    ],
)
def test_an_embargo_is_noted(tmp_path: Path, data: bytes) -> None:
    (found,) = documents(written(tmp_path, "story.xml", data))
    assert any("not to be published before 2026-05-12" in n or "not yet to be published" in n for n in found.notes)


@pytest.mark.parametrize(
    "data",
    [
        nitf(body="").replace(b"<media-caption><p>The mole on Monday.</p></media-caption>", b""),
        news_item(content='<remoteContent href="https://northline.example/mole.xml"/>').encode(),
        json.dumps({key: value for key, value in NINJS_1.items() if not key.startswith("body")}).encode(),
    ],
)
def test_a_story_whose_text_lies_elsewhere_is_a_summary(tmp_path: Path, data: bytes) -> None:
    (found,) = documents(written(tmp_path, "story.xml", data))
    assert found.summary
    assert found.title == TITLE


def test_a_headline_that_stands_in_the_body_again_is_told_once_and_the_dateline_before_the_lead(tmp_path: Path) -> None:
    inner = f'<html xmlns="http://www.w3.org/1999/xhtml"><body><h1>{TITLE}</h1>{markup()}</body></html>'
    data = news_item(content=f'<inlineXML contenttype="application/xhtml+xml">{inner}</inlineXML>').replace(
        "</headline>", "</headline><dateline>MERISK, May 11</dateline>"
    )
    (found,) = documents(written(tmp_path, "story.xml", data.encode()))
    assert found.text.split("\n\n") == [TITLE, f"MERISK, May 11 - {LEAD}", *BODY[1:]]


def test_a_dateline_in_parts_is_printed_as_papers_do(tmp_path: Path) -> None:
    parts = b"<dateline><location><city>Merisk</city></location><story.date>May 11</story.date></dateline>"
    data = nitf().replace(b"<dateline><location>MERISK</location>, May 11</dateline>", parts)
    (found,) = documents(written(tmp_path, "story.xml", data))
    assert f"MERISK, May 11 - {LEAD}" in found.text
    assert found.dateline is not None
    assert found.dateline.place == "MERISK"


def test_an_entity_that_html_knows_is_its_character_and_another_stays_as_it_is(tmp_path: Path) -> None:
    data = nitf(
        body="<p>The caf&eacute; of the mole, &unknown; to most, " + LEAD + "</p>",
        doctype='<!DOCTYPE nitf SYSTEM "nitf.dtd">',
    )
    (found,) = documents(written(tmp_path, "story.xml", data))
    assert "The café of the mole, &unknown; to most" in found.text


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE nitf [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE nitf [<!ENTITY % x SYSTEM "https://evil.example/x.dtd"> %x;]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_of_its_own_are_a_failure_and_never_resolved(tmp_path: Path, declared: str, encoding: str) -> None:
    data = nitf(doctype=declared, body="<p>&x;&b;</p>").decode().replace("utf-8", encoding)
    one = failure(written(tmp_path, "story.xml", data.encode(encoding)))
    assert "entities" in one.reason
    assert one.remedy


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (nitf()[:-300], "damaged"),
        (news_item().encode()[:-100], "damaged"),
        (json.dumps(NINJS_2).encode()[:-9], "no whole JSON"),
        (json.dumps(NINJS_2 | {"type": "picture"}).encode(), "picture"),
        (news_item().replace("ninat:text", "ninat:picture").encode(), "only pictures"),
        (b'<?xml version="1.0"?><catalog><book/></catalog>', "<catalog>"),
    ],
)
def test_what_is_no_story_fails_with_reason(tmp_path: Path, data: bytes, reason: str) -> None:
    assert reason in failure(written(tmp_path, "story.xml", data)).reason
