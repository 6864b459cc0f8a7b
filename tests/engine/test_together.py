"""Where products go so that no rule parts them, for pairs and for any mix."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from products.knowledge import families, kinds
from routines.engine.plan import Product, Session
from routines.engine.rules import load_rules
from routines.engine.together import Placement, Slot, Way, place
from tests.thorough import tries

FAMILIES = [family.id for family in families().values() if family.usual_kind]


def product(name: str) -> Product:
    """Make a product of a kind, or one called after a family."""
    if name in kinds():
        return Product(name, name, single_use=kinds()[name].single_use_default)
    return Product(name, families()[name].usual_kind, actives=frozenset((name,)))


def placed(question: str) -> Placement:
    return place([product(name) for name in question.split()], load_rules())


def places(placement: Placement) -> dict[str, set[Slot]]:
    """Return the slots of each product."""
    found: dict[str, set[Slot]] = {}
    for slot, products in placement.slots.items():
        for each in products:
            found.setdefault(each.key, set()).add(slot)
    return found


MYTHS = [
    "niacinamide vitamin_c_pure",
    "niacinamide aha",
    "niacinamide bha",
    "retinoid_otc vitamin_c_pure",
    "peptide retinoid_otc",
    "peptide niacinamide",
    "ceramide retinoid_otc",
    "ceramide aha",
    "azelaic_acid retinoid_otc",
    "azelaic_acid niacinamide",
    "adapalene benzoyl_peroxide",
    "uv_mineral uv_organic",
    "essence ampoule",
    "face_oil moisturizer",
    "eye_cream serum",
    "bakuchiol aha",
    "hyaluronic_acid serum",
]
"""The pairs of the myths that are never flagged."""


@pytest.mark.parametrize("pair", MYTHS)
def test_no_myth_keeps_a_pair_apart(pair: str) -> None:
    found = placed(pair)
    assert found.way is Way.TOGETHER
    assert (found.apart, found.hints) == ((), ())


@pytest.mark.parametrize(
    ("pair", "way", "apart"),
    [
        ("retinoid_otc aha", Way.OTHER_DAYS, "retinoid-plus-exfoliant"),
        ("retinoid_rx exfoliant_physical", Way.OTHER_DAYS, "retinoid-plus-exfoliant"),
        ("adapalene bha", Way.OTHER_DAYS, "retinoid-plus-exfoliant"),
        ("retinoid_otc benzoyl_peroxide", Way.TWO_SESSIONS, "retinoid-plus-benzoyl-peroxide"),
        ("vitamin_c_pure benzoyl_peroxide", Way.TWO_SESSIONS, "vitamin-c-plus-benzoyl-peroxide"),
        ("hydroquinone benzoyl_peroxide", Way.OTHER_DAYS, "hydroquinone-plus-benzoyl-peroxide"),
        ("sulfur benzoyl_peroxide", Way.OTHER_DAYS, "acne-actives-stacked"),
        ("retinoid_otc adapalene", Way.OTHER_DAYS, "retinoid-stacked"),
        ("aha exfoliant_physical", Way.OTHER_DAYS, "exfoliation-stacked"),
    ],
)
def test_a_pair_that_a_rule_parts_goes_where_the_rule_says(
    pair: str, way: Way, apart: str
) -> None:
    found = placed(pair)
    assert found.way is way
    assert [rule.id for rule in found.apart] == [apart]


@pytest.mark.parametrize(
    ("question", "session"),
    [
        ("ampoule serum", Session.PM),
        ("ampoule sunscreen", Session.AM),
        ("retinoid_otc moisturizer", Session.PM),
        ("vitamin_c_pure makeup", Session.AM),
    ],
)
def test_what_minds_nothing_goes_into_the_session_that_suits_all(
    question: str, session: Session
) -> None:
    found = placed(question)
    assert found.way is Way.TOGETHER
    assert list(found.slots) == [Slot(session)]


def test_each_has_its_time_where_no_session_suits_all() -> None:
    found = placed("retinoid_otc sunscreen serum")
    where = places(found)
    assert found.way is Way.OWN_TIMES
    assert where["retinoid_otc"] == {Slot(Session.PM)}
    assert where["sunscreen"] == {Slot(Session.AM)}
    assert [rule.id for rule in found.times] == ["sunscreen-at-night", "retinoid-am"]


def test_what_is_for_every_day_is_used_on_each_evening() -> None:
    where = places(placed("retinoid_otc aha niacinamide ceramide ampoule"))
    one, other = Slot(Session.PM), Slot(Session.PM, 1)
    assert where["niacinamide"] == where["ceramide"] == {one, other}
    assert len(where["ampoule"]) == 1
    assert where["aha"].isdisjoint(where["retinoid_otc"])


def test_weak_evidence_is_a_hint_and_parts_nothing() -> None:
    found = placed("copper_peptide vitamin_c_pure")
    assert (found.way, found.apart) == (Way.TOGETHER, ())
    assert [rule.id for rule in found.hints] == ["copper-peptide-plus-vitamin-c"]


def test_the_seed_has_its_order_and_its_limit() -> None:
    found = placed("serum ampoule")
    (layers,) = found.slots.values()
    order = ["cleanser", "hydrating_toner", "ampoule", "serum", "moisturizer"]
    assert [each.key for each in layers] == order
    assert {rule.id for rule in found.order} == {
        "ampoule-after-serum",
        "ampoule-before-cleanse-or-tone",
        "ampoule-after-moisturizer",
    }
    assert [rule.id for rule in found.often] == ["ampoule-too-often"]


def test_a_single_dose_is_not_kept() -> None:
    assert [rule.id for rule in placed("ampoule serum").keeping] == ["single-use-opened-late"]
    dropper = Product("dropper", "ampoule")
    assert place([dropper], load_rules()).keeping == ()


def test_sunscreen_is_asked_for_unless_it_is_there() -> None:
    assert [rule.id for rule in placed("aha serum").sun] == ["aha-no-sunscreen"]
    assert placed("aha sunscreen").sun == ()


def test_a_rule_that_is_off_parts_nothing() -> None:
    rules = {key: rule for key, rule in load_rules().items() if key != "retinoid-plus-exfoliant"}
    pair = [product("retinoid_otc"), product("aha")]
    assert place(pair, rules).way is Way.TOGETHER


@pytest.mark.parametrize(
    ("name", "sessions"),
    [
        ("serum", (Session.AM, Session.PM)),
        ("retinoid_otc", (Session.PM,)),
        ("sunscreen", (Session.AM,)),
        ("sleeping_mask", (Session.PM,)),
        ("phototoxic_oil", (Session.PM,)),
    ],
)
def test_a_product_has_its_sessions(name: str, sessions: tuple[Session, ...]) -> None:
    assert placed(name).sessions[name] == sessions


@tries(15)
@given(st.lists(st.sampled_from([*kinds(), *FAMILIES]), min_size=1, max_size=6, unique=True))
def test_every_mix_has_places_that_no_rule_parts(names: list[str]) -> None:
    rules = load_rules()
    found = place([product(name) for name in names], rules)
    assert set(names) <= set(places(found))
    for slot, products in found.slots.items():
        layers = [kinds()[each.kind].layer or 1_000 for each in products]
        assert layers == sorted(layers)
        asked = [each for each in products if each.key in names]
        again = place(asked, rules, first=slot.session) if asked else None
        assert again is None or again.apart == ()
