"""The families a rule says it looks for are those that make it speak."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from products.knowledge import families
from routines.engine.check import check
from routines.engine.examples import FIRST, LAST, example_of
from routines.engine.flags import Rule
from routines.engine.plan import Plan
from routines.engine.rules import load_rules

Put = Callable[[frozenset[str]], Plan]

UNSEEN = {
    "minor-actives": {"adapalene"},  # from another age on than the example's
    "strength-over-limit": {"retinoid_otc", "aha", "bha", "arbutin", "kojic_acid"},  # by strength
    "comedogenic-match": {"comedogenic_candidate"},  # off the list of ingredients
}
"""What exchanging the tags of a rule's example does not show."""

ANY_FAMILY = {"avoid-match"}
"""Looks for whatever somebody avoids."""


def exchanges(plan: Plan) -> Iterator[Put]:
    """Yield ways to put other families in the place of one, in one product or in all that hold it.

    Also with a serum in place of the product, which is taken for nothing by its kind alone.
    """
    for old in sorted(
        {family for product in plan.products.values() for family in product.actives}
    ):
        holders = [key for key, product in plan.products.items() if old in product.actives]
        for keys in (holders, *([key] for key in holders)):
            for kind in (None, "serum"):
                yield lambda new, old=old, keys=keys, kind=kind: replace(  # type: ignore[misc]  # bound now
                    plan,
                    products={
                        key: replace(
                            product,
                            actives=product.actives - {old} | new,
                            kind=kind or product.kind,
                        )
                        if key in keys
                        else product
                        for key, product in plan.products.items()
                    },
                )


def looked_for(rule: Rule) -> set[str]:
    """Return the families that make the rule flag its example, which is quiet without them."""

    def flagged(plan: Plan) -> bool:
        return bool(check(plan, FIRST, LAST, {rule.id: rule}))

    return {
        family
        for put in exchanges(example_of(rule.id).flagged)
        if not flagged(put(frozenset()))
        for family in families()
        if flagged(put(frozenset((family,))))
    }


@pytest.mark.parametrize("rule", load_rules().values(), ids=lambda rule: rule.id)
def test_rule_names_the_families_that_make_it_speak(rule: Rule) -> None:
    found = set() if rule.id in ANY_FAMILY else looked_for(rule)
    assert {*rule.families} == found | UNSEEN.get(rule.id, set())
