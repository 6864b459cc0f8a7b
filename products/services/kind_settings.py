"""Keep what the owner sets about kinds; all pages go by it at once in this process."""

from collections.abc import Iterable

from django.db import transaction

from products.kinds_in_force import forget_kinds
from products.models import KindSetting


@transaction.atomic
def kind_setting_save(*, setting: KindSetting) -> None:
    """Save a setting with its history."""
    setting.save()
    transaction.on_commit(forget_kinds)


@transaction.atomic
def kind_settings_remove(*, settings: Iterable[KindSetting]) -> None:
    """Let kinds be as they are known. The history stays."""
    for setting in settings:
        setting.delete()
    transaction.on_commit(forget_kinds)
