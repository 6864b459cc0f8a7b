"""Names that are broken, slipped or run together are mended; what is unknown stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from products.inci.spelling import alike, apart, known, spelled
from products.inci.vocabulary import vocabulary

NAMES = sorted(set(vocabulary().names.values()))


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("WATER", "Aqua"),
        ("Gly- cerin", "Glycerin"),
        ("HydroxyethylcelLulose", "Hydroxyethylcellulose"),
        ("1.2 Hexanediol", "1,2-Hexanediol"),
        ("Coco Glucoside", "Coco-Glucoside"),
        ("Phenoxyethano", "Phenoxyethanol"),
        ("Pheno- Xyethano", "Phenoxyethanol"),
        ("Tocopheorl", "Tocopherol"),
        ("Aluminium Hydroxide", "Aluminum Hydroxide"),
        ("Calcium Sulphate", "Calcium Sulfate"),
        ("Newplant Ext Ract", "Newplant Extract"),
        ("Unheard Of Root", "Unheard Of Root"),
        ("Ethylparaben", "Ethylparaben"),
        ("Butylparaban", "Butylparaben"),
        ("PEG-9", "PEG-9"),
        ("Propylene Glycol 3", "Propylene Glycol 3"),
        ("x" * 500, "x" * 500),
    ],
)
def test_name_is_spelled(written: str, name: str) -> None:
    assert spelled(written) == name


@given(st.sampled_from(NAMES))
def test_common_name_is_spelled_as_it_is(name: str) -> None:
    assert spelled(name) == name
    assert known(name.upper().replace(" ", "-")) == name


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Water Glycerin", ("Water", "Glycerin")),
        ("Sodium Hyaluronate", ("Sodium Hyaluronate",)),
        ("Butylene Glycol Water Urea", ("Butylene Glycol", "Water", "Urea")),
        ("Water Lily Extract", ("Water Lily Extract",)),
        ("Water Urea Newium Salt Panthenol", ("Water", "Urea", "Newium Salt", "Panthenol")),
        ("", ("",)),
    ],
)
def test_names_run_together_are_parted(written: str, names: tuple[str, ...]) -> None:
    assert apart(written) == names


def test_tongues_are_alike_beside_each_other_only() -> None:
    assert alike("Miel") == alike("Honey") == alike("Mel") == "Mel"
    assert spelled("Honey") == "Honey"
    assert alike("Water") is None
