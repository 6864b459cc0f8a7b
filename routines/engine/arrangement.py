"""What arranging a shelf asks and answers: a plan, and the reason for each product's place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from routines.engine.flags import Flag, Rule
from routines.engine.habits import Wish
from routines.engine.plan import Plan
from routines.engine.trial import Seats

MOST_AT_ONCE = 100
"""How many products and steps one week is made of: more would take minutes, not seconds."""


class TooMuchError(ValueError):
    """A task has more products to arrange, and steps that stay, than one week is made of."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"{number} products and steps are more than {MOST_AT_ONCE}")


class Template(StrEnum):
    """What kind of week is arranged."""

    FULL = "full"
    SIMPLE = "simple"
    CYCLING = "cycling"


@dataclass(frozen=True, slots=True)
class Task:
    """A shelf to arrange: these products of `plan`, whose own steps stay as they are.

    Without a `shelf` it is every product of the plan; what its steps use is never added again.
    `first` is the first date that may change, `last` the last one somebody will look at. Steps
    are added to `routine`, which is empty for a routine file. `new` products are used for the
    first time when they are first placed. From `fresh_from` on (unless given, beyond the dates
    that are looked at) nothing is placed around the dates of packs: another one may be opened.
    """

    plan: Plan
    first: date
    last: date
    rules: Mapping[str, Rule]
    wishes: Mapping[str, Wish] = field(default_factory=dict)
    template: Template = Template.FULL
    routine: str = ""
    shelf: tuple[str, ...] | None = None
    new: frozenset[str] = frozenset()
    fresh_from: date | None = None


class Because(StrEnum):
    """Why a product is used as often as it is, or not at all.

    WISH, LABEL and KIND are what somebody, the pack or habit asks for; RULE stands against
    more; TURNS are taken with others of its kind; DATES = no rhythm fits, single dates do.
    """

    WISH = "wish"
    LABEL = "label"
    KIND = "kind"
    TURNS = "turns"
    RULE = "rule"
    DATES = "dates"
    CYCLE = "cycle"
    NO_SUNSCREEN = "no_sunscreen"
    TEMPLATE = "template"


@dataclass(frozen=True, slots=True)
class Placement:
    """When a product is used and why; `rule` stands against more, `others` share its turns.

    `more_from` is the date from which that rule allows more, where it does in time; `pack` is
    the flag that another pack answers.
    """

    product: str
    seats: Seats
    because: Because
    rule: str = ""
    others: tuple[str, ...] = ()
    missed: Wish | None = None
    more_from: date | None = None
    pack: Flag | None = None


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A product no date was found for; `rule` is what stands against it."""

    product: str
    because: Because
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A plan for a shelf: what goes when and why, and what does not go at all."""

    plan: Plan
    placed: tuple[Placement, ...]
    unplaced: tuple[Unplaced, ...]
