"""In which order: each pair of steps is claimed by the first rule that fits it."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache, partial

from tests.engine.reference.case import Case
from tests.engine.reference.frequency import About
from tests.engine.reference.products import RINSE_OFF, Product

TONED = {"exfoliating_toner", "exfoliant_chemical", "hydrating_toner"}
WATERY = TONED | {"essence", "ampoule", "serum"}
CREAMS = {"emulsion", "moisturizer"}
SEALS = CREAMS | {"sleeping_mask"}
CLAIMS = (
    "ampoule-after-serum",
    "ampoule-before-cleanse-or-tone",
    "ampoule-after-moisturizer",
    "leave-on-before-rinse-off",
    "oil-cleanser-after-water-cleanser",
    "serum-after-moisturizer",
    "oil-before-water",
    "sunscreen-not-last",
    "silicone-before-water",
    "layering-order",
)


def claim(earlier: Product, later: Product, *, adjacent: bool) -> str | None:
    """Return the rule that a pair of steps offends first."""
    a, b = earlier.kind, later.kind
    pills = adjacent and earlier.silicone_heavy and not earlier.flex and earlier is not later
    after_sunscreen = later.leave_on and b not in {"sunscreen", "makeup"}
    fits = {
        "ampoule-after-serum": a == "serum" and b == "ampoule",
        "ampoule-before-cleanse-or-tone": a == "ampoule" and b in RINSE_OFF | TONED,
        "ampoule-after-moisturizer": a in SEALS and b == "ampoule",
        "leave-on-before-rinse-off": earlier.leave_on and not later.leave_on,
        "oil-cleanser-after-water-cleanser": a == "cleanser" and b == "oil_cleanser",
        "serum-after-moisturizer": a in SEALS and b == "serum" and not later.retinoid,
        "oil-before-water": a == "face_oil" and b in WATERY,
        "sunscreen-not-last": a == "sunscreen" and after_sunscreen,
        "silicone-before-water": pills and b in WATERY,
        "layering-order": _unusual(earlier, later) and not tolerated(earlier, later),
    }
    return next((rule for rule in CLAIMS if fits[rule]), None)


def _unusual(earlier: Product, later: Product) -> bool:
    return (earlier.layer or 0) > (later.layer or 0)


def tolerated(earlier: Product, later: Product) -> bool:
    """Tell whether a pair may stand either way, or in this way, by habit."""
    kinds = {earlier.kind, later.kind}
    return (
        kinds == {"ampoule", "essence"}
        or ("face_oil" in kinds and bool(kinds & CREAMS))
        or (earlier.kind in CREAMS and later.retinoid)
        or earlier.flex
        or later.flex
    )


def sequence(case: Case, day: date, session: str) -> list[Product]:
    """Return the planned steps whose order matters."""
    outside = {"lip_balm", "body_lotion"}
    return [product for product in case.planned(day, session) if product.kind not in outside]


def order_rule(rule: str, case: Case, day: date, session: str) -> About:
    return claims(tuple(sequence(case, day, session))).get(rule)


@lru_cache(maxsize=1000)
def claims(steps: tuple[Product, ...]) -> dict[str, set[str]]:
    """Return the products of the pairs that each rule claims."""
    about: dict[str, set[str]] = {}
    for later_at, later in enumerate(steps):
        for earlier_at, earlier in enumerate(steps[:later_at]):
            if rule := claim(earlier, later, adjacent=earlier_at + 1 == later_at):
                about.setdefault(rule, set()).update({earlier.key, later.key})
    return about


def occlusive_over_strong_active(case: Case, day: date, session: str) -> About:
    steps = sequence(case, day, session)
    about = {
        later.key
        for at, later in enumerate(steps)
        for earlier in steps[:at]
        if (later.kind == "sleeping_mask" or later.data.get("occlusive"))
        and earlier.strong
        and earlier.leave_on
        and earlier is not later
    }
    return about or None


BY_SESSION: dict[str, Callable[[Case, date, str], About]] = {
    **{rule: partial(order_rule, rule) for rule in CLAIMS},
    "occlusive-over-strong-active": occlusive_over_strong_active,
}
