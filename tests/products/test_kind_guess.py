"""Kinds guessed from names as they stand on packs, or as people write them."""

import pytest

from products.kind_guess import guess_kind
from products.knowledge import Kind, kinds

NAMES = {
    "cleanser": [
        "gentle foaming cleanser",
        "Pure Skin Face Cleanser",
        "Creamy Cleansing Foam Moist",
        "Squalane + Tea Tree Cleansing Gel",
        "Soy Makeup Removing Face Wash",
        "cream cleanser",
        "클렌징폼",
        "약산성 폼클렌징",
    ],
    "oil_cleanser": [
        "micellar water",
        "Green Clean Makeup Removing Cleansing Balm",
        "Green Tea Hydrating Cleansing Oil",
        "Living Cleansing Balm Makeup Remover",
        "Cleansing Wipes - Pomegranate",
        "클렌징 오일",
    ],
    "exfoliant_physical": ["Rose Sugar Scrub", "Rub-A-Dub Peeling Gel", "필링젤"],
    "wash_off_mask": [
        "Umbrian Clay Pore Purifying Face Mask",
        "clay mask",
        "wash-off pack",
        "머드팩",
    ],
    "exfoliating_toner": [
        "AHA toner",
        "Glycolic Acid 7% Toning Solution",
        "Polyhydroxy Acid (PHA) Gentle Exfoliating Toner",
        "Skin Perfecting 2% BHA Exfoliating Toner for Clear Skin",
    ],
    "exfoliant_chemical": [
        "2% BHA liquid exfoliant",
        "FAB Skin Lab Resurfacing Liquid 10% AHA",
        "AHA 30% + BHA 2% Peeling Solution",
        "PHA Resurfacing Glow Peel",
    ],
    "hydrating_toner": [
        "Toner",
        "ampoule toner",
        "비건 하이드라 앰플 토너",
        "Aqua Bomb Hydrating Toner",
        "Rose & Hyaluronic Acid Deep Hydration Toner",
        "amino acid toner",
        "파워이펙트 앰플 토닉 250ml",
        "저분자 히알루론산 스킨",
        "토너",
    ],
    "mist": [
        "ampoule mist",
        "프로폴리스 에너지 앰플 미스트",
        "Rose Hibiscus Hydrating Mist",
        "serum mist",
    ],
    "medicated_topical": [
        "tretinoin 0.025% cream",
        "Differin gel",
        "benzoyl peroxide 5%",
        "Adapalene Gel 0.1% Acne Treatment",
    ],
    "essence": [
        "Advanced Snail 96 Mucin Power Essence",
        "Kombucha Facial Treatment Essence",
        "에센스",
    ],
    "ampoule": [
        "Hyaluronic Ampoules",
        "1025 Dokdo Ampoule",
        "앰플",
        "[속건조개선] 앰플 컨센트레이트 하이드라 플러스 2ml*7ea",
        "프로폴리스 라이트 앰플 40ml 1+1 기획 (2405)",
        "수분 앰플 50ml 기획 (+크림 20ml)",
    ],
    "serum": [
        "retinol 0.5 serum",
        "C-Firma™ Vitamin C Day Serum",
        "Niacinamide 10% + Zinc 1%",
        "Watermelon Glow Niacinamide Dew Drops Serum",
        "세럼",
        "retinol",
    ],
    "sheet_mask": ["Coconut Gel Sheet Mask - Hydrating", "마스크팩", "sheet mask"],
    "spot_treatment": ["Breakout Control Targeted Acne Spot Treatment", "pimple patch"],
    "eye_cream": ["Caffeine Eye Cream", "Moisturizing Eye Bomb", "아이크림", "Revive Eye Serum"],
    "emulsion": ["Green Tea Moisture-Balancing Emulsion", "로션", "비피다 바이옴 앰플 로션"],
    "moisturizer": [
        "Ultra Facial Cream",
        "Crème de la Mer Moisturizer",
        "moisturiser",
        "ampoule cream",
        "티트리 시카 수딩 토너 크림",
        "크림",
        "이븐래디언스 모이스처라이저",
        "Daily Moisturizer SPF 30",
    ],
    "face_oil": ["100% Organic Cold-Pressed Moroccan Argan Oil", "jojoba oil", "Omega Face Oil"],
    "sleeping_mask": ["Water Sleeping Mask", "슬리핑 마스크", "Night Repair Mask"],
    "sunscreen": [
        "SPF 50 fluid",
        "Glowscreen Sunscreen SPF 40",
        "Dokdo Sun Cream (2022)",
        "선크림",
        "sun stick",
        "Everyday lotion SPF 30",
    ],
    "lip_balm": ["Lip Butter Balm", "Lip Sleeping Mask", "립밤"],
    "makeup": ["Photo Finish Foundation Primer", "BB cream", "쿠션", "Make-up Base"],
    "body_lotion": ["Moisturizing Hand Cream", "바디 로션", "Coconut Body Oil"],
}


@pytest.mark.parametrize(
    ("name", "kind"), [(name, kind) for kind, names in NAMES.items() for name in names]
)
def test_name_tells_the_kind(name: str, kind: str) -> None:
    guess = guess_kind(name)
    assert guess.kind == kind
    assert 0.5 <= guess.confidence < 1


@pytest.mark.parametrize("text", ["", "   ", "xyz", "water", "!!!", "Weekend Set", "30ml"])
def test_nothing_is_guessed_where_nothing_speaks(text: str) -> None:
    assert guess_kind(text) == (None, 0.0)


def test_a_noun_is_surer_than_an_ingredient() -> None:
    assert guess_kind("niacinamide serum").confidence > guess_kind("niacinamide").confidence


def test_guesses_are_kinds_that_exist() -> None:
    assert set(NAMES) <= set(kinds())


@pytest.mark.parametrize("kind", kinds().values(), ids=kinds())
def test_each_kind_is_told_by_its_own_label(kind: Kind) -> None:
    assert guess_kind(kind.label).kind == kind.id


def test_only_the_length_of_a_name_is_read() -> None:
    assert guess_kind("toner " + "x" * 200 + " serum").kind == "hydrating_toner"
