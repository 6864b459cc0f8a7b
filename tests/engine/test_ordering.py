"""Orders that break no rule, and the few moves that lead there."""

from collections.abc import Sequence
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from products.knowledge import kinds
from routines.engine.check import check
from routines.engine.fix_edits import Place
from routines.engine.ordering import Row, put_in_order, row_of
from routines.engine.plan import Plan, Product, Session, Step
from routines.engine.rules.case import rule_id
from routines.engine.rules.order import CLAIMS
from routines.engine.schedule import DAILY
from tests.engine.documents import CATALOG

MONDAY = date(2026, 3, 2)
TODAY = date(2026, 3, 4)
PRODUCTS = {
    key: Product(
        key,
        fields["kind"],
        actives=frozenset(fields.get("actives", ())),
        prescribed=fields.get("prescribed", False),
    )
    for key, fields in CATALOG.items()
}


def evening(*keys: str) -> Plan:
    """Return a plan with these products every evening, each line named like its product."""
    return Plan(PRODUCTS, tuple(Step(key, key, Session.PM, DAILY) for key in keys), start=MONDAY)


def in_order(*keys: str) -> list[str]:
    return [step.line for step in put_in_order(evening(*keys), "", None).steps]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("serum amp", "amp serum"),
        ("cream serum amp toner wash", "wash toner amp serum cream"),
        ("amp essence serum", "amp essence serum"),
        ("oil cream", "oil cream"),
        ("cream oil", "cream oil"),
        ("cream retserum", "cream retserum"),
        ("serum mist amp", "mist amp serum"),
        ("mist wash cream", "wash mist cream"),
        ("spf cream_rx cream", "cream_rx cream spf"),
        ("powder spf cream", "powder cream spf"),
        ("lips cream wash", "lips wash cream"),
        ("body serum amp", "body amp serum"),
    ],
)
def test_steps_are_put_in_order_and_matters_of_taste_stay(before: str, after: str) -> None:
    assert in_order(*before.split()) == after.split()


@given(st.lists(st.sampled_from(sorted(PRODUCTS)), min_size=1, max_size=7, unique=True))
def test_no_order_rule_speaks_afterwards(keys: list[str]) -> None:
    plan = put_in_order(evening(*keys), "", None)
    rules = {flag.rule for flag in check(plan, MONDAY, MONDAY)}
    assert not rules & {"layering-order", "leave-on-before-rinse-off", "sunscreen-not-last"}
    assert not {rule for rule in rules if "-after-" in rule or "-before-" in rule} - {
        "silicone-before-water"
    }
    assert put_in_order(plan, "", None) == plan


def test_the_past_keeps_its_order() -> None:
    plan = put_in_order(evening("serum", "amp"), "", TODAY)
    assert not [flag for flag in check(plan, TODAY, TODAY) if flag.rule == "ampoule-after-serum"]
    assert [flag for flag in check(plan, MONDAY, MONDAY) if flag.rule == "ampoule-after-serum"]


def test_other_routines_are_left_alone() -> None:
    plan = evening("serum", "amp")
    assert put_in_order(plan, "another", None) == plan


@pytest.mark.parametrize("wanted", list(permutations("abcd")))
def test_moves_lead_to_the_order_they_promise(wanted: Sequence[str]) -> None:
    row = Row("abcd", dict.fromkeys("abcd", PRODUCTS["serum"]))
    plan = Plan(PRODUCTS, tuple(Step(line, "serum", Session.PM, DAILY) for line in "abcd"))
    moves = row.moves_to(wanted)
    for move in moves:
        plan = move.apply(plan, None)
    assert tuple(step.line for step in plan.steps) == tuple(wanted)
    longest = max(
        size
        for size in range(1, 5)
        for run in permutations("abcd", size)
        if list(run) == sorted(run) and [line for line in wanted if line in run] == list(run)
    )
    assert len(moves) == 4 - longest


def test_a_move_names_the_neighbour_it_is_put_beside() -> None:
    row = Row("abcd", dict.fromkeys("abcd", PRODUCTS["serum"]))
    assert row.moves_to("adbc") == (Place("d", "b", after=False),)
    assert row.moves_to("bcad") == (Place("a", "c", after=True),)
    assert row.moves_to("dabc") == (Place("d", "a", after=False),)


@pytest.mark.parametrize(
    ("keys", "rule", "lines", "move"),
    [
        ("wash serum amp cream", "ampoule-after-serum", "serum amp", "amp before serum"),
        ("serum amp amp2", "ampoule-after-serum", "serum amp amp2", "serum after amp2"),
        ("serum toner amp", "ampoule-after-serum", "serum amp", "serum after amp"),
        ("amp toner", "ampoule-before-cleanse-or-tone", "amp toner", "amp after toner"),
        ("cream amp wash", "leave-on-before-rinse-off", "cream amp wash", "wash before cream"),
        ("spf serum cream", "sunscreen-not-last", "spf serum cream", "spf after cream"),
    ],
)
def test_the_best_single_move_leaves_least_to_say(
    keys: str, rule: str, lines: str, move: str
) -> None:
    row = row_of(evening(*keys.split()), "", Session.PM, None)
    line, side, other = move.split()
    assert next(row.single_moves(rule, lines.split())) == Place(line, other, side == "after")


@given(
    st.lists(st.sampled_from(sorted(PRODUCTS)), min_size=2, max_size=6, unique=True),
    st.sampled_from(sorted(map(rule_id, CLAIMS))),
)
def test_a_line_is_moved_wherever_that_alone_mends_a_rule(keys: list[str], rule: str) -> None:
    row = row_of(evening(*keys), "", Session.PM, None)
    found = {move.line for move in row.single_moves(rule, keys)}
    for here, line in enumerate(keys):
        rest = [key for key in keys if key != line]
        orders = [[*rest[:place], line, *rest[place:]] for place in range(len(keys))]
        del orders[here]
        assert (line in found) == any(rule not in row.broken(order) for order in orders)


def test_every_kind_has_a_place_or_none() -> None:
    row = Row(list(kinds()), {kind: Product(kind, kind) for kind in kinds()})
    assert row.sorted() == row.lines
