"""What a product is, by its kind, tags and ingredient list."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from products.knowledge import families, kinds
from tests.engine.reference.names import candidates, is_of_family, names_of

RINSE_OFF = {"oil_cleanser", "cleanser", "exfoliant_physical", "wash_off_mask"}
EXFOLIANTS = {"exfoliant_physical", "exfoliant_chemical", "exfoliating_toner"}
RETINOIDS = ("retinoid_otc", "retinoid_rx", "adapalene")


def months_after(day: date, months: int) -> date:
    """Return the same day of a later month, or that month's last day if it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True, eq=False)
class Product:
    """One entry of `products`; `data` as it stands in the file."""

    key: str
    data: dict[str, Any]

    @cached_property
    def kind(self) -> str:
        return str(self.data["kind"])

    @cached_property
    def actives(self) -> frozenset[str]:
        return frozenset(self.data.get("actives", []))

    @cached_property
    def layer(self) -> int | None:
        return kinds()[self.kind].layer

    @cached_property
    def flex(self) -> bool:
        return kinds()[self.kind].flex

    @cached_property
    def leave_on(self) -> bool:
        return self.kind not in RINSE_OFF

    @cached_property
    def on_face(self) -> bool:
        return self.kind != "body_lotion"

    @cached_property
    def prescribed(self) -> bool:
        return bool(self.data.get("prescribed", False))

    @cached_property
    def week_limit(self) -> int | None:
        return self.data.get("label_max_per_week")

    @cached_property
    def day_limit(self) -> int | None:
        return self.data.get("label_max_per_day")

    @cached_property
    def names(self) -> list[str]:
        return names_of(self.data.get("inci"))

    @cached_property
    def single_use(self) -> bool:
        return bool(self.data.get("single_use", self.kind in {"ampoule", "sheet_mask"}))

    def tagged(self, *wanted: str) -> bool:
        """Tell whether one of the families is in `actives`, whatever the kind."""
        return not self.actives.isdisjoint(wanted)

    def left_on_with(self, *wanted: str) -> bool:
        return self.leave_on and self.tagged(*wanted)

    @cached_property
    def retinoid(self) -> bool:
        return self.left_on_with(*RETINOIDS)

    @cached_property
    def exfoliating(self) -> bool:
        return self.kind in EXFOLIANTS or self.left_on_with("aha", "bha")

    @cached_property
    def strong(self) -> bool:
        """Tell whether it is a retinoid, exfoliates or leaves benzoyl peroxide on the skin."""
        return self.retinoid or self.exfoliating or self.left_on_with("benzoyl_peroxide")

    @cached_property
    def ester(self) -> bool:
        """Tell whether it holds retinyl acetate or palmitate, as far as is known."""
        known = "inci" in self.data
        named = self.lists("RETINYL ACETATE") or self.lists("RETINYL PALMITATE")
        return self.tagged("retinoid_mild") and (named or not known)

    @cached_property
    def phototoxic(self) -> bool:
        return self.left_on_with("phototoxic_oil") and not self.data.get("fcf", False)

    @cached_property
    def protects(self) -> bool:
        spf = self.data.get("spf", 0)
        if self.kind in {"lip_balm", "body_lotion"}:
            return False
        return bool(spf >= 30 if spf > 0 else self.kind == "sunscreen")

    @cached_property
    def silicone_heavy(self) -> bool:
        found = any(is_of_family(name, "silicone") for name in self.names[:5])
        return self.leave_on and bool(self.data.get("silicone_heavy", found))

    def lists(self, name: str) -> bool:
        """Tell whether a normalised name is one of the label's, as a whole or as a part of one."""
        return any(name in candidates(own) for own in self.names)

    def labelled(self, family: str) -> bool:
        """Tell whether an ingredient name is of a family."""
        if family == "physical_abrasive" and self.kind != "exfoliant_physical":
            return False
        if family == "uv_mineral" and self.kind != "sunscreen" and not self.data.get("spf"):
            return False
        if members := families()[family].members:
            return any(self.labelled(member) for member in members)
        return any(is_of_family(name, family) for name in self.names)

    def contains(self, family: str) -> bool:
        """Tell whether a family is tagged, as a trace too, or on the label."""
        tags = {*self.actives, *self.data.get("trace_actives", [])}
        members = families()[family].members
        return bool(tags & {family, *members}) or self.labelled(family)

    def day(self, field: str) -> date | None:
        """Return the date in a field; a month stands for its last day."""
        text = self.data.get(field)
        if text is None:
            return None
        if len(text) == len("2026-03"):
            year, month = map(int, text.split("-"))
            return date(year, month, monthrange(year, month)[1])
        return date.fromisoformat(text)
