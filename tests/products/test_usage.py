"""How often, when and where, in words; and what stands on a label."""

from typing import Any

import pytest

from products.ingredients import read_label
from products.knowledge import kinds
from products.models import Product
from products.services.tagging import product_tag
from products.usage import facts, how_often, stack, usual_use, when


@pytest.mark.parametrize(
    ("per_week", "per_day", "words"),
    [
        (None, None, ""),
        (1, None, "At most once in 7 days"),
        (2, 1, "At most twice in 7 days"),
        (6, 1, "At most 6 times in 7 days"),
        (7, 1, "Once a day"),
        (14, 2, "Up to twice a day"),
        (None, 3, "Up to 3 times a day"),
        (10, 2, "At most 10 times in 7 days"),
    ],
)
def test_limit_in_words(per_week: int | None, per_day: int | None, words: str) -> None:
    assert how_often(per_week=per_week, per_day=per_day) == words


@pytest.mark.parametrize("kind", kinds())
def test_every_kind_says_when_it_is_used(kind: str) -> None:
    assert when(kinds()[kind])
    assert usual_use(Product(kind=kind))
    assert facts(Product(kind=kind))


@pytest.mark.parametrize(
    ("kind", "limits", "line"),
    [
        ("ampoule", {}, "At most twice in 7 days"),
        ("ampoule", {"label_max_per_week": 7, "label_max_per_day": 1}, "Once a day"),
        ("serum", {}, "Morning or evening"),
        ("serum", {"label_max_per_week": 3}, "At most 3 times in 7 days"),
        ("sunscreen", {}, "Morning"),
    ],
)
def test_line_in_lists_follows_the_pack_first(
    kind: str, limits: dict[str, int], line: str
) -> None:
    product = Product(kind=kind, **limits)
    assert usual_use(product) == line


@pytest.mark.parametrize(
    ("product", "source"),
    [
        ({}, "Usual for this kind; the pack comes first"),
        ({"label_max_per_week": 1, "source": "Leaflet"}, "Source: Leaflet"),
        ({"label_max_per_week": 1, "owner_id": 1}, "From your own pack"),
    ],
)
def test_limit_says_whose_word_it_is(product: dict[str, Any], source: str) -> None:
    assert facts(Product(kind="ampoule", **product))[0].source == source


@pytest.mark.parametrize(
    ("product", "answer"),
    [
        ({"kind": "ampoule", "units": 7}, "Use it at once and discard the rest"),
        ({"kind": "ampoule"}, "A single dose at once; a dropper bottle as its pack says"),
        ({"kind": "ampoule", "keep_days": 1}, "Within 1 day"),
        ({"kind": "ampoule", "size_ml": 30, "pao_months": 6}, "Within 6 months"),
        ({"kind": "ampoule", "size_ml": 30}, "As the jar symbol on the pack says"),
        ({"kind": "serum", "pao_months": 1}, "Within 1 month"),
    ],
)
def test_how_long_it_keeps(product: dict[str, Any], answer: str) -> None:
    assert facts(Product(**product))[-1].answer == answer


@pytest.mark.parametrize(
    ("kind", "layers"),
    [
        ("ampoule", "Cleanser, Hydrating toner, *, Serum, Moisturizer, Sunscreen"),
        ("serum", "Cleanser, Hydrating toner, *, Moisturizer, Sunscreen"),
        ("oil_cleanser", "*, Cleanser, Hydrating toner, Serum, Moisturizer, Sunscreen"),
        ("sleeping_mask", "Cleanser, Hydrating toner, Serum, Moisturizer, *"),
        ("body_lotion", ""),
        ("lip_balm", ""),
    ],
)
def test_place_in_the_stack(kind: str, layers: str) -> None:
    rows = stack(Product(kind=kind))
    assert ", ".join("*" if row.here else row.name for row in rows) == layers
    assert [row.ghost for row in rows] == [not row.here for row in rows]


@pytest.mark.django_db
def test_label_marks_actives_and_no_traces() -> None:
    text = "Water, Niacinamide 5%, Glycerin, Phenoxyethanol, Salicylic Acid, Parfum"
    product = product_tag(Product(kind="serum", ingredients_text=text))
    printed, actives = read_label(product)
    assert ", ".join(row.name for row in printed) == text
    assert [row.name for row in printed if row.is_active] == ["Niacinamide 5%"]
    assert [active.names for active in actives] == [("Niacinamide 5%",)]


@pytest.mark.django_db
def test_korean_list_stands_beside_its_inci_names() -> None:
    product = product_tag(Product(kind="ampoule", ingredients_text="정제수,나이아신아마이드(2%)"))
    printed, actives = read_label(product)
    assert [row.name for row in printed] == ["정제수 (Aqua)", "나이아신아마이드(2%) (Niacinamide)"]
    assert [row.is_active for row in printed] == [False, True]
    assert len(actives) == 1


def test_shades_stand_last_and_are_announced_once() -> None:
    text = "Talc [+/- CI 77491, CI 77492], Mica"
    printed, _actives = read_label(Product(kind="makeup", ingredients_text=text))
    assert [row.name for row in printed] == ["Talc", "Mica", "CI 77491", "CI 77492"]
    assert [row.begins_shades for row in printed] == [False, False, True, False]


def test_unknown_list_says_nothing() -> None:
    assert read_label(product_tag(Product(kind="serum"))) == ([], [])
