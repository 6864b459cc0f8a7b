"""Checking a changed plan again says what checking it from nothing says, and looks less far."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from random import Random

import pytest

from routines.engine.causes import causes
from routines.engine.check import check, checked
from routines.engine.fixes import FixError, apply
from routines.engine.flags import Flag
from routines.engine.plan import Extra, Pause, Plan, Session
from routines.engine.proposals import proposals
from routines.engine.routine_file import parse
from routines.engine.rules import load_rules
from routines.engine.rules.verdicts import Verdicts
from routines.engine.trouble import Outlook, Trouble, look_ahead
from tests.engine.documents import MONDAY, document, evening
from tests.engine.random_documents import random_document
from tests.engine.reference import random_documents as lives
from tests.thorough import TIMES

RULES = load_rules()
DAY = timedelta(days=1)
TRIED = 3
"""How many changes are tried for each cause."""


def plans() -> Iterator[tuple[Plan, date, date]]:
    """Yield routine files at random: small ones, and those that tell of everything."""
    for seed in range(2 * TIMES):
        small = random_document(Random(seed))  # noqa: S311 - no secret
        for told in (small, lives.random_document(seed)):
            plan, (first, last) = parse(told)
            yield plan, first, last


def changed(outlook: Outlook) -> Iterator[Plan]:
    """Yield plans as fixes would make them, whether they help or not."""
    for cause in causes(outlook.flags, RULES, outlook.today):
        trouble = Trouble(outlook, cause.rule, cause.flags)
        for fix in islice(proposals(trouble), TRIED):
            with suppress(FixError):
                yield apply(outlook.plan, fix, outlook.today)


@pytest.mark.parametrize("later", [None, 3], ids=["any date", "from a day on"])
def test_a_changed_plan_is_flagged_as_if_it_were_checked_from_nothing(later: int | None) -> None:
    tried = 0
    for plan, first, last in plans():
        today = None if later is None else first + later * DAY
        before = look_ahead(plan, first, last, today, RULES)
        outlook = before
        for other in changed(before):
            outlook = outlook.after(other)  # from one change to the next, and back
            assert outlook.flags == check(other, before.first, before.last)
            tried += 1
        assert outlook.after(plan).flags == before.flags
    assert tried > 40 * TIMES


CHANGES: dict[str, Callable[[Plan], Plan]] = {
    "another wish": lambda plan: replace(plan, profile=replace(plan.profile, ampoules_per_week=7)),
    "a pause of everything": lambda plan: replace(plan, pauses=(Pause(MONDAY, MONDAY + DAY),)),
    "a change of a product": lambda plan: replace(
        plan, products={**plan.products, "amp": replace(plan.products["amp"], changed_on=MONDAY)}
    ),
    "a single dose kept": lambda plan: replace(
        plan, extras=(Extra(MONDAY + 9 * DAY, Session.PM, "vial", unit_opened=MONDAY),)
    ),
    "another order": lambda plan: replace(plan, steps=plan.steps[::-1]),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_nothing_that_differs_is_taken_for_the_same(change: Callable[[Plan], Plan]) -> None:
    products = {"vial": {"kind": "ampoule", "single_use": True}}
    plan = parse(document(evening("toner", "amp", "serum", "cream"), products=products))[0]
    last, other = MONDAY + 13 * DAY, change(plan)
    again = checked(plan, MONDAY, last, RULES).again(other)
    assert again.flags == check(other, MONDAY, last)
    assert again.flags != check(plan, MONDAY, last)


def test_a_rule_is_asked_again_only_of_products_it_looked_at() -> None:
    asked: list[str] = []

    def rule(name: str, verdicts: Verdicts, *products: str) -> Callable[[], tuple[Flag, ...]]:
        def judged() -> tuple[Flag, ...]:
            asked.append(name)
            verdicts.look_at(products)
            return ()

        return judged

    def said(verdicts: Verdicts) -> list[str]:
        asked.clear()
        verdicts.said("ampoules", rule("ampoules", verdicts, "amp", "amp2"))
        verdicts.said("acids", rule("acids", verdicts, "acid"))
        return asked

    first = Verdicts()
    assert said(first) == ["ampoules", "acids"]
    second = Verdicts(first, {"amp2"})
    assert said(second) == ["ampoules"]
    assert said(Verdicts(second, {"acid"})) == ["acids"]
    assert said(Verdicts(second)) == []
