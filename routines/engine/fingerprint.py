"""What a flag rests on, as a short text that stays the same until the plan behind it changes."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from hashlib import sha256

from routines.engine.flags import Flag, Rule, Scope
from routines.engine.plan import Plan, Product, Step
from routines.engine.schedule import OnDates, Schedule

PERSONAL_LIMITS: Mapping[str, str] = {
    "ampoule-too-often": "ampoules_per_week",
    "over-exfoliation": "sensitive",
    "too-many-new-products": "new_product_days",
    "pregnancy-retinoid": "pregnant_from",
    "pregnancy-hydroquinone": "pregnant_from",
    "breastfeeding-retinoid": "breastfeeding_from",
    "allergen-match": "allergens",
    "avoid-match": "avoid",
}
"""The fact about the person that sets a rule's limit, or that it rests on."""

LENGTH = 32


def fingerprint(flag: Flag, plan: Plan, rule: Rule) -> str:
    """Return a text of 32 characters that two flags share if the same plan raised both.

    It covers the rule and its limits, and each line behind the flag with product, session and
    schedule; for an order rule also what goes before what. It holds no date, so the flag of next
    week has the same one; only a use besides the schedule is told apart by its date. A flag that
    stands for a product rests on what is known of it, however it is used.
    """
    if rule.scope is Scope.PRODUCT:
        known = [plan.products[key] for key in flag.products]
        return _digest([rule.id, _limits(flag, plan, rule), [_facts(each) for each in known]])
    lines = flag.lines if rule.section == "order" else sorted(flag.lines)
    facts = [
        rule.id,
        _limits(flag, plan, rule),
        [_line(plan, line, flag.date) for line in lines],
        _one_offs(flag, plan),
    ]
    return _digest(facts)


def _digest(facts: Sequence[object]) -> str:
    return sha256(json.dumps(facts, default=str).encode()).hexdigest()[:LENGTH]


def _facts(product: Product) -> list[object]:
    """Return what rules about a product look at."""
    return [
        product.key,
        product.kind,
        sorted(product.actives | product.trace_actives),
        sorted(product.percents.items()),
        product.expires_on or product.purchased_on,
        [product.opened_on, product.pao_months, product.changed_on],
        [product.prescribed, product.patch_test],
    ]


def _limits(flag: Flag, plan: Plan, rule: Rule) -> list[object]:
    """Return the numbers the rule compares with: its own, the person's, those of the labels."""
    personal = PERSONAL_LIMITS.get(rule.id)
    labels: list[object] = []
    if rule.section == "frequency":
        for key in sorted(flag.products):
            product = plan.products[key]
            labels.append([key, product.label_max_per_day, product.label_max_per_week])
    own = getattr(plan.profile, personal) if personal else None
    return [sorted(rule.thresholds.items()), own, labels]


def _line(plan: Plan, line: str, day: dt.date) -> list[object]:
    """Return a line as it stands on a day, or as it stood last."""
    versions = sorted((step for step in plan.steps if step.line == line), key=_begin)
    begun = [step for step in versions if _begin(step) <= day] or versions
    if not begun:  # known from one-off uses alone
        return [line]
    step = begun[-1]
    return [line, step.product, step.session, _schedule(step.schedule)]


def _begin(step: Step) -> dt.date:
    return step.first or dt.date.min


def _schedule(schedule: Schedule) -> Sequence[object]:
    """Return a schedule so that two which are due on the same days look the same."""
    if isinstance(schedule, OnDates):
        return sorted({day.isoformat() for day in schedule.on})
    anchor = schedule.anchor.toordinal()
    return [schedule.period, sorted({(anchor + day) % schedule.period for day in schedule.due})]


def _one_offs(flag: Flag, plan: Plan) -> list[list[str]]:
    """Return the uses besides the schedule that had a part in the flag."""
    return sorted(
        [extra.date.isoformat(), extra.session, extra.product]
        for extra in plan.extras
        if extra.date in flag.dates and extra.product in flag.products
    )
