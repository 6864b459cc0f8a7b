"""The kinds of product as this server holds them: those of kinds.toml, with what its owner set."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext as _

from accounts.kept import Kept
from products.knowledge import Kind, kinds
from products.models import KindSetting
from products.models.kinds import HIGHEST

Settings = tuple[tuple[str, tuple[tuple[str, int | None], ...]], ...]
"""Kind, and what may be set of it, None where it stays as it is known."""


def kinds_in_force() -> Mapping[str, Kind]:
    """Return every kind by its id, in order of application.

    At most one query in 30 seconds for each process.
    """
    return _with(kind_settings())


def _read() -> Settings:
    return tuple(
        (row.kind, tuple((name, getattr(row, name)) for name in HIGHEST))
        for row in KindSetting.objects.all()
    )


kind_settings = Kept("kind-settings", _read)


@lru_cache(maxsize=8)
def _with(settings: Settings) -> Mapping[str, Kind]:
    """Return the kinds with these settings; one that a later version drops is passed over."""
    if not settings:
        return kinds()
    found = dict(kinds())
    for name, values in settings:
        if name in found:
            changed: dict[str, Any] = {key: value for key, value in values if value}
            found[name] = replace(found[name], **changed)
    return MappingProxyType(dict(sorted(found.items(), key=lambda entry: entry[1].place)))


def differences(kind: Kind) -> list[str]:
    """Say how a kind is held differently here: "Most uses in 7 days: 3 (usually 2)"."""
    usual = kinds()[kind.id]
    words = {
        "layer": _("Place in the order, lower goes on first: %(now)s (usually %(usual)s)"),
        "max_day": _("Most uses in a day: %(now)s (usually %(usual)s)"),
        "max_week": _("Most uses in 7 days: %(now)s (usually %(usual)s)"),
    }
    return [
        line % {"now": getattr(kind, name), "usual": getattr(usual, name) or _("no limit")}
        for name, line in words.items()
        if getattr(kind, name) != getattr(usual, name)
    ]
