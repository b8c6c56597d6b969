"""Twelve short reports of two invented stories, the raid on Hulak and the dam of Orlo, and cases made of them.

Each report is read once for the whole run and by itself: read in other company, a report can come out a little different.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from msgspec.structs import replace

from sayso.pipeline import read_text
from sayso.settle import file, settle
from sayso.store import Case, lists, open_case
from sayso.terms import Address, Moment, Precision, Reading

RAID = (
    "Korland's army attacked the Hulak compound on 3 March 2024 and killed five guards, Halvia's army said on Monday."
)
RIDGE = (
    '"They came over the ridge before dawn and they knew the way," said Ruta Adisa, a spokeswoman for Halvia\'s army. '
    "She accused Korland of paying the men who opened the gate."
)
STORIES: dict[str, tuple[str | None, str, tuple[str, ...]]] = {
    "wire.txt": (
        "The Herald",
        "2024-03-04",
        (
            "Halvia says Korland attacked Hulak compound",
            f"HULAK, March 4 (Coastline) - {RAID}",
            RIDGE,
            "Korland denied the accusation. The owner of the compound could not be reached.",
        ),
    ),
    "reprint.txt": (
        "The Port Gazette",
        "2024-03-05",
        (
            "Daybreak raid on compound",
            f"HULAK, March 4 (Coastline) - {RAID}",
            RIDGE,
            "Korland denied the accusation.",
        ),
    ),
    "hospital.txt": (
        "The Lantern",
        "2024-03-05",
        (
            "Six dead at Hulak, hospital says",
            "Nadia Orsel, the director of the Hulak hospital, said on Tuesday that six guards had been killed when "
            "Korland's army attacked the Hulak compound.",
            '"I have counted them twice," Orsel said. She declined to say who had brought them in.',
        ),
    ),
    "denial.txt": (
        "Korland Courier",
        "2024-03-06",
        (
            "Minister rejects Hulak charge",
            "Tomas Breck, Korland's defence minister, denied on Wednesday that Korland's army had attacked the Hulak "
            "compound.",
            '"No soldier of ours has crossed the ridge," Breck said. He said that Halvia\'s army had shelled two Korland '
            "villages in February.",
        ),
    ),
    "citing.txt": (
        "The Mail",
        "2024-03-06",
        (
            "Compound stormed",
            "Korland's army attacked the Hulak compound and killed five guards, Halvia's army told the Coastline news "
            "agency.",
            "Ruta Adisa said that the attackers had come over the ridge.",
        ),
    ),
    "rights.txt": (
        "Corran Watch",
        "2024-03-12",
        (
            "What our monitors saw at Hulak",
            "Corran Watch said on Tuesday that Korland's army had attacked the Hulak compound on 3 March 2024 and killed "
            "six guards. Its director, Ilse Marrin, said that the gate had been opened from within.",
            "Tomas Breck did not answer a letter from Corran Watch.",
        ),
    ),
    "spelling.txt": (
        "The Upland Post",
        "2024-03-13",
        (
            "Halvia buries its guards",
            "Ruta Addisa, a spokeswoman for Halvia's army, said on Wednesday that Korland would pay for the five guards "
            "killed at the Hulak compound.",
            "Nadia Orsel said that a sixth guard had died in the Hulak hospital.",
        ),
    ),
    "dam.txt": (
        "The Herald",
        "2024-05-02",
        (
            "Orlo dam cracked, engineer says",
            "Piers Hollam, an engineer, said on Thursday that the Orlo dam had cracked in April. He accused Vellmar Water "
            "of hiding the crack from the town of Tsemma.",
            'Vellmar Water denied that it had hidden the crack. "The Orlo dam is sound," said its director, Celia Roe.',
        ),
    ),
    "dam-town.txt": (
        "Tsemma Times",
        "2024-05-03",
        (
            "Town wants answers on dam",
            "Jory Vance, the mayor of Tsemma, said on Friday that Vellmar Water had hidden the crack in the Orlo dam from "
            "the town.",
            "Celia Roe of Vellmar Water declined to comment on the crack.",
        ),
    ),
    "dam-company.txt": (
        None,
        "2024-05-03",
        (
            "Statement on the Orlo dam",
            "Celia Roe, the director of Vellmar Water, said on Friday that Vellmar Water had not hidden the crack in the "
            "Orlo dam. She said that Piers Hollam had been dismissed in March.",
        ),
    ),
    "dam-audit.txt": (
        "The Lantern",
        "2024-06-10",
        (
            "Audit finds crack was known",
            "An audit by the Tsemma council found that Vellmar Water had hidden the crack in the Orlo dam for three "
            "weeks. Jory Vance called for a new director.",
            "Two of the engineers said that they had reported the crack on 11 April 2024.",
        ),
    ),
    "herring.txt": (
        "Tsemma Times",
        "2024-06-11",
        (
            "Herring boats stay in port",
            "Skippers said on Tuesday that the herring had not come. Jory Vance said that the council would lend them "
            "money.",
        ),
    ),
}
"""File name to outlet, day of printing, and paragraphs with the headline first."""
Picture = dict[str, list[dict[str, Any]]]


def written(folder: Path, names: Iterable[str] = STORIES) -> list[str]:
    """The reports as text files; their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_text(text_of(name), encoding="utf-8")
    return [str(folder / name) for name in names]


def frames(folder: Path) -> Path:
    """A table with the outlet and day of every report, for --metadata."""
    path = folder / "frames.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(
            [("location", "outlet", "published")]
            + [(name, outlet or "", day) for name, (outlet, day, _) in STORIES.items()]
        )
    return path


def text_of(name: str) -> str:
    """A report as plain text."""
    return "\n\n".join(STORIES[name][2]) + "\n"


@cache
def reading(name: str) -> Reading:
    """A report of the stories, read."""
    outlet, day, _ = STORIES[name]
    return printed(text_of(name), name, outlet=outlet, published=day)


def printed(
    text: str, location: str, *, outlet: str | None, published: str = "2024-03-04", url: str | None = None
) -> Reading:
    """Any text read as a report that an outlet printed on a day."""
    read = read_text(text)
    when = Moment(published, Precision.DAY)
    document = replace(read.document, location=location, outlet=outlet, published=when, url=url)
    return replace(read, document=document)


def case_of(where: Address | Path, names: Iterable[str] = STORIES) -> Case:
    """A case of some reports, filed in this order and settled at once."""
    return filed(where, map(reading, names))


def filed(where: Address | Path, readings: Iterable[Reading], *, one_by_one: bool = False) -> Case:
    """A case of some readings, settled at once or after each: an empty one that is there, or a new file."""
    if isinstance(where, Path):
        where.write_bytes(blank())
    case = open_case(where)
    for one in readings:
        file(case, one)
        if one_by_one:
            settle(case)
    settle(case)
    return case


@cache
def blank() -> bytes:
    """A case with nothing in it: making the tables anew takes longer than most tests."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "blank.sayso"
        open_case(path, create=True).close()
        return path.read_bytes()


def id_of(name: str) -> str:
    """The id of a report of the stories."""
    return reading(name).document.id


def picture(case: Case) -> Picture:
    """Everything that the lists tell of a case, in an order that does not depend on that of filing."""
    shown = {
        "reports": lists.list_reports(case),
        "claims": lists.list_claims(case),
        "matters": lists.list_matters(case),
        "origins": lists.list_origins(case),
        "entities": lists.list_entities(case),
        "reprints": lists.list_reprints(case),
        "replies": lists.list_replies(case),
        "silent": lists.silent(case),
        "search": lists.search(case, "the", most=500),
    }
    return {name: sorted(map(_ordered, rows), key=repr) for name, rows in shown.items()}


def _ordered(row: dict[str, Any]) -> dict[str, Any]:
    """A row whose mentions stand in the order of the reports' names, not of filing."""
    mentions = row.get("mentions")
    return row | {"mentions": sorted(mentions, key=repr)} if mentions else row
