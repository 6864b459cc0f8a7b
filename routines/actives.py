"""What is in a product of somebody's shelf, as its tags and its owner say."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from products.knowledge import families
from routines.models import ShelfItem


@dataclass(frozen=True, slots=True)
class Active:
    """A family of actives in a product. `counts` says whether rules take it as in it."""

    family: str
    label: str
    words: str
    counts: bool
    is_denied: bool


def actives_of(item: ShelfItem) -> list[Active]:
    """Return the families in a product: as tagged, traces, and what the owner added."""
    product = item.shown
    found = dict.fromkeys([*product.families, *item.added_families, *product.trace_families])
    return [_active(item, family) for family in found if family in families()]


def _active(item: ShelfItem, family: str) -> Active:
    denied, added = family in item.denied_families, family in item.added_families
    trace = family in item.shown.trace_families and not added
    if denied:
        words = _("you say it is not in it")
    elif added:
        words = _("as you say")
    else:
        words = _("a trace, which does not count") if trace else ""
    return Active(family, _(families()[family].label), words, not (denied or trace), denied)


def other_families(item: ShelfItem) -> list[tuple[str, str]]:
    """Return (id, label) of the families that a product is not known to contain, by label."""
    known = {active.family for active in actives_of(item)}
    rest = (family for family in families().values() if not family.members)
    labels = ((family.id, _(family.label)) for family in rest if family.id not in known)
    return sorted(labels, key=lambda choice: choice[1].casefold())
