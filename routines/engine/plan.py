"""What the engine judges: a person, products, the lines of routines, and what happened.

Everything here is a frozen value. Nothing knows a database, a clock or a language.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from products.knowledge import Kind, kinds
from routines.engine.schedule import Schedule


class Session(StrEnum):
    """Morning or evening. "AM" sorts before "PM"."""

    AM = "AM"
    PM = "PM"


@dataclass(frozen=True, slots=True)
class Profile:
    """The person, as far as a rule asks. A default means "not told", which never flags.

    `ampoules_per_week` and `new_product_days` are None where the person set no limit of their own.
    """

    sensitive: bool = False
    skin_cycling: bool = False
    retinoid_experienced: bool = False
    fragrance_sensitive: bool = False
    acne_prone_list: bool = False
    rosacea: bool = False
    eczema: bool = False
    birth_date: dt.date | None = None
    pregnant_from: dt.date | None = None
    pregnant_until: dt.date | None = None
    trying_from: dt.date | None = None
    breastfeeding_from: dt.date | None = None
    breastfeeding_until: dt.date | None = None
    allergens: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    ampoules_per_week: int | None = None
    new_product_days: int | None = None
    night_ends_hour: int = 4


@dataclass(frozen=True, slots=True)
class Product:
    """A product as its owner has it: kind, tags and the limits on the pack.

    `key` names it inside one plan. `actives` and `trace_actives` hold family ids of
    products/vocabulary/families.toml. `spf` is None (or 0) where none is stated. `inci` is None
    where no list is known. `percents` holds stated strengths in per cent. Nothing new
    is planned with what is no longer `at_hand`. `kind_here` is its kind where the owner of the
    server holds it differently; `kind_facts` are what to go by.
    """

    key: str
    kind: str
    name: str = ""
    actives: frozenset[str] = frozenset()
    trace_actives: frozenset[str] = frozenset()
    inci: tuple[str, ...] | None = None
    percents: Mapping[str, float] = field(default_factory=dict)
    spf: int | None = None
    prescribed: bool = False
    at_hand: bool = True
    occlusive: bool = False
    silicone_heavy: bool | None = None
    fcf: bool = False
    peel: bool = False
    single_use: bool = False
    keep_days: int = 0
    label_max_per_week: int | None = None
    label_max_per_day: int | None = None
    opened_on: dt.date | None = None
    pao_months: int | None = None
    expires_on: dt.date | None = None
    purchased_on: dt.date | None = None
    changed_on: dt.date | None = None
    first_used: dt.date | None = None
    patch_test: str | None = None
    kind_here: Kind | None = None

    @property
    def kind_facts(self) -> Kind:
        return self.kind_here or kinds()[self.kind]


@dataclass(frozen=True, slots=True)
class Step:
    """One version of a line: a product in one session of one routine, over some dates.

    `line` stays the same over edits; `first` and `last` bound this version (both included,
    None = open). Order of application is the order of `Plan.steps`, inside one routine.
    """

    line: str
    product: str
    session: Session
    schedule: Schedule
    routine: str = ""
    first: dt.date | None = None
    last: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Skip:
    """Planned steps not done on a date; a None field means "all of them"."""

    date: dt.date
    session: Session | None = None
    product: str | None = None
    line: str | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """No planned step from `first` to `last`, both included.

    Only a pause of everything (no routine, no line) silences the flags of its dates.
    """

    first: dt.date
    last: dt.date
    routine: str | None = None
    line: str | None = None

    @property
    def of_everything(self) -> bool:
        return self.routine is None and self.line is None


@dataclass(frozen=True, slots=True)
class Replacement:
    """Planned steps of `product` use `by` from a date on."""

    product: str
    by: str
    first: dt.date


@dataclass(frozen=True, slots=True)
class Extra:
    """One use besides the schedule.

    With a `line` of the plan it stands at that line's place in the order ("move once");
    without one it has no position and counts for frequency and combinations only.
    """

    date: dt.date
    session: Session
    product: str
    line: str | None = None
    unit_opened: dt.date | None = None


@dataclass(frozen=True, slots=True)
class JournalNote:
    """What the diary says of a date: irritation from 0 to 3, damage open until `damage_until`."""

    date: dt.date
    irritation: int = 0
    signs: tuple[str, ...] = ()
    damage: tuple[str, ...] = ()
    damage_until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Procedure:
    """A wax, peel or laser, on the face or the body."""

    date: dt.date
    type: str
    area: str = "face"


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything one check looks at.

    `start` is the first date on which a schedule may run (None = each step's own `first`).
    `units` tells when the single dose was opened that was used at a line's turn.
    """

    products: Mapping[str, Product]
    steps: tuple[Step, ...] = ()
    profile: Profile = Profile()
    start: dt.date | None = None
    skips: tuple[Skip, ...] = ()
    pauses: tuple[Pause, ...] = ()
    replacements: tuple[Replacement, ...] = ()
    extras: tuple[Extra, ...] = ()
    units: Mapping[tuple[dt.date, Session, str], dt.date] = field(default_factory=dict)
    journal: tuple[JournalNote, ...] = ()
    sweat: frozenset[dt.date] = frozenset()
    indoors: frozenset[dt.date] = frozenset()
    procedures: tuple[Procedure, ...] = ()
