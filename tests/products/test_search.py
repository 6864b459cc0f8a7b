"""Searches over the starter catalogue: real products, and words as people type them."""

from io import StringIO

from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.test import TestCase

from products.models import Product
from products.search.finding import find

WANTED = {
    # whole names and brands
    "the ordinary niacinamide": "The Ordinary Niacinamide 10% + Zinc 1%",
    "niacinamide the ordinary": "The Ordinary Niacinamide 10% + Zinc 1%",
    "ordinary azelaic": "The Ordinary Azelaic Acid Suspension 10%",
    "inkey caffeine": "The INKEY List Caffeine Eye Cream",
    "tatcha dewy": "Tatcha The Dewy Skin Cream",
    "water sleeping mask": "LANEIGE Water Sleeping Mask",
    "hyaluronic ampoules": "Dr. Barbara Sturm Hyaluronic Ampoules",
    "round lab birch juice": "ROUND LAB Birch Juice Moisturizing Mild-up Sunscreen",
    # as typed so far
    "glow r": "Glow Recipe Watermelon Glow Niacinamide Dew Drops Serum",
    "wat sle": "LANEIGE Water Sleeping Mask",
    "adapal": "Wellspring Adapalene Gel USP, 0.1% Acne Treatment",
    "beauty of jos": "Beauty of Joseon Revive Eye Serum",
    "granact": "The Ordinary Granactive Retinoid 2% in Squalane",
    # accents, case and signs
    "lancome": "Lancôme Visionnaire Skin Solutions 15% Pure Vitamin C Correcting Concentrate",
    "NÉCESSAIRE": "Nécessaire The Body Lotion",
    "estée lauder": "Estée Lauder Advanced Night Repair Synchronized Multi-Recovery Complex Serum",
    "dr jart ceramidin": "Dr. Jart+ Ceramidin™ Skin Barrier Moisturizing Cream",
    "c-firma": "Drunk Elephant C-Firma™ Vitamin C Day Serum",
    "paulas choice bha": "Paula's Choice Skin Perfecting 2% BHA Exfoliating Toner",
    "kiehl's": "Kiehl's Since 1851 Creamy Eye Treatment with Avocado",
    "spf40 glowscreen": "Supergoop! Glowscreen Sunscreen SPF 40",
    "atobarrier 365": "AESTURA ATOBARRIER365 Cream Moisturizer",
    # typos
    "niacinmide zinc": "The Ordinary Niacinamide 10% + Zinc 1%",
    "ordinray hyaluronc": "The Ordinary Hyaluronic Acid 2% + B5",
    "tatach dewy": "Tatcha The Dewy Skin Cream",
    "glowscren": "Supergoop! Glowscreen Sunscreen SPF 40",
    "sleping mask laneige": "LANEIGE Water Sleeping Mask",
    "bisosance retinol": "Biossance Squalane + Phyto-Retinol Serum",
    "maldelic": "Paula's Choice 6% Mandelic Acid + 2% Lactic Acid AHA Liquid Exfoliant",
    "argirelin solutoin": "The Ordinary Argireline Solution 10%",
    "vatermelon": "Glow Recipe Watermelon Glow Niacinamide Dew Drops Serum",
    "mandeli acif": "Paula's Choice 6% Mandelic Acid + 2% Lactic Acid AHA Liquid Exfoliant",
    # Hangul: whole, part of a syllable, part of a compound, mistyped
    "프로폴리스": "코스알엑스 프로폴리스 라이트 앰플",
    "코스알엑스 스네": "코스알엑스 어드벤스드 스네일 96 뮤신 파워 에센스",
    "프로포": "코스알엑스 프로폴리스 라이트 앰플",
    "시카 카밍": "웰라쥬 리얼 시카 카밍 95 트러블 앰플",
    "소사이드": "어퓨 마데카소사이드 테트라좀시카 앰플",
    "라이트앰플": "코스알엑스 프로폴리스 라이트 앰플",
    "프로플리스": "코스알엑스 프로폴리스 라이트 앰플",
    # ingredients, brand and ingredient, kind
    "skinfix petrolatum": "Skinfix Barrier+ Lip Repair Balm",
    "banu sulfur": "banu 10% Sulfur Acne & Pimple Spot Treatment",
    "tatcha camellia": "Tatcha Pure One Step Camellia Oil Cleanser",
    "svr ampoule": "SVR 리프팅 A 앰플",
    "laneige sleeping": "LANEIGE Water Sleeping Mask",
}


class StarterCatalogue(TestCase):
    """One catalogue for all searches."""

    @classmethod
    def setUpTestData(cls) -> None:
        call_command("seed_catalogue", stdout=StringIO())

    def test_the_wanted_product_is_among_the_first_three(self) -> None:
        names = {product.pk: str(product) for product in Product.objects.select_related("brand")}
        for text, wanted in WANTED.items():
            with self.subTest(text):
                first = [names[key] for key in find(AnonymousUser(), text).keys[:3]]
                assert wanted in first
