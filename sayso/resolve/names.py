"""Are two names of one and the same? How alike they are, and why.

A name is a row of words. Words are compared by sound across transliterations: each is folded to what is left when
alphabets and habits of spelling are taken away (q, k and gh; ou and u; sch, sh and s), then by letters. The words of the
shorter name are laid on those of the longer; what is left over, and what clashes, decides: a missing patronymic is
nothing, another given name is somebody else.

Sources: the folds follow the romanisation tables of the Library of Congress (ALA-LC), BGN/PCGN and the German and French
press; the laying-on is that of Christen, Data Matching (2012), chapter 5.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import permutations, takewhile

from anyascii import anyascii
from rapidfuzz import fuzz

from sayso.lexicon import bodies, capitals, demonyms, first_names, load, states, title_words
from sayso.resolve.slips import TRIFLES, likeness, slips_between
from sayso.terms import EntityType, Judgement, Verdict

SAME, UNSURE = 0.82, 0.6
"""From SAME on two names are one; between the two they may be. Measured on corpus/name_pairs/dev.csv."""


def normal(name: str) -> str:
    """A name as it is kept once: small letters, straight quotation marks, no article, no possessive, single spaces."""
    plain = re.sub(r"[‘’ʼ`´]", "'", name).casefold()
    plain = re.sub(r"'s?$", "", " ".join(plain.split()))
    return plain.removeprefix("the ")


def name_id(name: str) -> str:
    """The id of a name: the same wherever it stands."""
    return "n" + hashlib.blake2b(normal(name).encode(), digest_size=6).hexdigest()


def how_alike(first: str, second: str, kind: EntityType = EntityType.PERSON) -> Judgement:
    """Whether two names may be those of one person, body or place, with a score from 0 to 1 and the reasons.

    It knows names alone: that two bearers of one name are two is for their contexts to say.
    """
    if normal(first) == normal(second):
        return Judgement(Verdict.SAME, 1.0, ("the same name",))
    if _numbers(first) != _numbers(second) and kind is not EntityType.PERSON:
        return Judgement(Verdict.DIFFERENT, 0.0, ("they differ in a number",))
    if kind is EntityType.PERSON:
        score, why = _persons(_person(first), _person(second))
    elif kind is EntityType.PLACE:
        score, why = _places(first, second)
    else:
        score, why = _bodies(first, second)
    verdict = Verdict.SAME if score >= SAME else Verdict.UNSURE if score >= UNSURE else Verdict.DIFFERENT
    return Judgement(verdict, round(score, 3), tuple(why))


def _numbers(name: str) -> list[str]:
    """The numbers in a name, ordinals in words too: the 93rd and the Third."""
    words = {"first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6", "seventh": "7"}
    plain = " ".join(words.get(word, word) for word in re.findall(r"\w+", name.lower()))
    return re.findall(r"\d+", plain)


# Sounds

CONSONANTS = (
    (r"shch|stch|chtch|szcz|schtsch", "sc"), (r"tsch|tch|tsh|cz", "c"), (r"dsch|dzh|dj|dg(?=[ei])", "j"), (r"zh", "j"), (r"sch|sh|sz", "s"),
    (r"ch(?=[rl])", "k"), (r"ch", "c"), (r"ph", "f"), (r"kh", "h"), (r"gh", "g"), (r"th", "t"), (r"dh", "d"), (r"bh", "b"), (r"rh", "r"),
    (r"ck|cq|qu|q", "k"), (r"x", "ks"), (r"tz|ts", "z"), (r"c(?=[aoulr])|c$", "k"), (r"wh|w", "v"),
)  # fmt: skip
VOWELS = (
    (r"^ye(?=[^aeiou])", "e"), (r"aw(?=[^aeiou]|$)|ow$", "o"), (r"aa", "a"), (r"(ei|ey|ay|aj|ai)", "ai"), (r"oo|ou|u", "u"), (r"iye|iyi|ie|iy|yi|ii|yy|ij|y|ee", "i"), (r"eu|oy|oi|oj", "oi"),
    (r"(?<=[aeiou])i(?=[aeou])", "y"), (r"oh(?=[^aeiou]|$)", "o"), (r"(?<=[aeiou])h$", ""),
)  # fmt: skip
ENDINGS = (
    (r"(off|ow|of|ew|eff|ef)$", "ov"), (r"(ovich|ovitch|owitsch|ovitsch|ovic|ovych|owicz|evich|evitch|ewitsch|evic|evych|ewicz|jevic)$", "ovic"),
    (r"(skiy|skij|sky|skyy|skyi|ski|skii|tzky)$", "ski"), (r"(dze|dse)$", "dze"), (r"(ian|jan|yan)$", "ian"), (r"(ova|owa|eva|ewa)$", "ova"),
    (r"(?<=...)(?:[eaui]d|[eaui])?d+(?:i|ee)ne?$", "din"),
)  # fmt: skip
SOUNDS = (*ENDINGS, *CONSONANTS, *VOWELS)
GERMAN = ((r"tsch", "ch"), (r"dsch", "dzh"), (r"z", "ts"), (r"(?<![ds])j", "y"), (r"ch(?![aeiou]|$)", "kh"))
GERMAN_ZH = ((r"sch(?=[aeiou])", "zh"), *GERMAN)
FRENCH = ((r"tch", "tsh"), (r"(?<!t)ch", "sh"), (r"gu(?=[ei])", "g"), (r"c(?=[ei])", "s"))
KUNREI = (
    (r"sy", "sh"),
    (r"si", "shi"),
    (r"ty", "ch"),
    (r"ti", "chi"),
    (r"(?<!t)tu", "tsu"),
    (r"zy", "j"),
    (r"zi", "ji"),
    (r"(?<![sc])hu", "fu"),
    (r"dj", "j"),
)
WADE_GILES = (
    (r"hs", "x"), (r"ch(?=i(?!h)|u(?!n|o|a))", "j"), (r"ch", "zh"), (r"ts|tz", "z"), (r"k", "g"), (r"p", "b"), (r"t(?!s|z)", "d"), (r"ih", "i"), (r"ieh", "ie"),
    (r"(?<=[bpmfdtnlgkhjxrzcs])uei", "ui"), (r"ung", "ong"), (r"ueh", "ue"), (r"^j", "r"), (r"ien(?!g)", "ian"),
)  # fmt: skip
EGYPTIAN = ((r"g(?!h)", "j"),)
UKRAINIAN = ((r"h", "g"), (r"i(?=v)", "o"))
GREEK = ((r"ch", "h"), (r"^gi(?=[aou])|^ge", "y"), (r"gg|gk", "ng"))
NORDIC = ((r"oe", "o"), (r"ue", "u"), (r"ae", "a"), (r"aa", "a"), (r"^mc", "mac"), (r"dj", "d"), (r"rn", "m"))
KOREAN = (
    (r"young", "yong"),
    (r"eo", "o"),
    (r"eu", "u"),
    (r"oo", "u"),
    (r"ou", "o"),
    (r"ch", "j"),
    (r"k", "g"),
    (r"p", "b"),
    (r"t", "d"),
    (r"^r|^l", "n"),
)
SOMALI = ((r"^c", ""), (r"x", "h"), (r"ee", "e"), (r"oo", "o"), (r"uu", "u"), (r"dh", "d"), (r"^k", "g"))
DUTCH_INDIES = ((r"oe", "u"), (r"dj", "j"), (r"tj", "c"), (r"(?<![aeiou])j", "y"))
READINGS = ((), GERMAN, FRENCH, NORDIC, KOREAN, SOMALI, DUTCH_INDIES, GERMAN_ZH, KUNREI, EGYPTIAN, UKRAINIAN, GREEK)
"""Ways to read a Latin spelling: as English has it, or by another country's habits first."""
PRESS = 3
"""So many of them are common enough in the press for slips to be looked for in them too."""
KOREAN_SYLLABLES = re.compile(
    r"^(?:(?:ch|[bdghjkmnprstwly])?y?(?:ae|eo|eu|oo|ou|[aeiou])(?:ng|n|m|l|k|p|t|b|g|h)?){1,3}$"
)
ALIKE_CONSONANTS = str.maketrans(
    {"p": "b", "t": "d", "k": "g", "q": "g", "h": "g", "f": "v", "z": "s", "c": "s", "j": "s", "m": "n"}
)
SYLLABIC = re.compile(r"^(?:(?:[kstnhmrgzdbpfj]|sh|ch|ts|[kgnhbpmr]y)?[aiueo]n?|[yw][aou])+$")


Rules = tuple[tuple[str, str], ...]


@cache
def _compiled(rules: Rules) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), put) for pattern, put in rules)


def _respelt(letters: str, rules: Rules) -> str:
    """A word with some spellings put for others, one after the other."""
    for pattern, put in _compiled(rules):
        letters = pattern.sub(put, letters)
    return letters


@lru_cache(200_000)
def folded(word: str) -> str:
    """A word by its sound: what the ways of writing it down have in common."""
    return _sound(re.sub(r"[^a-z]", "", anyascii(word).lower()))


def _sound(letters: str) -> str:
    letters = re.sub(r"^abd(?:[eauo]u?[lrnzsdt]h?|[eauo])?(?=[a-z]{3})", "abd", letters)
    return re.sub(r"(.)\1+", r"\1", _respelt(letters, SOUNDS))


@lru_cache(200_000)
def _readings(word: str) -> tuple[str, ...]:
    """The sounds a word may stand for, by whose habits it may be spelt, in the order of READINGS."""
    letters = re.sub(r"[^a-z]", "", anyascii(word).lower())
    sounds = []
    for system in READINGS:
        spelt = letters
        if system is not KOREAN or KOREAN_SYLLABLES.match(letters):
            spelt = _respelt(spelt, system)
        sounds.append(_sound(spelt))
    return tuple(sounds)


def _sound_alike(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether two words are one sound: both by one country's habits, or one of them by English ones."""
    return ours[0] in theirs or theirs[0] in ours or any(a == b for a, b in zip(ours, theirs, strict=True))


@lru_cache(200_000)
def _pinyin(word: str) -> frozenset[str]:
    """A word as pinyin, read as pinyin or as Wade-Giles with its apostrophes lost."""
    letters = re.sub(r"[^a-z]", "", anyascii(word).lower().replace("u:", "u"))
    found = {letters}
    for keep in ((), ("k",), ("p",), ("t(?!s|z)",), ("ch(?=i(?!h)|u(?!n|o|a))", "ch")):
        spelt = letters
        for pattern, put in WADE_GILES:
            if pattern not in keep:
                spelt = re.sub(pattern, put, spelt)
            elif pattern.startswith("ch"):
                spelt = re.sub(pattern, "q" if "(" in pattern else "ch", spelt)
        found.add(spelt)
    return frozenset(found)


@lru_cache(200_000)
def bones(word: str) -> str:
    """The consonants of a word, those easily taken for each other as one."""
    sound = folded(word)
    return re.sub(r"(.)\1+", r"\1", (sound[:1] + re.sub(r"[aeiou]", "", sound[1:])).translate(ALIKE_CONSONANTS))


@cache
def _groups(kind: str) -> dict[str, set[int]]:
    table: dict[str, set[int]] = {}
    for number, group in enumerate(load("same_names")[kind]["groups"]):
        for word in group.split():
            table.setdefault(word, set()).add(number)
    return table


@cache
def _listed(table: str, entry: str) -> frozenset[str]:
    return frozenset(load("same_names")[table][entry])


SPELT_OTHERWISE, SURE = 0.97, 0.83
"""Likeness of two words of one sound; likeness from which words of bodies' names are one."""


@lru_cache(500_000)
def words_alike(first: str, second: str) -> float:
    """How likely two words are one name, from 0 to 1, by their letters and by their sound."""
    if first == second:
        return 1.0
    if len(first) == 1 or len(second) == 1:
        return 0.85 if _readings(first + "a" if len(first) == 1 else first) and first[0] == second[0] else 0.0
    if _groups("given").get(first, set()) & _groups("given").get(second, set()):
        return 0.95
    if _gender(first) and _gender(second) and _gender(first) != _gender(second):
        return 0.3
    if f"{first} {second}" in _apart():
        return 0.1
    ours, theirs = _readings(first), _readings(second)
    if _sound_alike(ours, theirs) or (_looks_chinese(first, second) and _pinyin(first) & _pinyin(second)):
        return SPELT_OTHERWISE
    if _given_apart(first, second):
        return 0.5
    if not VOWEL.search(first) or not VOWEL.search(second):
        ours_bare, theirs_bare = _bare(first), _bare(second)
        return 0.88 if ours_bare == theirs_bare and len(ours_bare) >= 2 else 0.3
    likely = max(likeness(a, b) for a in set(ours[:PRESS]) for b in set(theirs[:PRESS]))
    if _looks_chinese(first, second) or (SYLLABIC.match(first) and SYLLABIC.match(second)):
        return min(0.6, likely)
    return 0.5 + 0.46 * likely if likely > 0.5 else 0.3 + 0.86 * likely


VOWEL = re.compile(r"[aeiou]")


def _bare(word: str) -> str:
    """The consonants alone of a word whose script may have left out the vowels, and those that may stand for vowels."""
    return re.sub(r"[aeiouywh]", "", bones(word))


@cache
def _gender(word: str) -> str | None:
    """Whether a given name is a man's or a woman's, where the list of given names knows it."""
    return first_names().get(word.capitalize()) or first_names().get(word)


def _given_apart(first: str, second: str) -> bool:
    """Whether both words are given names of their own that differ by more than a vowel: Jamal and Kamal."""
    return (
        bool(_gender(first) and _gender(second))
        and set(slips_between(folded(first), folded(second))) - TRIFLES != set()
    )


@cache
def _apart() -> frozenset[str]:
    """Words easily taken for each other that name different things, in both orders."""
    pairs = [pair.split() for pair in load("same_names")["differs"]["pairs"]]
    return frozenset(f"{a} {b}" for pair in pairs for a, b in (pair, reversed(pair)))


def _looks_chinese(first: str, second: str) -> bool:
    """Whether two words can both be rows of Chinese syllables."""
    return all(CHINESE.match(word) for word in (first, second))


CHINESE = re.compile(
    r"^(?:(?:zh|ch|sh|hs|ts|tz|[bpmfdtnlgkhjqxrzcsyw])?(?:[iu]?[aeo][io]?|iao|iu|ui|uei|ieh?|ueh?|ih|[aeiou])(?:ng|n)?){1,3}$"
)


# Persons


@dataclass(frozen=True, slots=True)
class _Person:
    """A person's name taken apart."""

    words: tuple[str, ...]
    younger: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    sons: bool = False
    small: frozenset[str] = frozenset()


HAN_OR_HANGUL = re.compile(r"[\u3400-\u9fff\uac00-\ud7af]")


def _in_latin(name: str) -> str:
    """A name in Latin letters: Chinese and Korean ones parted after the family name, the Arabic article set off."""
    if HAN_OR_HANGUL.search(name):
        syllables = re.findall(r"[A-Z][a-z]*", anyascii(name))
        return " ".join([*syllables[:1], "".join(syllables[1:])]) if " " not in name.strip() else anyascii(name)
    return re.sub(r"(?<!\w)ال(?=\w{2})", "al-", name)


@lru_cache(100_000)
def _person(name: str) -> _Person:
    name = _in_latin(name)
    comma = re.match(r"^([^,]+),\s*([^,]+)$", name)
    if comma and not _listed("person", "younger") & {comma[2].strip(". ").lower()}:
        name = f"{comma[2]} {comma[1]}"
    name = re.sub(r"\bM['’](?=[A-Z])", "Mc", re.sub(r"(?<=[a-z])(?<!Mac)(?<!Mc)I(?=[a-z])", "l", name))
    plain = re.sub(r"['’‘`ʻʿʾ]", "", anyascii(re.sub(r"[‘’ʼ`´ʿʾ]", "'", name))).lower()
    plain = re.sub(r"(?<=[a-z])0|0(?=[a-z])", "o", re.sub(r"(?<=[a-z])1|1(?=[a-z])", "l", plain))
    plain = re.sub(r"\(.*?\)|\"[^\"]*\"", " ", plain)
    plain = re.sub(r"\b(?!dr|mr|ms|st|lt|fr|sr|jr)([a-z])[a-z]?\.(?=[\s-]*[a-z])", r"\1. ", plain)
    words = [word for word in re.split(r"[\s.,/]+", plain) if word.strip("-–")]
    in_front = list(takewhile(_is_title, words[:-1]))
    titles = frozenset(in_front)
    words = words[len(in_front) :]
    younger = frozenset(word for word in words if word in _listed("person", "younger"))
    kept = [word for word in words if word not in younger] or words
    sons = tuple(word for word in kept if word in ("bin", "ibn", "ben", "bint", "binti", "oglu"))
    return _Person(tuple(_joined(kept)), younger, titles, bool(sons), frozenset(words) & {"thi", "van"})


def _is_title(word: str) -> bool:
    return word in title_words() or f"{word}." in title_words() or word in _listed("person", "title")


def _joined(words: list[str]) -> list[str]:
    """Small words put aside or joined to what follows: al-Maliki, Abu Zaid, Abd al-Rahman, Mac Neil, Nur al-Din."""
    parts = [part for word in words for part in _unhyphened(word)]
    found: list[str] = []
    join = ""
    for part in parts:
        if part in _listed("person", "joined") and part != parts[-1]:
            join += {"abou": "abu", "abdul": "abd", "abdel": "abd", "mc": "mac", "o": "o"}.get(part, part)
        elif part in _listed("person", "particle") and len(parts) > 1:
            continue
        elif found and part in ("din", "deen", "dine", "eddin", "eddine", "uddin"):
            found[-1] += "din"
        else:
            found.append(join + part)
            join = ""
    return ([*found, join] if join else found) or words


def _unhyphened(word: str) -> list[str]:
    """A hyphened word in parts where the first is a small word, as one otherwise: al-Sisi, but Jong-un and Anne-Marie."""
    parts = [part for part in re.split(r"[-–]", word) if part]
    if parts and (
        parts[0] in _listed("person", "particle") | _listed("person", "joined")
        or any(p in _listed("person", "particle") for p in parts[1:])
    ):
        return parts
    return ["".join(parts)]


def _persons(first: _Person, second: _Person) -> tuple[float, list[str]]:
    short, long = sorted((first, second), key=lambda person: (len(person.words), person.words))
    if first.younger and second.younger and not first.younger & second.younger:
        return 0.2, ["father and son are told apart"]
    if _titles_clash(first, second):
        return 0.2, ["a man's title and a woman's"]
    if {"thi", "van"} <= {*first.small, *second.small} and first.small != second.small:
        return 0.3, ["a woman's middle name and a man's"]
    if not short.words or not any(re.search("[a-z]", word) for word in short.words):
        return 0.0, ["no name is left without what stands in brackets"]
    laid, crossed = _lay_on(short.words, long.words)
    best = sum(alike for _, _, alike in laid) / len(laid)
    worst = min(alike for _, _, alike in laid)
    why = [f"{a} ~ {b}" if a != b else a for a, b, _ in laid]
    run_together = _run_together(first.words, second.words)
    if run_together > min(best, worst):
        return run_together, ["the same when words are run together"]
    if all(len(a) == 1 or len(b) == 1 for a, b, _ in laid):
        return 0.3, [*why, "initials alone"]
    if len(short.words) == 1:
        return _surname_alone(short.words[0], long.words, best, why)
    if crossed:
        if crossed != "turned" or first.sons or second.sons:
            return min(0.5, worst), [*why, "in another order"]
        why.append("surname first")
    score = 0.65 * worst + 0.35 * best
    initials = sum(len(a) == 1 or len(b) == 1 for a, b, _ in laid)
    missing = len(long.words) - len(short.words)
    if initials:
        why.append("an initial")
    if missing:
        why.append(f"{missing} words more in one")
        if words_alike(*sorted((short.words[-1], long.words[-1]))) < 0.8 and not crossed:
            score -= 0.06
    return max(0.0, min(1.0, score - 0.015 * missing)), why


def _titles_clash(first: _Person, second: _Person) -> bool:
    male, female = _listed("person", "male"), _listed("person", "female")
    return bool(first.titles & male and second.titles & female) or bool(first.titles & female and second.titles & male)


def _surname_alone(word: str, words: tuple[str, ...], best: float, why: list[str]) -> tuple[float, list[str]]:
    """One word against several: it must be the last of them, or the first of a name given in its other order."""
    if len(words) == 1:
        return best if len(word) > 3 else best * 0.95, why
    at_end = max(words_alike(word, words[-1]), words_alike(word, words[0]) - 0.05)
    return at_end * 0.95 if at_end >= 0.9 else at_end * 0.85, [*why, "one name alone"]


def _lay_on(short: tuple[str, ...], long: tuple[str, ...]) -> tuple[list[tuple[str, str, float]], str]:
    """The best way to lay each word of the shorter name on a word of the longer, and how their order differs.

    The order is "" where it is kept, "turned" where the last word came first or the first last, else "mixed".
    """
    best, laid, how = -1.0, [], ""
    short, long = short[:5], long[:6]
    table = {(a, b): words_alike(*sorted((a, b))) for a in short for b in long}
    for order in permutations(range(len(long)), len(short)):
        pairs = [(word, long[place], table[word, long[place]]) for word, place in zip(short, order, strict=True)]
        crossed = _order_of(order)
        worth = (
            sum(alike for _, _, alike in pairs) / len(pairs)
            + min(alike for _, _, alike in pairs)
            - (0.02 if crossed else 0)
        )
        if worth > best:
            best, laid, how = worth, pairs, crossed
    return laid, how


def _order_of(order: tuple[int, ...]) -> str:
    if list(order) == sorted(order):
        return ""
    turned = (order[1:] + order[:1], order[-1:] + order[:-1], order[::-1])
    return "turned" if any(list(other) == sorted(other) for other in turned) else "mixed"


def _run_together(first: tuple[str, ...], second: tuple[str, ...]) -> float:
    """Names that differ in where their words end: Kim Jong-un and Kim Jong Un, Nurmuhammad and Nur Muhammad."""
    if len(first) == len(second) or min(len(first), len(second)) < 2:
        return 0.0
    if 1 in {*map(len, first), *map(len, second)}:
        return 0.0
    turned = [first, first[-1:] + first[:-1], first[1:] + first[:1]]
    alike = max(_strictly_alike("".join(words), "".join(second)) for words in turned)
    return alike if alike >= SURE else 0.0


def _strictly_alike(first: str, second: str) -> float:
    alike = words_alike(*sorted((first, second)))
    return alike if alike >= 0.9 else 0.0


# Bodies and places


@lru_cache(100_000)
def _body_words(name: str) -> tuple[str, ...]:
    name = re.sub(r"\bl(?=[bcdfghjkmnpqrstvwxz])", "I", re.sub(r"(?<=[a-z])I(?=[a-z])", "l", name))
    plain = re.sub(r"['’‘`]s?\b", "", re.sub(r"\b[ld]'", "", anyascii(re.sub(r"[‘’ʼ`´]", "'", name)).lower()))
    words = [word for word in re.split(r"[^a-z0-9&]+", plain.replace(".", "")) if word]
    words = [part for word in words for part in INITIALS.get(word, (demonyms().get(word, word).lower(),))]
    small = _listed("organization", "small")
    kept = [word for word in words if word not in small and (word not in ARTICLES or len(words) < 2)]
    legal = [word for word in kept if word not in _listed("organization", "drop")]
    return tuple(legal or kept or words)


INITIALS = {
    "un": ("united", "nations"), "eu": ("european", "union"), "uk": ("united", "kingdom"), "us": ("united", "states"), "usa": ("united", "states")
}  # fmt: skip
"""Abbreviations that stand inside longer names: UN Security Council."""


def _bodies(first: str, second: str) -> tuple[float, list[str]]:
    ours, theirs = _state_of(first), _state_of(second)
    if ours and theirs:
        return (1.0, ["the same state"]) if ours == theirs else (0.0, ["two states"])
    if _known_bodies().get(normal(first), -1) == _known_bodies().get(normal(second), -2):
        return 0.95, ["known under both names"]
    if _is_acronym(first, second) or _is_acronym(second, first):
        return 0.9, ["an acronym"]
    a, b = _body_words(first), _body_words(second)
    if _legal_forms(first) and _legal_forms(second) and not _legal_forms(first) & _legal_forms(second):
        return 0.5, ["two legal forms"]
    if len(a) != len(b) and words_alike(*sorted(("".join(a), "".join(b)))) >= SPELT_OTHERWISE:
        return 0.95, ["the same when words are run together"]
    left, right, met = _met(a, b)
    rest = [*left, *right]
    why = [f"{x} ~ {y}" if x != y else x for x, y in met] + ([f"without {', '.join(rest)}"] if rest else [])
    if not rest:
        return (1.0 if all(x == y for x, y in met) else 0.95), why
    if (left and right) or not met:
        return 0.2, ["they differ in " + ", ".join(sorted(rest))]
    if _only_says_where(rest, first if left else second):
        return 0.87, why
    if all(word in _organs() for word in rest):
        return 0.4, [*why, "a state and an organ of it"]
    if len(met) == 1 and met[0][0] not in _generic():
        return 0.7, why
    return (0.65 if rest == ["national"] and len(met) > 1 else 0.5), why


@cache
def _organs() -> frozenset[str]:
    """Words for the organs of a state."""
    return frozenset(word for name in bodies().values() for word in re.findall("[a-z]+", name))


@cache
def _known_bodies() -> dict[str, int]:
    """Names of bodies known under several, to one number each."""
    groups = load("same_names")["bodies"]["groups"]
    return {normal(name): number for number, group in enumerate(groups) for name in group}


def _legal_forms(name: str) -> frozenset[str]:
    """The legal forms in a name, those that mean the same as one."""
    words = re.findall(r"[a-z]+", anyascii(name).lower().replace(".", ""))
    same = {
        "limited": "ltd",
        "incorporated": "inc",
        "corporation": "corp",
        "company": "co",
        "ojsc": "jsc",
        "pjsc": "jsc",
        "oao": "jsc",
        "pao": "jsc",
        "zao": "jsc",
    }
    forms = {same.get(word, word) for word in words[1:] if word in _listed("organization", "drop")}
    return frozenset(forms - {"group", "holding", "holdings", "co"})


def _only_says_where(rest: list[str], name: str) -> bool:
    """Whether the words more are a state's, or end the name after "of": Ministry of Defence of X."""
    if all(
        word in _state_words() or word in demonyms() or word in ("united", "nations", "european", "union")
        for word in rest
    ):
        return True
    tail = re.search(r"\b(?:of|in|for)\s+(?:the\s+)?((?:[A-Z][\w'’-]*\s*)+)$", name)
    return tail is not None and list(_body_words(tail[1])) == rest


def _met(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[list[str], list[str], list[tuple[str, str]]]:
    """Words of two names that are the same, and what is left of each."""
    left, right, met = list(a), list(b), []
    pairs = sorted(((_body_words_alike(x, y), x, y) for x in a for y in b), reverse=True)
    for alike, x, y in pairs:
        if alike >= SURE and x in left and y in right:
            left.remove(x)
            right.remove(y)
            met.append((x, y))
    return left, right, met


def _body_words_alike(first: str, second: str) -> float:
    table = _groups("words")
    if table.get(first, set()) & table.get(second, set()):
        return 0.98
    if first in _generic() and second in _generic():
        return 1.0 if first == second else 0.0
    if _of_a_country(first, second):
        return 0.95
    return words_alike(*sorted((first, second)))


def _of_a_country(first: str, second: str) -> bool:
    """Whether one word is the other's adjective: Tarvia and Tarvian, Kharuz and Kharuzi."""
    short, long = sorted((first, second), key=len)
    stem = short.rstrip("aeiou")
    ends = ("n", "an", "ian", "i", "ese", "ish", "ic", "er", "ans", "ians", "is")
    return (
        len(stem) >= 4
        and long.startswith(stem)
        and long[len(stem) :].lstrip("aeiou") in ("n", "se", "sh", "c", "r", "ns", "s", "")
        and long.endswith(ends)
    )


@cache
def _generic() -> frozenset[str]:
    """Words that many bodies share."""
    return frozenset(
        [
            "ministry",
            "department",
            "bank",
            "party",
            "national",
            "state",
            "states",
            "united",
            "union",
            "federal",
            "central",
            "public",
            "people",
            "peoples",
            "democratic",
            "republic",
            "army",
            "police",
            "force",
            "forces",
            "council",
            "committee",
            "commission",
            "agency",
            "authority",
            "office",
            "service",
            "services",
            "university",
            "institute",
            "centre",
            "center",
            "association",
            "society",
            "company",
            "group",
            "international",
            "foreign",
            "interior",
            "defence",
            "defense",
            "health",
            "education",
            "finance",
            "justice",
            "affairs",
            "front",
            "movement",
            "brigade",
            "press",
            "news",
            "radio",
            "television",
            "red",
            "islamic",
            "liberation",
            "general",
            "supreme",
            "court",
            "high",
            "security",
            "intelligence",
            "board",
            "trust",
            "federation",
            "club",
            "hospital",
            "school",
            "college",
            "airlines",
            "airways",
            "oil",
            "gas",
            "energy",
            "industries",
            "development",
            "cooperation",
            "world",
            "global",
            "first",
            "new",
            "free",
        ]
    )


@cache
def _state_words() -> frozenset[str]:
    return frozenset(word for name in states().values() for word in name.lower().split())


def _state_of(name: str) -> str | None:
    low = normal(name)
    return states().get(low) or states().get(re.sub(r"^(?:republic|state|kingdom|government) of (?:the )?", "", low))


def _is_acronym(short: str, long: str) -> bool:
    """Whether one is made of the first letters of the other, with or without its small words."""
    letters = re.sub(r"[^A-Za-z]", "", short)
    if not 2 <= len(letters) <= 8 or " " in short.strip() or not letters[0].isupper():
        return False
    if (
        letters != letters.upper()
        and not (len(letters) == 3 and letters[-1].isupper())
        and (len(letters) < 4 or letters != letters.capitalize())
        and sum(map(str.isupper, letters)) < 3
    ):
        return False
    words = [word for word in re.split(r"[^A-Za-z]+", re.sub(r"\b[ld]['’]", "", anyascii(long))) if word]
    if len(words) < 2:
        return False
    every = "".join(word[0] for word in words).lower()
    great = "".join(word[0] for word in words if word.lower() not in _listed("organization", "small")).lower()
    nameless = "".join(w[0] for w in re.sub(r"\s+of\s+[A-Z]\w+$", "", long).split() if w[0].isupper()).lower()
    return letters.lower() in (every, great) or (len(letters) >= 3 and letters.lower() == nameless)


def _places(first: str, second: str) -> tuple[float, list[str]]:
    ours, theirs = _state_of(first), _state_of(second)
    if ours and theirs:
        return (1.0, ["the same state"]) if ours == theirs else (0.0, ["two states"])
    a, b = (_place_words(name) for name in (first, second))
    if _exonyms(" ".join(a)) & _exonyms(" ".join(b)):
        return 0.95, ["another name of the place"]
    if "".join(a) == "".join(b):
        return 0.97, ["the same when words are run together"]
    if len(a) != len(b):
        joined = words_alike(*sorted(("".join(a), "".join(b))))
        return (joined, ["run together"]) if joined >= 0.97 else (0.4, ["one has more words"])
    alike = [words_alike(*sorted(pair)) for pair in zip(a, b, strict=True)]
    return min(alike), [f"{x} ~ {y}" if x != y else x for x, y in zip(a, b, strict=True)]


ARTICLES = ("al", "el", "ul", "ad", "as", "ash", "an", "ar", "at", "az")


@lru_cache(100_000)
def _place_words(name: str) -> tuple[str, ...]:
    plain = re.sub(r"['’‘`]", "", anyascii(re.sub(r"[‘’ʼ`´]", "'", name))).lower()
    words = [word for word in re.split(r"[^a-z]+", plain) if word]
    dropped = {
        *ARTICLES,
        "the",
        "ez",
        "es",
        "ed",
        "er",
        "city",
        "province",
        "region",
        "governorate",
        "oblast",
        "district",
        "town",
        "village",
        "of",
        "county",
        "state",
        "prefecture",
    }
    return tuple(word for word in words if word not in dropped) or tuple(words)


@cache
def _exonym_table() -> dict[str, int]:
    table: dict[str, int] = {}
    for number, group in enumerate(load("same_names")["places"]["groups"]):
        words = group.split()
        for size in (1, 2, 3, 4):
            for start in range(len(words) - size + 1):
                table.setdefault(" ".join(words[start : start + size]), number)
    return table


def _exonyms(name: str) -> set[int]:
    number = _exonym_table().get(name)
    return set() if number is None else {number}


def kind_of_name(first: str, second: str) -> EntityType:
    """What two names look like the names of, where nothing else says so."""
    for name in (first, second):
        words = {word.lower() for word in re.findall(r"[^\W\d_]+", name)}
        if words & (_generic() | _listed("organization", "drop")) or _is_acronym(name, "x y") or name.isupper():
            return EntityType.ORGANIZATION
    return EntityType.PERSON


def filed_under(name: str) -> list[str]:
    """The keys a name is filed under. Two names of one and the same share one that is asked by; few others do."""
    bodies, words = _key_words(name)
    if len(words) == 1:
        return sorted({*(f"alone:{skeleton}" for skeleton in _skeletons(words[0])), *bodies})
    ends = {f"part:{skeleton}" for word in (words[0], words[-1]) for skeleton in _skeletons(word)}
    return sorted({*_of_two(words), *ends, *bodies})


def asked_by(name: str) -> list[str]:
    """The keys by which names like this one are looked up."""
    bodies, words = _key_words(name)
    if len(words) == 1:
        return sorted(
            {f"{kind}:{skeleton}" for kind in ("alone", "part") for skeleton in _skeletons(words[0])} | bodies
        )
    ends = {f"alone:{skeleton}" for word in (words[0], words[-1]) for skeleton in _skeletons(word)}
    return sorted({*_of_two(words), *ends, *bodies})


def worth_comparing(first: str, second: str) -> bool:
    """Whether two names that share a key are near enough to be compared in full: by the letters of their sounds."""
    return bool(fuzz.token_set_ratio(_sounds(first), _sounds(second)) >= WORTH_COMPARING)


@lru_cache(200_000)
def _sounds(name: str) -> str:
    return " ".join(folded(word) for word in re.split(r"[\s\-–/,.]+", anyascii(name)) if word)


WORTH_COMPARING = 42
"""Of the pairs of the development files that are one, and share no acronym or list, all but one in a hundred lie above."""


def _key_words(name: str) -> tuple[set[str], list[str]]:
    """Keys of states and acronyms, and the words that tell a name from others."""
    keys = set()
    if state := states().get(normal(name)) or demonyms().get(normal(name)) or capitals().get(normal(name)):
        keys.add(f"state:{state}")
    plain = re.sub(r"['’‘`]", "", anyascii(name)).lower()
    words = [word for word in re.split(r"[\s\-–/,.]+", plain) if word]
    great = [word for word in words if word not in _listed("organization", "small")]
    letters = re.sub(r"[^A-Za-z]", "", name)
    if letters.isupper() and 2 <= len(letters) <= 8:
        keys.add("letters:" + letters.lower())
    elif len(great) >= 3 or (len(great) == 2 and set(great) & _generic()):
        keys |= {"letters:" + "".join(word[0] for word in some) for some in (great, words)}
    keys |= {f"place:{group}" for group in _exonyms(" ".join(_place_words(name)))}
    if (known := _known_bodies().get(normal(name))) is not None:
        keys.add(f"known:{known}")
    generic = [word for word in great if word in _generic()]
    if len(generic) >= 2:
        keys.add("body:" + " ".join(sorted(generic)))
    keys.add("place:" + bones("".join(_place_words(name))))
    telling = [
        w for w in words if w not in _listed("person", "particle") | _listed("organization", "small") | title_words()
    ]
    telling = [word for word in telling if word not in _generic()] or telling or words
    return keys, telling or ["?"]


def _of_two(words: list[str]) -> set[str]:
    """Keys of two words together: the bones of both, or of one and the first letter of the other."""
    keys = {"run:" + bones("".join(words))}
    for i, one in enumerate(words[:5]):
        for other in words[i + 1 : 6]:
            pairs = {tuple(sorted((x, y))) for x in _skeletons(one) for y in _skeletons(other)}
            keys |= {f"two:{x} {y}" for x, y in pairs}
            keys |= {f"one:{x} {initial}" for x in _skeletons(one) for initial in _initials(other)}
            keys |= {f"one:{x} {initial}" for x in _skeletons(other) for initial in _initials(one)}
    return keys


@lru_cache(200_000)
def _skeletons(word: str) -> frozenset[str]:
    """The bones of a word by English, German and French habits."""
    return frozenset(bones(sound) for sound in _readings(word)[:PRESS]) | {bones(word)}


def _initials(word: str) -> set[str]:
    """The first sound of a word, as bones have it, and the families of given names it is of."""
    return {*(skeleton[:1] for skeleton in _skeletons(word)), *map(str, _groups("given").get(word, ()))}
