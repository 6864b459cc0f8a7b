"""Write rows and remember how they were, so that the change can be taken back.

Every change to a plan goes through a `Recorder`. It keeps, for each row it touches, the row as
it was (or that there was none); undoing puts these rows back, newest first.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.core import serializers
from django.db import connection, transaction

from accounts.backends import user_held
from accounts.models import User
from accounts.owned import Owned
from accounts.prepared import OWNER, Prepared
from routines.models import AcceptedFlag, Pack, Pause, PlanChange, Routine, ShelfItem, Step, Use

RECORDED: dict[str, type[Owned]] = {
    model._meta.label_lower: model
    for model in (ShelfItem, Pack, Routine, Step, Use, Pause, AcceptedFlag)
}


class UndoneAlreadyError(Exception):
    """The change was taken back before, from another tab perhaps."""


class NewerChangeError(Exception):
    """A newer change stands on top of this one; `newest` is to be undone first."""

    def __init__(self, newest: PlanChange) -> None:
        super().__init__(newest.summary)
        self.newest = newest


class Recorder:
    """Saves and deletes rows of one owner, and keeps what they were before.

    Forms have judged the values by now, and the database's constraints stand behind them.
    """

    def __init__(self, owner: User) -> None:
        self.owner = owner
        self._before: list[dict[str, Any]] = []

    def _keep(self, row: Owned) -> None:
        if row.owner_id != self.owner.pk:
            message = "a change touches rows of one owner only"
            raise ValueError(message)
        label = row._meta.label_lower
        before = row._meta.model._default_manager.filter(pk=row.pk, owner=self.owner).first()
        image = serializers.serialize("python", [before])[0]["fields"] if before else None
        self._before.append({"model": label, "pk": row.pk, "before": image})

    def add(self, row: Owned) -> None:
        """Save a new row."""
        row.owner = self.owner
        row.save(force_insert=True)
        self._before.append({"model": row._meta.label_lower, "pk": row.pk, "before": None})

    def save(self, row: Owned) -> None:
        """Save a changed row."""
        self._keep(row)
        row.save()

    def delete(self, row: Owned) -> None:
        """Delete a row that nothing else hangs on."""
        self._keep(row)
        row.delete()

    @property
    def inverse(self) -> list[dict[str, Any]]:
        return self._before[::-1]


def wait_for_turn(owner: User) -> None:
    """Hold off other changes of this owner until the transaction ends.

    SQLite has one writer at a time anyway (transactions begin IMMEDIATE).
    """
    if connection.features.has_select_for_update:
        user_held(owner)


@contextmanager
def plan_change(*, owner: User, summary: str, now: datetime) -> Iterator[Recorder]:
    """Open a transaction whose writes become one change that can be undone.

    Leaves no trace if nothing was written. Changes of one owner wait for each other, so what is
    read inside still holds when it is written: the same button pressed twice at once is safe.
    """
    with transaction.atomic():
        wait_for_turn(owner)
        recorder = Recorder(owner)
        yield recorder
        if recorder.inverse:
            PlanChange.objects.create(
                owner=owner, made_at=now, summary=summary[:200], inverse=recorder.inverse
            )


_newest = Prepared(lambda: PlanChange.objects.for_user(OWNER).filter(undone_at=None)[:1])


def latest_change(user: User) -> PlanChange | None:
    """Return the newest change that was not undone."""
    return next(iter(_newest(owner=user.pk)), None)


def _restore(label: str, key: int, before: dict[str, Any] | None, owner: User) -> None:
    model = RECORDED[label]
    if before is None:
        model._default_manager.filter(pk=key, owner=owner).delete()
        return
    document = {"model": label, "pk": key, "fields": {**before, "owner": owner.pk}}
    for restored in serializers.deserialize("python", [document]):
        restored.save()


@transaction.atomic
def plan_undo(*, user: User, change: PlanChange, now: datetime) -> None:
    """Take back the newest of the user's changes that stand.

    Raises UndoneAlreadyError, or NewerChangeError where another one has to go first.
    """
    standing = PlanChange.objects.for_user(user).filter(undone_at=None).select_for_update()
    if not standing.filter(pk=change.pk).exists():
        raise UndoneAlreadyError
    newest = standing.latest("pk")
    if newest != change:
        raise NewerChangeError(newest)
    for row in newest.inverse:
        _restore(row["model"], row["pk"], row["before"], user)
    newest.undone_at = now
    newest.save(update_fields=["undone_at"])
