"""In which order: which rule claims a pair, and what is a matter of taste."""

from typing import Any

import pytest

from routines.engine.check import check
from routines.engine.plan import Extra, Plan, Product, Session, Step
from routines.engine.rules import load_rules
from routines.engine.schedule import DAILY, weekdays
from tests.engine.documents import MONDAY, document, evening, flags_of

ONE_DAY = ["2026-03-02", "2026-03-02"]


def order_flags(given: dict[str, Any]) -> list[str]:
    rules = load_rules()
    return [flag.rule for flag in flags_of(given) if rules[flag.rule].section == "order"]


@pytest.mark.parametrize(
    ("keys", "rules"),
    [
        ("serum amp", ["ampoule-after-serum"]),
        ("amp serum", []),
        ("retserum amp", ["ampoule-after-serum"]),
        # an ampoule belongs after all cleansing and toning
        ("amp wash", ["ampoule-before-cleanse-or-tone"]),
        ("amp oilclean", ["ampoule-before-cleanse-or-tone"]),
        ("amp scrub", ["ampoule-before-cleanse-or-tone"]),
        ("amp claymask", ["ampoule-before-cleanse-or-tone"]),
        ("amp acid", ["ampoule-before-cleanse-or-tone"]),
        ("amp acidtoner", ["ampoule-before-cleanse-or-tone"]),
        ("amp toner", ["ampoule-before-cleanse-or-tone"]),
        ("toner amp", []),
        # and before creams, even one that a retinoid could follow
        ("cream amp", ["ampoule-after-moisturizer"]),
        ("emulsion amp", ["ampoule-after-moisturizer"]),
        ("sleepmask amp", ["ampoule-after-moisturizer"]),
        ("cream retamp", ["ampoule-after-moisturizer"]),
        # rinsing takes away what stays on, flexible kinds too
        ("serum wash", ["leave-on-before-rinse-off"]),
        ("mist wash", ["leave-on-before-rinse-off"]),
        ("cream_rx oilclean", ["leave-on-before-rinse-off"]),
        ("spf wash", ["leave-on-before-rinse-off"]),
        ("lips wash", []),
        ("body wash", []),
        ("wash oilclean", ["oil-cleanser-after-water-cleanser"]),
        ("oilclean wash", []),
        ("scrub wash", ["layering-order"]),
        # a serum before creams, unless it holds a retinoid
        ("cream serum", ["serum-after-moisturizer"]),
        ("sleepmask serum", ["serum-after-moisturizer"]),
        ("cream retserum", []),
        ("sleepmask retserum", ["layering-order"]),
        ("cream cream_rx", []),
        # oil over water, in any turn with creams
        ("oil serum", ["oil-before-water"]),
        ("oil acid", ["oil-before-water"]),
        ("oil retserum", ["oil-before-water"]),
        ("oil cream", []),
        ("cream oil", []),
        ("oil emulsion", []),
        ("sleepmask oil", ["layering-order"]),
        # sunscreen over everything but lip balm and make-up
        ("spf cream", ["sunscreen-not-last"]),
        ("spf mist", ["sunscreen-not-last"]),
        ("spf eye", ["sunscreen-not-last"]),
        ("spf powder lips", []),
        ("powder spf", []),
        ("cream spf", []),
        # silicone directly before water
        ("siltoner serum", ["silicone-before-water"]),
        ("siltoner mist serum", []),
        ("siltoner lips serum", ["silicone-before-water"]),
        ("siltoner cream", []),
        ("siltoner siltoner", []),
        ("primer serum", []),
        ("silicone serum", ["serum-after-moisturizer"]),
        ("silicone retserum", ["silicone-before-water"]),
        ("fifth retserum", ["silicone-before-water"]),
        ("sixth retserum", []),
        ("silclean toner", []),
        # matters of taste
        ("essence amp", []),
        ("amp essence", []),
        ("eye serum", []),
        ("spot toner", []),
        ("cream mist", []),
        ("serum serum2", []),
        # the rest
        ("serum toner", ["layering-order"]),
        ("cream toner", ["layering-order"]),
        ("sheet serum", ["layering-order"]),
        ("cream emulsion", ["layering-order"]),
        # a heavy balm over something strong, beside all claims
        ("retserum sleepmask", ["occlusive-over-strong-active"]),
        ("acid balm", ["occlusive-over-strong-active"]),
        ("bpo sleepmask", ["occlusive-over-strong-active"]),
        ("cream_rx sleepmask", ["occlusive-over-strong-active"]),
        ("scrub sleepmask", []),
        ("bpowash sleepmask", []),
        ("retserum lips", []),
        ("retmask retmask", []),
        ("serum sleepmask", []),
    ],
)
def test_evening_in_this_order_breaks_these_rules(keys: str, rules: list[str]) -> None:
    assert order_flags(document(evening(*keys.split()), window=ONE_DAY)) == rules


def test_every_pair_of_a_session_is_judged_and_each_rule_speaks_once() -> None:
    given = document(evening("cream", "serum", "amp", "toner"), window=ONE_DAY)
    assert order_flags(given) == [
        "ampoule-after-moisturizer",
        "ampoule-after-serum",
        "ampoule-before-cleanse-or-tone",
        "layering-order",
        "serum-after-moisturizer",
    ]


def test_flag_names_the_steps_of_its_pairs_in_order() -> None:
    given = document(evening("wash", "serum", "amp", "cream", "amp2"), window=ONE_DAY)
    flags = {flag.rule: flag for flag in flags_of(given)}
    assert flags["ampoule-after-serum"].products == ("serum", "amp", "amp2")
    assert flags["ampoule-after-serum"].lines == ("PM-2", "PM-3", "PM-5")
    assert flags["ampoule-after-moisturizer"].products == ("cream", "amp2")


@pytest.mark.parametrize(
    ("prescribed", "noted"), [("retserum", False), ("sleepmask", True)], ids=str
)
def test_prescriber_note_on_a_sealed_active_is_about_the_balm(
    prescribed: str,
    noted: bool,  # noqa: FBT001 - a table column
) -> None:
    given = document(
        evening("retserum", "sleepmask"),
        window=ONE_DAY,
        products={prescribed: {"prescribed": True}},
    )
    assert [flag.prescribed for flag in flags_of(given)] == [noted]


def test_extra_uses_have_no_place_in_the_order() -> None:
    extra = {"extra": {"date": "2026-03-02", "session": "PM", "product": "amp"}}
    assert order_flags(document(evening("serum"), window=ONE_DAY, events=[extra])) == []


def test_use_moved_to_another_date_keeps_its_turn() -> None:
    products = {"serum": Product("serum", "serum"), "amp": Product("amp", "ampoule")}
    steps = (Step("a", "amp", Session.PM, weekdays(3)), Step("s", "serum", Session.PM, DAILY))
    moved = (Extra(MONDAY, Session.PM, "amp", line="a"),)
    assert check(Plan(products, steps, extras=moved), MONDAY, MONDAY) == ()
    late = check(Plan(products, steps[::-1], extras=moved), MONDAY, MONDAY)
    assert [(flag.rule, flag.lines) for flag in late] == [("ampoule-after-serum", ("s", "a"))]


def test_skipped_step_breaks_no_order() -> None:
    skip = {"skip": {"date": "2026-03-02", "product": "serum"}}
    assert order_flags(document(evening("serum", "amp"), window=ONE_DAY, events=[skip])) == []


def test_steps_of_different_routines_have_no_order() -> None:
    products = {"serum": Product("serum", "serum"), "amp": Product("amp", "ampoule")}
    steps = (
        Step("one", "serum", Session.PM, DAILY, routine="evening"),
        Step("two", "amp", Session.PM, DAILY, routine="course"),
    )
    flags = check(Plan(products, steps), MONDAY, MONDAY)
    assert "ampoule-after-serum" not in {flag.rule for flag in flags}


def test_each_routine_gets_its_own_flag() -> None:
    products = {"serum": Product("serum", "serum"), "amp": Product("amp", "ampoule")}
    steps = tuple(
        Step(f"{routine}-{key}", key, Session.PM, DAILY, routine=routine)
        for routine in ("evening", "course")
        for key in ("serum", "amp")
    )
    rules = {"ampoule-after-serum": load_rules()["ampoule-after-serum"]}
    found = [flag.lines for flag in check(Plan(products, steps), MONDAY, MONDAY, rules)]
    assert found == [("course-serum", "course-amp"), ("evening-serum", "evening-amp")]


def test_rule_that_is_turned_off_leaves_its_pairs_to_no_other() -> None:
    rules = {
        name: rule for name, rule in load_rules().items() if name != "serum-after-moisturizer"
    }
    products = {"cream": Product("cream", "moisturizer"), "serum": Product("serum", "serum")}
    steps = tuple(Step(key, key, Session.PM, DAILY) for key in ("cream", "serum"))
    assert check(Plan(products, steps), MONDAY, MONDAY, rules) == ()
