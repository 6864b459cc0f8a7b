"""How often somebody would use a product if nothing stood against it: by kind, label and wish."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from products.knowledge import Suits
from routines.engine.plan import Product, Session
from routines.engine.rules.traits import exfoliating, holds, retinoid

WEEK = 7
ONE_DOES = frozenset(
    (
        "oil_cleanser",
        "cleanser",
        "hydrating_toner",
        "eye_cream",
        "emulsion",
        "moisturizer",
        "face_oil",
        "sunscreen",
        "lip_balm",
        "makeup",
        "body_lotion",
    ),
)
"""Kinds of which one is enough at a time: several take turns."""
_SIMPLE = frozenset(
    (
        "oil_cleanser",
        "cleanser",
        "hydrating_toner",
        "eye_cream",
        "emulsion",
        "moisturizer",
        "sunscreen",
        "lip_balm",
    ),
)
"""What a simple routine is made of, as long as it is gentle."""
_ONCE_A_DAY = frozenset(("benzoyl_peroxide", "hydroquinone"))
_LIKED = (Suits.YES, Suits.PER_LABEL, Suits.OPTIONAL, Suits.AVOID)


class Limit(StrEnum):
    """What a habit's number of uses comes from."""

    KIND = "kind"
    LABEL = "label"
    WISH = "wish"


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks of a product: uses a week (1 to 14), a session, or both."""

    per_week: int | None = None
    session: Session | None = None


@dataclass(frozen=True, slots=True)
class Habit:
    """The sessions a product may be used in, best first, and how often: `per_week` is 1 to 14.

    One of `avoided` is better than none, and never for the sake of using it more.
    """

    sessions: tuple[Session, ...]
    per_week: int
    limit: Limit
    avoided: frozenset[Session] = frozenset()

    @property
    def paces(self) -> Mapping[Session, int]:
        """Uses in four weeks by session: the first session is filled before the second."""
        most = [min(self.per_week, WEEK), max(0, self.per_week - WEEK)]
        return {
            session: 4 * uses for session, uses in zip(self.sessions, most, strict=False) if uses
        }


def strong(product: Product) -> bool:
    """Say whether a product is for one use a day, at night if possible."""
    return (
        retinoid(product)
        or exfoliating(product)
        or holds(product, _ONCE_A_DAY)
        or product.kind == "medicated_topical"
    )


def simple(product: Product) -> bool:
    """Say whether a product belongs into a simple routine."""
    return product.kind in _SIMPLE and not strong(product)


def habit(product: Product, wish: Wish, mornings: bool) -> Habit:  # noqa: FBT001
    """Return how often a product would be used; `mornings` says whether they may hold anything.

    A session its kind is not for is used only where it is wished.
    """
    suits = _suits(product)
    sessions = tuple(
        session
        for session in sorted(suits, key=lambda session: _LIKED.index(suits[session]))
        if mornings or session is Session.PM
    )
    if wish.session and (mornings or wish.session is Session.PM):
        sessions = (wish.session,)
    avoided = frozenset(session for session in sessions if suits.get(session) is Suits.AVOID) - {
        wish.session
    }
    usual = sum(suits.get(session) in (Suits.YES, Suits.PER_LABEL) for session in sessions)
    a_day = 1 if strong(product) else min(usual, product.kind_facts.max_day or 2)
    if product.label_max_per_day or (wish.per_week or 0) > WEEK:
        a_day = len(sessions)
    a_day = max(1, min(a_day, product.label_max_per_day or 2, len(sessions)))
    label, usually = product.label_max_per_week, product.kind_facts.max_week
    options = {Limit.LABEL: label, Limit.WISH: wish.per_week}
    given = {limit: number for limit, number in options.items() if number is not None}
    if not given:
        return Habit(sessions, usually or WEEK * a_day, Limit.KIND, avoided)
    limit = min(given, key=lambda limit: given[limit])
    if given[limit] <= WEEK * a_day:
        return Habit(sessions, given[limit], limit, avoided)
    limit = Limit.LABEL if a_day == product.label_max_per_day else Limit.KIND
    return Habit(sessions, WEEK * a_day, limit, avoided)


def _suits(product: Product) -> dict[Session, Suits]:
    """Return the sessions a product is for; what makes skin peel is kept from the sun."""
    kind = product.kind_facts
    peels = retinoid(product) or exfoliating(product)
    morning = Suits.AVOID if peels and Suits.NO not in (kind.am, kind.pm) else kind.am
    both = {Session.PM: kind.pm, Session.AM: morning}
    return {session: suits for session, suits in both.items() if suits is not Suits.NO}
