"""What one told about oneself: age, pregnancy, allergies, skin."""

from datetime import date, timedelta

from products.knowledge import families
from tests.engine.reference.case import Case, before
from tests.engine.reference.names import is_of_family, normalised
from tests.engine.reference.products import Product

LIMITS = {"aha": 10.0, "salicylic": 2.0, "kojic": 1.0}


def during(case: Case, state: str, day: date) -> bool:
    """Tell whether one is pregnant or breastfeeding on a day."""
    since, until = case.fact(f"{state}_from"), case.fact(f"{state}_until")
    return since is not None and since <= day and (until is None or day <= until)


def age_on(case: Case, day: date) -> int | None:
    """Return the completed years; who was born on 29 February has a birthday every year."""
    born = case.fact("birth_date")
    if born is None:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def pregnancy_retinoid(case: Case, product: Product, day: date) -> bool:
    trying = case.fact("trying_from")
    hoping = trying is not None and day >= trying
    return product.retinoid and (hoping or during(case, "pregnant", day))


def pregnancy_vitamin_a_ester(case: Case, product: Product, day: date) -> bool:
    return product.leave_on and product.ester and during(case, "pregnant", day)


def pregnancy_hydroquinone(case: Case, product: Product, day: date) -> bool:
    concerned = during(case, "pregnant", day) or during(case, "breastfeeding", day)
    return product.tagged("hydroquinone") and concerned


def pregnancy_salicylic_strong(case: Case, product: Product, day: date) -> bool:
    percent = product.data.get("percents", {}).get("salicylic", 0)
    strong = (product.leave_on and percent > 2) or not product.on_face or product.data.get("peel")
    return bool(during(case, "pregnant", day) and product.tagged("bha") and strong)


def pregnancy_bakuchiol(case: Case, product: Product, day: date) -> bool:
    return product.tagged("bakuchiol") and during(case, "pregnant", day)


def breastfeeding_retinoid(case: Case, product: Product, day: date) -> bool:
    return product.retinoid and during(case, "breastfeeding", day)


def minor_actives(case: Case, product: Product, day: date) -> bool:
    age = age_on(case, day)
    if age is None or product.prescribed:
        return False
    grown_up = product.left_on_with("retinoid_otc", "retinoid_rx", "aha", "bha")
    return (age < 16 and grown_up) or (age < 12 and product.left_on_with("adapalene"))


def child_salicylic(case: Case, product: Product, day: date) -> bool:
    age = age_on(case, day)
    trace = "bha" in product.data.get("trace_actives", [])
    return age is not None and age <= 10 and (product.tagged("bha") or trace)


def allergen_match(case: Case, product: Product, _day: date) -> bool:
    listed = [normalised(entry) for entry in case.profile.get("allergens", [])]
    return any(entry and product.lists(entry) for entry in listed)


def avoid_match(case: Case, product: Product, _day: date) -> bool:
    for entry in case.profile.get("avoid", []):
        family, name = entry.lower(), normalised(entry)
        if family in families() and product.contains(family):
            return True
        if name and product.lists(name):
            return True
    return False


def fragrance_sensitive(case: Case, product: Product, _day: date) -> bool:
    scented = ("fragrance", "fragrance_allergen", "essential_oil")
    smells = any(product.contains(family) for family in scented)
    return bool(case.profile.get("fragrance_sensitive")) and smells


def comedogenic_match(case: Case, product: Product, _day: date) -> bool:
    found = any(is_of_family(name, "comedogenic_candidate") for name in product.names[:7])
    return bool(case.profile.get("acne_prone_list")) and found


def rosacea_eczema_exfoliant(case: Case, product: Product, _day: date) -> bool:
    prone = case.profile.get("rosacea") or case.profile.get("eczema")
    return bool(prone) and product.exfoliating


def strength_over_limit(_case: Case, product: Product, _day: date) -> bool:
    limits = {**LIMITS, "retinol": 0.3 if product.on_face else 0.05}
    if product.on_face:
        limits["alpha_arbutin"] = 2.0
    percents = product.data.get("percents", {})
    return any(percents.get(name, 0) > limit for name, limit in limits.items())


def hydroquinone_in_cosmetic(_case: Case, product: Product, _day: date) -> bool:
    return product.tagged("hydroquinone") and not product.prescribed


def hydroquinone_too_long(case: Case, product: Product, day: date) -> bool:
    if not product.tagged("hydroquinone"):
        return False
    spans = [before(day - timedelta(days=7 * back), 6) for back in range(13)]
    return all(
        any(used.tagged("hydroquinone") for each in span for used in case.everywhere(each))
        for span in spans
    )


BY_PRODUCT = {
    "pregnancy-retinoid": pregnancy_retinoid,
    "pregnancy-vitamin-a-ester": pregnancy_vitamin_a_ester,
    "pregnancy-hydroquinone": pregnancy_hydroquinone,
    "pregnancy-salicylic-strong": pregnancy_salicylic_strong,
    "pregnancy-bakuchiol": pregnancy_bakuchiol,
    "breastfeeding-retinoid": breastfeeding_retinoid,
    "minor-actives": minor_actives,
    "child-salicylic": child_salicylic,
    "allergen-match": allergen_match,
    "avoid-match": avoid_match,
    "fragrance-sensitive": fragrance_sensitive,
    "comedogenic-match": comedogenic_match,
    "rosacea-eczema-exfoliant": rosacea_eczema_exfoliant,
    "strength-over-limit": strength_over_limit,
    "hydroquinone-in-cosmetic": hydroquinone_in_cosmetic,
    "hydroquinone-too-long": hydroquinone_too_long,
}
