"""What somebody is asked when they start: the kinds to tick, and what is usual for each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from products.knowledge import Kind, Suits, families, kinds
from routines.engine.plan import Session

RETINOID = "retinoid"
ACID = "exfoliant_chemical"
HOLDS = {RETINOID: ("retinoid_otc",), ACID: ("aha",)}

USUAL = (
    *("cleanser", "hydrating_toner", ACID, "ampoule", "serum"),
    *(RETINOID, "moisturizer", "sunscreen"),
)

# Weekdays (Monday = 0) that stand ticked; they keep the strong kinds apart.
DAYS: Mapping[str, tuple[int, ...]] = {
    "ampoule": (0, 3),
    RETINOID: (1, 5),
    ACID: (2, 6),
    "exfoliating_toner": (2, 6),
    "exfoliant_physical": (4,),
    "wash_off_mask": (4,),
    "sheet_mask": (4,),
    "sleeping_mask": (4,),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing to tick: a kind of product, or a kind that holds an active.

    `days` are the weekdays that stand ticked; empty = used every day, and not asked.
    """

    id: str
    kind: Kind
    families: tuple[str, ...] = ()
    days: tuple[int, ...] = ()

    @property
    def label(self) -> str:
        return str(_("Retinoid")) if self.id == RETINOID else gettext(self.kind.label)

    @property
    def sessions(self) -> tuple[Session, ...]:
        """The sessions this may be ticked for."""
        suits = {Session.AM: self.kind.am, Session.PM: self.kind.pm}
        return tuple(session for session in Session if suits[session] is not Suits.NO)

    @property
    def usual_sessions(self) -> tuple[Session, ...]:
        """The sessions most people use it in; what is not for every day goes to the evening."""
        if self.days or self.kind.am is Suits.PER_LABEL:
            return (Session.PM,)
        suits = {Session.AM: self.kind.am, Session.PM: self.kind.pm}
        return tuple(session for session in Session if suits[session] is Suits.YES)


@cache
def offers() -> Mapping[str, Offer]:
    """Return all that can be ticked by its id, in order of application."""
    found: dict[str, Offer] = {}
    for kind in kinds().values():
        found[kind.id] = Offer(kind.id, kind, HOLDS.get(kind.id, ()), DAYS.get(kind.id, ()))
        if kind.id == "serum":
            found[RETINOID] = Offer(RETINOID, kind, HOLDS[RETINOID], DAYS[RETINOID])
    return MappingProxyType(found)


def offer_choices() -> list[tuple[str, str]]:
    """Return (id, label) of every offer, thinnest layer first, for a form that asks the kind."""
    return [("", gettext("Choose a kind")), *((each.id, each.label) for each in offers().values())]


def offer_for(kind: str, actives: Iterable[str] = ()) -> Offer:
    """Return what a known product is among the offers; leave-on retinoids are asked about."""
    retinoid = any(families()[name].group == "retinoid" for name in actives)
    if kind == "serum" and retinoid:
        return offers()[RETINOID]
    return offers()[kind]
