"""What narrows the list of products: read off the address, shown as fields and as chips."""

import re
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from products.knowledge import kinds
from products.models.catalogue import kind_choices
from products.search.finding import Filters
from products.search.schema import SPF_STEPS
from products.search_text import words_of
from products.selectors import brands_named

TEXT_LENGTH = 100
NAMES_LENGTH = 500
MOST_NAMES = 30
_BETWEEN_NAMES = re.compile(r"[,;\n]")
_WHILE_CHOOSING = {
    "hx-get": reverse_lazy("product-list"),
    "hx-target": "#results",
    "hx-include": "closest form",
}


def names_in(text: str) -> tuple[str, ...]:
    """Return the names of ingredients in a list with commas, each once; the first thirty."""
    names = (" ".join(name.split()) for name in _BETWEEN_NAMES.split(text))
    return tuple(dict.fromkeys(name for name in names if words_of(name)))[:MOST_NAMES]


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in use, in words, and the address without it."""

    label: str
    url: str


class FilterForm(forms.Form):
    """The search box and what narrows the list. A value that means nothing does not narrow.

    `allergens` are those of whoever looks, as they typed them; the address only says that they
    are asked for, so that they stay out of logs.
    """

    q = forms.CharField(
        label=gettext_lazy("Search by brand, name, kind or ingredient"), required=False
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    brand = forms.CharField(label=gettext_lazy("Brand"), required=False)
    contains = forms.CharField(
        label=gettext_lazy("Contains"),
        help_text=gettext_lazy("Ingredients, with commas."),
        required=False,
    )
    free_of = forms.CharField(
        label=gettext_lazy("Free of"),
        help_text=gettext_lazy("Only products whose ingredient list is known are shown."),
        required=False,
    )
    spf = forms.ChoiceField(label=gettext_lazy("SPF"), required=False)
    unscented = forms.BooleanField(label=gettext_lazy("Fragrance-free"), required=False)
    my_allergens = forms.BooleanField(
        label=gettext_lazy("Free of what I am allergic to"), required=False
    )

    def __init__(self, query: QueryDict, *, allergens: str = "") -> None:
        self.allergens = names_in(allergens)
        super().__init__(_cleaned(query))
        fields: dict[str, Any] = self.fields
        fields["kind"].choices = [("", _("Any kind")), *kind_choices()]
        fields["spf"].choices = [("", _("Any")), *((str(n), f"SPF {n}+") for n in SPF_STEPS)]
        if not self.allergens:
            del fields["my_allergens"]
        for field in list(fields.values())[1:]:
            field.widget.attrs |= _WHILE_CHOOSING
        self.full_clean()

    @property
    def text(self) -> str:
        """The words to search by."""
        return str(self.cleaned_data["q"])

    @property
    def narrows(self) -> bool:
        """Whether anything but words narrows the list."""
        return any(value for name, value in self.cleaned_data.items() if name != "q")

    def filters(self) -> Filters:
        """Return what narrows a search. One query where a brand is named."""
        asked = self.cleaned_data
        free_of = names_in(asked["free_of"])
        if asked.get("my_allergens"):
            free_of += self.allergens
        return Filters(
            kind=asked["kind"],
            maker=asked["brand"],
            brands=brands_named(asked["brand"]) if asked["brand"] else None,
            contains=names_in(asked["contains"]),
            free_of=free_of,
            spf=int(asked["spf"] or 0),
            unscented=asked["unscented"],
        )

    def chips(self) -> list[Chip]:
        """Return each filter in use, in the order of the form."""
        asked = self.cleaned_data
        found = []
        if asked["kind"]:
            found.append(self._chip(_(kinds()[asked["kind"]].label), "kind"))
        if asked["brand"]:
            found.append(self._chip(asked["brand"], "brand"))
        for field, words in (("contains", _("Contains %s")), ("free_of", _("Free of %s"))):
            names = names_in(asked[field])
            for name in names:
                rest = ", ".join(other for other in names if other != name)
                found.append(self._chip(words % name, field, rest))
        if asked["spf"]:
            found.append(self._chip(f"SPF {asked['spf']}+", "spf"))
        ticked = (field for field in ("unscented", "my_allergens") if asked.get(field))
        return found + [self._chip(str(self.fields[field].label), field) for field in ticked]

    @property
    def url_of_words(self) -> str:
        """The address of the same search without filters."""
        return _url("product-list", q=self.text)

    @property
    def url_of_own(self) -> str:
        """Where to add what was looked for as one's own product."""
        return _url("product-suggest", kind=self.cleaned_data["kind"], name=self.text)

    def _chip(self, label: str, field: str, rest: str = "") -> Chip:
        return Chip(label, _url("product-list", **{**self.cleaned_data, field: rest}))


def _url(page: str, **asked: str | bool) -> str:
    """Return an address with what is asked for; what is empty is left out."""
    query = QueryDict(mutable=True)
    for name, value in asked.items():
        if value:
            query[name] = "on" if value is True else value
    return f"{reverse(page)}?{query.urlencode()}" if query else reverse(page)


def _cleaned(query: QueryDict) -> dict[str, str]:
    """Return what an address asks for: lists joined, long words cut, unknown choices left out."""
    asked = {
        "q": query.get("q", "")[:TEXT_LENGTH],
        "kind": query.get("kind", ""),
        "brand": query.get("brand", "")[:TEXT_LENGTH],
        "contains": ", ".join(query.getlist("contains"))[:NAMES_LENGTH],
        "free_of": ", ".join(query.getlist("free_of"))[:NAMES_LENGTH],
        "spf": query.get("spf", ""),
        "unscented": query.get("unscented", ""),
        "my_allergens": query.get("my_allergens", ""),
    }
    known = {"kind": kinds().keys(), "spf": [str(step) for step in SPF_STEPS]}
    return {
        name: value.replace("\0", "")
        for name, value in asked.items()
        if value and (name not in known or value in known[name])
    }
