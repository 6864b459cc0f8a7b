"""A pasted list of products: read it, guess what each line is, and confirm it in a table."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.models import User
from accounts.requests import row_key
from products.kind_guess import guess_kind
from products.models import Product
from products.search_text import plain
from products.selectors import match_products
from routines.engine.plan import Session
from routines.forms.weekdays import WeekdaysField
from routines.offers import RETINOID, Offer, offer_choices, offer_for, offers
from routines.services.start import Pick

MOST_LINES = 60
NAME_LENGTH = 200
PREFIX = "lines"

BULLET = re.compile(r"^\W*(?:\d{1,3}\s*[.):]\s*)?\W*(?=\w)")
HEADING = re.compile(
    r"^(?:my )?(?:(?P<am>am|a\.m\.|mornings?|day)|(?P<pm>pm|p\.m\.|evenings?|nights?))"
    r"(?: routine)?\W*$",
    re.IGNORECASE,
)
WORD = re.compile(r"\w")
RETINOIDS = re.compile(r"\bretin(?:ol|al|aldehyde|oid)\b", re.IGNORECASE)


@dataclass(slots=True)
class Line:
    """One product of a pasted list; `sessions` are those of the headings above it, if any."""

    text: str
    sessions: set[Session] = field(default_factory=set)


def read_lines(text: str) -> list[Line]:
    """Return the products of a list, each once; bullets, numbers and blank lines are dropped."""
    found: dict[str, Line] = {}
    session: Session | None = None
    for raw in text.splitlines():
        if heading := HEADING.match(raw.strip()):
            session = Session.AM if heading["am"] else Session.PM
            continue
        words = " ".join(BULLET.sub("", raw).split())
        if not WORD.search(words):
            continue
        line = found.setdefault(plain(words) or words, Line(words))
        if session:
            line.sessions.add(session)
    return list(found.values())


class PasteForm(forms.Form):
    """A list of products as somebody keeps it: one a line."""

    lines = forms.CharField(
        label=_("Your products, one a line"),
        help_text=_("Brand and name, or just what it is. “Morning” and “Evening” lines count."),
        widget=forms.Textarea(attrs={"rows": 10}),
        max_length=20_000,
    )

    def clean_lines(self) -> str:
        text: str = self.cleaned_data["lines"]
        number = len(read_lines(text))
        if not number:
            raise forms.ValidationError(_("There is no product in these lines."))
        if number > MOST_LINES:
            raise forms.ValidationError(
                ngettext_lazy(
                    "That is %(number)d product; paste at most %(most)d at a time.",
                    "That are %(number)d products; paste at most %(most)d at a time.",
                    number,
                ),
                params={"number": number, "most": MOST_LINES},
            )
        return text


if TYPE_CHECKING:  # BaseFormSet takes a parameter in django-stubs, not in Django 5.2
    LineFormSet = forms.BaseFormSet["LineForm"]
else:
    LineFormSet = forms.BaseFormSet


class LineForm(forms.Form):
    """One line of the table: what it is, and when it is used."""

    product = forms.IntegerField(required=False, widget=forms.HiddenInput)
    known = forms.BooleanField(required=False)
    name = forms.CharField(label=_("Product"), max_length=NAME_LENGTH)
    kind = forms.ChoiceField(label=_("Kind"), choices=offer_choices, required=False)
    am = forms.BooleanField(label=_("Morning"), required=False)
    pm = forms.BooleanField(label=_("Evening"), required=False)
    days = WeekdaysField(label=_("How often?"), required=False)

    def __init__(self, *args: Any, products: Mapping[int, Product], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.match = products.get(row_key(str(self["product"].value() or "")) or 0)

    @property
    def asks_days(self) -> bool:
        """Whether the product found is one of those that are not for every day."""
        return self.match is not None and bool(
            offer_for(self.match.kind, self.match.families).days
        )

    @property
    def reads_otherwise(self) -> bool:
        """Whether the product found is called differently from what was written."""
        return plain(str(self["name"].value() or "")) != plain(str(self.match or ""))

    def clean(self) -> None:
        data = self.cleaned_data
        if data.get("product") and self.match is None:
            raise forms.ValidationError(_("This product is not there any more."))
        offer = self._offer()
        if offer is None:
            self.add_error("kind", _("Choose what kind of product this is."))
        elif offer.days and not data.get("days", True):
            self.add_error("days", _("Tick at least one day."))
        if not (data.get("am") or data.get("pm")):
            self.add_error("am", _("Tick morning or evening, or leave it out."))

    def _offer(self) -> Offer | None:
        if self.match and self.cleaned_data.get("known"):
            return offer_for(self.match.kind, self.match.families)
        return offers().get(self.cleaned_data.get("kind", ""))

    def pick(self) -> Pick | None:
        """Return what a valid line stands for; None for one that was left empty."""
        offer, data = self._offer(), self.cleaned_data
        if offer is None:
            return None
        ticked = {Session.AM: data["am"], Session.PM: data["pm"]}
        return Pick(
            offer=offer,
            sessions=frozenset(session for session in Session if ticked[session]),
            name=data["name"],
            days=tuple(data["days"]) if offer.days else (),
            product=self.match if data["known"] else None,
        )


class Lines(LineFormSet):
    """The table: every line of the list, until it is left out."""

    default_error_messages = {"too_few_forms": _("Keep at least one product.")}

    def picks(self) -> list[Pick]:
        """Return the lines that were not left out. Call it on a valid table."""
        kept = (form for form in self.forms if form not in self.deleted_forms)
        return [pick for pick in (form.pick() for form in kept) if pick is not None]


LinesTable = cast(
    "type[Lines]",
    forms.formset_factory(
        LineForm,
        formset=Lines,
        extra=0,
        min_num=1,
        validate_min=True,
        max_num=MOST_LINES,
        absolute_max=MOST_LINES,
        validate_max=True,
        can_delete=True,
    ),
)


def lines_read(user: User, text: str) -> Lines:
    """Return the table for a list: each line with the product it names, or the kind it seems."""
    lines = read_lines(text)
    matches = match_products(user, [line.text for line in lines])
    found = {match.pk: match for match in matches if match}
    initial = [_guess(line, match) for line, match in zip(lines, matches, strict=True)]
    return LinesTable(initial=initial, prefix=PREFIX, form_kwargs={"products": found})


def lines_confirmed(user: User, data: QueryDict) -> Lines:
    """Return the table as it came back. Products somebody may not use are not found."""
    named = {row_key(data.get(f"{PREFIX}-{number}-product", "")) for number in range(MOST_LINES)}
    usable = Product.objects.usable_by(user).select_related("brand")
    found = usable.in_bulk(key for key in named if key)
    return LinesTable(
        data,
        prefix=PREFIX,
        form_kwargs={"products": found},
    )


def _guess(line: Line, match: Product | None) -> dict[str, object]:
    offer = offer_for(match.kind, match.families) if match else _guessed_offer(line.text)
    sessions = line.sessions or set(offer.usual_sessions if offer else Session)
    return {
        "product": match.pk if match else None,
        "known": match is not None,
        "name": shortened(line.text),
        "kind": offer.id if offer else "",
        "am": Session.AM in sessions,
        "pm": Session.PM in sessions,
        "days": (offer and offer.days) or offers()["ampoule"].days,
    }


def _guessed_offer(text: str) -> Offer | None:
    kind = guess_kind(text).kind
    if RETINOIDS.search(text) and kind in (None, "serum"):
        return offers()[RETINOID]
    return offers().get(kind or "")


def shortened(text: str) -> str:
    """Return a name that fits; a cut is shown and can be mended."""
    return text if len(text) <= NAME_LENGTH else f"{text[: NAME_LENGTH - 1]}…"
