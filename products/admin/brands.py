"""Brands in the admin."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from products.models import Brand
from products.services.tagging import brand_reindex


@admin.register(Brand)
class BrandAdmin(SimpleHistoryAdmin):  # type: ignore[misc]  # the package has no types
    """The makers of catalogue products."""

    object_history_list_template = "products/admin_history.html"
    list_display = ["name", "number_of_products"]
    search_fields = ["name"]
    ordering = ["name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Brand]:
        brands: QuerySet[Brand] = super().get_queryset(request)
        return brands.annotate(number=Count("products"))

    @admin.display(description=_("products"), ordering="number")
    def number_of_products(self, brand: Brand) -> int:
        return int(getattr(brand, "number", 0))

    def save_model(self, request: HttpRequest, obj: Brand, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's signature
        super().save_model(request, obj, form, change)
        brand_reindex(obj)
