"""What curators look through after an import."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from products.curation import IN_USE, KIND_TO_CONFIRM
from products.models import Product


class KindToConfirm(admin.SimpleListFilter):
    """Products whose kind was guessed, and might be another."""

    title = _("guessed kind")
    parameter_name = "unsure"

    def lookups(self, _request: HttpRequest, _model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("To confirm"))]

    def queryset(self, _request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() != "yes":
            return queryset
        return queryset.filter(KIND_TO_CONFIRM)


class Duplicates(admin.SimpleListFilter):
    """Products that share a barcode, or brand and name but for case, accents and signs."""

    title = _("duplicates")
    parameter_name = "alike"

    def lookups(self, _request: HttpRequest, _model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Perhaps the same product"))]

    def queryset(self, _request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() != "yes":
            return queryset
        alike = Q(search_text__in=_repeated("search_text")) | Q(barcode__in=_repeated("barcode"))
        return queryset.filter(IN_USE, alike)


def _repeated(column: str) -> QuerySet[Any]:
    """Return the values of a column that several products have that nobody decided against."""
    rows: QuerySet[Any] = Product.objects.catalogue().filter(IN_USE)
    counted = rows.exclude(**{column: ""}).order_by().values(column).annotate(n=Count("pk"))
    repeated: QuerySet[Any] = counted.filter(n__gt=1).values(column)
    return repeated
