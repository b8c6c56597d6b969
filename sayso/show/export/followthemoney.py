"""FollowTheMoney entities as JSON lines, for Aleph and the tools around it (followthemoney.tech; written for its version 4).

That model has facts and no voices. So a report is an Article, whoever it names a Person, Organization or PublicBody with
Mentions, and a claim a Note on those it is about, in words that say who holds it. Of relations only what somebody holds
for so and nobody denies becomes a link, with its holders in the description. The claim itself, whole, is carried under
`sayso`, a key beside `properties` that FollowTheMoney's tools keep and do not read; docs/formats-out.md describes it.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any, BinaryIO
from unicodedata import normalize

import msgspec

from sayso.lexicon import two_letters
from sayso.show.characters import clean
from sayso.show.chosen import Chosen, Row, Told, identities_in
from sayso.terms import (
    Agreement,
    EntityType,
    Holds,
    Matter,
    MentionForm,
    Relation,
    RelationType,
    Span,
    Stance,
    Statement,
)

Node = dict[str, Any]
SCHEMAS = {
    EntityType.PERSON: "Person",
    EntityType.ORGANIZATION: "Organization",
    EntityType.GROUP: "Organization",
    EntityType.STATE: "PublicBody",
    EntityType.PLACE: "Address",
}
"""What an identity becomes; documents and things have no place there. A state is its government, as in the reports."""
BODIES = {"Organization", "PublicBody", "Company"}
PARTIES = {"Person", *BODIES}
ODD_SPACE = re.compile("[\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
INVISIBLE = re.compile("[\x85\xad\u061c\u200b-\u200f\u2060-\u2064\ufeff]")
"""What FollowTheMoney would change in a text by itself."""
LONGEST = 60_000
"""Characters in one value: FollowTheMoney cuts texts at 65,000."""


@dataclass(frozen=True, slots=True)
class Link:
    """How a relation is written: the schema, its two properties, and what may stand in each."""

    schema: str
    subject: str
    object: str
    subjects: frozenset[str] = frozenset(PARTIES)
    objects: frozenset[str] = frozenset(PARTIES)
    role: str = "role"


PERSONS, ORGANIZATIONS = frozenset({"Person"}), frozenset(BODIES)
LINKS = {
    RelationType.MEMBERSHIP: Link("Membership", "member", "organization", objects=ORGANIZATIONS),
    RelationType.PART_OF: Link("Membership", "member", "organization", objects=ORGANIZATIONS),
    RelationType.DIRECTORSHIP: Link("Directorship", "director", "organization", objects=ORGANIZATIONS),
    RelationType.EMPLOYMENT: Link("Employment", "employee", "employer", PERSONS, ORGANIZATIONS),
    RelationType.REPRESENTATION: Link("Representation", "agent", "client"),
    RelationType.FAMILY: Link("Family", "person", "relative", PERSONS, PERSONS, "relationship"),
    RelationType.OWNERSHIP: Link("Ownership", "owner", "asset", objects=frozenset({"Company"})),
}
ANY_LINK = Link("UnknownLink", "subject", "object", frozenset({*PARTIES, "Address"}), frozenset({*PARTIES, "Address"}))


@dataclass(slots=True)
class Bond:
    """A relation of two identities with everybody who speaks of it."""

    type: RelationType
    subject: str
    object: str
    held: list[tuple[Told, Statement, Relation]] = field(default_factory=list)
    denied: bool = False


def write(chosen: Chosen, out: BinaryIO) -> None:
    """Write what is chosen: a note on the export, reports with their claims, relations, then those who are named."""
    encode = msgspec.json.Encoder().encode
    out.writelines(encode(node) + b"\n" for node in _nodes(chosen))


def _nodes(chosen: Chosen) -> Iterator[Node]:
    yield _note("sayso-export", "About this export", chosen.about.told(), {"about": msgspec.to_builtins(chosen.about)})
    identities = {row["id"]: row for row in chosen.entities()}
    schemas = {i: SCHEMAS[EntityType(row["type"])] for i, row in identities.items() if row["type"] in SCHEMAS}
    bonds: dict[tuple[RelationType, str, str], Bond] = {}
    spelt: dict[str, list[str]] = defaultdict(list)
    countries: dict[str, list[str]] = defaultdict(list)
    for told in chosen.told():
        yield _article(told)
        for identity, code in _countries(told):
            countries[identity].append(code)
        for mention in _mentions(told, schemas):
            spelt[mention["properties"]["resolved"][0]] += mention["properties"]["name"]
            yield mention
        for row in told.rows:
            yield _claim(told, row, schemas)
        _gather(told, bonds)
    owned = {bond.object for bond in bonds.values() if bond.type is RelationType.OWNERSHIP and _stands(bond)}
    schemas |= {i: "Company" for i in owned if schemas.get(i) == "Organization"}
    yield from (_link(bond, schemas) for bond in bonds.values() if _stands(bond) and _is_linked(bond, schemas))
    yield from (_party(identities[i], schema, spelt[i], countries[i]) for i, schema in schemas.items())


def _node(id: str, schema: str, properties: Mapping[str, str | Iterable[str] | None], carried: Node) -> Node:
    """An entity of FollowTheMoney: every property is a list of texts, none of them empty."""
    filled = {
        name: [text for text in map(_plain, [values] if isinstance(values, str) else values or ()) if text]
        for name, values in properties.items()
    }
    return {
        "id": id,
        "schema": schema,
        "properties": {name: list(dict.fromkeys(texts)) for name, texts in filled.items() if texts},
        "sayso": carried,
    }


def _plain(text: str) -> str:
    """A text as FollowTheMoney keeps it: composed, with plain spaces, nothing invisible and no white space around it."""
    return INVISIBLE.sub("", ODD_SPACE.sub(" ", normalize("NFC", clean(text)))).strip()


def _name(text: str) -> str:
    """A name as FollowTheMoney takes it: on one line, without quotation marks around it."""
    return " ".join(_plain(text).split()).strip("\"' ") or "without a name"


def _note(id: str, name: str, text: str, carried: Node, **properties: str | Iterable[str] | None) -> Node:
    return _node(id, "Note", {"name": name, "description": text, **properties}, carried)


def _article(told: Told) -> Node:
    """A report with its text and frame; its hash is carried, since FollowTheMoney only knows SHA-1."""
    document = told.reading.document
    text = document.text
    return _node(
        document.id,
        "Article",
        {
            "fileName": PurePath(document.location).name or document.id,
            "name": _name(document.title or document.location),
            "title": document.title,
            "author": document.byline,
            "publisher": document.outlet or document.agency,
            "publishedAt": document.published.value[:10] if document.published else None,
            "language": "eng" if document.language == "en" else None,
            "sourceUrl": document.url if (document.url or "").startswith(("http://", "https://")) else None,
            "bodyText": [text[start : start + LONGEST] for start in range(0, len(text), LONGEST)],
        },
        {
            "location": document.location,
            "sha256": document.sha256,
            "agency": document.agency,
            "withdrawn": document.withdrawn,
        },
    )


def _mentions(told: Told, schemas: Mapping[str, str]) -> Iterator[Node]:
    """One for each party and report, with every name it has there; the places of all its mentions are carried."""
    document = told.reading.document
    spans: dict[str, list[Span]] = defaultdict(list)
    names: dict[str, list[str]] = defaultdict(list)
    for mention in told.reading.mentions:
        identity = told.identities.get(mention.entity or "", "")
        if schemas.get(identity) in PARTIES:
            spans[identity].append(mention.span)
            if mention.form is MentionForm.NAME:
                names[identity].append(_name(mention.span.of(document.text)))
    for identity, places in spans.items():
        yield _node(
            f"{document.id}.{identity}",
            "Mention",
            {
                "document": document.id,
                "resolved": identity,
                "name": names[identity] or _name(told.called.get(identity, identity)),
                "detectedSchema": schemas[identity],
            },
            {"spans": places},
        )


def _countries(told: Told) -> Iterator[tuple[str, str]]:
    """Identities with the countries that a report shows them to belong to or lie in."""
    for entity in told.reading.entities:
        identity, code = told.identities.get(entity.id), two_letters().get(entity.country or "")
        if identity and code:
            yield identity, code


def _claim(told: Told, row: Row, schemas: Mapping[str, str]) -> Node:
    """A claim as a note on its report and on those it names; whole under `sayso`."""
    statement, matter = told.statements[row["claim"]], told.matter_of(row)
    carried = msgspec.to_builtins(msgspec.structs.replace(statement, vector=b"", words=frozenset(), around=frozenset()))
    about = sorted(identity for identity in identities_in(statement) if identity in schemas)
    return _note(
        row["claim"],
        f"{row['speaker']} {statement.stance.value}",
        _held_by(told, statement),
        {
            "claim": {name: value for name, value in carried.items() if name not in ("vector", "words", "around")},
            "matter": row["matter"],
            "origins": _counted(matter),
            "decided": row["decided"],
            "withdrawn": row["withdrawn"],
        },
        entity=[told.reading.document.id, *about],
        proof=told.reading.document.id,
        publisher=told.reading.document.outlet,
    )


def _counted(matter: Matter | None) -> Node | None:
    if matter is None or not matter.points:
        return None
    point = matter.points[0]
    return {side: {"min": o.min, "max": o.max} for side, o in (("for", point.origins), ("against", point.against))}


def _held_by(told: Told, statement: Statement) -> str:
    """Who holds it, how firmly, in which words, printed where and when."""
    document = told.reading.document
    voices = " <- ".join(voice.name for voice in statement.chain) or f"{document.outlet or 'the outlet'} itself"
    printed = ", ".join(part for part in (document.outlet, statement.published and statement.published[:10]) if part)
    return (
        f"{voices} {statement.stance.value} (holds it for so: {statement.holds.value}): “{statement.text}”"
        f" — {printed or document.location}{', withdrawn by who sent it' if document.withdrawn else ''}"
    )


def _gather(told: Told, bonds: dict[tuple[RelationType, str, str], Bond]) -> None:
    """Put the relations a report's claims amount to beside those found before."""
    relations = {relation.id: relation for relation in told.reading.relations}
    carried = {claim.id: relations[claim.relation] for claim in told.reading.claims if claim.relation in relations}
    for row in told.rows:
        statement = told.statements[row["claim"]]
        relation = carried.get(statement.claim)
        if relation is None:
            continue
        subject, object_ = (told.identities.get(side) for side in (relation.subject, relation.object))
        if not subject or not object_ or subject == object_:
            continue
        bond = bonds.setdefault((relation.type, subject, object_), Bond(relation.type, subject, object_))
        if row["withdrawn"]:
            continue
        if statement.holds is Holds.YES and not relation.negated and row["decided"] != "rejected":
            bond.held.append((told, statement, relation))
        bond.denied |= _denies(statement) or _is_denied(told.matter_of(row))


def _denies(statement: Statement) -> bool:
    return statement.holds is Holds.NO or (statement.stance is Stance.DENIES and statement.holds is not Holds.YES)


def _is_denied(matter: Matter | None) -> bool:
    """Whether anybody in the case denies a matter, and be it somebody whom the filters left out."""
    return bool(matter and any(s.agreement is Agreement.DENIES for p in matter.points[:1] for s in p.stands))


def _stands(bond: Bond) -> bool:
    """Whether somebody holds a relation for so and nobody denies it."""
    return bool(bond.held) and not bond.denied


def _is_linked(bond: Bond, schemas: Mapping[str, str]) -> bool:
    return bond.subject in schemas and bond.object in schemas


def _link(bond: Bond, schemas: Mapping[str, str]) -> Node:
    """A relation as the narrowest link that takes its two parties."""
    link = LINKS.get(bond.type, ANY_LINK)
    if schemas[bond.subject] not in link.subjects or schemas[bond.object] not in link.objects:
        link = ANY_LINK
    named = [
        relation.role.of(told.reading.document.text) if relation.role else bond.type.value
        for told, _, relation in bond.held
    ]
    dates = [relation.date for _, _, relation in bond.held if relation.date]
    digest = hashlib.blake2b("|".join((bond.type, bond.subject, bond.object)).encode(), digest_size=6).hexdigest()
    return _node(
        f"r{digest}",
        link.schema,
        {
            link.subject: bond.subject,
            link.object: bond.object,
            link.role: [" ".join(words.split()) for words in named],
            **({"status": _statuses(bond)} if link.role == "role" else {}),
            "startDate": min((date.start for date in dates if date.start), default=None),
            "endDate": max((date.end for date in dates if date.end), default=None),
            "description": [_held_by(told, statement) for told, statement, _ in bond.held],
            "proof": [told.reading.document.id for told, _, _ in bond.held],
            "recordId": [statement.id for _, statement, _ in bond.held],
            "publisher": [told.reading.document.outlet or "" for told, _, _ in bond.held],
        },
        {"relation": bond.type.value, "claims": [statement.id for _, statement, _ in bond.held]},
    )


def _statuses(bond: Bond) -> list[str]:
    return [relation.status.value for _, _, relation in bond.held if relation.status.value != "unknown"]


def _party(row: Row, schema: str, names: Iterable[str], countries: Iterable[str]) -> Node:
    """Somebody or some place that the reports name, under all names, with the countries it belongs to; who it may also be is only a note."""
    maybe = [f"may also be {maybe['name']} ({maybe['entity']}): {maybe['why']}" for maybe in row["maybe"]]
    place = {"full": _name(row["name"])} if schema == "Address" else {}
    return _node(
        row["id"],
        schema,
        {
            "name": _name(row["name"]),
            "alias": [name for name in names if name != _name(row["name"])],
            "country": countries,
            "notes": maybe,
            **place,
        },
        {"type": row["type"], "forms": row["forms"], "maybe": row["maybe"], "why": row["why"]},
    )
