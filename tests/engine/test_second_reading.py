"""The engine and the second reading of the rules say the same of routine files at random."""

from collections import Counter

import pytest

from routines.engine.check import check
from routines.engine.flags import Flag
from routines.engine.routine_file import parse
from routines.engine.rules import load_rules
from tests.engine.documents import CATALOG, document, evening
from tests.engine.reference import RULES, compare
from tests.engine.reference.random_documents import random_document
from tests.thorough import TIMES

EACH_RULE = (36, 52, 53, 54, 58, 78, 114, 131, 162, 180, 201, 246)
"""Seeds of routine files on which every rule speaks: add one of a new rule."""

SEEDS = sorted({*EACH_RULE, *range(20 * TIMES)})


@pytest.mark.parametrize("seed", SEEDS)
def test_engine_agrees_with_the_second_reading(seed: int) -> None:
    if compare.differences(random_document(seed)):
        pytest.fail("\n\n".join(compare.report(seed).values()))


def test_every_rule_speaks_of_some_routine_files_and_is_silent_on_others() -> None:
    plans = (parse(random_document(seed)) for seed in EACH_RULE)
    spoke = Counter(
        rule for plan, window in plans for rule in {flag.rule for flag in check(plan, *window)}
    )
    assert set(spoke) == RULES
    assert max(spoke.values()) < len(EACH_RULE)


def test_every_rule_of_the_engine_is_read_a_second_time() -> None:
    assert set(load_rules()) == RULES


def test_difference_is_shown_on_the_smallest_file_that_has_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def deaf(*plan_and_window: object) -> tuple[Flag, ...]:
        found = check(*plan_and_window)  # type: ignore[arg-type]
        return tuple(flag for flag in found if flag.rule != "ampoule-after-serum")

    monkeypatch.setattr(compare, "check", deaf)
    steps = ("wash", "serum", "amp", "cream")
    given = document(evening(*steps), profile={"sensitive": True})
    given["products"] = {key: CATALOG[key] for key in (*steps, "spf")}
    found = compare.smallest(given, "missing", "ampoule-after-serum")
    (day,) = {day for _, (_, day, _) in compare.differences(found)}
    assert found == {
        "window": [day, day],
        "start": "2026-03-02",
        "products": {"serum": {"kind": "serum"}, "amp": {"kind": "ampoule"}},
        "routine": {"PM": [["serum", "daily"], ["amp", "daily"]]},
        "profile": {},
    }
