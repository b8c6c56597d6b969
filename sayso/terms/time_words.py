"""The words of time: months, days, seasons, feasts, numbers, and the patterns that they make. Data for `dates`."""

from __future__ import annotations

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
            ("july", "jul"), ("august", "aug"), ("september", "sept", "sep"), ("october", "oct"), ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
"""First and last month, north of the equator; a report's hemisphere is not known, so a season says its precision."""
PARTS_OF_DAY = ("morning", "afternoon", "evening", "night")
FEASTS = {
    "christmas eve": (12, 24), "christmas": (12, 25), "boxing day": (12, 26), "new year's eve": (12, 31),
    "new year's day": (1, 1), "new year": (1, 1), "epiphany": (1, 6), "valentine's day": (2, 14),
    "halloween": (10, 31), "all saints' day": (11, 1), "armistice day": (11, 11),
}  # fmt: skip
"""Month and day of the feasts that have one."""
EASTER = {"good friday": -2, "easter sunday": 0, "easter monday": 1, "easter": 0, "whit sunday": 49, "pentecost": 49}
"""Days from Easter Sunday by the western reckoning."""
FLOATING = {"labor day": (9, 0, 1), "thanksgiving": (11, 3, 4)}
"""Month, weekday (Monday is 0) and which one of it."""
MOVABLE = (
    "ramadan", "eid al-fitr", "eid al-adha", "eid", "ashura", "nowruz", "passover", "rosh hashanah", "yom kippur", "hanukkah",
    "diwali", "holi", "lent", "lunar new year", "chinese new year",
)  # fmt: skip
"""Feasts whose day another calendar or the moon sets: a time, with no day."""
ONES = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
COUNTED = {
    **{word: number for number, word in enumerate(ONES, start=1)},
    **{word: 10 * number for number, word in enumerate(TENS, start=2)},
    **{f"{ten}-{one}": 10 * n + m for n, ten in enumerate(TENS, start=2) for m, one in enumerate(ONES[:9], start=1)},
    "a": 1, "an": 1, "a couple of": 2,
}  # fmt: skip
ORDINALS = {
    word: number
    for number, word in enumerate(
        (
            "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
            "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
            "twenty-first", "twenty-second", "twenty-third", "twenty-fourth", "twenty-fifth", "twenty-sixth",
            "twenty-seventh", "twenty-eighth", "twenty-ninth", "thirtieth", "thirty-first",
        ),
        start=1,
    )
}  # fmt: skip


def _any(words: tuple[str, ...] | dict[str, object] | list[str]) -> str:
    """Any of some words, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True)).replace("'", "['’]")


MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
SURE_MONTH = r"(?P<month>January|February|July|September|October|November|December)"
"""Months whose name is no other word, nor often a person's."""
YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)"
DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
LATER_DAY = r"(?P<until>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
NTH_DAY = r"(?P<day>[12]\d|3[01]|[1-9])(?:st|nd|rd|th)"
ORDINAL = rf"(?P<ordinal>{_any(list(ORDINALS))})"
WEEKDAY = r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
SEASON = r"(?P<season>spring|summer|autumn|fall|winter)"
SURE_SEASON = r"(?P<season>spring|summer|autumn|winter)"
"""Without "fall", which is mostly another word."""
FEAST = rf"(?P<feast>{_any([*FEASTS, *EASTER, *FLOATING, *MOVABLE])})"
OCCASION = r"(?:elections?|holidays?|referendum|vote|verdict|budget|harvest|rains|funeral|burial)"
"""What is held, kept or comes on a day that readers know and the words do not say: "after the holiday"."""
PART = r"(?:early|late|mid|the (?:start|beginning|middle|end) of|the (?:first|second) half of)"
COUNT = rf"(?P<count>\d{{1,3}}|{_any(list(COUNTED))})"
UNIT = r"(?P<unit>day|week|month|year|decade)s?"
PART_OF_DAY = rf"(?:{_any(PARTS_OF_DAY)})"
STEP = rf"(?P<step>day|date|week|month|year|{_any(PARTS_OF_DAY)})"
"""A unit of telling, by which a story goes on from what it told before."""
ROUGHLY = r"(?:(?:about|around|some|more than|almost|nearly|over|at least) )?"
NO_NAME = r"(?![\w-]| \d| (?-i:[A-Z]))"
"""What does not go on as a name, a number or a word."""
