"""Fixes, and what they change, in the user's language."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from products.knowledge import kinds
from routines.engine.fix_text import FixText, describe
from routines.engine.fixes import Fix, Verb
from routines.engine.plan import Plan, Session
from routines.engine.preview import changes
from routines.words import and_list, short_date, weekday_short

NAMED_DATES = 3
"""More dates than this are counted, not named."""
NAMED_FIXES = 2
NAMED_PRODUCTS = 2
"""More products than this are not named: "Put these in order" says enough."""


def fix_label(fix: Fix, plan: Plan) -> str:
    """Say on a button what a fix does, in two to five words."""
    facts = describe(fix, plan)
    if facts.verb is Verb.REORDER and facts.other:
        kind = _kind(plan, facts.other)
        place = (
            _("Move it after the %(kind)s") if facts.after else _("Move it before the %(kind)s")
        )
        return place % {"kind": kind}
    if facts.verb in _RHYTHMS:
        return _rhythm(facts)
    if facts.until or (facts.verb in _DATED and facts.dates):
        return _dated(facts)
    if facts.verb is Verb.ADD_STEP:
        return _added(facts, plan)
    if facts.verb is Verb.MOVE_SESSION:
        return _moved(facts, plan)
    return _plain(facts.verb)


def fix_named(fix: Fix, plan: Plan) -> str:
    """Say what a fix does where no card stands beside it: also to which products, if few."""
    products = dict.fromkeys(describe(fix, plan).products)
    names = [plan.products[key].name for key in products if key in plan.products]
    if not 0 < len(names) <= NAMED_PRODUCTS:
        return fix_label(fix, plan)
    facts = {"what": fix_label(fix, plan), "products": and_list(names)}
    return _("%(what)s (%(products)s)") % facts


def _moved(facts: FixText, plan: Plan) -> str:
    if facts.besides:
        return _("Move it, use %(kind)s daily") % {"kind": _kind(plan, facts.besides)}
    morning = facts.session is Session.AM
    return _("Use it in the morning") if morning else _("Use it in the evening")


def _added(facts: FixText, plan: Plan) -> str:
    kind = _kind(plan, facts.products[0])
    if facts.once:
        return _("%(kind)s on %(dates)s") % {"kind": kind.capitalize(), "dates": _few(facts)}
    return _("Use %(kind)s every morning") % {"kind": kind}


def _kind(plan: Plan, product: str) -> str:
    return _(kinds()[plan.products[product].kind].label).lower()


_DATED = {Verb.SKIP_ONCE, Verb.PAUSE, Verb.START_LATER}
_RHYTHMS = {Verb.DROP_WEEKDAYS, Verb.SET_EVERY, Verb.ALTERNATE, Verb.MOVE_DATE}


def _plain(verb: Verb) -> str:
    return {
        Verb.REORDER: _("Put these in order"),
        Verb.REMOVE_STEP: _("Take it out"),
        Verb.REPLACE_PRODUCT: _("Use another one instead"),
    }.get(verb, _("Change it"))


def _few(facts: FixText) -> str:
    if len(facts.dates) == 1:
        return short_date(facts.dates[0])
    count = len(facts.dates)
    return ngettext("%(n)d date", "%(n)d dates", count) % {"n": count}


def _dated(facts: FixText) -> str:
    if facts.until:
        return _("Pause until %(date)s") % {"date": short_date(facts.until)}
    if facts.verb is Verb.START_LATER and len(facts.dates) > 1:
        return _("Start one at a time")
    words = {
        Verb.SKIP_ONCE: _("Skip %(dates)s"),
        Verb.PAUSE: _("Pause on %(dates)s"),
        Verb.START_LATER: _("Start on %(dates)s"),
    }
    return words[facts.verb] % {"dates": _few(facts)}


def _rhythm(facts: FixText) -> str:
    if facts.verb is Verb.ALTERNATE:
        return _("Use them in turn")
    if facts.every:
        return _("Use it every %(n)d days") % {"n": facts.every}
    if facts.weekdays:
        days = and_list(weekday_short(day) for day in facts.weekdays)
        keep = _("Keep %(days)s") if facts.verb is Verb.DROP_WEEKDAYS else _("Use it on %(days)s")
        return keep % {"days": days}
    if facts.dates:
        return _("Move to %(dates)s") % {"dates": _few(facts)}
    return _("Use it less often")


def fixes_summary(fixes: Sequence[Fix], plan: Plan) -> str:
    """Say what fixes did, for the list of changes: by name, or how many if they are many."""
    if len(fixes) > NAMED_FIXES:
        return ngettext("%(n)d fix", "%(n)d fixes", len(fixes)) % {"n": len(fixes)}
    return "; ".join(fix_named(fix, plan) for fix in fixes)


def changes_words(before: Plan, after: Plan, first: date, last: date) -> tuple[str, ...]:
    """Say which uses a fix changes, product by product, in the window."""
    grouped: dict[tuple[str, str], list[date]] = {}
    for change in changes(before, after, first, last):
        grouped.setdefault((change.kind, change.product), []).append(change.date)
    kept = {step.product for step in after.steps if step.last is None or step.last >= last}
    return tuple(
        _gone(after.products[product].name, min(days))
        if kind == "removed" and product not in kept
        else _change(kind, after.products[product].name, sorted(set(days)))
        for (kind, product), days in grouped.items()
    )


def _gone(product: str, first: date) -> str:
    facts = {"product": product, "date": short_date(first)}
    return _("%(product)s is taken out from %(date)s on.") % facts


def _change(kind: str, product: str, days: list[date]) -> str:
    named = [short_date(day) for day in days[:NAMED_DATES]]
    more = len(days) - len(named)
    if more > 0:
        named.append(ngettext("%(n)d more day", "%(n)d more days", more) % {"n": more})
    words = {
        "added": _("%(product)s is added on %(dates)s."),
        "removed": _("%(product)s is left out on %(dates)s."),
        "moved": _("%(product)s changes its place on %(dates)s."),
    }[kind]
    return words % {"product": product, "dates": and_list(named)}
