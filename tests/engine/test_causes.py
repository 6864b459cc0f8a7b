"""Flags by cause: what is one card, where it stands, and what is said once."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from routines.engine.causes import Cause, Mention, Report, causes, report
from routines.engine.check import check
from routines.engine.flags import Evidence, Flag, Rule, Severity, Tier
from routines.engine.plan import Extra, Pause, Plan, Session
from routines.engine.routine_file import parse
from routines.engine.rules import load_rules
from routines.engine.timeline import Timeline, expand
from tests.engine.documents import MONDAY, document

LAST = MONDAY + timedelta(days=27)
RULES = load_rules()


def plan_of(*steps: tuple[str, str], session: str = "PM") -> Plan:
    return parse(document({session: [list(step) for step in steps]}))[0]


def judged(plan: Plan, today: date = MONDAY, mention: Mention = Mention.NORMAL) -> Report:
    flags = check(plan, MONDAY, LAST)
    return report(flags, RULES, expand(plan, MONDAY, LAST), today, mention)


def ids(found: Iterable[Cause]) -> list[str]:
    return [cause.rule.id for cause in found]


def a_flag(rule: str, day: int, *products: str, **fields: object) -> Flag:
    flag = Flag(rule, MONDAY + timedelta(days=day), None, RULES[rule].severity, products)
    return replace(flag, **fields)  # type: ignore[arg-type]  # fields of a Flag by name


def test_three_evenings_a_week_are_one_card_with_its_dates() -> None:
    found = judged(plan_of(("amp", "mon wed fri")))
    (cause,) = found.open
    assert cause.rule.id == "ampoule-too-often"
    assert cause.products == ("amp",)
    assert cause.flags == cause.ahead
    assert found.dated == (cause,)
    assert {flag.date.weekday() for flag in cause.flags} == {0, 2, 4}


def test_two_ampoules_of_one_pool_are_one_card() -> None:
    plan = plan_of(("amp", "mon wed fri"), ("amp2", "sat"))
    found = causes(check(plan, MONDAY, LAST), RULES, None)
    assert [set(cause.products) for cause in found] == [{"amp", "amp2"}]


def test_causes_that_share_no_product_stay_apart() -> None:
    plan = plan_of(("serum", "mon"), ("amp", "mon"), ("serum2", "thu"), ("amp2", "thu"))
    found = causes(check(plan, MONDAY, LAST), RULES, None)
    assert [cause.products for cause in found] == [("serum", "amp"), ("serum2", "amp2")]


def test_a_late_flag_joins_causes_that_were_apart() -> None:
    flags = [a_flag("ampoule-too-often", day, *keys) for day, keys in enumerate(("a", "b", "ab"))]
    (cause,) = causes(flags, RULES, None)
    assert cause.products == ("a", "b")
    assert [flag.date.day for flag in cause.flags] == [2, 3, 4]


def test_two_days_running_fold_into_too_often_for_the_same_ampoule() -> None:
    (cause,) = judged(plan_of(("amp", "daily"))).open
    assert cause.rule.id == "ampoule-too-often"
    assert cause.folded == ("ampoule-consecutive-days",)
    assert cause.flags == check(plan_of(("amp", "daily")), MONDAY, LAST)


def test_nothing_folds_into_a_cause_about_other_products() -> None:
    flags = [
        a_flag("ampoule-too-often", 1, "amp"),
        a_flag("ampoule-twice-a-day", 1, "amp2"),
        a_flag("serum-too-often", 1, "amp"),
    ]
    assert sorted(ids(causes(flags, RULES, None))) == sorted(flag.rule for flag in flags)
    assert not any(cause.folded for cause in causes(flags, RULES, None))


def test_a_cause_is_as_severe_as_its_worst_flag_and_tells_of_a_prescription() -> None:
    mild = a_flag("ampoule-too-often", 1, "amp", severity=Severity.INFO)
    worse = a_flag("ampoule-too-often", 2, "amp", severity=Severity.DANGER, prescribed=True)
    (cause,) = causes([mild, worse], RULES, None)
    assert cause.severity is Severity.DANGER
    assert cause.prescribed


def test_the_past_is_kept_and_asks_for_nothing() -> None:
    today = MONDAY + timedelta(days=14)
    found = judged(plan_of(("amp", "mon wed fri")), today)
    (cause,) = found.open
    assert cause.ahead == tuple(flag for flag in cause.flags if flag.date >= today)
    assert found.dated == (cause,)
    gone = judged(plan_of(("amp", "mon wed fri")), LAST + timedelta(days=1))
    assert not gone.open
    assert ids(gone.past) == ids(gone.dated) == ["ampoule-too-often"]


def rule_like(**fields: object) -> Rule:
    return replace(RULES["serum-after-moisturizer"], **fields)  # type: ignore[arg-type]  # fields of a Rule by name


RANKED = {
    rule.id: rule
    for rule in (
        rule_like(id="danger", severity=Severity.DANGER, tier=Tier.ON),
        rule_like(id="core", severity=Severity.CAUTION, tier=Tier.CORE),
        rule_like(id="warning", severity=Severity.WARNING),
        rule_like(id="strong", evidence=Evidence.STRONG),
        rule_like(id="early", evidence=Evidence.MODERATE),
        rule_like(id="later", evidence=Evidence.MODERATE),
        rule_like(id="last", evidence=Evidence.CONVENTION),
    )
}


def ranked(mention: Mention = Mention.NORMAL, **tiers: Tier) -> Report:
    rules = {key: replace(rule, tier=tiers.get(key, rule.tier)) for key, rule in RANKED.items()}
    days = {"early": 1, "later": 2}
    flags = [
        Flag(rule.id, MONDAY + timedelta(days=days.get(rule.id, 0)), None, rule.severity, ("amp",))
        for rule in reversed(rules.values())
    ]
    return report(flags, rules, expand(Plan({}), MONDAY, LAST), MONDAY, mention)


def test_cards_stand_in_order_and_three_are_open() -> None:
    found = ranked()
    assert ids(found.cards) == list(RANKED)
    assert len(found.open) == 3


@pytest.mark.parametrize(
    ("tier", "mention", "place"),
    [
        (Tier.CORE, Mention.CORE, "cards"),
        (Tier.ON, Mention.CORE, ""),
        (Tier.TOLD, Mention.CORE, ""),
        (Tier.QUIET, Mention.CORE, ""),
        (Tier.OFF, Mention.CORE, ""),
        (Tier.CORE, Mention.NORMAL, "cards"),
        (Tier.ON, Mention.NORMAL, "cards"),
        (Tier.TOLD, Mention.NORMAL, "cards"),
        (Tier.QUIET, Mention.NORMAL, "tips"),
        (Tier.OFF, Mention.NORMAL, "hints"),
        (Tier.QUIET, Mention.EVERYTHING, "cards"),
        (Tier.OFF, Mention.EVERYTHING, "cards"),
    ],
)
def test_the_tier_and_the_setting_say_where_a_cause_stands(
    tier: Tier, mention: Mention, place: str
) -> None:
    found = ranked(mention, warning=tier)
    places = {
        name for name in ("cards", "tips", "hints") if "warning" in ids(getattr(found, name))
    }
    assert places == ({place} if place else set())


@pytest.mark.parametrize("tier", Tier)
def test_danger_is_said_whatever_the_setting(tier: Tier) -> None:
    assert "danger" in ids(ranked(Mention.CORE, danger=tier).cards)


def standing(plan: Plan, *, until: date = LAST) -> list[str]:
    timeline: Timeline = expand(plan, MONDAY, LAST)
    return ids(report(check(plan, MONDAY, until), RULES, timeline, MONDAY).standing)


def test_what_holds_on_every_occasion_for_two_weeks_is_a_standing_note() -> None:
    plan = plan_of(("cream", "daily"), ("serum", "mon wed fri"))
    assert standing(plan) == ["serum-after-moisturizer"]
    found = judged(plan)
    assert not found.dated


def test_a_core_rule_is_always_news() -> None:
    assert standing(plan_of(("serum", "daily"), ("amp", "mon"))) == []


def test_thirteen_days_are_not_enough() -> None:
    plan = plan_of(("cream", "daily"), ("serum", "daily"))
    assert standing(plan, until=MONDAY + timedelta(days=13)) == ["serum-after-moisturizer"]
    assert standing(plan, until=MONDAY + timedelta(days=12)) == []


def test_a_day_alone_learns_from_the_days_after_it_what_stands() -> None:
    plan = plan_of(("cream", "daily"), ("serum", "daily"))
    timeline, flags = expand(plan, MONDAY, LAST), check(plan, MONDAY, LAST)
    found = report(flags, RULES, timeline, MONDAY, last=MONDAY)
    assert ids(found.standing) == ["serum-after-moisturizer"]
    assert [flag.date for flag in found.standing[0].flags] == [MONDAY]


def test_one_occasion_without_the_flag_is_enough_to_make_it_news() -> None:
    plan = plan_of(("cream", "daily"), ("serum", "daily"))
    flags = [flag for flag in check(plan, MONDAY, LAST) if flag.date != date(2026, 3, 10)]
    assert not report(flags, RULES, expand(plan, MONDAY, LAST), MONDAY).standing


def test_a_use_besides_the_plan_is_no_occasion_for_an_order_that_holds_all_week() -> None:
    plan = plan_of(("cream", "daily"), ("serum", "daily"))
    morning = Extra(date(2026, 3, 10), Session.AM, "serum")
    assert standing(replace(plan, extras=(morning,))) == ["serum-after-moisturizer"]


def test_mornings_in_order_do_not_make_the_evenings_news() -> None:
    steps = {"AM": [["serum", "daily"], ["cream", "daily"], ["spf", "daily"]]}
    steps["PM"] = [["cream", "daily"], ["serum", "daily"]]
    assert standing(parse(document(steps))[0]) == ["serum-after-moisturizer"]


def test_an_exfoliant_every_evening_stands_though_its_first_uses_were_fine() -> None:
    assert "over-exfoliation" in standing(plan_of(("acid", "daily")))
    rhythm = "cycle 14 days 1,2,3,4,5 from 2026-03-02"
    assert "over-exfoliation" not in standing(plan_of(("acid", rhythm)))


def bare(morning: dict[str, str], **evening: str) -> Plan:
    return parse(
        document({"AM": [*map(list, morning.items())], "PM": [*map(list, evening.items())]})
    )[0]


def test_mornings_without_sunscreen_are_said_once() -> None:
    assert standing(bare({"wash": "daily"})) == ["am-no-sunscreen"]
    assert standing(bare({"wash": "daily", "spf": "sun"})) == []


def test_a_more_specific_word_on_some_mornings_does_not_make_the_others_news() -> None:
    plan = bare({"wash": "daily"}, retserum="mon thu")
    assert standing(plan) == ["retinoid-no-sunscreen-next-morning", "am-no-sunscreen"]
    assert not judged(plan).dated


def test_one_protected_morning_after_a_retinoid_makes_the_others_news() -> None:
    plan = bare({}, retserum="mon thu")
    assert standing(plan) == ["retinoid-no-sunscreen-next-morning"]
    sunscreen = Extra(date(2026, 3, 13), Session.AM, "spf")
    assert standing(replace(plan, extras=(sunscreen,))) == []
    paused = Pause(date(2026, 3, 13), date(2026, 3, 13))
    assert standing(replace(plan, pauses=(paused,))) == ["retinoid-no-sunscreen-next-morning"]


def test_an_acid_now_and_then_stands_if_no_morning_is_protected() -> None:
    assert standing(bare({}, acid="mon thu")) == ["aha-no-sunscreen"]
    assert standing(bare({"spf": "wed"}, acid="mon thu")) == []
