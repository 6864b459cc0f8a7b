"""Ask about pregnancy in place, and keep the answer. Asked only where it changes the advice."""

from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.models import SkinProfile, User
from accounts.selectors import profile_of

NO_HOLDS = timedelta(days=180)
"""How long "none of these" is believed before it is asked again."""


class Answer(TextChoices):
    """The answers, in the order they are offered."""

    PREGNANT = "pregnant", _("Pregnant")
    TRYING = "trying", _("Trying for a baby")
    BREASTFEEDING = "breastfeeding", _("Breastfeeding")
    NONE = "none", _("None of these")
    DONT_ASK = "dont_ask", _("Don't ask me")


def is_open(profile: SkinProfile, today: date) -> bool:
    """Say whether to ask: nothing of it is known to be so, and it was not denied lately."""
    if not profile.asks_pregnancy or profile.trying_from:
        return False
    denied = profile.pregnancy_denied_on
    if denied and today - denied < NO_HOLDS:
        return False
    return not any(
        first and (last is None or last >= today)
        for first, last in (
            (profile.pregnant_from, profile.pregnant_until),
            (profile.breastfeeding_from, profile.breastfeeding_until),
        )
    )


def pregnancy_answer(*, user: User, answer: Answer, today: date) -> None:
    """Keep an answer, as true from today on. What was noted before stays where it is so still."""
    profile = profile_of(user)
    match answer:
        case Answer.NONE:
            profile.pregnancy_denied_on = today
        case Answer.DONT_ASK:
            profile.asks_pregnancy = False
        case Answer.TRYING:
            profile.trying_from = profile.trying_from or today
        case _:
            setattr(profile, f"{answer}_from", today)
            setattr(profile, f"{answer}_until", None)
    profile.save()
