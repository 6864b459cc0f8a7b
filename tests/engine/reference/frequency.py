"""How often: the rules of rolling weeks, of days and of sessions that count uses.

A function returns the keys of the products its flag is about, or None while the rule is silent.
"""

from datetime import date

from tests.engine.reference.case import SESSIONS, Case, before
from tests.engine.reference.products import Product

About = set[str] | None
MASKS = {"wash_off_mask": 2, "sheet_mask": 3, "sleeping_mask": 3}


def keys(products: list[Product]) -> set[str]:
    return {product.key for product in products}


def pooled_ampoules(case: Case, day: date) -> list[Product]:
    return [
        product
        for product in case.used(day)
        if product.kind == "ampoule" and product.week_limit is None
    ]


def pooled_exfoliants(case: Case, day: date, *sessions: str) -> list[Product]:
    return [
        product
        for product in case.used(day, *sessions)
        if product.exfoliating and product.week_limit is None
    ]


def ampoule_too_often(case: Case, day: date) -> About:
    about: set[str] = set()
    week = before(day, 6)
    limit = case.profile.get("ampoules_per_week", 2)
    if sum(len(pooled_ampoules(case, each)) for each in week) > limit:
        about |= keys(pooled_ampoules(case, day))
    for product in case.used(day):
        if product.kind == "ampoule" and product.week_limit is not None:
            about |= {product.key} if case.times(product, week) > product.week_limit else set()
    return about or None


def ampoule_consecutive_days(case: Case, day: date) -> About:
    today, yesterday = (pooled_ampoules(case, each) for each in before(day, 1))
    return keys(today) if today and yesterday else None


def ampoule_twice_a_day(case: Case, day: date) -> About:
    morning, evening = (
        [
            product
            for product in case.used(day, session)
            if product.kind == "ampoule" and (product.day_limit or 1) < 2
        ]
        for session in SESSIONS
    )
    return keys(morning + evening) if morning and evening else None


def two_ampoules_one_session(case: Case, day: date, session: str) -> About:
    ampoules = [product for product in case.used(day, session) if product.kind == "ampoule"]
    return keys(ampoules) if len(ampoules) >= 2 else None


def serum_too_often(case: Case, day: date) -> About:
    over = {
        product.key
        for product in case.used(day)
        if product.kind == "serum" and product.day_limit is None and case.times(product, [day]) > 2
    }
    return over or None


def cleansing_too_often(case: Case, day: date) -> About:
    if case.noted("sweat", day):
        return None
    washes = 0
    for session in SESSIONS:
        planned = [product.kind for product in case.planned(day, session)]
        extra = [product.kind for product, _ in case.unplanned(day, session)]
        washes += ("cleanser" in planned) + extra.count("cleanser")
    cleansers = [product for product in case.used(day) if product.kind == "cleanser"]
    return keys(cleansers) if washes > 2 else None


def mask_too_often(case: Case, day: date) -> About:
    about: set[str] = set()
    for kind, limit in MASKS.items():
        week = [
            [
                product
                for product in case.used(each)
                if product.kind == kind and product.week_limit is None
            ]
            for each in before(day, 6)
        ]
        if week[0] and sum(map(len, week)) > limit:
            about |= keys(week[0])
    return about or None


def kind_over_label(case: Case, day: date) -> About:
    over: set[str] = set()
    for product in case.everywhere(day):
        if product.day_limit and case.times(product, [day]) > product.day_limit:
            over.add(product.key)
        if product.kind != "ampoule" and product.week_limit:
            over |= {product.key} & _over_the_week(case, product, day)
    return over or None


def _over_the_week(case: Case, product: Product, day: date) -> set[str]:
    limit = product.week_limit
    return {product.key} if limit and case.times(product, before(day, 6)) > limit else set()


def over_exfoliation(case: Case, day: date) -> About:
    sessions = sum(
        bool(pooled_exfoliants(case, each, session))
        for each in before(day, 6)
        for session in SESSIONS
    )
    today = pooled_exfoliants(case, day)
    return (
        keys(today) if today and sessions > (1 if case.profile.get("sensitive") else 3) else None
    )


def exfoliation_consecutive_days(case: Case, day: date) -> About:
    today, yesterday = (pooled_exfoliants(case, each) for each in before(day, 1))
    return keys(today) if today and yesterday else None


def exfoliation_stacked(case: Case, day: date, session: str) -> About:
    found = keys([product for product in case.used(day, session) if product.exfoliating])
    return found if len(found) >= 2 else None


def skin_cycling_no_recovery(case: Case, day: date) -> About:
    nights = [
        [product for product in case.used(each, "PM") if product.retinoid or product.exfoliating]
        for each in before(day, 3)
    ]
    if not case.profile.get("skin_cycling") or not nights[0]:
        return None
    return keys(nights[0]) if nights.count([]) < 2 else None


BY_DAY = {
    "ampoule-too-often": ampoule_too_often,
    "ampoule-consecutive-days": ampoule_consecutive_days,
    "ampoule-twice-a-day": ampoule_twice_a_day,
    "serum-too-often": serum_too_often,
    "cleansing-too-often": cleansing_too_often,
    "mask-too-often": mask_too_often,
    "kind-over-label": kind_over_label,
    "over-exfoliation": over_exfoliation,
    "exfoliation-consecutive-days": exfoliation_consecutive_days,
    "skin-cycling-no-recovery": skin_cycling_no_recovery,
}
BY_SESSION = {
    "two-ampoules-one-session": two_ampoules_one_session,
    "exfoliation-stacked": exfoliation_stacked,
}
