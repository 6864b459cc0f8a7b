"""New products, and what the skin says to them."""

from datetime import date, timedelta

from tests.engine.reference.case import Case, before
from tests.engine.reference.frequency import About, keys
from tests.engine.reference.products import Product


def retinoid_ramp_up(case: Case, day: date) -> About:
    if case.profile.get("retinoid_experienced"):
        return None
    about: set[str] = set()
    for product in case.used(day):
        first = product.day("first_used")
        if first is None or not product.left_on_with("retinoid_otc"):
            continue
        age, week = (day - first).days, case.times(product, before(day, 6))
        if (0 <= age <= 13 and week > 2) or (14 <= age <= 41 and week > 4):
            about.add(product.key)
    return about or None


def acid_ramp_up(case: Case, day: date) -> About:
    about: set[str] = set()
    for product in case.used(day):
        first = product.day("first_used")
        if first is None or not product.left_on_with("aha", "bha"):
            continue
        if 0 <= (day - first).days <= 13 and case.times(product, before(day, 6)) > 2:
            about.add(product.key)
    return about or None


def too_many_new_products(case: Case, day: date) -> About:
    usual = 14 if case.profile.get("sensitive") else 7
    days = before(day, case.profile.get("new_product_days", usual) - 1)
    firsts = {product.key: product.day("first_used") for product in case.products.values()}
    today = {key for key, first in firsts.items() if first == day}
    recent = {key for key, first in firsts.items() if first in days}
    return today if today and len(recent) >= 2 else None


def patch_test_missing(case: Case, day: date) -> About:
    untested = [
        product
        for product in case.products.values()
        if product.leave_on
        and product.data.get("patch_test") == "none"
        and product.day("first_used") == day
    ]
    return keys(untested) or None


def patch_test_failed(_case: Case, product: Product, _day: date) -> bool:
    return product.data.get("patch_test") == "failed"


def journal_irritation_pause(case: Case, day: date) -> About:
    sore = any(
        entry.get("irritation", 0) >= 2
        for each in before(day, 3)[1:]
        for entry in case.noted("journal", each)
    )
    strong = [
        product
        for product in case.used(day)
        if product.strong or product.left_on_with("vitamin_c_pure") or product.kind == "ampoule"
    ]
    return keys(strong) if sore and strong else None


def journal_severe_reaction(case: Case, day: date) -> About:
    signs = any(entry.get("signs") for entry in case.noted("journal", day))
    return keys(case.everywhere(day)) if signs else None


def damaged_skin_active(case: Case, day: date, session: str) -> About:
    damaged = any(
        entry.get("damage")
        and entry["date"] <= str(day) <= entry.get("damage_until", entry["date"])
        for entry in case.events("journal")
    )
    strong = [product for product in case.used(day, session) if product.strong]
    return keys(strong) if damaged and strong else None


def waxing_and_retinoid(case: Case, day: date) -> About:
    about: set[str] = set()
    for procedure in case.noted("procedure", day):
        face = procedure.get("area", "face") == "face"
        for product in case.everywhere(day) + _of_six_days_before(case, day):
            acid = product.exfoliating and product.tagged("aha")
            if product.on_face == face and (product.retinoid or acid):
                about.add(product.key)
    return about or None


def _of_six_days_before(case: Case, day: date) -> list[Product]:
    days = before(day - timedelta(days=1), 5)
    return [product for each in days for product in case.everywhere(each)]


BY_DAY = {
    "retinoid-ramp-up": retinoid_ramp_up,
    "acid-ramp-up": acid_ramp_up,
    "too-many-new-products": too_many_new_products,
    "patch-test-missing": patch_test_missing,
    "journal-irritation-pause": journal_irritation_pause,
    "journal-severe-reaction": journal_severe_reaction,
    "waxing-and-retinoid": waxing_and_retinoid,
}
BY_SESSION = {"damaged-skin-active": damaged_skin_active}
BY_PRODUCT = {"patch-test-failed": patch_test_failed}
