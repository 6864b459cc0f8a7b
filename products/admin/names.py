"""Ingredients and the names labels give them; the names nobody knows are the queue."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.requests import row_key
from products.admin.found import FindsRows
from products.ingredient_selectors import UNKNOWN, ingredients_like, name_after, names_counted
from products.models import Ingredient, IngredientName, Product
from products.services.names import name_decide, name_decide_own

if TYPE_CHECKING:  # these take a parameter in django-stubs, not in Django 5.2
    NameModelForm = forms.ModelForm[IngredientName]
    NameModelAdmin = admin.ModelAdmin[IngredientName]
    IngredientModelAdmin = admin.ModelAdmin[Ingredient]
else:
    NameModelForm = forms.ModelForm
    NameModelAdmin = IngredientModelAdmin = admin.ModelAdmin

DECISIONS = {
    "own": _("It is an ingredient of its own"),
    "ignore": _("It is no ingredient"),
    "unknown": _("Unknown again"),
}
"""What a button decides; a number decides for the ingredient of that key."""

EXAMPLES = 5
"""Products shown beside a name, so that one sees where it stands."""


class State(admin.SimpleListFilter):
    """Names that wait for a curator, or those one has decided on."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, _request: HttpRequest, _model_admin: Any) -> list[tuple[str, Any]]:
        return [("decided", _("Decided"))]

    def choices(self, changelist: Any) -> Any:
        first, *rest = super().choices(changelist)
        return [{**first, "display": _("Unknown")}, *rest]

    def queryset(self, _request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "decided":
            return queryset.filter(decided_at__isnull=False)
        return queryset.filter(UNKNOWN)


class NameForm(NameModelForm):
    """What a name stands for: a button's `decision`, else the ingredient that was looked up."""

    decision = forms.CharField(required=False)

    class Meta:
        model = IngredientName
        fields = ["ingredient"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        decision = cleaned.get("decision", "")
        if decision:
            cleaned["ingredient"] = Ingredient.objects.filter(pk=row_key(decision) or 0).first()
        if not cleaned.get("ingredient") and decision not in DECISIONS:
            self.add_error("ingredient", _("Choose an ingredient, or one of the buttons."))
        return cleaned


@admin.register(Ingredient)
class IngredientAdmin(IngredientModelAdmin):
    """To look ingredients up; they come from labels, from the official list and the queue."""

    list_display = ["name", "restriction", "cosing_ref"]
    search_fields = ["name", "names__name"]
    show_full_result_count = False

    def has_add_permission(self, _request: HttpRequest) -> bool:
        return False


@admin.register(IngredientName)
class NameAdmin(FindsRows, NameModelAdmin):
    """Unknown names of the catalogue, the most frequent first; a click and another decide one."""

    form = NameForm
    change_form_template = "products/admin_name.html"
    list_display = ["name", "number_of_products", "ingredient", "decided_by", "decided_at"]
    list_filter = [State]
    list_select_related = ["ingredient", "decided_by"]
    search_fields = ["name"]
    show_full_result_count = False
    autocomplete_fields = ["ingredient"]
    fields = ["ingredient"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[IngredientName]:
        return names_counted(IngredientName.objects.all()).order_by(*self.get_ordering(request))

    def get_ordering(self, _request: HttpRequest) -> tuple[str, ...]:
        return ("-products", "name")

    def has_add_permission(self, _request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        return False

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        name: IngredientName = context["original"]
        found = Product.objects.catalogue().filter(places__name=name)
        context |= {
            "decisions": [
                one for one in DECISIONS.items() if one[0] != "unknown" or name.decided_at
            ],
            "suggestions": ingredients_like(name.name),
            "examples": found.select_related("brand").distinct()[:EXAMPLES],
            "following": name_after(name),
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def construct_change_message(
        self,
        _request: HttpRequest,
        form: Any,
        _formsets: Any,
        _add: bool = False,  # noqa: FBT001, FBT002 - Django's signature
    ) -> Any:
        return _said(form.instance)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, _change: bool) -> None:  # noqa: FBT001 - Django's signature
        by_and_when: dict[str, Any] = {"by": request.user, "at": request.now}  # type: ignore[attr-defined]  # our middleware sets it
        decision = form.cleaned_data["decision"]
        if decision == "own":
            number = name_decide_own(name=obj, **by_and_when)
        else:
            ingredient = form.cleaned_data["ingredient"]
            ignored = decision == "ignore"
            number = name_decide(name=obj, ingredient=ingredient, ignored=ignored, **by_and_when)
        text = ngettext("%(n)d product was read again.", "%(n)d products were read again.", number)
        undo = format_html('<a href="{}">{}</a>', request.path, _("Change or undo"))
        words = format_html("{}: {} {} {}", obj, _said(obj), text % {"n": number}, undo)
        self.message_user(request, words, messages.SUCCESS)

    def response_change(self, _request: HttpRequest, obj: Any) -> HttpResponse:
        """Lead on to the next name that waits, if one does."""
        following = name_after(obj)
        if following is None:
            return redirect("admin:products_ingredientname_changelist")
        return redirect("admin:products_ingredientname_change", following.pk)

    @admin.display(description=_("products"), ordering="products")
    def number_of_products(self, name: IngredientName) -> int:
        return int(getattr(name, "products", 0))


def _said(name: IngredientName) -> str:
    """Return what was decided, in a sentence."""
    if name.ingredient:
        return _("Stands for %(ingredient)s.") % {"ingredient": name.ingredient}
    return str(_("No ingredient.")) if name.ignored else str(_("Unknown again."))
