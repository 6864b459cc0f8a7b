"""Mornings without protection, and what belongs in the other half of the day."""

from datetime import date

from tests.engine.reference.case import Case, before
from tests.engine.reference.frequency import About, keys
from tests.engine.reference.products import Product


def bare(case: Case, day: date, session: str) -> bool:
    """Tell whether this is a morning out of doors in which nothing protects."""
    if session != "AM" or case.noted("indoors", day):
        return False
    return not any(product.protects for product in case.used(day, "AM"))


def retinoid_no_sunscreen(case: Case, day: date, session: str) -> About:
    _, yesterday = before(day, 1)
    night = any(product.retinoid for product in case.used(yesterday, "PM"))
    return set() if night and bare(case, day, session) else None


def aha_no_sunscreen(case: Case, day: date, session: str) -> About:
    earlier = before(day, 7)[1:]
    uses = case.used(day, "AM") + [product for each in earlier for product in case.used(each)]
    acid = any(product.exfoliating and product.tagged("aha") for product in uses)
    return set() if acid and bare(case, day, session) else None


def photosensitizer_no_sunscreen(case: Case, day: date, session: str) -> About:
    _, yesterday = before(day, 1)
    uses = case.used(day, "AM") + case.used(yesterday)
    sensitive = any(
        product.left_on_with("benzoyl_peroxide", "hydroquinone") or product.phototoxic
        for product in uses
    )
    return set() if sensitive and bare(case, day, session) else None


def am_no_sunscreen(case: Case, day: date, session: str) -> About:
    specific = (retinoid_no_sunscreen, aha_no_sunscreen, photosensitizer_no_sunscreen)
    if any(rule(case, day, session) is not None for rule in specific):
        return None
    return set() if case.used(day, "AM") and bare(case, day, session) else None


def retinoid_am(case: Case, day: date, session: str) -> About:
    unstable = [p for p in case.used(day, "AM") if p.left_on_with("retinoid_otc", "retinoid_rx")]
    return keys(unstable) if unstable and session == "AM" else None


def sunscreen_at_night(case: Case, day: date, session: str) -> About:
    sunscreens = [product for product in case.used(day, "PM") if product.kind == "sunscreen"]
    return keys(sunscreens) if sunscreens and session == "PM" else None


def phototoxic_oil_am(case: Case, day: date, session: str) -> About:
    oils = [product for product in case.used(day, "AM") if product.phototoxic]
    return keys(oils) if oils and session == "AM" else None


def sunscreen_spf_low(_case: Case, product: Product, _day: date) -> bool:
    return product.kind == "sunscreen" and 0 < product.data.get("spf", 0) < 30


BY_SESSION = {
    "retinoid-no-sunscreen-next-morning": retinoid_no_sunscreen,
    "aha-no-sunscreen": aha_no_sunscreen,
    "photosensitizer-no-sunscreen": photosensitizer_no_sunscreen,
    "am-no-sunscreen": am_no_sunscreen,
    "retinoid-am": retinoid_am,
    "sunscreen-at-night": sunscreen_at_night,
    "phototoxic-oil-am": phototoxic_oil_am,
}
BY_PRODUCT = {"sunscreen-spf-low": sunscreen_spf_low}
