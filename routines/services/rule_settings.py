"""Keep what the owner sets about rules; all pages go by it at once in this process."""

from collections.abc import Iterable

from django.db import transaction

from routines.models import RuleSetting
from routines.rules_in_force import forget_rules


@transaction.atomic
def rule_setting_save(*, setting: RuleSetting) -> None:
    """Save a setting with its history."""
    setting.save()
    transaction.on_commit(forget_rules)


@transaction.atomic
def rule_settings_remove(*, settings: Iterable[RuleSetting]) -> None:
    """Let rules be as they are stated. The history stays."""
    for setting in settings:
        setting.delete()
    transaction.on_commit(forget_rules)
