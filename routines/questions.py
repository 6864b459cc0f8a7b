"""Which questions about a product are open: those whose answer would change the advice."""

from collections.abc import Iterable
from datetime import date

from accounts import pregnancy
from accounts.models import User
from accounts.selectors import profile_of
from routines.engine.plan import Product
from routines.engine.rules import load_rules
from routines.engine.rules.traits import leave_on
from routines.models import ShelfItem
from routines.services.shelf import needs_label

PREGNANCY = frozenset(
    ("retinoid_otc", "retinoid_rx", "adapalene", "retinoid_mild", "hydroquinone", "bakuchiol")
)
RETINOID_FAMILY = "retinoid_otc"
HOLD_RETINOIDS = frozenset(
    ("ampoule", "serum", "eye_cream", "emulsion", "moisturizer", "face_oil")
)
"""The kinds that retinol and retinal are sold as."""
ACIDS = ("aha", "bha")
HOLD_ACIDS = frozenset(("exfoliant_chemical", "exfoliating_toner"))
"""The kinds that are acids by their name, which does not say which."""
STRONG_SALICYLIC = "pregnancy-salicylic-strong"
"""The rule that says above which per cent advice differs in pregnancy."""


def concerns_pregnancy(product: Product) -> bool:
    """Say whether advice on a product differs in pregnancy or while breastfeeding."""
    if not PREGNANCY.isdisjoint(product.actives):
        return True
    limit = load_rules()[STRONG_SALICYLIC].thresholds["percent"]
    strong = product.percents.get("salicylic", 0) > limit
    widely = product.peel or product.kind == "body_lotion"
    return "bha" in product.actives and (strong or widely)


def asks_pregnancy(user: User, product: Product, today: date) -> bool:
    return concerns_pregnancy(product) and pregnancy.is_open(profile_of(user), today)


def _owner_alone_tells(item: ShelfItem, facts: Product, families: Iterable[str]) -> bool:
    """Say whether only the owner can tell of these: an own product without its ingredients."""
    told = {*item.added_families, *item.denied_families}
    own = item.shown.owner_id is not None and facts.inci is None
    return own and told.isdisjoint(families)


def open_questions(user: User, item: ShelfItem, facts: Product, today: date) -> list[str]:
    """Return the names of the questions to ask when a product comes to the shelf.

    They are the fields of routines.forms.questions.QuestionsForm, in its order.
    """
    unknown = item.new_to_me is None and item.first_used_on is None and leave_on(facts)
    asked = {
        "pack_says": needs_label(item),
        "retinoid": facts.kind in HOLD_RETINOIDS
        and _owner_alone_tells(item, facts, [RETINOID_FAMILY]),
        "acids": facts.kind in HOLD_ACIDS and _owner_alone_tells(item, facts, ACIDS),
        "new_to_me": unknown,
        "retinoid_experienced": unknown
        and RETINOID_FAMILY in facts.actives
        and not profile_of(user).retinoid_experienced,
        "patch_test": item.patch_test is None and leave_on(facts),
        "pregnancy": asks_pregnancy(user, facts, today),
    }
    return [name for name, is_open in asked.items() if is_open]
