"""Attributions: drafts whose source has become a speaker.

Who speaks is read off the source's head and its chain. Where there is no source, the voice says so: an unnamed one is
an entity all the same, a quotation that goes on carries its speaker over, and "it was alleged" is unclear, with the
reason.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.lexicon import nouns
from sayso.read.coreference import Speaking
from sayso.read.drafts import kind_of
from sayso.read.entities import Cast
from sayso.read.nesting import Draft
from sayso.read.spans import joined
from sayso.read.syntax import governor
from sayso.read.words import Word, Words
from sayso.terms import Attribution, Reference, Said, Span, Stance, Voice

ADDRESSED = frozenset(
    {
        "tell",
        "told",
        "tells",
        "telling",
        "inform",
        "informed",
        "informs",
        "warn",
        "warned",
        "warns",
        "assure",
        "assured",
        "remind",
        "reminded",
        "advise",
        "advised",
        "ask",
        "asked",
        "asks",
        "notify",
        "notified",
        "brief",
        "briefed",
    }
)
SPEAKS_FOR = re.compile(
    r"\b(?:spokes(?:man|woman|person)|spokespeople|lawyers?|attorneys?|counsel|representatives?|solicitors?|barrister|agent|envoy|surrogate)\b"
    r"(?:[^,]{0,40}?)\b(?:for|of|representing)\s+(.+)|\b(?:on behalf of|speaking for|acting for|representing|who represents?)\s+(.+)",
    re.IGNORECASE,
)
OWNER_SPEAKS = re.compile(
    r"^(.+?)['’]s?\s+(?:\w+\s+)?(?:spokes(?:man|woman|person)|lawyers?|attorneys?|solicitors?|barrister|representatives?)\b",
    re.IGNORECASE,
)
PAST = ("ed", "told", "shown")
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "X"})
DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.)"
SAID_DATE = re.compile(
    rf"\b(?:(?:on|late|early|last)\s+)*(?:{DAY}(?:\s+(?:morning|afternoon|evening|night))?|{MONTH}\s+\d{{1,2}}(?:,\s*\d{{4}})?|\d{{1,2}}\s+{MONTH}(?:\s+\d{{4}})?|today|yesterday|tonight|this (?:week|morning|month)|last (?:week|month|year|night))\b"
)
OCCASION = re.compile(
    r"\b(?:(?:at|in|during|after|to|before|from|on)\s+)?(?:an?|the|his|her|their|its)?\s*(?:[\w-]+\s+){0,3}?"
    r"(?:press conference|news conference|briefing|interview|statement|speech|hearing|trial|court|inquest|inquiry|meeting|rally|summit|letter|email|e-mail|telephone call|phone call|broadcast|sermon|debate|testimony|deposition|social media post|post|tweet|message|op-ed|report)\b(?:\s+(?:in|at|with|on|to)\s+(?:[A-Z][\w'’-]+\s?){1,4})?"
)
MEDIUM = re.compile(
    r"\b(?:by|over|via|on|in)\s+(?:the\s+)?(?:phone|telephone|email|e-mail|text message|state television|television|TV|radio|Twitter|Facebook|Telegram|social media|writing)\b",
    re.IGNORECASE,
)
ANONYMITY = re.compile(
    r"(?:who\s+)?(?:asked|asking|requested|requesting|spoke|speaking|insisted|insisting|declined|refused|did not want|wished)\b[^.;]{0,60}?\b(?:anonym\w+|not (?:to )?be(?:ing)? (?:named|identified|quoted by name)|to be (?:named|identified)|remain (?:nameless|unnamed))[^.;,]*(?:\b(?:because|as|since|for fear|fearing|citing|due to)\b[^.;]*)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Speaker:
    """Who speaks, with whom, in what kind of voice, and how that was found."""

    entity: str | None
    together: tuple[str, ...]
    voice: Voice
    why: str


def resolve_attributions(words: Words, drafts: Sequence[Draft], cast: Cast) -> list[Attribution]:
    """The attributions of a report with their speakers, in the order of their words."""
    ids = {id(draft): f"a{number}" for number, draft in enumerate(drafts, start=1)}
    speakers: dict[int, _Speaker] = {}
    found: list[Attribution] = []
    for draft in drafts:
        speaker = _speaker(words, draft, cast, speakers)
        speakers[id(draft)] = speaker
        if speaker.entity:
            cast.speak(draft, speaker.entity)
        found.append(_attribution(words, draft, ids, speaker, cast, found))
    return found


def _attribution(
    words: Words, draft: Draft, ids: dict[int, str], speaker: _Speaker, cast: Cast, before: Sequence[Attribution]
) -> Attribution:
    addressed, conduits = _addressees(words, draft, cast)
    reasons = [
        f"cue {draft.probability:.2f}, spans {draft.confidence:.2f} by the model",
        draft.judged.why,
        speaker.why,
        *draft.notes,
    ]
    return Attribution(
        id=ids[id(draft)],
        source=draft.source,
        cue=draft.cue,
        content=joined(words.text, sorted(draft.content)),
        quoted=joined(words.text, sorted(_without_brackets(words.text, draft.quoted))),
        kind=kind_of(words.text, draft.content, draft.quoted),
        voice=speaker.voice,
        stance=draft.judged.stance,
        stance_also=list(draft.judged.also),
        reply=draft.judged.reply,
        speaker=speaker.entity,
        co_speakers=list(speaker.together),
        on_behalf_of=_on_behalf_of(words, draft, cast, speaker.entity),
        addressee=addressed,
        through=conduits,
        said=_said(words, draft),
        within=ids[id(draft.within)] if draft.within else None,
        refers=_references(words, draft, before),
        region=words.document.region_at(Span(draft.start, draft.end)),
        why="; ".join(reason for reason in reasons if reason),
    )


# Who speaks


def who_speaks(words: Words, drafts: Sequence[Draft]) -> Speaking:
    """The words that head the sources, so that each becomes a mention, and where those of one head end."""
    outer: set[int] = set()
    inner: set[int] = set()
    ends: dict[int, int] = {}
    for draft in drafts:
        heads = [governor(words, head).index for head in heads_of(words, draft.source)]
        (inner if draft.within else outer).update(heads)
        if len(heads) == 1 and (inside := words.inside(draft.source[0])):
            ends[heads[0]] = inside[-1].index + 1
    return Speaking(frozenset(outer), frozenset(inner), ends)


def cue_words(words: Words, drafts: Sequence[Draft]) -> frozenset[int]:
    """The words of every cue."""
    return frozenset(word.index for draft in drafts for span in draft.cue for word in words.inside(span))


def heads_of(words: Words, source: Sequence[Span]) -> list[Word]:
    """The head of a source and those joined to it by "and": the last noun of each plain phrase it opens with.

    Of "Memorandum 41" it is the memorandum.

    English puts the head of a noun phrase last before whatever follows it: a comma, a preposition, a clause.
    """
    rows = [words.inside(span) for span in source]
    inside = next(
        (row for row in rows if any(word.pos in NOMINAL for word in row)), [word for row in rows for word in row]
    )
    heads: list[Word] = []
    phrase: list[Word] = []
    for word in [*inside, None]:
        if word is not None and not _ends_phrase(word, phrase):
            phrase.append(word)
            continue
        nominal = [other for other in phrase if _is_nominal(other) and other.text not in ("'s", "’s")]
        if nominal:
            heads.append(next((other for other in reversed(nominal) if not other.text.isdigit()), nominal[-1]))
        if word is None or word.pos != "CCONJ" or not heads:
            break
        phrase = []
    heads = heads or [word for word in inside if word.pos != "DET"][-1:] or inside[:1]
    named = [word for row in rows for word in row if word.name.endswith("PER")]
    return named[-1:] if named and heads and not _can_speak(heads[0]) else heads


def _can_speak(word: Word) -> bool:
    """Whether a head is somebody or something that has a say; "tools" in "Downing tools, Kay Molloy" has none."""
    kinds = ("person", "organization", "group", "document", "either")
    return (
        word.name != "O"
        or word.pos == "PRON"
        or word.mention in ("person", "organization")
        or any(word.lower in nouns(kind) for kind in kinds)
    )


def _is_hyphened(left: Word, right: Word) -> bool:
    """Whether two words are parts of one printed word: "hand-painted"."""
    return left.span.end == right.span.start and "-" in (left.text, right.text)


def _is_nominal(word: Word) -> bool:
    """A noun by its part of speech, or a noun for people, which headlines hide from it ("Aldovari general points")."""
    return word.pos in NOMINAL or word.lower in nouns("person")


def _ends_phrase(word: Word, phrase: Sequence[Word]) -> bool:
    """Whether a word follows the phrase's head, or joins another phrase to it."""
    if not any(other.pos in NOMINAL for other in phrase) or _is_hyphened(phrase[-1], word):
        return False
    if word.pos in ("ADP", "SCONJ", "CCONJ", "VERB", "AUX") or word.text in ",;:()—–":
        return word.text not in ("'s", "’s", "'", "’", "-")
    return word.lower in ("who", "which", "that", "whom", "whose", "where") and word.pos in ("PRON", "DET", "ADV")


def _speaker(words: Words, draft: Draft, cast: Cast, known: dict[int, _Speaker]) -> _Speaker:
    if draft.carried_from:
        earlier = known.get(id(draft.carried_from))
        if earlier and earlier.entity:
            return _Speaker(earlier.entity, (), Voice.CARRIED_OVER, "speaker goes on from the attribution before")
        return _Speaker(None, (), Voice.UNCLEAR, "the quotation follows nobody who could be speaking")
    heads = heads_of(words, draft.source)
    if not heads:
        return _without_source(words, draft, cast, known)
    entities: list[str] = []
    for head in heads:
        entity = cast.entity_at(governor(words, head).index) or _in_first_person(head, draft, cast, known)
        if entity and entity not in entities:
            entities.append(entity)
    printed = draft.source[0].of(words.text)
    if not entities:
        return _Speaker(None, (), Voice.UNCLEAR, f'nobody in the report answers to "{printed}"')
    voice = cast.voice_of(entities[0])
    return _Speaker(entities[0], tuple(entities[1:]), voice, f'"{printed}" is {cast.name_of(entities[0])}')


def _in_first_person(head: Word, draft: Draft, cast: Cast, known: dict[int, _Speaker]) -> str | None:
    """ "I" and "we" inside a quotation are whoever is quoted."""
    if head.lower not in ("i", "we", "us", "me", "my", "our"):
        return None
    outer = draft.within
    while outer:
        speaker = known.get(id(outer))
        if speaker and speaker.entity:
            return speaker.entity
        outer = outer.within
    return None


def _without_source(words: Words, draft: Draft, cast: Cast, known: dict[int, _Speaker]) -> _Speaker:
    """No source is printed: the subject shared with the cue before, or nobody."""
    shared = _shared_subject(words, draft)
    if shared is not None and (entity := cast.entity_at(shared)):
        return _Speaker(
            entity, (), cast.voice_of(entity), f"shares the subject {cast.name_of(entity)} with the verb before"
        )
    return _Speaker(None, (), Voice.UNCLEAR, "the text names no source")


def _shared_subject(words: Words, draft: Draft) -> int | None:
    """The subject of the verb that the cue's verb is joined to, or hangs on as an adverbial ("..., adding that")."""
    for word in words.inside(draft.cue[0]) if draft.cue else ():
        if word.pos != "VERB":
            continue
        if any(words.words[child].dependency == "nsubj:pass" for child in words.children.get(word.index, ())):
            return None
        if word.dependency == "advcl" and word.lower.endswith(PAST):  # "Asked whether ...", "Told that ...": by others
            return None
        step, steps = word, 0
        while step.dependency in ("conj", "advcl", "xcomp", "parataxis") and step.head >= 0 and steps < 4:
            step = words.words[step.head]
            subjects = [c for c in words.children.get(step.index, ()) if words.words[c].dependency == "nsubj"]
            if subjects:
                return subjects[0]
            steps += 1
    return None


# Around the speaker


def _addressees(words: Words, draft: Draft, cast: Cast) -> tuple[list[str], list[str]]:
    """Who was told, and which outlets only passed it on ("told the Herald")."""
    addressed: list[str] = []
    conduits: list[str] = []
    spoken_for = (*draft.source, *draft.content)
    for span in draft.cue:
        for word in words.inside(span):
            if word.lower not in ADDRESSED:
                continue
            for child in words.children.get(word.index, ()):
                hearer = words.words[child]
                if hearer.dependency not in ("obj", "iobj") or any(other.overlaps(hearer.span) for other in spoken_for):
                    continue
                entity = cast.entity_at(child)
                if entity:
                    (conduits if cast.is_outlet(entity) else addressed).append(entity)
    return addressed, conduits


def _on_behalf_of(words: Words, draft: Draft, cast: Cast, speaker: str | None) -> list[str]:
    """For whom a spokesman or lawyer speaks."""
    found = []
    for span in draft.source:
        printed = span.of(words.text)
        for match in (SPEAKS_FOR.search(printed), OWNER_SPEAKS.search(printed)):
            if not match:
                continue
            group = next(number for number, text in enumerate(match.groups(), start=1) if text)
            behind = Span(span.start + match.start(group), span.start + match.end(group))
            entity = cast.entity_within(behind)
            if entity and entity != speaker and entity not in found:
                found.append(entity)
    return found


def _said(words: Words, draft: Draft) -> Said | None:
    """When and where it was said: what stands in the cue's sentence outside source, cue and content."""
    if not draft.cue:
        return None
    marked = (*draft.source, *draft.cue, *draft.content)
    sentence = words.sentence_at(draft.cue[0].start)
    if sentence is None:
        return None
    free = _blank(words.text, sentence.span, marked)
    date, occasion, medium = (pattern.search(free) for pattern in (SAID_DATE, OCCASION, MEDIUM))
    if not (date or occasion or medium):
        return None
    spans = [
        Span(sentence.span.start + m.start(), sentence.span.start + m.end()) for m in (date, occasion, medium) if m
    ]
    hull = Span(min(span.start for span in spans), max(span.end for span in spans))
    return Said(
        date=date[0].strip() if date else None,
        occasion=occasion[0].strip() if occasion else None,
        medium=medium[0].strip() if medium else None,
        span=hull,
    )


def _blank(text: str, sentence: Span, marked: Sequence[Span]) -> str:
    """The sentence with the marked spans made of bars, so that no phrase is found across them."""
    characters = list(sentence.of(text))
    for span in marked:
        for place in range(max(span.start, sentence.start), min(span.end, sentence.end)):
            characters[place - sentence.start] = "|"
    return "".join(characters)


def _references(words: Words, draft: Draft, before: Sequence[Attribution]) -> list[Reference]:
    """What "the charges" in a content means: the last attribution before it that makes such a thing."""
    for span in draft.content:
        for word in words.inside(span)[:6]:
            if word.lower not in nouns("pointing") or word.pos != "NOUN" or not _is_definite(words, word):
                continue
            said = [a for a in before if not any(s.overlaps(word.span) for s in a.content)]
            for stances in _stances_of(word.lower):
                if earlier := next((a for a in reversed(said) if stances & {a.stance, *a.stance_also}), None):
                    return [Reference(earlier.id, f'"{word.text}" takes it up')]
    return []


def _is_definite(words: Words, word: Word) -> bool:
    """Whether the noun has an article or pronoun that points back and nothing that spells out what is meant."""
    children = [words.words[child] for child in words.children.get(word.index, ())]
    points = any(
        child.lower in ("the", "this", "these", "those", "that", "such") or child.dependency == "nmod:poss"
        for child in children
    )
    spelled_out = any(
        child.dependency in ("acl", "acl:relcl", "ccomp") or child.dependency == "nmod" for child in children
    )
    return points and not spelled_out


def _stances_of(noun: str) -> tuple[frozenset[Stance], ...]:
    """What a noun can take up, the likeliest first."""
    if noun.rstrip("s") in ("charge", "allegation", "accusation", "claim", "suggestion", "rumour", "rumor"):
        return frozenset({Stance.ALLEGES}), frozenset({Stance.ASSERTS})
    return (frozenset({Stance.ASSERTS, Stance.ALLEGES, Stance.CONFIRMS, Stance.DENIES}),)


def _without_brackets(text: str, quoted: Sequence[Span]) -> list[Span]:
    """Quoted parts without the reporter's own words in square brackets."""
    parts: list[Span] = []
    for span in quoted:
        start = span.start
        for bracket in re.finditer(r"\s*\[[^\]]*\]", span.of(text)):
            parts.append(Span(start, span.start + bracket.start()))
            start = span.start + bracket.end()
        parts.append(Span(start, span.end))
    return [span for span in parts if any(c.isalnum() for c in span.of(text))]


def stated_anonymity(words: Words, spans: Sequence[Span]) -> Span | None:
    """Where a source's own words, or those right after, say why it is not named."""
    for span in spans:
        stretch = Span(span.start, min(len(words.text), span.end + 160))
        match = ANONYMITY.search(stretch.of(words.text))
        if match:
            return Span(stretch.start + match.start(), stretch.start + match.end())
    return None
