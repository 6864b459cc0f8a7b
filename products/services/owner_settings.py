"""Keep what the owner of the server sets; all pages go by it at once in this process."""

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction

from accounts.kept import Kept


@transaction.atomic
def setting_save(*, setting: models.Model, kept: Kept[Any]) -> None:
    """Save a setting with its history, and have settings read again."""
    setting.save()
    transaction.on_commit(kept.forget)


@transaction.atomic
def settings_remove(*, settings: Iterable[models.Model], kept: Kept[Any]) -> None:
    """Let things be as they are without these settings. Their history stays."""
    for setting in settings:
        setting.delete()
    transaction.on_commit(kept.forget)
