"""What somebody told of themselves: each rule speaks where it should, and only there."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from routines.engine.check import check
from routines.engine.flags import Severity
from routines.engine.routine_file import parse
from routines.engine.rules import load_rules
from routines.engine.rules.person import birthday
from tests.engine.documents import days_of, document, evening, flags_of


def serum(*actives: str, **facts: Any) -> dict[str, Any]:
    """Return one product that is used every evening."""
    return {"x": {"kind": "serum", "actives": list(actives), **facts}}


def lotion(*actives: str, **facts: Any) -> dict[str, Any]:
    return serum(*actives, kind="body_lotion", **facts)


def wash(*actives: str, **facts: Any) -> dict[str, Any]:
    return serum(*actives, kind="cleanser", **facts)


def listing(*inci: str, **facts: Any) -> dict[str, Any]:
    return serum(inci=list(inci), **facts)


PREGNANT = {"pregnant_from": "2026-03-05"}
NURSING = {"breastfeeding_from": "2026-03-05"}
AGED_16 = {"birth_date": "2010-03-05"}
AGED_12 = {"birth_date": "2014-03-05"}
AGED_3 = {"birth_date": "2023-03-05"}
AGED_11 = {"birth_date": "2015-03-05"}
LINALOOL = {"allergens": ["linalool"]}
PERFUME: dict[str, Any] = {"fragrance_sensitive": True}
OLD_LISTS = {"acne_prone_list": True}
A_TO_F = ("A", "B", "C", "D", "E", "F")

Table = list[tuple[str, dict[str, Any], dict[str, Any], list[int]]]

BABIES: Table = [
    # pregnancy-retinoid: leave-on, from the first date to the last; or trying
    ("pregnancy-retinoid", serum("retinoid_otc"), PREGNANT, [5]),
    ("pregnancy-retinoid", lotion("retinoid_otc"), PREGNANT, [5]),
    ("pregnancy-retinoid", serum("retinoid_otc"), {"trying_from": "2026-03-08"}, [8]),
    ("pregnancy-retinoid", serum("adapalene"), {**PREGNANT, "trying_from": "2026-03-03"}, [3]),
    ("pregnancy-retinoid", serum("retinoid_rx"), {**PREGNANT, "pregnant_from": "2025-09-01"}, [2]),
    (
        "pregnancy-retinoid",
        serum("retinoid_rx"),
        {"pregnant_from": "2025-06-01", "pregnant_until": "2026-03-01"},
        [],
    ),
    (
        "pregnancy-retinoid",
        serum("retinoid_rx"),
        {"pregnant_from": "2025-06-01", "pregnant_until": "2026-03-02"},
        [2],
    ),
    ("pregnancy-retinoid", wash("retinoid_otc"), PREGNANT, []),
    ("pregnancy-retinoid", serum("retinoid_mild"), PREGNANT, []),
    ("pregnancy-retinoid", serum("retinoid_otc"), NURSING, []),
    # pregnancy-vitamin-a-ester: by tag, and by list where there is one
    ("pregnancy-vitamin-a-ester", serum("retinoid_mild"), PREGNANT, [5]),
    ("pregnancy-vitamin-a-ester", lotion("retinoid_mild"), PREGNANT, [5]),
    (
        "pregnancy-vitamin-a-ester",
        serum("retinoid_mild", inci=["Aqua", "Vitamin A (Retinyl palmitate)"]),
        PREGNANT,
        [5],
    ),
    (
        "pregnancy-vitamin-a-ester",
        serum("retinoid_mild", inci=["HYDROXYPINACOLONE RETINOATE"]),
        PREGNANT,
        [],
    ),
    ("pregnancy-vitamin-a-ester", serum(inci=["RETINYL PALMITATE"]), PREGNANT, []),
    ("pregnancy-vitamin-a-ester", wash("retinoid_mild"), PREGNANT, []),
    ("pregnancy-vitamin-a-ester", serum("retinoid_mild"), {"trying_from": "2026-01-01"}, []),
    # pregnancy-hydroquinone: any kind, pregnant or breastfeeding
    ("pregnancy-hydroquinone", wash("hydroquinone"), PREGNANT, [5]),
    ("pregnancy-hydroquinone", serum("hydroquinone"), NURSING, [5]),
    (
        "pregnancy-hydroquinone",
        serum("hydroquinone"),
        {**NURSING, "pregnant_from": "2026-03-12", "breastfeeding_until": "2026-03-09"},
        [5],
    ),
    ("pregnancy-hydroquinone", serum("hydroquinone"), {"trying_from": "2026-01-01"}, []),
    # pregnancy-salicylic-strong: more than 2 % left on, a peel, the body
    ("pregnancy-salicylic-strong", serum("bha", percents={"salicylic": 2.5}), PREGNANT, [5]),
    ("pregnancy-salicylic-strong", serum("bha", percents={"salicylic": 2}), PREGNANT, []),
    ("pregnancy-salicylic-strong", wash("bha", percents={"salicylic": 5}), PREGNANT, []),
    ("pregnancy-salicylic-strong", serum(percents={"salicylic": 5}), PREGNANT, []),
    ("pregnancy-salicylic-strong", wash("bha", peel=True), PREGNANT, [5]),
    ("pregnancy-salicylic-strong", serum("aha", peel=True), PREGNANT, []),
    ("pregnancy-salicylic-strong", lotion("bha"), PREGNANT, [5]),
    ("pregnancy-salicylic-strong", serum("bha"), PREGNANT, []),
    # pregnancy-bakuchiol: any kind
    ("pregnancy-bakuchiol", wash("bakuchiol"), PREGNANT, [5]),
    ("pregnancy-bakuchiol", serum("bakuchiol"), NURSING, []),
    # breastfeeding-retinoid: leave-on
    ("breastfeeding-retinoid", lotion("adapalene"), NURSING, [5]),
    ("breastfeeding-retinoid", wash("retinoid_otc"), NURSING, []),
    ("breastfeeding-retinoid", serum("adapalene"), PREGNANT, []),
    (
        "breastfeeding-retinoid",
        serum("adapalene"),
        {"breastfeeding_from": "2025-01-01", "breastfeeding_until": "2026-03-01"},
        [],
    ),
]
AGES: Table = [
    # minor-actives: until the birthday
    ("minor-actives", serum("retinoid_otc"), AGED_16, [2]),
    ("minor-actives", lotion("bha"), AGED_16, [2]),
    ("minor-actives", serum("aha"), {"birth_date": "2010-03-02"}, []),
    ("minor-actives", serum("aha"), {"birth_date": "2010-03-03"}, [2]),
    ("minor-actives", wash("aha"), AGED_16, []),
    ("minor-actives", serum("aha", prescribed=True), AGED_16, []),
    ("minor-actives", serum("benzoyl_peroxide", "pha", "retinoid_mild"), AGED_16, []),
    ("minor-actives", serum("adapalene"), AGED_16, []),
    ("minor-actives", serum("adapalene"), AGED_12, [2]),
    ("minor-actives", serum("adapalene"), {"birth_date": "2014-03-02"}, []),
    ("minor-actives", serum("adapalene", "aha"), AGED_16, [2]),
    ("minor-actives", serum("aha"), {}, []),
    # child-salicylic: up to ten years, traces and rinse-off too
    ("child-salicylic", serum("bha"), AGED_3, [2]),
    ("child-salicylic", wash("bha", prescribed=True), AGED_3, [2]),
    ("child-salicylic", serum(trace_actives=["bha"]), AGED_11, [2]),
    ("child-salicylic", serum("bha"), {"birth_date": "2015-03-02"}, []),
    ("child-salicylic", serum("aha"), AGED_3, []),
    ("child-salicylic", serum("bha"), {}, []),
]
LISTS: Table = [
    # allergen-match: a whole candidate of a name
    ("allergen-match", listing("AQUA", "LINALOOL"), LINALOOL, [2]),
    ("allergen-match", wash(inci="Aqua, Parfum (Limonene, Linalool*)"), LINALOOL, []),
    ("allergen-match", wash(inci="Aqua, Parfum (Linalool), Citral"), LINALOOL, [2]),
    ("allergen-match", listing("Citral/Linalool 0.5 %"), LINALOOL, [2]),
    ("allergen-match", listing("LINALOOL OXIDE"), LINALOOL, []),
    ("allergen-match", listing("[Linalool®] Nature"), LINALOOL, [2]),
    ("allergen-match", listing("LINALOOL"), {"allergens": ["  Linalool * "]}, [2]),
    ("allergen-match", listing("LINALOOL"), {"allergens": ["fragrance_allergen", ""]}, []),
    ("allergen-match", serum("fragrance_allergen"), LINALOOL, []),
    ("allergen-match", listing("LINALOOL"), {}, []),
    # avoid-match: names, and families by tag, trace or name
    ("avoid-match", listing("LINALOOL"), {"avoid": ["linalool"]}, [2]),
    ("avoid-match", serum("paraben"), {"avoid": ["PARABEN"]}, [2]),
    ("avoid-match", wash(trace_actives=["aha"]), {"avoid": ["aha"]}, [2]),
    ("avoid-match", listing("AQUA", "METHYLPARABEN"), {"avoid": ["paraben"]}, [2]),
    ("avoid-match", listing("Linalool"), {"avoid": ["fragrance_allergen"]}, [2]),
    ("avoid-match", listing("PARABEN"), {"avoid": ["paraben"]}, [2]),
    ("avoid-match", serum("adapalene"), {"avoid": ["photosensitizer"]}, [2]),
    ("avoid-match", listing("RETINOL"), {"avoid": ["photosensitizer"]}, [2]),
    ("avoid-match", serum("retinoid_mild"), {"avoid": ["photosensitizer"]}, []),
    ("avoid-match", listing("COPPER TRIPEPTIDE-1"), {"avoid": ["peptide"]}, []),
    ("avoid-match", listing("ZINC OXIDE"), {"avoid": ["uv_mineral"]}, []),
    ("avoid-match", listing("ZINC OXIDE", spf=15), {"avoid": ["uv_mineral"]}, [2]),
    ("avoid-match", listing("SUCROSE"), {"avoid": ["physical_abrasive"]}, []),
    (
        "avoid-match",
        listing("SUCROSE", kind="exfoliant_physical"),
        {"avoid": ["physical_abrasive"]},
        [2],
    ),
    ("avoid-match", serum("aha"), {"avoid": ["exfoliant"]}, []),
    ("avoid-match", serum("aha"), {"avoid": ["", "bha"]}, []),
    # fragrance-sensitive: by tag or by list
    ("fragrance-sensitive", wash("fragrance"), PERFUME, [2]),
    ("fragrance-sensitive", listing("AQUA", "Citral"), PERFUME, [2]),
    ("fragrance-sensitive", listing("AQUA", "PARFUM"), PERFUME, [2]),
    ("fragrance-sensitive", serum("essential_oil"), PERFUME, [2]),
    ("fragrance-sensitive", listing("AQUA", "GLYCERIN"), PERFUME, []),
    ("fragrance-sensitive", listing("PARFUM"), {}, []),
    # comedogenic-match: among the first seven names; empty ones take no place
    ("comedogenic-match", listing(*A_TO_F, "ISOPROPYL MYRISTATE"), OLD_LISTS, [2]),
    ("comedogenic-match", listing(*A_TO_F, "*", "ISOPROPYL MYRISTATE"), OLD_LISTS, [2]),
    ("comedogenic-match", listing(*A_TO_F, "G", "ISOPROPYL MYRISTATE"), OLD_LISTS, []),
    ("comedogenic-match", serum("comedogenic_candidate"), OLD_LISTS, []),
    ("comedogenic-match", listing("ISOPROPYL MYRISTATE"), {}, []),
]
SKIN_AND_STRENGTH: Table = [
    # rosacea-eczema-exfoliant: any exfoliating product
    ("rosacea-eczema-exfoliant", serum("aha"), {"rosacea": True}, [2]),
    ("rosacea-eczema-exfoliant", lotion("bha", label_max_per_week=1), {"eczema": True}, [2]),
    ("rosacea-eczema-exfoliant", serum(kind="exfoliant_physical"), {"eczema": True}, [2]),
    ("rosacea-eczema-exfoliant", wash("aha"), {"rosacea": True}, []),
    ("rosacea-eczema-exfoliant", serum("pha", "enzyme_exfoliant"), {"rosacea": True}, []),
    ("rosacea-eczema-exfoliant", serum("aha"), {"sensitive": True}, []),
    # strength-over-limit: what is stated, whatever is tagged
    ("strength-over-limit", serum(percents={"retinol": 0.31}), {}, [2]),
    ("strength-over-limit", serum(percents={"retinol": 0.3}), {}, []),
    ("strength-over-limit", lotion(percents={"retinol": 0.06}), {}, [2]),
    ("strength-over-limit", lotion(percents={"retinol": 0.05}), {}, []),
    ("strength-over-limit", wash(percents={"aha": 10.1}, prescribed=True), {}, [2]),
    ("strength-over-limit", serum(percents={"aha": 10, "salicylic": 2, "kojic": 1}), {}, []),
    ("strength-over-limit", serum(percents={"salicylic": 2.1}), {}, [2]),
    ("strength-over-limit", serum(percents={"kojic": 1.1}), {}, [2]),
    ("strength-over-limit", serum(percents={"alpha_arbutin": 2.1}), {}, [2]),
    ("strength-over-limit", lotion(percents={"alpha_arbutin": 100}), {}, []),
    # hydroquinone-in-cosmetic: any kind that is not prescribed
    ("hydroquinone-in-cosmetic", wash("hydroquinone"), {}, [2]),
    ("hydroquinone-in-cosmetic", serum("hydroquinone", prescribed=True), {}, []),
]


@pytest.mark.parametrize(
    ("rule", "products", "profile", "days"), [*BABIES, *AGES, *LISTS, *SKIN_AND_STRENGTH]
)
def test_rule_speaks_once_on_the_first_of_these_days_of_march(
    rule: str, products: dict[str, Any], profile: dict[str, Any], days: list[int]
) -> None:
    given = document(evening("x"), products=products, profile=profile)
    assert days_of(rule, given) == days
    assert days_of(rule, document({}, products=products, profile=profile)) == []


def severity(rule: str, *actives: str, profile: dict[str, Any]) -> Severity:
    flags = flags_of(document(evening("x"), products=serum(*actives), profile=profile))
    (found,) = (flag.severity for flag in flags if flag.rule == rule)
    return found


def test_medicine_is_graver_in_pregnancy_than_a_cosmetic() -> None:
    found = [
        severity("pregnancy-retinoid", *actives, profile=PREGNANT)
        for actives in (["retinoid_otc"], ["retinoid_rx"], ["adapalene", "retinoid_otc"])
    ]
    assert found == [Severity.WARNING, Severity.DANGER, Severity.DANGER]


@pytest.mark.parametrize(
    ("born", "expected"), [("2023-03-03", Severity.DANGER), ("2023-03-02", Severity.INFO)]
)
def test_salicylic_acid_is_a_danger_before_the_third_birthday(
    born: str, expected: Severity
) -> None:
    assert severity("child-salicylic", "bha", profile={"birth_date": born}) is expected


def test_one_severity_set_for_a_rule_holds_for_all_its_cases() -> None:
    given = document(evening("x"), products=serum("adapalene"), profile=PREGNANT)
    rule = replace(load_rules()["pregnancy-retinoid"], severity=Severity.CAUTION, severities={})
    plan, (first, last) = parse(given)
    (flag,) = check(plan, first, last, {rule.id: rule})
    assert flag.severity is Severity.CAUTION


@pytest.mark.parametrize(
    ("born", "age", "day"),
    [
        (date(2008, 2, 29), 16, date(2024, 2, 29)),
        (date(2008, 2, 29), 3, date(2011, 3, 1)),
        (date(2010, 3, 5), 16, date(2026, 3, 5)),
    ],
)
def test_birthday_of_a_leap_day_is_the_first_of_march_in_common_years(
    born: date, age: int, day: date
) -> None:
    assert birthday(born, age) == day
