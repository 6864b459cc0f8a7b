"""In which order: pairs of steps of one routine, the first before the second.

Each rule is a claim on a pair. The first claim in the order of `CLAIMS` that holds takes the
pair, whether or not that rule is turned on; `layering-order` comes last, after the tolerances.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain, islice

from routines.engine.flags import Flag, Rule
from routines.engine.plan import Product
from routines.engine.rules.case import Case, Pairs, Sitting, flag_sessions, rule_id
from routines.engine.rules.traits import (
    BENZOYL_PEROXIDE,
    exfoliating,
    holds,
    leave_on,
    retinoid,
    silicone_heavy,
)
from routines.engine.timeline import Item

WATERY = frozenset(
    ("exfoliating_toner", "exfoliant_chemical", "hydrating_toner", "essence", "ampoule", "serum"),
)
CREAMS = frozenset(("emulsion", "moisturizer"))
CREAMS_AND_MASK = CREAMS | {"sleeping_mask"}
CLEANSE_OR_TONE = frozenset(
    (
        "oil_cleanser",
        "cleanser",
        "exfoliant_physical",
        "wash_off_mask",
        "exfoliating_toner",
        "exfoliant_chemical",
        "hydrating_toner",
    ),
)
OVER_SUNSCREEN = frozenset(("sunscreen", "lip_balm", "makeup"))
NO_TURN = frozenset(("lip_balm", "body_lotion"))
"""Other places than the face: outside every order rule."""


def ampoule_after_serum(one: Product, other: Product) -> bool:
    return one.kind == "serum" and other.kind == "ampoule"


def ampoule_before_cleanse_or_tone(one: Product, other: Product) -> bool:
    return one.kind == "ampoule" and other.kind in CLEANSE_OR_TONE


def ampoule_after_moisturizer(one: Product, other: Product) -> bool:
    return one.kind in CREAMS_AND_MASK and other.kind == "ampoule"


def leave_on_before_rinse_off(one: Product, other: Product) -> bool:
    return leave_on(one) and not leave_on(other)


def oil_cleanser_after_water_cleanser(one: Product, other: Product) -> bool:
    return one.kind == "cleanser" and other.kind == "oil_cleanser"


def serum_after_moisturizer(one: Product, other: Product) -> bool:
    return one.kind in CREAMS_AND_MASK and other.kind == "serum" and not retinoid(other)


def oil_before_water(one: Product, other: Product) -> bool:
    return one.kind == "face_oil" and other.kind in WATERY


def sunscreen_not_last(one: Product, other: Product) -> bool:
    return one.kind == "sunscreen" and leave_on(other) and other.kind not in OVER_SUNSCREEN


def silicone_before_water(one: Product, other: Product) -> bool:
    """Hold for a product directly before the other only; the caller sees to that."""
    return (
        one.key != other.key
        and not one.kind_facts.flex
        and other.kind in WATERY
        and leave_on(one)
        and silicone_heavy(one)
    )


def tolerated(one: Product, other: Product) -> bool:
    """Say whether the order of two products is a matter of taste."""
    pair = {one.kind, other.kind}
    return (
        pair == {"ampoule", "essence"}
        or ("face_oil" in pair and not CREAMS.isdisjoint(pair))
        or (one.kind in CREAMS and retinoid(other))
        or one.kind_facts.flex
        or other.kind_facts.flex
    )


def layering_order(one: Product, other: Product) -> bool:
    first, second = one.kind_facts.layer, other.kind_facts.layer
    return (
        first is not None and second is not None and first > second and not tolerated(one, other)
    )


def occlusive_over_strong_active(one: Product, other: Product) -> bool:
    """Stand beside the claims: it takes no pair from them and has no tolerances."""
    strong = leave_on(one) and (retinoid(one) or exfoliating(one) or holds(one, BENZOYL_PEROXIDE))
    return strong and one.key != other.key and (other.kind == "sleeping_mask" or other.occlusive)


Claim = Callable[[Product, Product], bool]
CLAIMS: tuple[Claim, ...] = (
    ampoule_after_serum,
    ampoule_before_cleanse_or_tone,
    ampoule_after_moisturizer,
    leave_on_before_rinse_off,
    oil_cleanser_after_water_cleanser,
    serum_after_moisturizer,
    oil_before_water,
    sunscreen_not_last,
    silicone_before_water,
    layering_order,
)
RULES: tuple[Claim, ...] = (*CLAIMS, occlusive_over_strong_active)
SEALING = rule_id(occlusive_over_strong_active)


def judge(case: Case, rules: Mapping[str, Rule]) -> Iterator[Flag]:
    """Yield the flags of these order rules; each distinct session and pair is judged once."""
    yield from case.verdicts.said("order", partial(_judge, case, rules))


def _judge(case: Case, rules: Mapping[str, Rule]) -> Iterator[Flag]:
    for sitting, occasions in case.sittings.items():
        for steps in _routines(sitting):
            for name, pairs in _broken_pairs(steps, case.pairs).items():
                if name in rules:
                    involved = set(chain.from_iterable(pairs))
                    items = [step for step in steps if step in involved]
                    about = {other for _, other in pairs} if name == SEALING else involved
                    yield from flag_sessions(rules[name], occasions, items, about)


def _broken_pairs(steps: list[Item], known: Pairs) -> Mapping[str, list[tuple[Item, Item]]]:
    """Return the offending pairs of one routine's session by rule."""
    found: dict[str, list[tuple[Item, Item]]] = defaultdict(list)
    keys = [step.product.key for step in steps]
    for place, one in enumerate(steps):
        harmless = known.harmless[keys[place]]
        if harmless.issuperset(keys[place + 1 :]):
            continue  # nearly always: a long session has thousands of pairs
        for later, other in enumerate(steps[place + 1 :], start=place + 1):
            if keys[later] not in harmless:
                near = later == place + 1
                for name in _broken(one.product, other.product, known, adjacent=near):
                    found[name].append((one, other))
    return found


def _broken(one: Product, other: Product, known: Pairs, *, adjacent: bool) -> tuple[str, ...]:
    """Return what `broken_rules` does, worked out once."""
    key = (one.key, other.key, adjacent)
    if key not in known.broken:
        known.broken[key] = broken_rules(one, other, adjacent=adjacent)
        if not known.broken[key] and not broken_rules(one, other, adjacent=True):
            known.harmless[one.key].add(other.key)
    return known.broken[key]


def broken_rules(one: Product, other: Product, *, adjacent: bool) -> tuple[str, ...]:
    """Return the rules broken by one product before another: a claim, and the occlusive rule.

    `adjacent` says that nothing goes on between the two.
    """
    broken = (
        rule_id(claim)
        for claim in CLAIMS
        if (adjacent or claim is not silicone_before_water) and claim(one, other)
    )
    claimed = tuple(islice(broken, 1))
    if occlusive_over_strong_active(one, other):
        return (*claimed, SEALING)
    return claimed


def _routines(sitting: Sitting) -> Iterable[list[Item]]:
    """Return the steps of each routine that have a turn, in their order."""
    routines: dict[str, list[Item]] = defaultdict(list)
    for item in sitting:
        if item.place is not None and item.product.kind not in NO_TURN:
            routines[item.routine].append(item)
    return routines.values()
