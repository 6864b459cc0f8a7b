"""What a fix says of itself, as values and in plain words."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from routines.engine.dated_edits import MoveUse, PauseLine, SkipUse, StartLater, UseOnce
from routines.engine.fix_edits import Add, MoveSession, Place, Remove, Reschedule, Swap
from routines.engine.fix_text import FixText, describe, text
from routines.engine.fixes import Fix, Verb
from routines.engine.plan import Plan, Product, Session, Step
from routines.engine.schedule import DAILY, Periodic, weekdays

MONDAY = date(2026, 3, 2)
TODAY = date(2026, 3, 11)
DAY = timedelta(days=1)
KINDS = {
    "wash": "cleanser",
    "serum": "serum",
    "amp": "ampoule",
    "amp2": "ampoule",
    "cream": "moisturizer",
    "spf": "sunscreen",
}
PLAN = Plan(
    {key: Product(key, kind) for key, kind in KINDS.items()},
    tuple(Step(key, key, Session.PM, DAILY) for key in KINDS if key not in ("amp2", "spf")),
)

FOUR = Periodic(4, (0,), MONDAY)
WORDS: dict[str, Fix] = {
    "Keep Mon and Thu": Fix(Verb.DROP_WEEKDAYS, (Reschedule("amp", weekdays(0, 3)),)),
    "Keep Mon, Wed and Fri": Fix(
        Verb.DROP_WEEKDAYS,
        (Reschedule("amp", weekdays(0, 4)), Reschedule("serum", weekdays(2))),
    ),
    "Use every 4 days": Fix(Verb.SET_EVERY, (Reschedule("amp", FOUR),)),
    "Use every 2 days": Fix(
        Verb.SET_EVERY,
        (Reschedule("amp", FOUR), Reschedule("serum", replace(FOUR, anchor=TODAY))),
    ),
    "Use it less often": Fix(
        Verb.DROP_WEEKDAYS, (Reschedule("amp", Periodic(5, (0, 2), MONDAY)),)
    ),
    "Skip Fri 6 Mar": Fix(Verb.SKIP_ONCE, (SkipUse(date(2026, 3, 6), Session.PM, "amp", "amp"),)),
    "Skip 2 dates": Fix(
        Verb.SKIP_ONCE,
        tuple(SkipUse(day, Session.PM, "amp", "amp") for day in (MONDAY, TODAY)),
    ),
    "Pause on Mon 2 Mar": Fix(Verb.PAUSE, (SkipUse(MONDAY, Session.PM, "amp", "amp"),)),
    "Pause until Wed 11 Mar": Fix(Verb.PAUSE, (PauseLine("amp", MONDAY, TODAY),)),
    "Start on Wed 11 Mar": Fix(Verb.START_LATER, (StartLater("amp2", TODAY),)),
    "Start one at a time": Fix(
        Verb.START_LATER, (StartLater("amp2", MONDAY), StartLater("serum", TODAY))
    ),
    "Move it before the serum": Fix(Verb.REORDER, (Place("amp", "serum", after=False),)),
    "Move it after the cleanser": Fix(Verb.REORDER, (Place("amp", "wash", after=True),)),
    "Put these in order": Fix(
        Verb.REORDER,
        (Place("amp", "serum", after=False), Place("cream", "amp", after=True)),
    ),
    "Take it out": Fix(Verb.REMOVE_STEP, (Remove("amp"),)),
    "Use them in turn": Fix(Verb.ALTERNATE, (Reschedule("amp", FOUR),)),
    "Move it, use sunscreen daily": Fix(
        Verb.MOVE_SESSION,
        (MoveSession("amp", Session.PM), Add("new", "spf", Session.AM, "", DAILY)),
    ),
    "Move it to the morning": Fix(Verb.MOVE_SESSION, (MoveSession("amp", Session.AM),)),
    "Use sunscreen every morning": Fix(
        Verb.ADD_STEP,
        (Add("new", "spf", Session.AM, "", DAILY), UseOnce(TODAY, Session.AM, "spf")),
    ),
    "Sunscreen on Wed 11 Mar": Fix(Verb.ADD_STEP, (UseOnce(TODAY, Session.AM, "spf"),)),
    "Use another one instead": Fix(Verb.REPLACE_PRODUCT, (Swap("amp", "amp2"),)),
    "Move to Thu 12 Mar": Fix(
        Verb.MOVE_DATE, (MoveUse(TODAY, Session.PM, "amp", "amp", TODAY + DAY),)
    ),
    "Use on Mon and Thu": Fix(Verb.MOVE_DATE, (Reschedule("amp", weekdays(0, 3)),)),
}


@pytest.mark.parametrize(("words", "fix"), WORDS.items(), ids=WORDS)
def test_a_fix_says_in_few_words_what_it_does(words: str, fix: Fix) -> None:
    assert text(fix, PLAN) == words
    assert 2 <= len(words.split()) <= 5


def test_the_values_of_a_fix_are_enough_for_any_language() -> None:
    assert describe(WORDS["Keep Mon, Wed and Fri"], PLAN) == FixText(
        Verb.DROP_WEEKDAYS, ("amp", "serum"), weekdays=(0, 2, 4)
    )
    assert describe(WORDS["Move it before the serum"], PLAN) == FixText(
        Verb.REORDER, ("amp",), other="serum"
    )
    assert describe(WORDS["Use another one instead"], PLAN).products == ("amp2",)
    assert describe(WORDS["Move it to the morning"], PLAN).session is Session.AM
    assert describe(WORDS["Skip 2 dates"], PLAN).dates == (MONDAY, TODAY)
    assert describe(WORDS["Use every 4 days"], PLAN).every == 4
    assert describe(WORDS["Start on Wed 11 Mar"], PLAN).products == ("amp2",)


@pytest.mark.parametrize("periods", [(4, 5), (4, 8), (5, 5)])
def test_uneven_turns_have_no_single_number_of_days(periods: tuple[int, int]) -> None:
    edits = tuple(
        Reschedule(line, Periodic(period, (0,), MONDAY))
        for line, period in zip(("amp", "serum"), periods, strict=True)
    )
    assert describe(Fix(Verb.SET_EVERY, edits), PLAN).every is None
