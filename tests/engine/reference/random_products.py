"""Products at random: of any kind, with any tags, names, dates and limits."""

from datetime import date, timedelta
from random import Random
from typing import Any

from products.knowledge import kinds

MEETINGS = (
    ("copper_peptide", "vitamin_c_pure"),
    ("copper_peptide", "aha", "bha"),
    ("vitamin_c_pure", "benzoyl_peroxide"),
    ("vitamin_c_pure", "aha", "bha"),
    ("vitamin_c_pure", "bha"),
    ("retinoid_otc", "retinoid_rx", "benzoyl_peroxide"),
    ("retinoid_otc", "retinoid_mild"),
    ("hydroquinone", "benzoyl_peroxide"),
    ("hydroquinone",),
    ("hydroquinone",),
    ("adapalene",),
    ("retinoid_otc",),
    ("phototoxic_oil",),
    ("bha",),
    ("bha",),
    ("bakuchiol", "retinoid_mild"),
)
"""Families that rules look for together, or that would be rare otherwise."""

DRIVING = (
    "retinoid_otc",
    "retinoid_rx",
    "adapalene",
    "retinoid_mild",
    "bakuchiol",
    "aha",
    "bha",
    "benzoyl_peroxide",
    "vitamin_c_pure",
    "hydroquinone",
    "phototoxic_oil",
    "copper_peptide",
    "azelaic_acid",
    "sulfur",
    "resorcinol",
)
"""Families that rules about actives look for."""

OTHER = (
    "pha",
    "enzyme_exfoliant",
    "niacinamide",
    "peptide",
    "fragrance",
    "fragrance_allergen",
    "essential_oil",
    "vitamin_c_derivative",
    "silicone",
    "uv_mineral",
)
NAMES = (
    "Aqua",
    "Water/Aqua/Eau",
    "GLYCERIN",
    "1,2-Hexanediol",
    "Niacinamide 5%",
    "niacinamide",
    "DIMETHICONE",
    "Cyclopentasiloxane",
    "Hydrogen Peroxide",
    "RETINYL PALMITATE",
    "Retinyl Acetate*",
    "RETINYL PROPIONATE",
    "Retinol",
    "Linalool",
    "limonene\N{SUPERSCRIPT ONE}",
    "Parfum (Fragrance)",
    "PARFUM",
    "Aroma [Citral]",
    "Lavandula Angustifolia Oil",
    "LAVANDULA OIL",
    "Citrus Limon Peel Oil",
    "Cocos Nucifera Oil",
    "ISOPROPYL  MYRISTATE.",
    "Oleic Acid (Olive)",
    "Copper Tripeptide-1",
    "PALMITOYL TRIPEPTIDE-1",
    "Titanium Dioxide",
    "Hydrated Silica",
    "Salix Alba (Willow) Bark Extract",
    "Salicylic Acid",
    "Tocopherol 0.5 %",
    "Panthenol",
    "Propolis Extract",
    "Parfum (Linalool, Citral)",
    "Citral/Geraniol",
    "CI 77891 (Titanium Dioxide)",
    "Silica/Hydrated Silica",
    "Coconut Oil (Cocos Nucifera Oil/Huile de Coco)",
    "Peptide Complex [Copper Tripeptide-1]",
    "Retinol\N{REGISTERED SIGN} 0,3%",
    "Alcohol Denat.",
    "\N{FULLWIDTH LATIN CAPITAL LETTER U}REA",
    " ",
)
FREQUENT = (
    "ampoule",
    "serum",
    "exfoliant_chemical",
    "sunscreen",
    "moisturizer",
    "cleanser",
    "cleanser",
) * 2
KINDS = (*kinds(), *FREQUENT, "body_lotion")
STRENGTHS = {
    "retinol": (0.05, 0.1, 0.3, 0.5),
    "aha": (5, 10, 10.5),
    "salicylic": (0.5, 2, 2.5),
    "alpha_arbutin": (2, 3),
    "kojic": (1, 1.5),
}


def near(random: Random, day: date, before: int, after: int) -> str:
    return str(day + timedelta(days=random.randint(-before, after)))


def random_theme(random: Random) -> list[str]:
    """Return the families that many products of one person hold."""
    theme = random.sample(DRIVING, random.randint(0, 3))
    return [*theme, *random.choice(MEETINGS)] if random.random() < 0.7 else theme


def random_product(random: Random, theme: list[str], day: date, length: int) -> dict[str, Any]:
    """Return a product, often with families of `theme`, its dates near a window."""
    product: dict[str, Any] = {"kind": random.choice(KINDS), "actives": _tags(random, theme)}
    kind = product["kind"]
    if random.random() < (0.8 if kind == "sunscreen" else 0.1):
        product["spf"] = random.choice((0, 15, 20, 29, 30, 50, 50, 50))
    if random.random() < 0.1:
        traces = ("aha", "bha", "pha", "vitamin_c_pure")
        product["trace_actives"] = random.sample(traces, random.randint(1, 2))
    if random.random() < 0.4:
        names = random.sample(NAMES, random.randint(1, 14))
        product["inci"] = ", ".join(names) if random.random() < 0.5 else names
    if random.random() < (0.5 if "bha" in product["actives"] else 0.15):
        strengths = random.sample(sorted(STRENGTHS), random.randint(1, 3))
        product["percents"] = {name: random.choice(STRENGTHS[name]) for name in strengths}
    product |= _traits(random)
    product |= _dates(random, day, length)
    return product


def _tags(random: Random, theme: list[str]) -> list[str]:
    pool = theme if random.random() < 0.8 else [*DRIVING, *OTHER]
    return random.sample(pool, min(len(pool), random.choice((0, 0, 1, 1, 1, 2))))


def _traits(random: Random) -> dict[str, Any]:
    chances: dict[str, tuple[float, tuple[Any, ...]]] = {
        "prescribed": (0.15, (True, True, False)),
        "occlusive": (0.07, (True, False)),
        "silicone_heavy": (0.15, (True, True, False)),
        "fcf": (0.1, (True, False)),
        "peel": (0.1, (True, False)),
        "single_use": (0.1, (True, False)),
        "keep_days": (0.1, (0, 1, 3)),
        "label_max_per_week": (0.12, (1, 2, 3, 5, 7)),
        "label_max_per_day": (0.1, (1, 2, 3)),
        "patch_test": (0.2, ("none", "running", "passed", "failed")),
    }
    return {
        field: random.choice(values)
        for field, (chance, values) in chances.items()
        if random.random() < chance
    }


def _dates(random: Random, day: date, length: int) -> dict[str, Any]:
    dates: dict[str, Any] = {}
    if random.random() < 0.2:
        dates["pao_months"] = random.choice((0, 1, 3, 6, 12, 24))
        dates["opened_on"] = near(random, day, dates["pao_months"] * 31 + 10, 10)
    if random.random() < 0.1:
        dates["opened_on"] = near(random, day - timedelta(days=90), 10, length)
    if random.random() < 0.15:
        until = near(random, day, 10, length + 10)
        dates["expires_on"] = until if random.random() < 0.6 else until[:7]
    if random.random() < 0.2:
        dates["purchased_on"] = near(random, day - timedelta(days=3 * 365), 20, length)
    if random.random() < 0.07:
        dates["changed_on"] = near(random, day, 5, length)
    if random.random() < 0.4:
        dates["first_used"] = near(random, day, 30, length)
    return dates
