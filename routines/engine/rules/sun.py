"""What daylight asks for: sunscreen in the morning, and some products in the evening only."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from routines.engine.flags import Flag, Rule
from routines.engine.plan import Product, Session
from routines.engine.rules.case import (
    Case,
    Judge,
    flag_first_use,
    flag_sessions,
    judge_each,
)
from routines.engine.rules.traits import exfoliating, holds, on_face, retinoid
from routines.engine.timeline import DAY, Use

LIGHT_SHY_RETINOIDS = frozenset(("retinoid_otc", "retinoid_rx"))
"""Adapalene stands daylight."""
AHA = frozenset(("aha",))
PHOTOTOXIC_OIL = frozenset(("phototoxic_oil",))
PHOTOSENSITIZERS = frozenset(("benzoyl_peroxide", "hydroquinone"))
AHA_DAYS = 7
"""For how many days after an AHA skin burns more easily (FDA guidance, "Sunburn Alert")."""
MORE_SPECIFIC = (
    "retinoid-no-sunscreen-next-morning",
    "aha-no-sunscreen",
    "photosensitizer-no-sunscreen",
)
"""What says more of a morning than am-no-sunscreen, which leaves it to them."""

Exposed = Mapping[dt.date, list[Use]]
"""Bare mornings, with the uses before that make each of them matter."""


def retinoid_am(case: Case, rule: Rule) -> Iterator[Flag]:
    yield from _in(Session.AM, case, rule, _light_shy)


def retinoid_no_sunscreen_next_morning(case: Case, rule: Rule) -> Iterator[Flag]:
    """Look at the morning after, adapalene included."""
    yield from _flag_mornings(rule, _after_retinoid(case))


def aha_no_sunscreen(case: Case, rule: Rule) -> Iterator[Flag]:
    """Look at the same morning and at those of a week; a scrub with AHA counts too."""
    yield from _flag_mornings(rule, _after_aha(case))


def photosensitizer_no_sunscreen(case: Case, rule: Rule) -> Iterator[Flag]:
    """Look at the same morning and at the next."""
    yield from _flag_mornings(rule, _after_photosensitizer(case))


def am_no_sunscreen(case: Case, rule: Rule) -> Iterator[Flag]:
    """Leave a morning to the more specific rules, whether or not those are turned on.

    Unlike for them, something has to be used in it.
    """
    told = {*_after_retinoid(case), *_after_aha(case), *_after_photosensitizer(case)}
    wanted = case.bare_mornings - told
    for items, occasions in case.sittings_with(case.keys(on_face)) if wanted else ():
        mornings = [
            (day, session) for day, session in occasions if session is Session.AM and day in wanted
        ]
        yield from flag_sessions(rule, mornings, items, about=())


def sunscreen_spf_low(case: Case, rule: Rule) -> Iterator[Flag]:
    """Look at sunscreens that state their SPF."""
    for key, product in case.plan.products.items():
        if _sunscreen(product) and 0 < (product.spf or 0) < rule.thresholds["spf"]:
            yield from flag_first_use(case, rule, key)


def sunscreen_at_night(case: Case, rule: Rule) -> Iterator[Flag]:
    yield from _in(Session.PM, case, rule, _sunscreen)


def phototoxic_oil_am(case: Case, rule: Rule) -> Iterator[Flag]:
    """Speak on an indoors date too, and under sunscreen, which lessens the harm at most."""
    yield from _in(Session.AM, case, rule, _phototoxic)


def judge(case: Case, rules: Mapping[str, Rule]) -> Iterator[Flag]:
    """Yield the flags of these sun rules."""
    return judge_each(RULES, case, rules)


RULES: tuple[Judge, ...] = (
    retinoid_am,
    retinoid_no_sunscreen_next_morning,
    aha_no_sunscreen,
    photosensitizer_no_sunscreen,
    am_no_sunscreen,
    sunscreen_spf_low,
    sunscreen_at_night,
    phototoxic_oil_am,
)


def _light_shy(product: Product) -> bool:
    return holds(product, LIGHT_SHY_RETINOIDS)


def _sunscreen(product: Product) -> bool:
    return product.kind == "sunscreen"


def _phototoxic(product: Product) -> bool:
    """Leave out what is marked as free of furocoumarins (FCF)."""
    return holds(product, PHOTOTOXIC_OIL) and not product.fcf


def _sensitizing(product: Product) -> bool:
    return holds(product, PHOTOSENSITIZERS) or _phototoxic(product)


def _aha_exfoliant(product: Product) -> bool:
    return exfoliating(product) and not AHA.isdisjoint(product.actives)


def _in(
    session: Session, case: Case, rule: Rule, wanted: Callable[[Product], bool]
) -> Iterator[Flag]:
    """Flag each morning, or each evening, in which a product is used."""
    for items, occasions in case.sittings_with(case.keys(wanted)):
        here = [occasion for occasion in occasions if occasion[1] is session]
        yield from flag_sessions(rule, here, items, about=items)


def _after_retinoid(case: Case) -> Exposed:
    evenings = (use for use in case.uses(retinoid) if use.session is Session.PM)
    return _exposed(case, evenings, days=1)


def _after_aha(case: Case) -> Exposed:
    return _exposed(case, case.uses(_aha_exfoliant), days=AHA_DAYS)


def _after_photosensitizer(case: Case) -> Exposed:
    return _exposed(case, case.uses(_sensitizing), days=1)


def _exposed(case: Case, uses: Iterable[Use], days: int) -> Exposed:
    """Return the bare mornings up to some days after a use, its own included."""
    found: dict[dt.date, list[Use]] = defaultdict(list)
    bare = case.bare_mornings
    for use in uses if bare else ():
        for after in range(use.session is Session.PM, days + 1):
            morning = use.date + after * DAY
            if morning in bare:
                found[morning].append(use)
    return found


def _flag_mornings(rule: Rule, exposed: Exposed) -> Iterator[Flag]:
    """Flag bare mornings; what is missing in them is no prescriber's affair."""
    for morning, uses in exposed.items():
        yield Flag(
            rule.id,
            morning,
            Session.AM,
            rule.severity,
            products=tuple(dict.fromkeys(use.product.key for use in uses)),
            lines=tuple(dict.fromkeys(use.line for use in uses if use.line is not None)),
            dates=tuple(dict.fromkeys((*(use.date for use in uses), morning))),
        )
