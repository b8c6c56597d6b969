"""What sayso knows about words, as data: a folder of TOML files that anyone can read and extend without code."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Place:
    """A row of places.tsv: a country, a province of one, or a city. `country` is its code in ISO 3166-1 alpha-3."""

    name: str
    kind: Literal["country", "province", "city"]
    province: str
    country: str
    population: int
    names: tuple[str, ...]


@cache
def load(name: str) -> dict[str, Any]:
    """A file of the lexicon, by its name."""
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def abbreviations() -> frozenset[str]:
    """Words that end in a full stop without ending a sentence."""
    return frozenset(word for words in load("abbreviations").values() for word in words)


@cache
def titles() -> dict[str, tuple[str, ...]]:
    """Titles before a name, with the nouns that may refer back to their bearer."""
    return {title: tuple(nouns) for group in load("titles").values() for title, nouns in group.items()}


@cache
def title_words() -> frozenset[str]:
    """The single words that titles are made of."""
    return frozenset(word for title in titles() for word in title.split())


@cache
def particles() -> frozenset[str]:
    """Small words inside a person's name."""
    return frozenset(load("particles")["particles"])


@cache
def letters_after_names() -> frozenset[str]:
    """What follows a person's name and is none of it: "KC", "Jr"."""
    return frozenset(load("particles")["after"])


@cache
def nouns(kind: str) -> frozenset[str]:
    """Nouns of one kind: "person", "group", "organization", "either", "document", "female", "male", "pointing"."""
    return frozenset(load("nouns")[kind])


@cache
def clause_words(kind: str) -> frozenset[str]:
    """Words that make something of a verb or noun beside them: "negations", "refusals", "planned", "ordered", "deeds"."""
    return frozenset(load("clauses")[kind])


@cache
def hedges(owner: str) -> tuple[str, ...]:
    """Words of reserve of the "outlet" or the "source", longest first."""
    return tuple(sorted(load("hedges")[owner], key=len, reverse=True))


@cache
def states() -> dict[str, str]:
    """Every name of a state (also its short forms) to its common name."""
    table: dict[str, str] = {}
    for name, entry in load("states").items():
        for form in (name, *entry.get("also", ())):
            table[form.lower()] = name
    return table


@cache
def demonyms() -> dict[str, str]:
    """Adjectives and inhabitants ("Iranian", "Iranians") to the state's common name."""
    return {form.lower(): name for name, entry in load("states").items() for form in entry.get("people", ())}


@cache
def capitals() -> dict[str, str]:
    """Capitals and seats of government ("the Kremlin") to the state whose government they stand for."""
    return {
        form.lower(): name
        for name, entry in load("states").items()
        for form in (*entry.get("capital", ()), *entry.get("seat", ()))
    }


@cache
def places() -> tuple[Place, ...]:
    """Every country, province and city that is known, by GeoNames."""
    lines = (HERE / "places.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return tuple(
        Place(name, kind, province, country, int(people), tuple(filter(None, names.split("|"))))  # type: ignore[arg-type]
        for name, kind, province, country, people, names in rows[1:]
    )


@cache
def country_codes() -> dict[str, str]:
    """Names of countries, lower-cased, to their codes in ISO 3166-1 alpha-3."""
    countries = [place for place in places() if place.kind == "country"]
    return {name.lower(): place.country for place in countries for name in (place.name, *place.names)}


@cache
def country_names() -> dict[str, str]:
    """Codes of countries to their common names."""
    return {place.country: place.name for place in places() if place.kind == "country"}


@cache
def two_letters() -> dict[str, str]:
    """Codes of countries to those in ISO 3166-1 alpha-2, in small letters."""
    return dict(load("countries")["two_letters"])


@cache
def correlates_of_war() -> dict[str, int]:
    """Codes of countries to their numbers in the Correlates of War's list of states."""
    return dict(load("countries")["correlates_of_war"])


@cache
def common_words() -> frozenset[str]:
    """Words that say little of what is claimed."""
    return frozenset(load("common_words")["words"])


@cache
def alternates() -> dict[str, frozenset[str]]:
    """Types of events and relations to those that the same thing may well be coded as."""
    table: dict[str, set[str]] = {}
    for pair in load("alternates")["pairs"]:
        first, second = pair.split()
        table.setdefault(first, set()).add(second)
        table.setdefault(second, set()).add(first)
    return {name: frozenset(others) for name, others in table.items()}


@cache
def bodies() -> dict[str, str]:
    """Words by which a state's bodies go ("armed forces") to what each is called."""
    return {form: name for name, forms in load("bodies").items() if isinstance(forms, list) for form in forms}


@cache
def nouns_adding_nothing() -> tuple[str, ...]:
    """Nouns after a proper name that add nothing to it, longest first."""
    return tuple(sorted(load("bodies")["adding_nothing"]["nouns"], key=len, reverse=True))


@cache
def reply_words(kind: str) -> frozenset[str]:
    """Words of replies: "charges" that stand for what was alleged, and what "answers_nothing"."""
    return frozenset(load("answers")[kind])


@cache
def weights(of: str) -> dict[str, float]:
    """What the signs add up to by which claims are judged: of "matters" and of "replies"."""
    return dict(load("weights")[of])


@cache
def first_names() -> dict[str, str]:
    """First names to "he" or "she"."""
    return {name: pronoun for pronoun, names in load("first_names").items() for name in names.split()}


@cache
def names_an_outlet(name: str) -> bool:
    """Whether a name is that of an agency, paper or broadcaster, by the list and by how it ends."""
    low = name.lower()
    agencies = {agency.lower() for agency in load("frame")["agencies"]}
    return low in agencies or any(low.split()[-1:] == [ending] for ending in load("frame")["outlet_endings"])
