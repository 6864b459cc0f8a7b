"""The history of the catalogue. Private products leave no trace in it."""

from typing import TYPE_CHECKING

from simple_history.models import HistoricalRecords

if TYPE_CHECKING:
    from django.db.models import Model


class CatalogueHistory(HistoricalRecords):  # type: ignore[misc]  # the package has no types
    """Record changes of rows without owner only."""

    def create_historical_record(
        self, instance: "Model", history_type: str, using: str | None = None
    ) -> None:
        if getattr(instance, "owner_id", None) is None:
            super().create_historical_record(instance, history_type, using=using)
