"""Rows found while typing, in forms of the admin."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import ForeignKey
from django.forms import ModelChoiceField
from django.http import HttpRequest

from accounts.requests import row_key

if TYPE_CHECKING:  # ModelAdmin takes a parameter in django-stubs, not in Django 5.2
    AnyModelAdmin = admin.ModelAdmin[Any]
    AnyForeignKey = ForeignKey[Any, Any]
    AnyChoiceField = ModelChoiceField[Any]
else:
    AnyModelAdmin, AnyForeignKey, AnyChoiceField = object, ForeignKey, ModelChoiceField


class FoundSelect(AutocompleteSelect):
    """Shows the chosen row, and none where a forged key came: Django's own asks the database."""

    def optgroups(
        self, name: str, value: Sequence[str], attr: dict[str, Any] | None = None
    ) -> list[Any]:
        keys = [key for key in value if row_key(key) is not None]
        return super().optgroups(name, keys, attr)


class FindsRows(AnyModelAdmin):
    """An admin whose `autocomplete_fields` refuse a key that is none as the form does."""

    def formfield_for_foreignkey(
        self, db_field: AnyForeignKey, request: HttpRequest, **kwargs: Any
    ) -> AnyChoiceField | None:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = FoundSelect(db_field, self.admin_site, using=kwargs.get("using"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
