"""The case over the samples: identities, matters, origins, bound replies and reprints against gold marked by hand.

    python -m benchmarks.case [seen|unseen] [--errors]

All samples go into one case; figures are over the stories of one half. Identities and matters by B-cubed (Bagga and
Baldwin 1998): over the name forms, and over the claims, that the gold lists. What the reader did not find is alone.
"""

from __future__ import annotations

import argparse
import re
import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import select

from sayso.pipeline import read_reports
from sayso.resolve.cast import named_entities
from sayso.settle import file, settle
from sayso.store import Case, open_case, tables
from sayso.terms import Agreement, Answer, Failure, Matter, MentionForm, Reading, Span, Statement
from sayso.train.measure import Tally

GOLD = Path("tests/gold/case")
SAMPLES = Path("samples")


@dataclass
class Built:
    """A case over the samples, with everything that is measured at hand."""

    case: Case
    readings: dict[str, Reading]
    statements: dict[str, list[Statement]] = field(default_factory=dict)
    matter_of: dict[str, str] = field(default_factory=dict)
    matters: dict[str, Matter] = field(default_factory=dict)
    answers: list[Answer] = field(default_factory=list)


@cache
def build() -> Built:
    """All samples read, filed and settled; once a run."""
    case = open_case(Path(tempfile.mkdtemp()) / "samples.sayso", create=True)
    readings = {}
    for found in read_reports([str(SAMPLES)]):
        assert not isinstance(found, Failure), found
        file(case, found)
        readings[Path(found.document.location).name] = found
    settle(case)
    built = Built(case, readings)
    for name, reading in readings.items():
        built.statements[name] = list(case.statements_in([reading.document.id]).values())
    every = [s.id for found in built.statements.values() for s in found]
    built.matter_of = case.matter_of(every)
    built.matters = case.matters(set(built.matter_of.values()))
    with case.asking() as connection:
        built.answers = [Answer(r.reply, r.answers, r.how, r.why) for r in connection.execute(select(tables.replies))]
    return built


def stories(half: str) -> dict[str, dict[str, Any]]:
    """The gold of one half, by story."""
    return {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted((GOLD / half).glob("*.toml"))}


def b_cubed(truth: Mapping[Hashable, Hashable], found: Mapping[Hashable, Hashable]) -> tuple[float, float, float]:
    """Precision, recall and F1 in percent of a clustering over the items of the truth."""
    by_truth, by_found = _groups(truth), _groups({item: found[item] for item in truth})
    precision = recall = 0.0
    for item in truth:
        same = len(by_truth[truth[item]] & by_found[found[item]])
        precision += same / len(by_found[found[item]])
        recall += same / len(by_truth[truth[item]])
    precision, recall = 100 * precision / max(1, len(truth)), 100 * recall / max(1, len(truth))
    return precision, recall, 2 * precision * recall / ((precision + recall) or 1)


def _groups(labels: Mapping[Hashable, Hashable]) -> dict[Hashable, set[Hashable]]:
    groups: dict[Hashable, set[Hashable]] = defaultdict(set)
    for item, label in labels.items():
        groups[label].add(item)
    return groups


def place_of(text: str, words: str) -> Span | None:
    """Where some words stand, whatever the white space and the shape of quotation marks."""
    parts = [re.escape(part) for part in _straight(words).split()]
    found = re.search(r"\s+".join(parts), _straight(text))
    return Span(*found.span()) if found else None


def _straight(text: str) -> str:
    return text.translate(str.maketrans("‘’“”\u00a0", "''\"\" "))


# Identities


def entities(half: str) -> tuple[float, float, float]:
    """B-cubed over the name forms of the gold."""
    truth, found = clusters_of_names(half)
    return b_cubed(truth, found)


def clusters_of_names(half: str) -> tuple[dict[Hashable, Hashable], dict[Hashable, Hashable]]:
    """Each (report, form) of the gold with its entity, and with the identity it was given."""
    built = build()
    truth: dict[Hashable, Hashable] = {}
    found: dict[Hashable, Hashable] = {}
    identity = built.case.identity_of(built.case.names_in([r.document.id for r in built.readings.values()]))
    for story, gold in stories(half).items():
        for number, entity in enumerate(gold.get("entity", ())):
            for report, forms in entity["forms"].items():
                for form in forms:
                    truth[report, form] = (story, number)
                    found[report, form] = _identity_at(built, report, form, identity) or (report, form)
    return truth, found


def _identity_at(built: Built, report: str, form: str, identity: Mapping[str, str]) -> str | None:
    reading = built.readings[report]
    named = named_entities(reading)
    wanted = _straight(form).lower()
    hits: dict[str, int] = defaultdict(int)
    for mention in reading.mentions:
        words = _straight(" ".join(mention.span.of(reading.document.text).split())).lower().removeprefix("the ")
        if mention.form is MentionForm.NAME and words == wanted.removeprefix("the ") and mention.entity:
            hits[mention.entity] += 1
    if not hits:
        return None
    entity = max(hits, key=lambda one: hits[one])
    return identity.get(named[entity][0], "") if entity in named else f"{report}.{entity}"


# Matters, origins, replies


def claims(half: str) -> Iterator[tuple[str, dict[str, Any], Statement | None]]:
    """The claims of the gold with the statement that was found there."""
    built = build()
    for story, gold in stories(half).items():
        for claim in gold.get("claim", ()):
            yield story, claim, statement_at(built, claim["report"], claim["words"], claim.get("predicate"))


def statement_at(built: Built, report: str, words: str, predicate: str | None = None) -> Statement | None:
    """The claim that is put forward by some words: with their predicate, else the narrowest that holds it."""
    text = built.readings[report].document.text
    span = place_of(text, words)
    if span is None:
        raise SystemExit(f"the gold's words are not in {report}: {words}")
    inner = place_of(span.of(text), predicate) if predicate else None
    point = Span(span.start + inner.start, span.start + inner.end) if inner else span
    hits = [s for s in built.statements[report] if s.span.overlaps(span) and s.id in built.matter_of]
    at = [s for s in hits if s.span.overlaps(point)]
    told = [s for s in at if predicate and s.predicate and (s.predicate in predicate or predicate in s.predicate)]
    pool = told or at or hits
    return min(pool, key=lambda s: (s.kind == "relation", s.span.end - s.span.start, s.id), default=None)


def matters(half: str) -> tuple[float, float, float]:
    """B-cubed over the claims of the gold."""
    truth: dict[Hashable, Hashable] = {}
    found: dict[Hashable, Hashable] = {}
    built = build()
    for story, claim, statement in claims(half):
        item = (claim["report"], claim["words"], claim["matter"])
        truth[item] = (story, claim["matter"])
        found[item] = built.matter_of[statement.id] if statement else item
    return b_cubed(truth, found)


def origins(half: str) -> tuple[float, float]:
    """Share of the gold's matters whose true count lies in min..max, and equals both, in percent."""
    within = exactly = total = 0
    for _, gold, matter, disputed in matched(half):
        total += 1
        low, high = counted_at(matter, disputed=disputed)
        within += low <= gold["origins"] <= high
        exactly += low == high == gold["origins"]
    return 100 * within / max(1, total), 100 * exactly / max(1, total)


def counted_at(matter: Matter | None, *, disputed: bool) -> tuple[int, int]:
    """The origins of a matter as the gold puts it: of its disputed figure, date or place where it has one, else of its
    having happened."""
    if matter is None:
        return 0, 0
    point = matter.points[0]
    if disputed:
        contested = [p for p in matter.points[1:] if any(stand.agreement is Agreement.CONFLICTS for stand in p.stands)]
        point = max(contested, key=lambda p: len(p.stands), default=point)
    return point.origins.min, point.origins.max


def counted(half: str, field: str) -> float:
    """Share of matters whose true count is the number of reports, or of outlets, that carry it: what others print."""
    right = total = 0
    built = build()
    for _, gold, matter, _ in matched(half):
        total += 1
        reports = {claim.split(".")[0] for claim in matter.claims} if matter else set()
        houses = {
            r.document.outlet or r.document.agency or r.document.id
            for r in built.readings.values()
            if r.document.id in reports
        }
        right += (len(reports) if field == "reports" else len(houses)) == gold["origins"]
    return 100 * right / max(1, total)


def matched(half: str) -> Iterator[tuple[str, dict[str, Any], Matter | None, bool]]:
    """The matters of the gold, each with the found matter that holds most of its claims, and whether claims conflict."""
    built = build()
    votes: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    conflicts = set()
    for story, claim, statement in claims(half):
        if claim["agreement"] == "conflicts":
            conflicts.add((story, claim["matter"]))
        if statement:
            votes[story, claim["matter"]][built.matter_of[statement.id]] += 1
    for story, gold in stories(half).items():
        for matter in gold.get("matter", ()):
            found = votes.get((story, matter["id"]))
            best = max(sorted(found), key=lambda one: found[one]) if found else None
            yield story, matter, built.matters.get(best) if best else None, (story, matter["id"]) in conflicts


def replies(half: str) -> Tally:
    """Replies bound to the right allegation: the claim itself, or another of its matter."""
    wanted, found, right = reply_pairs(half)
    return Tally(len(right), len(found) + len(right), len(wanted))


def reply_pairs(half: str) -> tuple[list[dict[str, Any]], list[tuple[Statement, Statement]], list[dict[str, Any]]]:
    """The gold's replies, the bindings that are in none of them, and the gold's replies that were found."""
    built = build()
    known = {s.id: s for group in built.statements.values() for s in group}
    wanted, right, wrong = [], [], []
    claimed: set[int] = set()
    for gold in stories(half).values():
        reports = {claim["report"] for claim in gold.get("claim", ())} | {
            reply["report"] for reply in gold.get("reply", ())
        }
        affirmed = [claim for claim in gold.get("claim", ()) if claim["agreement"] not in ("denies", "declines")]
        in_gold = {claim_key(claim): claim["matter"] for claim in affirmed}
        for reply in gold.get("reply", ()):
            wanted.append(reply)
        pairs: dict[tuple[str, str], tuple[Statement, Statement]] = {}
        for answer in built.answers:
            reply_statement, allegation = known.get(answer.reply), known.get(answer.answers)
            if reply_statement is None or allegation is None or _report(built, reply_statement) not in reports:
                continue
            pairs.setdefault(
                (answer.reply, built.matter_of.get(answer.answers, answer.answers)), (reply_statement, allegation)
            )
            for reply in gold.get("reply", ()):
                if (
                    id(reply) not in claimed
                    and is_reply(built, reply, reply_statement)
                    and is_answered(built, reply, allegation, in_gold)
                ):
                    claimed.add(id(reply))
                    right.append(reply)
        for reply_statement, allegation in pairs.values():
            if not any(
                is_reply(built, r, reply_statement) and is_answered(built, r, allegation, in_gold)
                for r in gold.get("reply", ())
            ):
                wrong.append((reply_statement, allegation))
    return wanted, wrong, right


def claim_key(claim: Mapping[str, Any]) -> tuple[str, str]:
    """What tells a claim of the gold from others."""
    return claim["report"], claim["words"]


def _report(built: Built, statement: Statement) -> str:
    return next(name for name, reading in built.readings.items() if reading.document.id == statement.document)


def is_reply(built: Built, reply: Mapping[str, Any], statement: Statement) -> bool:
    """Whether a claim is a reply of the gold: whether its words, cue or content stand there."""
    report = reply["report"]
    reading = built.readings[report]
    if reading.document.id != statement.document:
        return False
    span = place_of(reading.document.text, reply["words"])
    attribution = next((a for a in reading.attributions if a.id == statement.attribution), None)
    spans = [statement.span, *(attribution.cue if attribution else ()), *(attribution.content if attribution else ())]
    return span is not None and any(span.overlaps(part) for part in spans)


def is_answered(
    built: Built, reply: Mapping[str, Any], allegation: Statement, in_gold: Mapping[tuple[str, str], str]
) -> bool:
    """Whether a claim is what a reply of the gold answers, or another on the same matter."""
    answers = reply["answers"]
    span = place_of(built.readings[answers["report"]].document.text, answers["words"])
    if span and built.readings[answers["report"]].document.id == allegation.document and span.overlaps(allegation.span):
        return True
    matter = in_gold.get(claim_key(answers))
    if matter is None:
        return False
    for (report, words), other in in_gold.items():
        if other == matter and built.readings[report].document.id == allegation.document:
            place = place_of(built.readings[report].document.text, words)
            if place and place.overlaps(allegation.span):
                return True
    return False


def reprinted(half: str) -> Tally:
    """Pairs of reports of which one repeats the other; reuse of a few passages is not counted."""
    built = build()
    names = {reading.document.id: name for name, reading in built.readings.items()}
    reports = {r for gold in stories(half).values() for claim in gold.get("claim", ()) for r in (claim["report"],)}
    gold = {
        frozenset((r["copy"], r["original"]))
        for story in stories(half).values()
        for r in story.get("reprint", ())
        if r["kind"] != "reuse"
    }
    found = {
        frozenset((names[r.copy], names[r.original]))
        for r in built.case.reprints_of([built.readings[report].document.id for report in reports])
        if r.kind.value != "reuse"
    }
    return Tally(len(gold & found), len(found), len(gold))


def measure(half: str) -> Iterator[tuple[str, float]]:
    """All figures over one half of the stories."""
    yield "entities", entities(half)[2]
    yield "matters", matters(half)[2]
    yield from zip(("origins_within", "origins_exact"), origins(half), strict=True)
    yield "counting_reports", counted(half, "reports")
    yield "counting_outlets", counted(half, "outlets")
    yield "replies", replies(half).f1
    yield "reprints", reprinted(half).f1


def main() -> None:
    """Print the figures, and on wish what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("half", nargs="?", default="seen", choices=("seen", "unseen"))
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    for name, figure in measure(options.half):
        print(f"{name:20} {figure:5.1f}")
    for name, parts in (("entities", entities(options.half)), ("matters", matters(options.half))):
        print(f"{name}: precision {parts[0]:.1f}, recall {parts[1]:.1f}")
    tally = replies(options.half)
    print(f"replies: precision {tally.precision:.1f}, recall {tally.recall:.1f}")
    if options.errors:
        print_errors(options.half)


def print_errors(half: str) -> None:
    """What is wrong, for the eye."""
    if half == "unseen":
        raise SystemExit("the unseen half is only measured")
    built = build()
    truth, found = clusters_of_names(half)
    by_truth, by_found = _groups(truth), _groups(found)
    for label, items in by_truth.items():
        if len({found[item] for item in items}) > 1:
            parts = [sorted(by_found[f] & items, key=str) for f in {found[item] for item in items}]
            print("SPLIT ", label, parts)
    for items in by_found.values():
        if len({truth[item] for item in items}) > 1:
            print("MERGED", sorted(items, key=str))
    for story, gold, matter, disputed in matched(half):
        counted_here = matter.points[0].origins if matter else None
        low, high = counted_at(matter, disputed=disputed)
        print(f"\n## {story} {gold['id']}: {gold['text']} | gold {gold['origins']} found {low}..{high}")
        for s, claim, statement in claims(half):
            if s == story and claim["matter"] == gold["id"]:
                mine = built.matter_of[statement.id] if statement else None
                mark = "  " if matter and mine == matter.id else "!!"
                print(
                    f"  {mark} [{claim['report']}] {claim['words'][:70]} -> {mine and built.matters[mine].text[:60]} ({statement.stance.value if statement else '-'}; gold {claim['agreement']}, {claim['origin']})"
                )
        if counted_here and not low == high == gold["origins"]:
            for group in counted_here.groups:
                print("      origin:", group.voice, len(group.claims), "behind", group.behind)
            for edge in counted_here.edges:
                print("      edge:", edge.a, "~", edge.b, "firm" if edge.firm else "possible", edge.why)
    wanted, wrong, right = reply_pairs(half)
    print("\n# replies")
    for reply in wanted:
        if reply not in right:
            print(
                f"  missed [{reply['report']}] {reply['words'][:60]} ==> [{reply['answers']['report']}] {reply['answers']['words'][:60]} ({reply['how']})"
            )
    for reply_statement, allegation in wrong:
        print(
            f"  wrong  [{_report(built, reply_statement)}] {reply_statement.text[:60]} ==> [{_report(built, allegation)}] {allegation.text[:60]}"
        )


if __name__ == "__main__":
    main()
