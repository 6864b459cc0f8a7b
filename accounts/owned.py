"""Rows that belong to one person, and the only way to reach them."""

from typing import TypeVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.prepared import Given

Row = TypeVar("Row", bound=models.Model)


class OwnedManager(models.Manager[Row]):
    """Private rows. Every query starts with `for_user`."""

    def for_user(self, user: User | Given) -> models.QuerySet[Row]:
        return self.filter(owner=user)


class Owned(models.Model):
    """A private row. Its owner leads its indexes and is the sharding key."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("owner"),
        editable=False,
    )

    class Meta:
        abstract = True
