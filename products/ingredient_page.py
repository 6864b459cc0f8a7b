"""What the page of an ingredient says of it, in words."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from products.inci.families import families_on_label
from products.knowledge import families
from products.models import Ingredient, ProductIngredient

ALLERGEN = "fragrance_allergen"

ANNEXES = {
    "II": gettext_lazy("prohibited in cosmetics"),
    "III": gettext_lazy("allowed within limits"),
    "IV": gettext_lazy("an allowed colourant"),
    "V": gettext_lazy("an allowed preservative"),
    "VI": gettext_lazy("an allowed UV filter"),
}
"""The annexes of Regulation (EC) No 1223/2009, by their number."""

_ENTRY = re.compile(r"(VI|V|IV|III|II)/([0-9a-zA-Z]+)")


@dataclass(frozen=True, slots=True)
class FamilyWords:
    """A family in plain words; `traces` do not count where it stands among the last per cent."""

    label: str
    note: str
    traces: bool


@dataclass(frozen=True, slots=True)
class RuleLink:
    """A rule that looks for an ingredient, and its page."""

    title: str
    url: str


RulesAbout = Callable[[Collection[str]], Sequence[RuleLink]]
"""Find the rules that look for one of some families. Another app fills it in."""


@dataclass(frozen=True, slots=True)
class About:
    """What is known of an ingredient: families, rules, functions and restrictions in the EU."""

    families: tuple[FamilyWords, ...]
    rules: Sequence[RuleLink]
    is_allergen: bool
    functions: tuple[str, ...]
    restrictions: tuple[str, ...]


def about(ingredient: Ingredient, rules_about: RulesAbout) -> About:
    """Return what stands on the page besides the products."""
    found = families_on_label(ingredient.name, "")
    return About(
        families=tuple(_family(name) for name in found if name != ALLERGEN),
        rules=rules_about(found),
        is_allergen=ALLERGEN in found,
        functions=tuple(str(word).capitalize() for word in ingredient.functions),
        restrictions=_restrictions(ingredient.restriction),
    )


def place_words(place: ProductIngredient) -> str:
    """Say where on a list, and how much if the label states it."""
    if place.may_contain:
        return _("In some shades")
    nth = _("No. %(n)d on the list") % {"n": place.position}
    return f"{nth}, {place.percent:g} %" if place.percent is not None else nth


def _family(name: str) -> FamilyWords:
    family = families()[name]
    return FamilyWords(_(family.label), _(family.note) if family.note else "", family.trace_ok)


def _restrictions(text: str) -> tuple[str, ...]:
    """Return each annex an entry names, in words; a text that names none stays as it is."""
    entries = _ENTRY.findall(text)
    if not entries:
        return (text,) if text else ()
    words = _("Annex %(annex)s, entry %(entry)s: %(words)s")
    return tuple(
        words % {"annex": annex, "entry": entry, "words": ANNEXES[annex]}
        for annex, entry in entries
    )
