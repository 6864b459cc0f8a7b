"""Keep what somebody tells of a product: whether it is new, and what is in it."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.pregnancy import Answer, pregnancy_answer
from accounts.selectors import profile_of
from products.pack_limits import LIMITS
from routines.models import Pack, ShelfItem, Step
from routines.packs import pack_in_use
from routines.questions import ACIDS, RETINOID_FAMILY
from routines.services.recording import plan_change


@transaction.atomic
def questions_answer(
    *, user: User, item: ShelfItem, answers: Mapping[str, Any], today: date
) -> None:
    """Keep the answers that were given, by their names in QuestionsForm; others stay open."""
    if answers.get("pack_says"):
        limits = LIMITS[answers["pack_says"]]
        item.label_max_per_day, item.label_max_per_week = limits.per_day, limits.per_week
        item.label_asked = True
    if answers.get("new_to_me") is not None:
        item.new_to_me = answers["new_to_me"]
    if answers.get("retinoid") is not None:
        _tell(item, [RETINOID_FAMILY], holds=[RETINOID_FAMILY] if answers["retinoid"] else [])
    if answers.get("acids"):
        _tell(item, ACIDS, holds=answers["acids"].split())
    item.patch_test = answers.get("patch_test") or item.patch_test
    item.save()
    if answers.get("retinoid_experienced"):
        profile = profile_of(user)
        profile.retinoid_experienced = True
        profile.save()
    if answers.get("pregnancy"):
        pregnancy_answer(user=user, answer=Answer(answers["pregnancy"]), today=today)


def _tell(item: ShelfItem, asked: Iterable[str], *, holds: Collection[str]) -> None:
    """Note of each family that was asked about whether it is in the product."""
    for family in asked:
        said = "added_families" if family in holds else "denied_families"
        setattr(item, said, _with(getattr(item, said), family, wanted=True))


def active_say(*, user: User, item: ShelfItem, family: str, contains: bool, now: datetime) -> None:
    """Keep the owner's word on whether a product contains a family of actives.

    It comes before the tags, which stay as they are.
    """
    tagged = family in item.shown.families
    denied = tagged or family in item.shown.trace_families
    item.added_families = _with(item.added_families, family, wanted=contains and not tagged)
    item.denied_families = _with(item.denied_families, family, wanted=not contains and denied)
    words = (
        _("Noted what is in %(product)s") if contains else _("Noted what is not in %(product)s")
    )
    with plan_change(owner=user, summary=words % {"product": item}, now=now) as recorder:
        recorder.save(item)


def _with(families: list[str], family: str, *, wanted: bool) -> list[str]:
    return sorted({*families, family} if wanted else {*families} - {family})


def pack_note_change(*, user: User, item: ShelfItem, today: date, now: datetime) -> bool:
    """Note that the pack in use looks or smells different today. Say whether one was open."""
    pack = pack_in_use(Pack.objects.for_user(user).filter(shelf_item=item), today)
    if pack is None:
        return False
    summary = _("Noted that %(product)s changed") % {"product": item}
    with plan_change(owner=user, summary=summary, now=now) as recorder:
        pack.changed_on = pack.changed_on or today
        recorder.save(pack)
    return True


def first_use_note(*, user: User, item: ShelfItem, day: date) -> None:
    """Date what is new by its first use: this day, or when a step of it was first due."""
    if not item.new_to_me or item.first_used_on:
        return
    steps = Step.objects.for_user(user).filter(shelf_item=item, starts_on__lte=day)
    due = [
        step.schedule.dates(step.starts_on, min(day, step.ends_on or day))[:1] for step in steps
    ]
    item.first_used_on = min([day, *(first for dates in due for first in dates)])
    item.save(update_fields=["first_used_on"])
