"""What does not go together, in one session or on one day."""

from datetime import date
from itertools import permutations

from tests.engine.reference.case import Case
from tests.engine.reference.frequency import About
from tests.engine.reference.products import Product

ACNE = ("benzoyl_peroxide", "bha", "sulfur", "resorcinol")
STACKED = ("vitamin_c_pure", "benzoyl_peroxide", "azelaic_acid", "hydroquinone")
PEROXIDE = "benzoyl_peroxide"


def pairs(case: Case, day: date, session: str) -> list[tuple[Product, Product]]:
    """Return every two different products of a session, both ways round."""
    return list(permutations(set(case.used(day, session)), 2))


def together(case: Case, day: date, session: str, one: set[str], other: set[str]) -> About:
    """Look for two leave-on products, one with a tag of `one`, the other with one of `other`."""
    ones = [a for a in case.used(day, session) if a.left_on_with(*one)]
    others = [b for b in case.used(day, session) if b.left_on_with(*other)]
    about = {key for a in ones for b in others if a is not b for key in (a.key, b.key)}
    return about or None


def retinoid_plus_exfoliant(case: Case, day: date, session: str) -> About:
    about: set[str] = set()
    for a, b in pairs(case, day, session):
        if a.retinoid and b.exfoliating:
            about |= {a.key, b.key}
    return about or None


def retinoid_plus_benzoyl_peroxide(case: Case, day: date, session: str) -> About:
    return together(case, day, session, {"retinoid_otc", "retinoid_rx"}, {PEROXIDE})


def vitamin_c_plus_benzoyl_peroxide(case: Case, day: date, session: str) -> About:
    return together(case, day, session, {"vitamin_c_pure"}, {PEROXIDE})


def hydroquinone_plus_benzoyl_peroxide(case: Case, day: date, session: str) -> About:
    about: set[str] = set()
    for a, b in pairs(case, day, session):
        peroxide = b.tagged(PEROXIDE) or b.lists("HYDROGEN PEROXIDE")
        if a.left_on_with("hydroquinone") and b.leave_on and peroxide:
            about |= {a.key, b.key}
    return about or None


def acne_actives_stacked(case: Case, day: date, session: str) -> About:
    about: set[str] = set()
    for one, other in permutations(ACNE, 2):
        about |= together(case, day, session, {one}, {other}) or set()
    return about or None


def copper_peptide_plus_vitamin_c(case: Case, day: date, session: str) -> About:
    return together(case, day, session, {"copper_peptide"}, {"vitamin_c_pure"})


def copper_peptide_plus_acid(case: Case, day: date, session: str) -> About:
    return together(case, day, session, {"copper_peptide"}, {"aha", "bha"})


def vitamin_c_plus_exfoliant(case: Case, day: date, session: str) -> About:
    if not case.profile.get("sensitive"):
        return None
    return together(case, day, session, {"vitamin_c_pure"}, {"aha", "bha"})


def same_active_stacked(case: Case, day: date, session: str) -> About:
    about: set[str] = set()
    for family in STACKED:
        about |= together(case, day, session, {family}, {family}) or set()
    return about or None


def retinoid_stacked(case: Case, day: date) -> About:
    found = {product.key for product in case.used(day) if product.retinoid}
    return found if len(found) >= 2 else None


def vitamin_a_total(case: Case, day: date) -> About:
    found = {
        product.key
        for product in case.everywhere(day)
        if product.tagged("retinoid_otc") or product.ester
    }
    return found if len(found) >= 3 else None


BY_DAY = {"retinoid-stacked": retinoid_stacked, "vitamin-a-total": vitamin_a_total}
BY_SESSION = {
    "retinoid-plus-exfoliant": retinoid_plus_exfoliant,
    "retinoid-plus-benzoyl-peroxide": retinoid_plus_benzoyl_peroxide,
    "vitamin-c-plus-benzoyl-peroxide": vitamin_c_plus_benzoyl_peroxide,
    "hydroquinone-plus-benzoyl-peroxide": hydroquinone_plus_benzoyl_peroxide,
    "acne-actives-stacked": acne_actives_stacked,
    "copper-peptide-plus-vitamin-c": copper_peptide_plus_vitamin_c,
    "copper-peptide-plus-acid": copper_peptide_plus_acid,
    "vitamin-c-plus-exfoliant": vitamin_c_plus_exfoliant,
    "same-active-stacked": same_active_stacked,
}
