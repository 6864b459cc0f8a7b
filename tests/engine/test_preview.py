"""The preview names exactly the uses that a change touches."""

from datetime import date, timedelta

import pytest

from routines.engine.dated_edits import SkipUse
from routines.engine.fix_edits import Edit, MoveSession, Place, Reschedule
from routines.engine.fixes import Fix, Verb, apply
from routines.engine.plan import Plan, Product, Session, Step
from routines.engine.preview import changes
from routines.engine.schedule import DAILY, weekdays

MONDAY = date(2026, 3, 2)
KINDS = {"wash": "cleanser", "serum": "serum", "amp": "ampoule", "cream": "moisturizer"}
PLAN = Plan(
    {key: Product(key, kind) for key, kind in KINDS.items()},
    tuple(
        Step(key, key, Session.PM, weekdays(0, 2, 4) if key == "amp" else DAILY) for key in KINDS
    ),
    start=MONDAY,
)


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        pytest.param(Place("amp", "serum", after=True), [], id="nothing"),
        pytest.param(
            Reschedule("amp", weekdays(0, 3)),
            ["4 PM amp removed", "5 PM amp added", "6 PM amp removed"],
            id="another rhythm",
        ),
        pytest.param(
            SkipUse(MONDAY, Session.PM, "wash", "wash"), ["2 PM wash removed"], id="a skip"
        ),
        pytest.param(
            Place("amp", "serum", after=False),
            ["2 PM serum moved", "4 PM serum moved", "6 PM serum moved"],
            id="a move where the step is used",
        ),
        pytest.param(
            MoveSession("amp", Session.AM),
            [
                f"{day} {part} amp {kind}"
                for day in (2, 4, 6)
                for part, kind in (("AM", "added"), ("PM", "removed"))
            ],
            id="another session",
        ),
    ],
)
def test_changes_of_a_week(edit: Edit, expected: list[str]) -> None:
    after = apply(PLAN, Fix(Verb.REORDER, (edit,)), None)
    found = changes(PLAN, after, MONDAY, MONDAY + timedelta(days=6))
    assert [f"{one.date.day} {one.session} {one.product} {one.kind}" for one in found] == expected
    assert all(one.line == one.product for one in found)
