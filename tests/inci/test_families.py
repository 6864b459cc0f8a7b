"""Which families a label names."""

import pytest

from products.inci.families import Tags, families_of, families_on_label, tags_of
from products.inci.parse import parse


@pytest.mark.parametrize(
    ("name", "families"),
    [
        ("Retinol", {"retinoid_otc"}),
        ("Ascorbic Acid", {"vitamin_c_pure"}),
        ("Ethyl Ascorbic Acid", {"vitamin_c_derivative"}),
        ("3-O-Ethyl Ascorbic Acid", {"vitamin_c_derivative"}),
        ("Copper Tripeptide-1", {"copper_peptide"}),
        ("Palmitoyl Tripeptide-1", {"peptide"}),
        ("sh-Oligopeptide-1", {"peptide", "growth_factor"}),
        ("Triethyl Citrate", set()),
        ("Glycolic Acid", {"aha"}),
        ("Salix Alba (Willow) Bark Extract", {"bha"}),
        ("Parfum/Fragrance", {"fragrance"}),
        ("Parfum (Linalool, x)", {"fragrance"}),
        ("Aqua (Linalool)", {"fragrance_allergen"}),
        ("Jasmine Extract", {"fragrance_allergen"}),
        ("Cetearyl Alcohol", set()),
        ("Alcohol Denat.", {"drying_alcohol"}),
        ("Dimethicone", {"silicone"}),
        ("Ceramide NP", {"ceramide"}),
        ("Methylparaben", {"paraben"}),
        ("Water", set()),
    ],
)
def test_name_belongs_to_these_families(name: str, families: set[str]) -> None:
    assert set(families_of(name)) == families


def test_tags_stand_in_the_order_of_the_label() -> None:
    tags = tags_of(parse("Aqua, Glycerin, Niacinamide, Panthenol, Retinol"))
    assert tags == Tags(("humectant", "niacinamide", "retinoid_otc"), ())


@pytest.mark.parametrize(
    ("names", "active", "trace"),
    [
        (["Salicylic Acid", "Phenoxyethanol"], True, False),
        (["Phenoxyethanol", "Salicylic Acid"], False, True),
        (["Carbomer", "Salicylic Acid"], False, True),
        (["Tocopherol (Vitamin E)", "Salicylic Acid"], False, True),
        (["Salicylic Acid", "Carbomer", "Sodium Salicylate"], True, False),
        (["Sodium Salicylate"], False, True),
        (["Salix Nigra Bark Extract"], False, True),
        (["Sodium Salicylate 2%"], True, False),
        (["Carbomer", "Salicylic Acid 2%"], True, False),
        (["Salicylic Acid (10 ppm)", "Glycerin"], False, True),
        (["Glycerin"], False, False),
    ],
)
def test_salicylic_acid_counts_or_is_a_trace(
    names: list[str],
    active: bool,  # noqa: FBT001 - a table column
    trace: bool,  # noqa: FBT001 - a table column
) -> None:
    tags = tags_of(parse(", ".join(names)))
    assert ("bha" in tags.actives, "bha" in tags.trace) == (active, trace)


@pytest.mark.parametrize("name", ["Citric Acid", "Ammonium Lactate"])
def test_adjusters_are_traces_wherever_they_stand(name: str) -> None:
    assert tags_of(parse(name)) == Tags((), ("aha",))


def test_families_without_traces_count_at_the_end_of_a_label() -> None:
    assert "retinoid_otc" in tags_of(parse("Phenoxyethanol, Retinol")).actives


@pytest.mark.parametrize(
    ("kind", "spf", "tagged"),
    [
        ("sunscreen", None, True),
        ("moisturizer", 30, True),
        ("makeup", 0, False),
        ("", None, False),
    ],
)
def test_mineral_filters_count_in_sun_care_only(
    kind: str,
    spf: int | None,
    tagged: bool,  # noqa: FBT001 - a table column
) -> None:
    assert ("uv_mineral" in tags_of(parse("Zinc Oxide"), kind=kind, spf=spf).actives) is tagged


@pytest.mark.parametrize(("kind", "tagged"), [("exfoliant_physical", True), ("serum", False)])
def test_grains_count_in_a_scrub_only(kind: str, tagged: bool) -> None:  # noqa: FBT001 - a table column
    assert ("physical_abrasive" in tags_of(parse("Perlite"), kind=kind).actives) is tagged


def test_mineral_filter_with_its_percentage_counts_without_a_kind() -> None:
    assert "uv_mineral" in tags_of(parse("Zinc Oxide 20%, Squalane")).actives


def test_what_only_shades_contain_does_not_count() -> None:
    assert tags_of(parse("Talc. May contain: Retinol")) == Tags((), ())


def test_printed_name_counts_too() -> None:
    sunscreen = parse("Titanium Dioxide (CI 77891)")
    assert sunscreen[0].name == "CI 77891"
    assert "uv_mineral" in tags_of(sunscreen, kind="sunscreen").actives


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Barley sh-Oligopeptide-1", "growth_factor"),
        ("Sodium Ascorbate", "vitamin_c_derivative"),
        ("Potassium Hyaluronate", "hyaluronic_acid"),
        ("Anthemis Nobilis Flower Oil", "essential_oil"),
        ("Lavender Essential Oil", "essential_oil"),
        ("Menthyl Anthranilate", "uv_organic"),
        ("Retinyl Oleate", "retinoid_mild"),
    ],
)
def test_label_is_read_wider_than_a_routine_file(name: str, family: str) -> None:
    assert family in families_on_label(name, name)
    assert family not in families_of(name)


@pytest.mark.parametrize(
    "name", ["Copper PCA", "Copper Gluconate", "Hydrolyzed Wheat Protein", "TBHQ", "Citronellol"]
)
def test_neighbour_of_an_active_is_none(name: str) -> None:
    actives = {"copper_peptide", "peptide", "hydroquinone", "aha", "retinoid_otc"}
    assert actives.isdisjoint(families_on_label(name, name))
