"""Dates of products: opened, expired, changed."""

from datetime import date, timedelta

from tests.engine.reference.case import SESSIONS, Case
from tests.engine.reference.frequency import About
from tests.engine.reference.products import Product, months_after


def pao_exceeded(_case: Case, product: Product, day: date) -> bool:
    opened, months = product.day("opened_on"), product.data.get("pao_months")
    if opened is None or months is None or product.single_use:
        return False
    return day > months_after(opened, months)


def expired(_case: Case, product: Product, day: date) -> bool:
    until = product.day("expires_on")
    return product.kind != "sunscreen" and until is not None and day > until


def sunscreen_expired(_case: Case, product: Product, day: date) -> bool:
    until, bought = product.day("expires_on"), product.day("purchased_on")
    if until is None and bought is not None:
        until = months_after(bought, 36)
    return product.kind == "sunscreen" and until is not None and day > until


def vitamin_c_opened_long(_case: Case, product: Product, day: date) -> bool:
    opened = product.day("opened_on")
    if opened is None or product.single_use or not product.tagged("vitamin_c_pure"):
        return False
    return (day - opened).days > 90


def changed_look_or_smell(_case: Case, product: Product, day: date) -> bool:
    changed = product.day("changed_on")
    return changed is not None and day >= changed


def single_use_opened_late(case: Case, day: date) -> About:
    late = {
        product.key
        for session in SESSIONS
        for product, opened in case.unplanned(day, session)
        if product.single_use
        and opened is not None
        and day > opened + timedelta(days=product.data.get("keep_days", 0))
    }
    return late or None


BY_DAY = {"single-use-opened-late": single_use_opened_late}
BY_PRODUCT = {
    "pao-exceeded": pao_exceeded,
    "expired": expired,
    "sunscreen-expired": sunscreen_expired,
    "vitamin-c-opened-long": vitamin_c_opened_long,
    "changed-look-or-smell": changed_look_or_smell,
}
