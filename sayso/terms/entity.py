"""Who and what a report speaks of: mentions in the text, and the entities of one report they belong to."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from sayso.terms.text import Span


class EntityType(StrEnum):
    """What kind of thing an entity is."""

    PERSON = "person"
    ORGANIZATION = "organization"
    STATE = "state"
    PLACE = "place"
    GROUP = "group"
    DOCUMENT = "document"
    THING = "thing"


class Sector(StrEnum):
    """What part of public life an actor belongs to, in the codes of PLOVER.

    Source: the PLOVER code book (Open Event Data Alliance), its primary sectors and its codes for who is of no one state.
    There MED is medicine and JRN the press, unlike in CAMEO, which it follows otherwise.
    """

    GOV = "GOV"  # the executive, its ministries and officials
    JUD = "JUD"  # judges, courts, prosecutors
    LEG = "LEG"  # parliaments and lawmakers
    MIL = "MIL"  # a state's armed forces
    COP = "COP"  # police
    SPY = "SPY"  # intelligence services
    OPP = "OPP"  # political opposition, protesters
    PTY = "PTY"  # parties of which nothing says that they govern or oppose
    REB = "REB"  # armed opposition
    PRM = "PRM"  # paramilitaries that are not against the government
    UAF = "UAF"  # armed, and nothing says for whom
    CVL = "CVL"  # civilians
    ELI = "ELI"  # former officials, the well known
    BUS = "BUS"  # business
    EDU = "EDU"  # schools and universities
    MED = "MED"  # medicine
    LAB = "LAB"  # workers and their unions
    AGR = "AGR"  # farming
    JRN = "JRN"  # the press
    REF = "REF"  # refugees
    REL = "REL"  # religion
    SOC = "SOC"  # civil society
    CRM = "CRM"  # crime
    IGO = "IGO"  # organisations of states
    NGO = "NGO"  # non-governmental organisations
    ISM = "ISM"  # international social movements
    IMG = "IMG"  # armed groups of many states
    MNC = "MNC"  # multinational companies


class MentionForm(StrEnum):
    """How a mention refers: by name, by description, or by pronoun."""

    NAME = "name"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """One place where the text refers to an entity."""

    id: str
    start: int
    end: int
    type: EntityType
    form: MentionForm
    entity: str | None = None

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


class Entity(msgspec.Struct, frozen=True, kw_only=True):
    """One person, body, place or thing of one report, however named.

    `roles` are the descriptions the report gives ("spokesman for the bishop"); `anonymity` is the stated reason why
    it is not named. `country` is the code of ISO 3166-1 alpha-3, `sector` what an actor is of; `of` the entity of the
    state it belongs to, known to the tables or not. `within` are the names of what a place lies in, nearest first. All
    of them are empty where nothing says so.
    """

    id: str
    name: str
    type: EntityType
    forms: list[str] = []
    roles: list[str] = []
    anonymity: Span | None = None
    country: str | None = None
    sector: Sector | None = None
    of: str | None = None
    within: list[str] = []
