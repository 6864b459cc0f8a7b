"""Say how long what stands on the shelf keeps."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from products.knowledge import kinds
from products.models import Product
from products.shelf import OnShelf
from products.usage import how_often
from routines.engine.keeping import SUNSCREEN_MONTHS, Since, UseBy, months_after
from routines.models import Pack
from routines.packs import days_it_lasts
from routines.selectors_shelf import (
    Shelved,
    place_address,
    running_routine,
    shelf_item_of,
)
from routines.services.shelf import needs_label

SOON = 30
"""Days before its last day that a date is worth a mark."""

DAYS_COUNTED = 14
WEEKS_COUNTED = 91

PAST = {
    Since.PRINTED: gettext_lazy("Past its date since %(day)s"),
    Since.BOUGHT: gettext_lazy("Past its time since %(day)s"),
    Since.OPENED: gettext_lazy("Open longer than its jar symbol says, since %(day)s"),
}
NOT_TO_USE_UP = {"warning", "caution"}
SEVERITY = {Since.PRINTED: "warning", Since.BOUGHT: "warning", Since.OPENED: "caution"}


@dataclass(frozen=True, slots=True)
class Keeps:
    """How long a product keeps, in words.

    `severity` is empty where there is nothing to mention. `note` says where the words are from.
    `used` is the part of its time that is over, in per cent; None where the time is unknown.
    `left` estimates when the pack is empty; empty where nothing tells.
    """

    words: str
    severity: str = ""
    note: str = ""
    used: int | None = None
    left: str = ""

    @property
    def width(self) -> int:
        """How far the bar of 200 units is filled."""
        return 2 * (self.used or 0)

    @property
    def end(self) -> float:
        """Where the mark at its end stands, wholly inside the bar."""
        return min(198.5, max(1.5, self.width))


def day_words(day: date, today: date) -> str:
    """Return "3 Oct", with the year where it is another one."""
    return date_format(day, "j M" if day.year == today.year else "j M Y")


def keeps(row: Shelved, today: date) -> Keeps:
    """Say until when to use what stands on the shelf, or what is known of that."""
    found = _kept(row, today)
    return found if found.severity in NOT_TO_USE_UP else replace(found, left=_runs_out(row, today))


def _kept(row: Shelved, today: date) -> Keeps:
    pack, dated = row.pack, row.use_by
    if pack is None:
        return Keeps(_("No date noted yet"))
    if row.finished_on:
        return Keeps(_("Finished %(day)s") % {"day": day_words(row.finished_on, today)})
    if pack.changed_on and pack.changed_on <= today:
        changed = _("Look or smell changed since %(day)s")
        words = changed % {"day": day_words(pack.changed_on, today)}
        return Keeps(words, "caution", _("A product that changed is best thrown away."))
    if dated is None:
        return _undated(row, pack, today)
    used = _used(pack, dated.day, today)
    if today > dated.day:
        past = PAST[dated.since] % {"day": day_words(dated.day, today)}
        return Keeps(past, SEVERITY[dated.since], _source(row, dated), 100)
    severity = "info" if (dated.day - today).days <= SOON else ""
    return Keeps(_until(pack, dated, today), severity, _source(row, dated), used)


def _runs_out(row: Shelved, today: date) -> str:
    """Estimate when the open pack is empty, by how long those before it lasted; else empty."""
    lasts = days_it_lasts(row.packs)
    if not (lasts and row.is_open and row.pack and row.pack.opened_on):
        return ""
    empty = row.pack.opened_on + timedelta(days=lasts)
    if empty <= today:
        return _("Estimate: about empty, by how long it lasted before")
    day = {"day": day_words(empty, today)}
    if row.use_by and today <= row.use_by.day < empty:
        return _("Estimate: lasts to about %(day)s, longer than its date") % day
    return _("Estimate: runs out around %(day)s, as it did before") % day


def _until(pack: Pack, dated: UseBy, today: date) -> str:
    if pack.month_only and dated.since is Since.PRINTED:
        day = _("the end of %(month)s") % {"month": date_format(dated.day, "F Y")}
    else:
        day = day_words(dated.day, today)
    left = (dated.day - today).days
    ahead = _ahead(left)
    if pack.opened_on is None:
        return _("Sealed, good until %(day)s") % {"day": day}
    if not ahead:
        return _("Use by %(day)s") % {"day": day}
    return _("Use by %(day)s, %(ahead)s") % {"day": day, "ahead": ahead}


def _ahead(days: int) -> str:
    """Return "in 8 days" or "in 8 weeks"; empty for what is further away than a season."""
    if days == 0:
        return _("today")
    if days < DAYS_COUNTED:
        return ngettext("in %(n)d day", "in %(n)d days", days) % {"n": days}
    if days < WEEKS_COUNTED:
        weeks = days // 7
        return ngettext("in %(n)d week", "in %(n)d weeks", weeks) % {"n": weeks}
    return ""


def _source(row: Shelved, dated: UseBy) -> str:
    if dated.since is Since.PRINTED:
        return _("Printed on the pack")
    if dated.since is Since.BOUGHT:
        words = _("Counted %(n)d months from buying it: no date of the pack is noted")
        return words % {"n": SUNSCREEN_MONTHS}
    months = row.facts.pao_months or 0
    words = ngettext("%(n)d month after opening", "%(n)d months after opening", months)
    return words % {"n": months}


def _undated(row: Shelved, pack: Pack, today: date) -> Keeps:
    """Estimate by the kind, where nobody stated a date; an estimate is called one."""
    if pack.opened_on is None:
        return Keeps(_("Sealed, no date noted"))
    opened = _("Opened %(day)s") % {"day": day_words(pack.opened_on, today)}
    usual = kinds()[row.product.kind].pao
    if not usual or row.facts.single_use:
        return Keeps(opened, note=_("The date on the pack is not noted"))
    last = months_after(pack.opened_on, usual)
    note = _("Its kind usually keeps %(n)d months. The jar symbol on yours comes first.")
    words = _("Estimate: to about %(month)s") % {"month": date_format(last, "F Y")}
    if last < today:
        words = _("Estimate: open longer than is usual")
    return Keeps(words, note=note % {"n": usual}, used=_used(pack, last, today))


def _used(pack: Pack, last: date, today: date) -> int | None:
    """Return how much of the time from opening (or purchase) to a day is over, in per cent."""
    first = pack.opened_on or pack.purchased_on
    if first is None or last <= first:
        return None
    return min(100, max(0, round(100 * (today - first).days / (last - first).days)))


def found_on_shelf(user: User, product: Product, today: date) -> OnShelf | None:
    """Say how a product stands on somebody's shelf, for its own page. At most four queries."""
    row = shelf_item_of(user, product, today)
    if row is None:
        return None
    said, item = keeps(row, today), row.item
    return OnShelf(
        keeps=said.words,
        severity=said.severity,
        routines=tuple(routine.name for routine in row.routines),
        item_url=item.get_absolute_url(),
        place_url=place_address(running_routine(user, today), item),
        label_url=reverse("shelf-label", args=[item.pk]) if product.kind == "ampoule" else "",
        asks_label=needs_label(item),
        pack_says=how_often(per_week=item.label_max_per_week, per_day=item.label_max_per_day),
    )
