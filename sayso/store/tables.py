"""The tables of a case, one a term.

What was read is kept whole as it was read (`reports.reading`, `statements.body`); columns beside it are what a case is
asked by. Names are kept once each; `names.identity` says who they belong to, so that a merge touches names, not claims.
"""

from __future__ import annotations

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
)

metadata = MetaData()

reports = Table(
    "reports",
    metadata,
    Column("id", String, primary_key=True),
    Column("number", Integer, nullable=False, unique=True),  # in the order of adding
    Column("location", String, nullable=False),
    Column("sha256", String, nullable=False, index=True),
    Column("url", String, index=True),
    Column("outlet", String),
    Column("title", String),
    Column("byline", String),
    Column("agency", String),
    Column("published", String, index=True),
    Column("language", String),
    Column("version_of", String),
    Column("replaced_by", String),
    Column("words", Integer, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("added", String, nullable=False),
    Column("settled", Boolean, nullable=False, index=True),
    Column("reading", LargeBinary, nullable=False),
)

entities = Table(
    "entities",
    metadata,
    Column("report", String, nullable=False),
    Column("entity", String, nullable=False),
    Column("name", String, nullable=False),
    Column("type", String, nullable=False),
    Column("forms", LargeBinary, nullable=False),  # each form and how often
    Column("spans", LargeBinary, nullable=False),  # start and end of every mention
    Column("named", String, index=True),  # the name it goes by, or null for one without
    Column("roles", String, nullable=False),
    PrimaryKeyConstraint("report", "entity"),
)

names = Table(
    "names",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("type", String, nullable=False),
    Column("identity", String, nullable=False, index=True),
    Column("known", String),
    Column("settled", Boolean, nullable=False, index=True),
)

name_keys = Table(
    "name_keys",
    metadata,
    Column("key", String, nullable=False),
    Column("name", String, nullable=False, index=True),
    PrimaryKeyConstraint("key", "name"),
)

name_pairs = Table(
    "name_pairs",
    metadata,
    Column("a", String, nullable=False),
    Column("b", String, nullable=False, index=True),
    Column("verdict", String, nullable=False),
    Column("score", Float, nullable=False),
    Column("why", String, nullable=False),
    PrimaryKeyConstraint("a", "b"),
)

identities = Table(
    "identities",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("type", String, nullable=False),
    Column("why", String, nullable=False),
    Column("hidden", Boolean, nullable=False),
)

statements = Table(
    "statements",
    metadata,
    Column("id", String, primary_key=True),
    Column("report", String, nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", String, nullable=False),
    Column("speaker", String, nullable=False),
    Column("voice", String, nullable=False),
    Column("stance", String, nullable=False),
    Column("holds", String, nullable=False),
    Column("said", String),
    Column("happened", String),
    Column("published", String),
    Column("matter", String, index=True),
    Column("hidden", Boolean, nullable=False),
    Column("decided", String),  # accepted, rejected, corrected, added
    Column("vector", LargeBinary, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

takes_part = Table(
    "takes_part",
    metadata,
    Column("name", String, nullable=False),
    Column("statement", String, nullable=False, index=True),
    Column("part", String, nullable=False),  # speaker, chain, actor, recipient, via, place, about
    PrimaryKeyConstraint("name", "statement", "part"),
)

matter_pairs = Table(
    "matter_pairs",
    metadata,
    Column("a", String, nullable=False),
    Column("b", String, nullable=False, index=True),
    Column("score", Float, nullable=False),
    PrimaryKeyConstraint("a", "b"),
)

sketches = Table(
    "sketches",
    metadata,
    Column("key", BigInteger, nullable=False),
    Column("report", String, nullable=False, index=True),
    PrimaryKeyConstraint("key", "report"),
)

reprints = Table(
    "reprints",
    metadata,
    Column("copy", String, nullable=False),
    Column("original", String, nullable=False, index=True),
    Column("direction", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("coverage", Float, nullable=False),
    Column("body", LargeBinary, nullable=False),
    PrimaryKeyConstraint("copy", "original"),
)

matters = Table(
    "matters",
    metadata,
    Column("id", String, primary_key=True),
    Column("text", String, nullable=False),
    Column("type", String),
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
    Column("reply", String, nullable=False),
    Column("answers", String, nullable=False, index=True),
    Column("how", String, nullable=False),
    Column("why", String, nullable=False),
    PrimaryKeyConstraint("reply", "answers"),
)

decisions = Table(
    "decisions",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("what", String, nullable=False),
    Column("a", String, nullable=False, index=True),
    Column("b", String, index=True),
    Column("because", String, nullable=False),
    Column("by", String, nullable=False),
    Column("at", String, nullable=False),
    Column("undone", String),
)

failures = Table(
    "failures",
    metadata,
    Column("location", String, primary_key=True),
    Column("stage", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("remedy", String, nullable=False),
    Column("at", String, nullable=False),
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
Index("statements_by_speaker", statements.c.speaker)
Index("entities_by_name", entities.c.named, entities.c.report)
