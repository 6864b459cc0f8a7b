"""The reason for each place of an arrangement, in the user's language."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from routines.engine.arrangement import Because, Placement, Unplaced
from routines.engine.flags import Rule
from routines.engine.plan import Plan, Product, Session
from routines.engine.trial import Seats
from routines.words import and_list, schedule_words, session_name, short_date


def when_words(seats: Seats) -> str:
    """Say when a product is used: "Morning and evening: Every day"."""
    by_schedule: dict[str, list[Session]] = {}
    for session in sorted(seats):
        by_schedule.setdefault(schedule_words(seats[session]), []).append(session)
    return "; ".join(
        _("%(session)s: %(when)s")
        % {"session": and_list(session_name(each) for each in sessions), "when": when}
        for when, sessions in by_schedule.items()
    )


def placed_words(placement: Placement, plan: Plan, rules: Mapping[str, Rule]) -> str:
    """Say why a product is used just so."""
    product = plan.products[placement.product]
    facts = {
        "rule": _(rules[placement.rule].title) if placement.rule in rules else "",
        "others": and_list(plan.products[key].name for key in placement.others),
    }
    words = {
        Because.WISH: _("As often as you wished."),
        Because.LABEL: _label(product),
        Because.TURNS: _("In turn with %(others)s."),
        Because.RULE: _("More often would mean “%(rule)s”."),
        Because.DATES: _("These dates stay clear of “%(rule)s”."),
        Because.CYCLE: _("Its night of four, with two nights of rest."),
    }.get(placement.because) or _usual(product)
    later = _later(placement, rules)
    return " ".join(filter(None, (words % facts, _missed(placement), *later)))


def unplaced_words(unplaced: Unplaced, rules: Mapping[str, Rule]) -> str:
    """Say why a product has no place."""
    if unplaced.because is Because.NO_SUNSCREEN:
        return _("There is no sunscreen on your shelf, and this product needs one in the morning.")
    if unplaced.because is Because.TEMPLATE:
        return _("A simple routine does without it.")
    if unplaced.rule in rules:
        rule = rules[unplaced.rule]
        return f"{_(rule.title)}. {_(rule.words)}"
    return _("No date of the next four weeks is free for it.")


def _label(product: Product) -> str:
    times = product.label_max_per_week
    if times is None:
        times = product.label_max_per_day or 0
        words = ngettext(
            "Its label allows %(n)d use a day.", "Its label allows %(n)d uses a day.", times
        )
        return words % {"n": times}
    words = ngettext(
        "Its label allows %(n)d use in 7 days.", "Its label allows %(n)d uses in 7 days.", times
    )
    return words % {"n": times}


def _usual(product: Product) -> str:
    times = product.kind_facts.max_week
    if not times:
        return _("As often as its kind is usually used.")
    words = ngettext(
        "Its kind is used %(n)d time a week at most.",
        "Its kind is used %(n)d times a week at most.",
        times,
    )
    return words % {"n": times}


def _missed(placement: Placement) -> str:
    if placement.missed is None:
        return ""
    return _("What you wished for does not fit without a flag.")


def _later(placement: Placement, rules: Mapping[str, Rule]) -> Iterator[str]:
    """Say what is to be done in time: use more of it, open another pack."""
    if placement.more_from:
        words = _("From %(day)s more of it is fine: arrange your week again then.")
        yield words % {"day": short_date(placement.more_from)}
    if placement.pack:
        words = _("From %(day)s it takes another pack: “%(rule)s”.")
        title = _(rules[placement.pack.rule].title)
        yield words % {"day": short_date(placement.pack.date), "rule": title}
