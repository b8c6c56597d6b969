"""The tables of a case, one a term.

What was read is kept whole as it was read (`reports.reading`, `statements.body`); columns beside it are what a case is
asked by. Names are kept once each; `names.identity` says who they belong to, so that a merge touches names, not claims.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    false,
)

metadata = MetaData()
Text = String().with_variant(String(collation="C"), "postgresql")
"""Text that is compared and sorted by its characters' numbers, as SQLite does, whatever language a server is set to."""

reports = Table(
    "reports",
    metadata,
    Column("id", Text, primary_key=True),
    Column("number", Integer, nullable=False, unique=True),  # in the order of adding
    Column("location", Text, nullable=False),
    Column("sha256", Text, nullable=False, index=True),
    Column("url", Text, index=True),
    Column("outlet", Text),
    Column("title", Text),
    Column("byline", Text),
    Column("agency", Text),
    Column("published", Text, index=True),
    Column("language", Text),
    Column("summary", Boolean, nullable=False, server_default=false()),  # only what a feed says of a report
    Column("item", Text, index=True),  # what the wire calls the story in all its versions
    Column("edition", Text),
    Column("withdrawn", Boolean, nullable=False, server_default=false()),  # killed by who sent it
    Column("version_of", Text),
    Column("replaced_by", Text),
    Column("words", Integer, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("added", Text, nullable=False),
    Column("settled", Boolean, nullable=False, index=True),
    Column("reading", LargeBinary, nullable=False),
)

sources = Table(
    "sources",
    metadata,
    Column("report", Text, primary_key=True),
    Column("bytes", LargeBinary, nullable=False),  # what the report was made from, compressed
)

entities = Table(
    "entities",
    metadata,
    Column("report", Text, nullable=False),
    Column("entity", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("forms", LargeBinary, nullable=False),  # each form and how often
    Column("spans", LargeBinary, nullable=False),  # start and end of every mention
    Column("named", Text, index=True),  # the name it goes by, or null for one without
    Column("roles", Text, nullable=False),
    PrimaryKeyConstraint("report", "entity"),
)

names = Table(
    "names",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("identity", Text, nullable=False, index=True),
    Column("known", Text),
    Column("settled", Boolean, nullable=False, index=True),
)

name_keys = Table(
    "name_keys",
    metadata,
    Column("key", Text, nullable=False),
    Column("name", Text, nullable=False, index=True),
    PrimaryKeyConstraint("key", "name"),
)

name_pairs = Table(
    "name_pairs",
    metadata,
    Column("a", Text, nullable=False),
    Column("b", Text, nullable=False, index=True),
    Column("verdict", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("why", Text, nullable=False),
    PrimaryKeyConstraint("a", "b"),
)

identities = Table(
    "identities",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("hidden", Boolean, nullable=False),
    Column(
        "documents", Integer, nullable=False, server_default="0"
    ),  # reports that name it; `tallies` counts these four
    Column("claims", Integer, nullable=False, server_default="0"),  # in which it has any part
    Column("said", Integer, nullable=False, server_default="0"),  # those of them that are its word, or passed on by it
    Column("forms", LargeBinary),  # each form and how often, the most frequent first
)

statements = Table(
    "statements",
    metadata,
    Column("id", Text, primary_key=True),
    Column("report", Text, nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("speaker", Text, nullable=False),
    Column("voice", Text, nullable=False),
    Column("stance", Text, nullable=False),
    Column("holds", Text, nullable=False),
    Column("type", Text),  # PLOVER's of an event, or a relation's
    Column("said", Text),
    Column("happened", Text),
    Column("published", Text),
    Column("matter", Text, index=True),
    Column("hidden", Boolean, nullable=False),
    Column("decided", Text),  # accepted, rejected, corrected, added
    Column("vector", LargeBinary, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

takes_part = Table(
    "takes_part",
    metadata,
    Column("name", Text, nullable=False),
    Column("statement", Text, nullable=False, index=True),
    Column("part", Text, nullable=False),  # one of those below
    PrimaryKeyConstraint("name", "statement", "part"),
)
SPEAKS: Final = ("speaker", "body")
CHAIN: Final = ("chain", "speaker", "body")
TAKES_PART: Final = ("actors", "recipients", "via", "place", "about")

matter_pairs = Table(
    "matter_pairs",
    metadata,
    Column("a", Text, nullable=False),
    Column("b", Text, nullable=False, index=True),
    Column("score", Float, nullable=False),
    PrimaryKeyConstraint("a", "b"),
)

doubts = Table(
    "doubts",
    metadata,
    Column("kind", Text, nullable=False),  # claim, missed, member
    Column("thing", Text, nullable=False),  # a claim, or a place as REPORT.START-END
    Column("report", Text, nullable=False, index=True),
    Column("rank", Float, nullable=False),  # the lowest is looked at first
    Column("why", Text, nullable=False),
    PrimaryKeyConstraint("kind", "thing"),
)

sketches = Table(
    "sketches",
    metadata,
    Column("key", BigInteger, nullable=False),
    Column("report", Text, nullable=False, index=True),
    PrimaryKeyConstraint("key", "report"),
)

reprints = Table(
    "reprints",
    metadata,
    Column("copy", Text, nullable=False),
    Column("original", Text, nullable=False, index=True),
    Column("direction", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("coverage", Float, nullable=False),
    Column("body", LargeBinary, nullable=False),
    PrimaryKeyConstraint("copy", "original"),
)

matters = Table(
    "matters",
    metadata,
    Column("id", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("type", Text),
    Column("reports", Integer, nullable=False),
    Column("outlets", Integer, nullable=False),
    Column("origins_min", Integer, nullable=False),
    Column("origins_max", Integer, nullable=False),
    Column("hidden", Boolean, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

replies = Table(
    "replies",
    metadata,
    Column("reply", Text, nullable=False),
    Column("answers", Text, nullable=False, index=True),
    Column("how", Text, nullable=False),
    Column("why", Text, nullable=False),
    PrimaryKeyConstraint("reply", "answers"),
)

decisions = Table(
    "decisions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),  # in the order of deciding
    Column("id", Text, nullable=False, unique=True),
    Column("what", Text, nullable=False),
    Column("a", Text, nullable=False, index=True),
    Column("b", Text, index=True),
    Column("because", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("undone", Text),
)

failures = Table(
    "failures",
    metadata,
    Column("location", Text, primary_key=True),
    Column("stage", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("remedy", Text, nullable=False),
    Column("at", Text, nullable=False),
)

Index("replies_by_reply", replies.c.reply)
Index("statements_by_stance", statements.c.stance)

# What a list of many thousands is counted, ordered and narrowed by, without touching the rows themselves.
Index("statements_in_order", statements.c.report, statements.c.number, statements.c.hidden)
Index("statements_counted_by_stance", statements.c.stance, statements.c.hidden, statements.c.report)
Index("statements_counted_by_voice", statements.c.voice, statements.c.hidden, statements.c.report)
Index("statements_counted_by_holds", statements.c.holds, statements.c.hidden, statements.c.matter, statements.c.report)
Index("matters_in_order", matters.c.origins_max.desc(), matters.c.reports.desc(), matters.c.id, matters.c.hidden)
Index("matters_counted_by_type", matters.c.type, matters.c.hidden)
Index("statements_by_speaker", statements.c.speaker).ddl_if("sqlite")  # PostgreSQL indexes no value that is long
Index("entities_by_name", entities.c.named, entities.c.report)
Index(
    "identities_in_order",
    *(identities.c.hidden, identities.c.documents.desc(), identities.c.name, identities.c.id, identities.c.type),
).ddl_if("sqlite")
Index(
    "identities_by_claims",
    *(identities.c.hidden, identities.c.claims.desc(), identities.c.name, identities.c.id, identities.c.type),
).ddl_if("sqlite")
Index(
    "identities_unheard",
    *(identities.c.said, identities.c.claims.desc(), identities.c.name, identities.c.id, identities.c.type),
).ddl_if("sqlite")
Index("doubts_in_order", doubts.c.kind, doubts.c.rank, doubts.c.thing)
Index("name_pairs_by_verdict", name_pairs.c.verdict)
Index("decisions_by_kind", decisions.c.what, decisions.c.a)
