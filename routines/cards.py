"""One cause as a card: its words, its dates, and the fix it offers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from routines.engine.causes import Cause
from routines.engine.fingerprint import fingerprint
from routines.engine.fixes import Fix, Verb, to_json
from routines.engine.flags import Flag, Rule
from routines.engine.plan import Session
from routines.engine.repair import Reason, first_working
from routines.engine.trouble import Outlook
from routines.fix_words import fix_label
from routines.selectors import OwnedPlan
from routines.words import and_list, session_name, short_date

SHOWN_DATES = 6
"""More dates than this are folded."""

ACCEPTED, PAST = " data-accepted", ' class="is-past"'


@dataclass(frozen=True, slots=True)
class FixOffer:
    """A proven fix: the words of its button, and the value the button sends."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Card:
    """One cause: what, where, why, how sure, and at most one fix.

    `dates` are list items, each with links to its day, one a flag: the first of those that ask
    for something; `more_dates` are the rest and the past.
    `occasions` says "Mornings" or "Evenings" where all dates mean the same session. `keep_url`
    leads to where it is kept as it is; what is past asks for nothing and has none. `find_url`
    leads to products that would do, where the shelf has none.
    """

    rule: Rule
    severity: str
    title: str
    words: str
    about: str
    occasions: str
    dates: tuple[SafeString, ...]
    more_dates: tuple[SafeString, ...]
    fix: FixOffer | None = None
    no_fix: str = ""
    pack_url: str = ""
    keep_url: str = ""
    find_url: str = ""


@dataclass(frozen=True, slots=True)
class CardWriter:
    """Puts causes of one plan into words."""

    owned: OwnedPlan
    outlook: Outlook
    today: date

    def offered(self, causes: Iterable[Cause]) -> tuple[Card, ...]:
        return tuple(self.card(cause, offer=True) for cause in causes)

    def plain(self, causes: Iterable[Cause]) -> tuple[Card, ...]:
        return tuple(self.card(cause) for cause in causes)

    def card(self, cause: Cause, *, offer: bool = False, accepted: bool = False) -> Card:
        fix, no_fix = self._fix(cause) if offer else (None, "")
        occasions = _occasions(cause)
        when: dict[tuple[date, Session | None], list[Flag]] = {}
        for flag in (*cause.ahead, *(flag for flag in cause.flags if flag.date < self.today)):
            when.setdefault((flag.date, flag.session), []).append(flag)
        links = [
            self._links(flags, cause, named=not occasions, accepted=accepted)
            for flags in when.values()
        ]
        return Card(
            rule=cause.rule,
            severity=cause.severity.value,
            title=_(cause.rule.title),
            words=_(cause.rule.words),
            about=self._about(cause),
            occasions=occasions,
            dates=tuple(links[:SHOWN_DATES]),
            more_dates=tuple(links[SHOWN_DATES:]),
            fix=fix,
            no_fix=no_fix,
            pack_url=self._pack_url(cause),
            keep_url=self._keep_url(cause),
            find_url=self._find_url(cause) if offer and not (fix or no_fix) else "",
        )

    def _about(self, cause: Cause) -> str:
        """Return the line made from the uses: which products, on which dates."""
        flag = (cause.ahead or cause.flags)[0]
        names = [self.owned.plan.products[key].name for key in cause.products]
        if cause.rule.section == "frequency" and len(set(flag.dates)) > 1:
            days = and_list(short_date(day) for day in dict.fromkeys(flag.dates))
            facts = {"products": and_list(names), "dates": days}
            return _("%(products)s: first on %(dates)s.") % facts
        if cause.rule.section == "sun" and len(flag.dates) > 1:
            days = and_list(short_date(day) for day in flag.dates[:-1])
            facts = {"products": and_list(names), "dates": days}
            return _("%(products)s: used on %(dates)s.") % facts
        if cause.rule.section == "order":
            return _("Now in this order: %(products)s.") % {"products": ", ".join(names)}
        return _("%(products)s.") % {"products": and_list(names)} if names else ""

    def _fix(self, cause: Cause) -> tuple[FixOffer | None, str]:
        if not cause.ahead:
            return None, ""
        found = first_working(self.outlook, cause)
        if isinstance(found, Fix):
            return FixOffer(fix_label(found, self.owned.plan), to_json(found)), ""
        if found is Reason.PRESCRIBED:
            return None, _("Prescribed: ask your prescriber before you change it.")
        return None, ""

    def _pack_url(self, cause: Cause) -> str:
        """Return where to say what the pack says, for a rule that the pack may overrule."""
        if cause.rule.id not in PACK_RULES:
            return ""
        item = self.owned.items.get(cause.products[0])
        return reverse("shelf-label", args=[item.pk]) if item else ""

    def _find_url(self, cause: Cause) -> str:
        """Return where to find the product that a rule asks for."""
        if not cause.ahead or FINDABLE.isdisjoint(cause.rule.verbs):
            return ""
        product = self.owned.plan.products[cause.products[0]]
        kind = "sunscreen" if Verb.ADD_STEP in cause.rule.verbs else product.kind
        return f"{reverse('product-list')}?{urlencode({'kind': kind})}"

    def _keep_url(self, cause: Cause) -> str:
        if not cause.ahead:
            return ""
        flag = cause.ahead[0]
        mark = fingerprint(flag, self.owned.plan, self.outlook.rules[flag.rule])
        asked = urlencode({"day": flag.date.isoformat(), "flag": mark})
        return f"{reverse('plan-accept')}?{asked}"

    def _links(
        self, flags: list[Flag], cause: Cause, *, named: bool, accepted: bool
    ) -> SafeString:
        """Return the flags of one date and session as a list item; `named` tells its session.

        The date stands once, on the cause's own rule where that is among them.
        """
        flags = sorted(flags, key=lambda flag: flag.rule != cause.rule.id)
        when = short_date(flags[0].date)
        if flags[0].session and named:
            when = f"{when}, {session_name(flags[0].session).lower()}"
        links: list[str] = []
        for flag in flags:
            own = flag.rule == cause.rule.id
            words = [when] if own or not links else []
            words += [] if own else [f"({_(self.outlook.rules[flag.rule].title).lower()})"]
            links.append(self._link(flag, " ".join(words), accepted=accepted))
        return SafeString(f"<li>{' '.join(links)}</li>")

    def _link(self, flag: Flag, words: str, *, accepted: bool) -> str:
        """Return a flag as a link.

        Written here, as a month has a hundred: a template took six times as long. Only its words
        need escaping; the rest are dates and words of our own code.
        """
        iso = flag.date.isoformat()
        marks = f"{ACCEPTED if accepted else ''}{PAST if flag.date < self.today else ''}"
        return (
            f'<a href="{calendar_address()}{iso}/" data-flag="{flag.rule}" data-date="{iso}"'
            f' data-session="{flag.session or ""}" data-severity="{flag.severity}"{marks}>'
            f"{escape(words)}</a>"
        )


FINDABLE = {Verb.ADD_STEP, Verb.REPLACE_PRODUCT}
"""Fixes that need a product somebody may not own yet."""

PACK_RULES = {"ampoule-too-often", "ampoule-twice-a-day", "ampoule-consecutive-days"}


def _occasions(cause: Cause) -> str:
    sessions = {flag.session for flag in cause.flags}
    if sessions == {Session.AM}:
        return _("Mornings:")
    return _("Evenings:") if sessions == {Session.PM} else ""


@lru_cache
def calendar_address() -> str:
    """Return the address that days stand below."""
    return reverse("calendar")
