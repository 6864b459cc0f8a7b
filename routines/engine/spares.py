"""Fixes that bring in a product of the plan: a sunscreen for the morning, another of a kind."""

import uuid
from collections.abc import Iterator
from datetime import date

from products.knowledge import Texture, families, kinds
from routines.engine.dated_edits import UseOnce
from routines.engine.fix_edits import Add, Edit, Reschedule, Swap
from routines.engine.fixes import Fix, Verb
from routines.engine.habits import strong
from routines.engine.keeping import use_by
from routines.engine.plan import Plan, Product, Session
from routines.engine.rules.traits import protects
from routines.engine.schedule import DAILY
from routines.engine.trouble import Trouble

FEW_DATES = 4
"""On how many single dates one fix uses a sunscreen."""


def add_sunscreen(trouble: Trouble) -> Iterator[Fix]:
    """Propose a sunscreen of the plan for every morning, one used on some mornings first.

    Using it once is enough for a morning that is skipped as a whole, and where trouble passes.
    """
    for key, habit in sunscreen_habits(trouble).items():
        if habit:
            yield _covering(trouble, key, *habit)
        if not isinstance(next(iter(habit), None), Add) or trouble.passes:
            yield _covering(trouble, key)


def sunscreen_habits(trouble: Trouble) -> dict[str, tuple[Edit, ...]]:
    """Return each sunscreen of the plan that is fit, and what it takes to use it every morning."""
    plan, last = trouble.outlook.plan, trouble.outlook.last
    running = [step for step in plan.steps if step.last is None or step.last >= last]
    mornings = [step for step in running if step.session is Session.AM]
    standing = {step.product: step for step in mornings}
    habits: dict[str, tuple[Edit, ...]] = {}
    for key, product in plan.products.items():
        if product.kind != "sunscreen" or not protects(product) or not _keeps(product, last):
            continue
        if key not in standing:
            homes = [step.routine for step in mornings or running][:1]
            habits[key] = tuple(_new_line(plan, key, home) for home in homes)
        elif standing[key].schedule != DAILY:
            habits[key] = (Reschedule(standing[key].line, DAILY),)
        else:
            habits[key] = ()
    return dict(sorted(habits.items(), key=lambda habit: habit[0] not in standing))


def _new_line(plan: Plan, sunscreen: str, routine: str) -> Add:
    name = f"{routine} {Session.AM} {sunscreen} {len(plan.steps)}"
    line = str(uuid.uuid5(uuid.NAMESPACE_OID, name))
    return Add(line, sunscreen, Session.AM, routine, DAILY)


def _covering(trouble: Trouble, sunscreen: str, *habit: Edit) -> Fix:
    """Return the fix that changes a habit, and uses a sunscreen on the mornings left bare."""
    plan = trouble.outlook.plan
    for edit in habit:
        plan = edit.apply(plan, trouble.outlook.today)
    bare = [flag.date for flag in trouble.left(plan)][:FEW_DATES]
    return Fix(Verb.ADD_STEP, (*habit, *(UseOnce(day, Session.AM, sunscreen) for day in bare)))


def another_of_its_kind(trouble: Trouble) -> Iterator[Fix]:
    """Propose another product that is in no step yet and does the same; a sunscreen protects."""
    plan = trouble.outlook.plan
    used = {step.product for step in plan.steps}
    for product in plan.products.values():
        if product.kind == "sunscreen" and not protects(product):
            continue
        steps = [
            step for step in trouble.steps if _stands_in(product, plan.products[step.product])
        ]
        if steps and product.key not in used and _keeps(product, trouble.outlook.last):
            yield Fix(Verb.REPLACE_PRODUCT, tuple(Swap(step.line, product.key) for step in steps))


def _stands_in(product: Product, usual: Product) -> bool:
    """Say whether a product does what the usual one does, and is no stronger.

    A treatment is used for what is in it; of a cream or a wash its kind is enough.
    """
    if product.kind != usual.kind or strong(product) > strong(usual):
        return False
    wanted, brought = _called_after(usual), _called_after(product)
    treats = kinds()[usual.kind].texture is Texture.ACTIVE
    return not treats or not wanted.isdisjoint(brought) or not (wanted or brought)


def _called_after(product: Product) -> set[str]:
    """Return the actives that a product may be called after."""
    return {family for family in product.actives if families()[family].usual_kind}


def _keeps(product: Product, last: date) -> bool:
    """Say whether a product may be offered: there, in its date until then, nothing against it."""
    end = use_by(product)
    in_date = end is None or end.day >= last
    spoilt = product.changed_on is not None or product.patch_test == "failed"
    return in_date and product.at_hand and not spoilt and not product.prescribed
