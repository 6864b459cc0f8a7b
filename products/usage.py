"""How a product is usually used, in words: how often, when, and where in the order."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from products.kinds_in_force import kinds_in_force
from products.knowledge import Kind, Suits, Texture
from products.models import Product

# The kinds drawn around a product. No ampoule among them: nobody needs one.
NEIGHBOURS = ("cleanser", "hydrating_toner", "serum", "moisturizer", "sunscreen")

TIMES = {
    (Suits.YES, Suits.YES): gettext_lazy("Morning or evening"),
    (Suits.OPTIONAL, Suits.YES): gettext_lazy("Evening suits most; morning is fine too"),
    (Suits.AVOID, Suits.YES): gettext_lazy("Evening rather than morning"),
    (Suits.NO, Suits.YES): gettext_lazy("Evening"),
    (Suits.YES, Suits.NO): gettext_lazy("Morning"),
    (Suits.PER_LABEL, Suits.PER_LABEL): gettext_lazy("As the leaflet or your prescriber says"),
}


@dataclass(frozen=True, slots=True)
class Layer:
    """One row of the drawn stack: `here` is the product itself, a `ghost` what may be around."""

    name: str
    texture: Texture
    here: bool

    @property
    def ghost(self) -> bool:
        return not self.here


@dataclass(frozen=True, slots=True)
class Fact:
    """A question about a product, its answer, and whose word that is (if it matters)."""

    question: str
    answer: str
    source: str = ""


def how_often(*, per_week: int | None, per_day: int | None) -> str:
    """Return a limit in words, the tighter one; empty where there is none."""
    if per_week is not None and (per_day is None or per_week < 7 * per_day):
        weekly = {1: _("At most once in 7 days"), 2: _("At most twice in 7 days")}
        return weekly.get(per_week) or _("At most %(n)d times in 7 days") % {"n": per_week}
    if per_day is not None:
        daily = {1: _("Once a day"), 2: _("Up to twice a day")}
        return daily.get(per_day) or _("Up to %(n)d times a day") % {"n": per_day}
    return ""


def when(kind: Kind) -> str:
    """Return the session a kind suits, in words."""
    return str(TIMES[kind.am, kind.pm])


def usual_use(product: Product) -> str:
    """Return one line for lists: the pack's limit, else the kind's weekly limit, else when."""
    kind = kinds_in_force()[product.kind]
    stated = how_often(per_week=product.label_max_per_week, per_day=product.label_max_per_day)
    weekly = kind.max_week and how_often(per_week=kind.max_week, per_day=kind.max_day)
    return stated or weekly or when(kind)


def facts(product: Product) -> list[Fact]:
    """Return how often, when and how to use a product, and how long it keeps."""
    kind = product.kind_facts
    found = [
        _often(product),
        Fact(_("When"), when(kind)),
        Fact(_("How"), _(kind.tip) if kind.tip else ""),
        _keeps(product),
    ]
    return [fact for fact in found if fact.answer]


def _often(product: Product) -> Fact:
    """Return the limit on the pack, else what is usual for the kind."""
    kind = kinds_in_force()[product.kind]
    stated = how_often(per_week=product.label_max_per_week, per_day=product.label_max_per_day)
    if stated:
        return Fact(_("How often"), stated, _whose(product))
    usual = how_often(per_week=kind.max_week, per_day=kind.max_day)
    return Fact(_("How often"), usual, _("Usual for this kind; the pack comes first"))


def _keeps(product: Product) -> Fact:
    """Say how long it keeps once opened, as far as anybody stated it."""
    question = _("Once opened")
    if product.is_single_use:
        days = product.keep_days
        if days:
            within = ngettext("Within %(n)d day", "Within %(n)d days", days) % {"n": days}
            return Fact(question, within, _whose(product))
        if product.kind == "ampoule" and product.single_use is product.units is None:
            return Fact(question, _("A single dose at once; a dropper bottle as its pack says"))
        return Fact(question, _("Use it at once and discard the rest"))
    months = product.pao_months
    if months:
        within = ngettext("Within %(n)d month", "Within %(n)d months", months) % {"n": months}
        return Fact(question, within, _whose(product))
    return Fact(question, _("As the jar symbol on the pack says"))


def _whose(product: Product) -> str:
    """Say who stated a limit of the pack."""
    if product.owner_id:
        return _("From your own pack")
    return _("Source: %(source)s") % {"source": product.source}


def stack(product: Product) -> list[Layer]:
    """Return the layers around a product, first on skin first; empty if it has no turn."""
    kinds = kinds_in_force()
    own = kinds[product.kind]
    if own.layer is None or own.id == "lip_balm":
        return []
    around = [kinds[name] for name in NEIGHBOURS if not _left_out(name, own)]
    rows = sorted([own, *around], key=lambda kind: kind.layer or 0)
    return [
        Layer(_("This product") if kind is own else _(kind.label), kind.texture, here=kind is own)
        for kind in rows
    ]


def _left_out(name: str, own: Kind) -> bool:
    """Leave out the product's own kind, and sunscreen beside what is for the evening."""
    return name == own.id or (name == "sunscreen" and own.am is Suits.NO)
