"""Catalogue products in the admin."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from simple_history.admin import SimpleHistoryAdmin

from accounts.models import User
from products.admin.found import FindsRows
from products.admin.imports import ImportPages
from products.admin.review import Duplicates, KindToConfirm
from products.curation import GAPS
from products.gtin import typed_barcode
from products.knowledge import families
from products.models import Product, ProductActive
from products.models.catalogue import STATED, STRENGTHS
from products.search_text import plain
from products.services.curating import (
    ConflictError,
    catalogue_save,
    catalogue_turn,
    drafts_decide,
    product_publish,
    product_reject,
)
from products.services.tagging import products_retag
from products.services.uploads import kinds_confirm

if TYPE_CHECKING:  # ModelForm takes a parameter in django-stubs, not in Django 5.2
    ProductModelForm = forms.ModelForm[Product]
    VerdictTable = admin.TabularInline[ProductActive, Product]
else:
    ProductModelForm = forms.ModelForm
    VerdictTable = admin.TabularInline


class MissingData(admin.SimpleListFilter):
    """Products that lack what a curator could add."""

    title = _("missing data")
    parameter_name = "missing"

    def lookups(self, _request: HttpRequest, _model_admin: Any) -> list[tuple[str, Any]]:
        return [(name, gap.label) for name, gap in GAPS.items()]

    def queryset(self, _request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        gap = GAPS.get(self.value() or "")
        return queryset.filter(gap.condition) if gap else queryset


class CatalogueForm(ProductModelForm):
    """A catalogue product. What is taken from a label names where it was read."""

    class Meta:
        model = Product
        fields = "__all__"

    def clean_barcode(self) -> str:
        typed: str = self.cleaned_data["barcode"]
        return typed_barcode(typed) or typed

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("source") and any(cleaned.get(field) for field in STATED):
            self.add_error("source", _("SPF, PAO, label limits and strengths need their source."))
        return cleaned


class VerdictInline(VerdictTable):
    """What curators said of actives; it comes before the label, also when that is read again."""

    model = ProductActive
    extra = 1
    fields = ["family", "verdict", "decided_by", "decided_at"]
    readonly_fields = ["decided_by", "decided_at"]


@admin.register(Product)
class ProductAdmin(ImportPages, FindsRows, SimpleHistoryAdmin):  # type: ignore[misc]  # the package has no types
    """The catalogue, whatever its status; never anybody's private product."""

    form = CatalogueForm
    object_history_list_template = "products/admin_history.html"
    change_list_template = "products/admin_list.html"
    list_display = ["name", "brand", "kind", "status", "missing", "updated_at"]
    list_filter = ["status", KindToConfirm, Duplicates, MissingData, "kind"]
    list_select_related = ["brand"]
    search_fields = ["search_text"]
    show_full_result_count = False
    autocomplete_fields = ["brand"]
    readonly_fields = ["actives", "updated_at"]
    inlines = [VerdictInline]
    actions = ["confirm_kind", "publish", "reject"]
    fieldsets = [
        (None, {"fields": ["brand", "name", "barcode", "kind", "status"]}),
        (_("Label"), {"fields": ["ingredients_text", "actives", "size_ml", "units", "spf"]}),
        (_("Label limits"), {"fields": ["label_max_per_day", "label_max_per_week"]}),
        (_("Stated strengths"), {"fields": [f"{name}_percent" for name in STRENGTHS]}),
        (_("Keeping"), {"fields": ["pao_months", "single_use", "keep_days"]}),
        (_("Texture and type"), {"fields": ["occlusive", "silicone_heavy", "peel", "fcf"]}),
        (_("Source"), {"fields": ["source", "source_date", "licence", "updated_at"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Product]:
        products: QuerySet[Product] = super().get_queryset(request)
        return products.filter(owner=None)

    def get_search_results(
        self, _request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        if barcode := typed_barcode(search_term):
            return queryset.filter(barcode=barcode), False
        for word in plain(search_term).split():
            queryset = queryset.filter(search_text__contains=word)
        return queryset, False

    def save_model(self, request: HttpRequest, obj: Product, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's signature
        catalogue_turn()
        catalogue_save(product=obj, by=cast("User", request.user), why="")
        kinds_confirm(products=[obj.pk])

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:  # noqa: FBT001 - Django's signature
        for verdict in formset.save(commit=False):
            verdict.decided_by, verdict.decided_at = request.user, request.now  # type: ignore[attr-defined]  # our middleware sets it
            verdict.save()
        for verdict in formset.deleted_objects:
            verdict.delete()
        products_retag([form.instance.pk])

    def response_post_save_change(
        self, request: HttpRequest, obj: Product
    ) -> HttpResponseRedirect:
        """Lead from an offered product's form back to where it came from: a list, or its page."""
        from_list = "_changelist_filters" in request.GET
        if obj.status == Product.Status.PENDING and not from_list:
            return redirect("curation-product", obj.pk)
        answer: HttpResponseRedirect = super().response_post_save_change(request, obj)
        return answer

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[Any], dict[str, int], set[str], list[Any]]:
        """Say that a product is in use, and not by whom."""
        deleted, counts, needed, in_use = super().get_deleted_objects(objs, request)
        hint = _("A product that is in use stays. Reject it instead: it leaves the catalogue.")
        return deleted, counts, needed, [hint] if in_use else []

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        shown = [*super().get_list_display(request)]
        return [*shown, "side_by_side"] if Duplicates.parameter_name in request.GET else shown

    @admin.display(description=_("likely the same"))
    def side_by_side(self, product: Product) -> str:
        address = reverse("curation-product", args=[product.pk])
        hidden = format_html('<span class="visually-hidden">: {}</span>', product)
        return format_html('<a href="{}">{}{}</a>', address, _("Side by side"), hidden)

    @admin.display(description=_("missing"))
    def missing(self, product: Product) -> str:
        gaps = [
            str(word)
            for word, value in (
                (_("ingredients"), product.ingredients_text),
                (_("source"), product.source),
            )
            if not value
        ]
        return ", ".join(gaps) or "-"

    @admin.display(description=_("actives"))
    def actives(self, product: Product) -> str:
        return ", ".join(families()[name].label for name in product.families) or "-"

    @admin.action(description=_("Confirm the guessed kinds"), permissions=["change"])
    def confirm_kind(self, request: HttpRequest, queryset: QuerySet[Product]) -> None:
        number = kinds_confirm(products=[product.pk for product in queryset])
        text = ngettext("%(n)d kind confirmed.", "%(n)d kinds confirmed.", number)
        self.message_user(request, text % {"n": number}, messages.SUCCESS)

    @admin.action(description=_("Publish the selected products"), permissions=["change"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Product]) -> None:
        waiting = queryset.filter(merged_into=None)
        number = self._decide(request, waiting, Product.Status.PUBLISHED, product_publish)
        text = ngettext("%(n)d product published.", "%(n)d products published.", number)
        self.message_user(request, text % {"n": number}, messages.SUCCESS)

    @admin.action(description=_("Reject the selected products"), permissions=["change"])
    def reject(self, request: HttpRequest, queryset: QuerySet[Product]) -> None:
        number = self._decide(request, queryset, Product.Status.REJECTED, product_reject)
        text = ngettext("%(n)d product rejected.", "%(n)d products rejected.", number)
        self.message_user(request, text % {"n": number}, messages.SUCCESS)

    def _decide(
        self,
        request: HttpRequest,
        queryset: QuerySet[Product],
        status: Product.Status,
        decide: Callable[..., Product],
    ) -> int:
        """Decide on products that have not this status, and return on how many it was possible."""
        waiting = queryset.exclude(status=status)
        by_and_when: dict[str, Any] = {"by": request.user, "now": request.now}  # type: ignore[attr-defined]  # our middleware sets it
        number = drafts_decide(products=waiting, status=status, **by_and_when)
        for product in waiting.select_related("brand"):
            try:
                decide(product=product, by=cast("User", request.user))
                number += 1
            except ConflictError as error:
                self.message_user(request, f"{product}: {error}", messages.ERROR)
        return number
