"""What usually goes around the products of a session, thin to thick."""

from collections.abc import Iterable, Mapping

from products.knowledge import Kind
from routines.engine.plan import Product, Session

FRAMES = {
    Session.AM: ("cleanser", "moisturizer", "sunscreen"),
    Session.PM: ("cleanser", "hydrating_toner", "moisturizer"),
}
"""What goes around the products in question, unless one of them is of that kind."""


def in_layers(products: Iterable[Product]) -> list[Product]:
    """Return products in order of application, equal layers as they were."""
    return sorted(products, key=lambda product: product.kind_facts.place)


def in_frame(
    session: Session, products: Iterable[Product], taken: Iterable[str], kinds: Mapping[str, Kind]
) -> tuple[Product, ...]:
    """Return products with what goes around them; no kind of `taken` is added."""
    around = [
        Product(name, name, kind_here=kinds.get(name))
        for name in FRAMES[session]
        if name not in taken
    ]
    return tuple(in_layers([*around, *products]))
